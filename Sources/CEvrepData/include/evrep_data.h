#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Opens a ZIP archive that lies in memory; `bytes` have to outlive it.
///
/// \returns a handle of minizip, closed by `unzClose`, or null if the bytes are no archive.
void *evrep_archive_open(const uint8_t *bytes, size_t count);

/// What `evrep_toml_parse` tells of a document, in the order of the tree.
enum evrep_toml_kind {
  EVREP_TOML_KEY,
  EVREP_TOML_TABLE_BEGIN,
  EVREP_TOML_TABLE_END,
  EVREP_TOML_ARRAY_BEGIN,
  EVREP_TOML_ARRAY_END,
  EVREP_TOML_STRING,
  EVREP_TOML_INTEGER,
  EVREP_TOML_FLOAT,
  EVREP_TOML_BOOLEAN,
  EVREP_TOML_TIME,
  EVREP_TOML_ERROR,
};

/// One event. Lines and columns count from 1, columns in code points; the end is behind the last one.
struct evrep_toml_event {
  enum evrep_toml_kind kind;
  /// The content of a key or string, the value of an integer in decimal, the words of an error; else empty.
  const char *text;
  size_t length;
  uint32_t line, column;
  uint32_t end_line, end_column;
};

/// Parses `count` bytes of TOML and hands every event to `visit`, which returns 0 to stop, and has to before tables and
/// arrays are some hundreds deep; one event, an error, if the bytes are no TOML.
void evrep_toml_parse(
    const char *bytes, size_t count, void *context, int (*visit)(void *context, const struct evrep_toml_event *event));

#ifdef __cplusplus
}
#endif
