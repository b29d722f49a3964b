#include "CEvrepMarkdown.h"

#include <pthread.h>
#include <stdbool.h>

// While it parses inlines with the strikethrough extension, cmark keeps `~` in a table that the whole process shares,
// and takes it out again at the end. Such a parse has to be the only one; all others may run side by side.
static pthread_rwlock_t special_characters = PTHREAD_RWLOCK_INITIALIZER;

cmark_node *evrep_parser_finish(cmark_parser *parser, bool has_strikethrough) {
  if (has_strikethrough) {
    pthread_rwlock_wrlock(&special_characters);
  } else {
    pthread_rwlock_rdlock(&special_characters);
  }
  cmark_node *root = cmark_parser_finish(parser);
  pthread_rwlock_unlock(&special_characters);
  return root;
}
