#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The few calls of SQLite that are needed, from the system's library, which is opened on first use so that start-up does not pay for it.
// Handles are the library's own. Every function but octavo_sqlite_found needs the library to have been found.

typedef struct octavo_database octavo_database;
typedef struct octavo_statement octavo_statement;

bool octavo_sqlite_found(void);

enum { OCTAVO_SQLITE_INTEGER = 1, OCTAVO_SQLITE_FLOAT = 2, OCTAVO_SQLITE_TEXT = 3, OCTAVO_SQLITE_BLOB = 4, OCTAVO_SQLITE_NULL = 5 };
// What octavo_sqlite_step gives: another row, the end, or a failure that octavo_sqlite_message tells of.
enum { OCTAVO_SQLITE_ROW = 1, OCTAVO_SQLITE_DONE = 0, OCTAVO_SQLITE_FAILED = -1 };

// NULL when memory is out; otherwise a handle that is to be closed, whose code is not 0 where the file cannot be opened. `uri` is a file
// name as SQLite's URIs write it. Nothing attached, no functions of a schema that is not trusted.
octavo_database *_Nullable octavo_sqlite_open(const char *_Nonnull uri, bool is_writable);
int octavo_sqlite_code(octavo_database *_Nonnull database);
bool octavo_sqlite_is_interrupted(octavo_database *_Nonnull database);
void octavo_sqlite_close(octavo_database *_Nonnull database);
const char *_Nonnull octavo_sqlite_message(octavo_database *_Nonnull database);
// The byte of the statement that the last failure is about, or -1.
int octavo_sqlite_error_offset(octavo_database *_Nonnull database);
// Calls `should_stop` now and then while statements run; they end with a failure once it says so.
void octavo_sqlite_watch(octavo_database *_Nonnull database, int (*_Nonnull should_stop)(void *_Nullable), void *_Nullable state);

// NULL on failure, or where the text holds no statement; `used` is where the next one begins.
octavo_statement *_Nullable octavo_sqlite_prepare(octavo_database *_Nonnull database, const char *_Nonnull text, int count,
                                                  int *_Nonnull used);
void octavo_sqlite_finalize(octavo_statement *_Nonnull statement);
bool octavo_sqlite_is_reading(octavo_statement *_Nonnull statement);
int octavo_sqlite_step(octavo_statement *_Nonnull statement);
void octavo_sqlite_reset(octavo_statement *_Nonnull statement);

int octavo_sqlite_column_count(octavo_statement *_Nonnull statement);
const char *_Nullable octavo_sqlite_column_name(octavo_statement *_Nonnull statement, int column);
// The type in the table's declaration; NULL where the column is no table's.
const char *_Nullable octavo_sqlite_column_declaration(octavo_statement *_Nonnull statement, int column);
int octavo_sqlite_column_type(octavo_statement *_Nonnull statement, int column);
int64_t octavo_sqlite_column_integer(octavo_statement *_Nonnull statement, int column);
double octavo_sqlite_column_float(octavo_statement *_Nonnull statement, int column);
// The value as text, or a blob's own bytes, valid until the next step: NULL and 0 for none.
const uint8_t *_Nullable octavo_sqlite_column_bytes(octavo_statement *_Nonnull statement, int column, size_t *_Nonnull count);

bool octavo_sqlite_bind_null(octavo_statement *_Nonnull statement, int place);
bool octavo_sqlite_bind_integer(octavo_statement *_Nonnull statement, int place, int64_t value);
bool octavo_sqlite_bind_float(octavo_statement *_Nonnull statement, int place, double value);
// Copies the bytes.
bool octavo_sqlite_bind_text(octavo_statement *_Nonnull statement, int place, const char *_Nullable bytes, size_t count);
