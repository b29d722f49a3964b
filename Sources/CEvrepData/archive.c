#include "evrep_data.h"

#include <minizip/unzip.h>
#include <stdlib.h>
#include <string.h>

/// Bytes that minizip reads as if they were a file.
struct memory {
  const uint8_t *bytes;
  uint64_t count;
  uint64_t offset;
};

static void *memory_open(void *opaque, const void *name, int mode) {
  (void)name;
  return mode & ZLIB_FILEFUNC_MODE_WRITE ? NULL : opaque;
}

static uLong memory_read(void *opaque, void *stream, void *buffer, uLong size) {
  (void)opaque;
  struct memory *memory = stream;
  uint64_t rest = memory->count - memory->offset;
  uLong taken = size < rest ? size : (uLong)rest;
  memcpy(buffer, memory->bytes + memory->offset, taken);
  memory->offset += taken;
  return taken;
}

static ZPOS64_T memory_tell(void *opaque, void *stream) {
  (void)opaque;
  return ((struct memory *)stream)->offset;
}

/// Moves to a place in the bytes; -1, and no move, for one outside of them.
static long memory_seek(void *opaque, void *stream, ZPOS64_T offset, int origin) {
  (void)opaque;
  struct memory *memory = stream;
  uint64_t base = origin == ZLIB_FILEFUNC_SEEK_SET ? 0 : origin == ZLIB_FILEFUNC_SEEK_CUR ? memory->offset : memory->count;
  if (offset > memory->count - base) return -1;
  memory->offset = base + offset;
  return 0;
}

static int memory_close(void *opaque, void *stream) {
  (void)opaque;
  free(stream);
  return 0;
}

static int memory_error(void *opaque, void *stream) {
  (void)opaque;
  (void)stream;
  return 0;
}

void *evrep_archive_open(const uint8_t *bytes, size_t count) {
  struct memory *memory = malloc(sizeof *memory);
  if (!memory) return NULL;
  *memory = (struct memory){bytes, count, 0};
  zlib_filefunc64_def functions = {
      .zopen64_file = memory_open,
      .zread_file = memory_read,
      .ztell64_file = memory_tell,
      .zseek64_file = memory_seek,
      .zclose_file = memory_close,
      .zerror_file = memory_error,
      .opaque = memory,
  };
  // minizip closes the stream, and with it frees the memory, when it finds no archive.
  return unzOpen2_64("", &functions);
}
