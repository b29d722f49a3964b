// Debian: libsqlite3-dev.
#pragma once
#include <sqlite3.h>

/// Turns off what a database of unknown origin could use; Swift cannot call a function of variable arguments.
///
/// \returns SQLITE_OK, or the first error.
static inline int evrep_sqlite3_harden(sqlite3 *database) {
  const int settings[][2] = {
      {SQLITE_DBCONFIG_DEFENSIVE, 1},
      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
      {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
      {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
      {SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
      {SQLITE_DBCONFIG_DQS_DML, 0},
      {SQLITE_DBCONFIG_DQS_DDL, 0},
  };
  for (unsigned index = 0; index < sizeof settings / sizeof settings[0]; index++) {
    int status = sqlite3_db_config(database, settings[index][0], settings[index][1], (int *)0);
    if (status != SQLITE_OK) return status;
  }
  return SQLITE_OK;
}
