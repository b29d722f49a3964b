#include "CEvrepCatalogue.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

// A page a line, in the order of the codes, each with a NUL behind it.
static const char pages[] = {
#embed "../../Grammar/diagnostics/EV0304.md" suffix(, 0,)
};

const char *evrep_catalogue(size_t *size) {
  *size = sizeof pages;
  return pages;
}
