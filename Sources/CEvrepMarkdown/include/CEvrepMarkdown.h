#ifndef CEVREP_MARKDOWN_H
#define CEVREP_MARKDOWN_H

#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>

// The node types that extensions add; 0 until the extensions are registered.
static inline uint32_t evrep_type_table(void) { extern cmark_node_type CMARK_NODE_TABLE; return CMARK_NODE_TABLE; }
static inline uint32_t evrep_type_row(void) { extern cmark_node_type CMARK_NODE_TABLE_ROW; return CMARK_NODE_TABLE_ROW; }
static inline uint32_t evrep_type_cell(void) { extern cmark_node_type CMARK_NODE_TABLE_CELL; return CMARK_NODE_TABLE_CELL; }
static inline uint32_t evrep_type_strike(void) {
  extern cmark_node_type CMARK_NODE_STRIKETHROUGH;
  return CMARK_NODE_STRIKETHROUGH;
}

// Memory for one tree: taken from the calling thread's arena and given back all at once.
// cmark's own arena belongs to the whole process, so two threads could not render side by side.
cmark_mem *evrep_arena_memory(void);

// Gives the system back what is free on the heap: the phases before have freed as much as a tree takes, in pieces too
// small for an arena.
void evrep_arena_make_room(void);

// Gives back all that the calling thread has taken from its arena.
void evrep_arena_reset(void);

// Ends a parse as `cmark_parser_finish` does, safely beside the parses of other threads.
cmark_node *evrep_parser_finish(cmark_parser *parser, bool has_strikethrough);

// Sets of bytes that end a plain run of text.
enum {
  EVREP_HTML = 1,      // NUL " & < >
  EVREP_MARK = 2,      // the first byte of a mark
  EVREP_ADDRESS = 4,   // : and . which every bare address has
  EVREP_MARKDOWN = 8,  // what may be markup in a Markdown text, controls included
  EVREP_STRUCTURE = 16 // what the structure guard counts, line ends included
};

// The length of the longest prefix of `text` without a byte of `set`.
size_t evrep_plain_prefix(const uint8_t *text, size_t length, unsigned set);

#endif
