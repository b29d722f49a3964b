#include "CEvrepMarkdown.h"

// The sets that each byte is in, sixteen bytes a row.
static const uint8_t sets[256] = {
   9,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,
   8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,
   0,  0,  1,  8,  0,  0, 25,  0,  0,  8, 24,  8,  0,  8, 12,  0,
   0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 12,  0, 25,  8,  9,  0,
   0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
   0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 24, 24, 24,  0, 24,
   8,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
   0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 24,  0, 24,  8,
   0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
   0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
   0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
   0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
   0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
   0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
   0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  2,
   0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
};

size_t evrep_plain_prefix(const uint8_t *text, size_t length, unsigned set) {
  size_t at = 0;
  // Eight at a time, as most bytes of prose are in no set.
  for (; at + 8 <= length; at += 8) {
    const uint8_t *next = text + at;
    unsigned found = sets[next[0]] | sets[next[1]] | sets[next[2]] | sets[next[3]];
    found |= sets[next[4]] | sets[next[5]] | sets[next[6]] | sets[next[7]];
    if (found & set) break;
  }
  while (at < length && !(sets[text[at]] & set)) at++;
  return at;
}
