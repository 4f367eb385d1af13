#include "octavo_sqlite.h"

#include <dlfcn.h>
#include <pthread.h>
#include <sqlite3.h>

// The library's functions with the prototypes of its own header.
#define CALLS(CALL)                                                                                                      \
  CALL(open_v2) CALL(close_v2) CALL(errcode) CALL(errmsg) CALL(progress_handler) CALL(prepare_v2) CALL(finalize)         \
  CALL(stmt_readonly) CALL(step) CALL(reset) CALL(column_count) CALL(column_name) CALL(column_decltype) CALL(column_type) \
  CALL(column_int64) CALL(column_double) CALL(column_text) CALL(column_blob) CALL(column_bytes) CALL(bind_null)          \
  CALL(bind_int64) CALL(bind_double) CALL(bind_text64) CALL(limit) CALL(db_config) CALL(busy_timeout)                    \
  CALL(extended_result_codes)

#define FIELD(name) __typeof__(sqlite3_##name) *name;
static struct {
  CALLS(FIELD)
  // Since 3.38.
  int (*error_offset)(sqlite3 *);
  bool found;
} library;

static pthread_once_t opened = PTHREAD_ONCE_INIT;

static void open_library(void) {
  void *handle = dlopen("libsqlite3.so.0", RTLD_NOW | RTLD_LOCAL);
  if (!handle) return;
  bool found = true;
#define FIND(name)                                                  \
  *(void **)&library.name = dlsym(handle, "sqlite3_" #name);        \
  found = found && library.name;
  CALLS(FIND)
  *(void **)&library.error_offset = dlsym(handle, "sqlite3_error_offset");
  library.found = found;
}

bool octavo_sqlite_found(void) {
  pthread_once(&opened, open_library);
  return library.found;
}

static sqlite3 *db(octavo_database *database) { return (sqlite3 *)database; }
static sqlite3_stmt *stmt(octavo_statement *statement) { return (sqlite3_stmt *)statement; }

octavo_database *octavo_sqlite_open(const char *uri, bool is_writable) {
  sqlite3 *handle = NULL;
  int flags = is_writable ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  library.open_v2(uri, &handle, flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
  if (!handle) return NULL;
  // Another file would be one that nobody asked whether it may be read.
  library.limit(handle, SQLITE_LIMIT_ATTACHED, 0);
  library.db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  library.db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  // Somebody else who writes is soon done, or not.
  library.busy_timeout(handle, 5000);
  return (octavo_database *)handle;
}

int octavo_sqlite_code(octavo_database *database) { return library.errcode(db(database)) & 0xFF; }
bool octavo_sqlite_is_interrupted(octavo_database *database) { return octavo_sqlite_code(database) == SQLITE_INTERRUPT; }
void octavo_sqlite_close(octavo_database *database) { library.close_v2(db(database)); }
const char *octavo_sqlite_message(octavo_database *database) { return library.errmsg(db(database)); }
int octavo_sqlite_error_offset(octavo_database *database) { return library.error_offset ? library.error_offset(db(database)) : -1; }

void octavo_sqlite_watch(octavo_database *database, int (*should_stop)(void *), void *state) {
  // About a thousandth of a second.
  library.progress_handler(db(database), 100000, should_stop, state);
}

octavo_statement *octavo_sqlite_prepare(octavo_database *database, const char *text, int count, int *used) {
  sqlite3_stmt *made = NULL;
  const char *tail = text;
  int code = library.prepare_v2(db(database), text, count, &made, &tail);
  *used = (int)(tail - text);
  return code == SQLITE_OK ? (octavo_statement *)made : NULL;
}

void octavo_sqlite_finalize(octavo_statement *statement) { library.finalize(stmt(statement)); }
bool octavo_sqlite_is_reading(octavo_statement *statement) { return library.stmt_readonly(stmt(statement)); }

int octavo_sqlite_step(octavo_statement *statement) {
  int code = library.step(stmt(statement));
  return code == SQLITE_ROW ? OCTAVO_SQLITE_ROW : code == SQLITE_DONE ? OCTAVO_SQLITE_DONE : OCTAVO_SQLITE_FAILED;
}

void octavo_sqlite_reset(octavo_statement *statement) { library.reset(stmt(statement)); }

int octavo_sqlite_column_count(octavo_statement *statement) { return library.column_count(stmt(statement)); }
const char *octavo_sqlite_column_name(octavo_statement *statement, int column) { return library.column_name(stmt(statement), column); }
const char *octavo_sqlite_column_declaration(octavo_statement *statement, int column) {
  return library.column_decltype(stmt(statement), column);
}
int octavo_sqlite_column_type(octavo_statement *statement, int column) { return library.column_type(stmt(statement), column); }
int64_t octavo_sqlite_column_integer(octavo_statement *statement, int column) { return library.column_int64(stmt(statement), column); }
double octavo_sqlite_column_float(octavo_statement *statement, int column) { return library.column_double(stmt(statement), column); }

const uint8_t *octavo_sqlite_column_bytes(octavo_statement *statement, int column, size_t *count) {
  // Asked in this order, as the library's manual says: the conversion to text may change the length.
  const void *bytes = library.column_type(stmt(statement), column) == SQLITE_BLOB ? library.column_blob(stmt(statement), column)
                                                                                  : library.column_text(stmt(statement), column);
  *count = bytes ? (size_t)library.column_bytes(stmt(statement), column) : 0;
  return bytes;
}

bool octavo_sqlite_bind_null(octavo_statement *statement, int place) { return library.bind_null(stmt(statement), place) == SQLITE_OK; }
bool octavo_sqlite_bind_integer(octavo_statement *statement, int place, int64_t value) {
  return library.bind_int64(stmt(statement), place, value) == SQLITE_OK;
}
bool octavo_sqlite_bind_float(octavo_statement *statement, int place, double value) {
  return library.bind_double(stmt(statement), place, value) == SQLITE_OK;
}
bool octavo_sqlite_bind_text(octavo_statement *statement, int place, const char *bytes, size_t count) {
  return library.bind_text64(stmt(statement), place, bytes ? bytes : "", count, SQLITE_TRANSIENT, SQLITE_UTF8) == SQLITE_OK;
}
