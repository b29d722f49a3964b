#include "CEvrepMarkdown.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

// A chunk of zeroed memory; chunks of a thread form a list, the newest first.
typedef struct chunk {
  struct chunk *previous;
  size_t size, used;
} chunk;

enum { FIRST_CHUNK = 1 << 16, LARGEST_CHUNK = 1 << 24, HEADER = 8 };

static _Thread_local chunk *newest;

static size_t rounded(size_t size) { return (size + 7) & ~(size_t)7; }

// Every piece has its size before it, so that `grow` knows how much to copy.
static void *take(size_t size) {
  if (size > SIZE_MAX / 4) abort();
  size_t need = rounded(size) + HEADER;
  if (!newest || newest->size - newest->used < need) {
    size_t capacity = newest ? newest->size * 2 : FIRST_CHUNK;
    if (capacity > LARGEST_CHUNK) capacity = LARGEST_CHUNK;
    if (capacity < need) capacity = need;
    chunk *fresh = calloc(1, rounded(sizeof(chunk)) + capacity);
    if (!fresh) abort();
    fresh->size = capacity;
    fresh->previous = newest;
    newest = fresh;
  }
  char *piece = (char *)newest + rounded(sizeof(chunk)) + newest->used;
  newest->used += need;
  *(size_t *)piece = rounded(size);
  return piece + HEADER;
}

static void *take_zeroed(size_t count, size_t size) {
  if (size && count > SIZE_MAX / size) abort();
  return take(count * size);
}

static void *grow(void *piece, size_t size) {
  if (!piece) return take(size);
  size_t before = *(size_t *)((char *)piece - HEADER);
  if (size <= before) return piece;
  // The newest piece grows where it is, which long lines and paragraphs do again and again.
  size_t more = rounded(size) - before;
  char *end = (char *)newest + rounded(sizeof(chunk)) + newest->used;
  if ((char *)piece + before == end && newest->size - newest->used >= more) {
    newest->used += more;
    *(size_t *)((char *)piece - HEADER) = before + more;
    return piece;
  }
  void *moved = take(size);
  memcpy(moved, piece, before);
  return moved;
}

static void drop(void *piece) { (void)piece; }

static cmark_mem memory = {take_zeroed, grow, drop};

cmark_mem *evrep_arena_memory(void) { return &memory; }

void evrep_arena_make_room(void) { malloc_trim(0); }

void evrep_arena_reset(void) {
  while (newest) {
    chunk *previous = newest->previous;
    free(newest);
    newest = previous;
  }
}
