#ifndef CEVREP_CATALOGUE_H
#define CEVREP_CATALOGUE_H

#include <stddef.h>

/// The pages of Grammar/diagnostics one behind the other, UTF-8, a NUL behind each. `size` gets the bytes of all.
const char *evrep_catalogue(size_t *size);

#endif
