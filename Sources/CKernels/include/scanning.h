#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Finding structure in bytes: JSON values, delimited fields, numbers, texts. No function reads outside the range it is given,
// and every place is an offset of 32 bits from the block's first byte.

// A part of a block that will be the text of one value. `offset` is OCTAVO_NULL for a null.
typedef struct {
    uint32_t offset;
    uint32_t length; // OCTAVO_LENGTH bits, and how to decode in the bits above
} octavo_slice;

#define OCTAVO_NULL 0xFFFFFFFFu
#define OCTAVO_LENGTH 0x1FFFFFFFu
#define OCTAVO_JSON_ESCAPED 0x80000000u
#define OCTAVO_DOUBLED_QUOTES 0x40000000u
#define OCTAVO_WINDOWS_1252 0x20000000u

// ---- JSON

enum {
    OCTAVO_JSON_NULL = 0,
    OCTAVO_JSON_FALSE = 1,
    OCTAVO_JSON_TRUE = 2,
    OCTAVO_JSON_INTEGER = 3, // payload: the value; kind holds the length of its text above bit 8
    OCTAVO_JSON_FLOAT = 4,   // payload: the bits of the value; length as above
    OCTAVO_JSON_STRING = 5,  // payload: length and decoding bits as in octavo_slice; offset is past the quote
    OCTAVO_JSON_LIST = 6,    // payload: the token after its last one; above bit 32 the length of its text
    OCTAVO_JSON_RECORD = 7,  // the same; its tokens are keys (strings) and values in turn
    OCTAVO_JSON_BAD = 8      // a line that is no JSON: payload its length, above bit 32 the error's place in it; kind >> 8 the error
};

typedef struct {
    uint32_t offset;
    uint32_t kind;
    uint64_t payload;
} octavo_token;

enum {
    OCTAVO_JSON_ERROR_NONE = 0,
    OCTAVO_JSON_ERROR_END = 1,
    OCTAVO_JSON_ERROR_VALUE = 2,
    OCTAVO_JSON_ERROR_KEY = 3,
    OCTAVO_JSON_ERROR_COLON = 4,
    OCTAVO_JSON_ERROR_COMMA = 5,
    OCTAVO_JSON_ERROR_CONTROL = 6,
    OCTAVO_JSON_ERROR_ESCAPE = 7,
    OCTAVO_JSON_ERROR_UTF8 = 8,
    OCTAVO_JSON_ERROR_NUMBER = 9,
    OCTAVO_JSON_ERROR_DEPTH = 10,
    OCTAVO_JSON_ERROR_TRAILING = 11,
    OCTAVO_JSON_ERROR_LENGTH = 12,
    OCTAVO_JSON_ERROR_FULL = 13 // no error of the text: the tape has no room for this record
};

#define OCTAVO_JSON_DEPTH 512

typedef struct {
    size_t position; // the first byte not taken
    size_t tokens;   // how many are on the tape now
    uint32_t error;  // OCTAVO_JSON_ERROR_FULL, or for octavo_json_value the error
    size_t errorPosition;
} octavo_json_progress;

// Parses lines of bytes[position..<end], one value each, on to the tape until the range ends or the tape is full.
octavo_json_progress octavo_json_lines(const uint8_t *_Nonnull bytes, size_t position, size_t end,
                                       octavo_token *_Nonnull tape, size_t tokens, size_t capacity);

// Parses one value that starts at bytes[position]; line ends are white space. Stops right after the value.
octavo_json_progress octavo_json_value(const uint8_t *_Nonnull bytes, size_t position, size_t end,
                                       octavo_token *_Nonnull tape, size_t tokens, size_t capacity);

// For rows of records: where each record's value of each key stands. `cells` is column-major, `stride` apart, 0 for none
// (token 0 is never a value). Keys the table does not know are counted in the result's `unknown` and named by `unknownKey`.
typedef struct {
    const uint8_t *_Nonnull name;
    uint32_t length;
    uint32_t hash;
} octavo_key;

uint32_t octavo_key_hash(const uint8_t *_Nonnull name, size_t length);

// Scatters the fields of the records at tape[rows[first..<count]] into cells. Returns the row where a key not in `keys`
// stands and its token in *unknownKey, or `count`. Called again with both, it goes on at that token; 0 is a row's beginning.
size_t octavo_json_scatter(const uint8_t *_Nonnull bytes, const octavo_token *_Nonnull tape, const uint32_t *_Nonnull rows,
                           size_t first, size_t count, const octavo_key *_Nullable keys, size_t keyCount,
                           const int32_t *_Nonnull slots, size_t slotMask, uint32_t *_Nullable *_Nullable cells,
                           uint32_t *_Nonnull unknownKey);

// The set of kinds (1 << kind) among tokens tape[cells[i]].
uint32_t octavo_json_kinds(const octavo_token *_Nonnull tape, const uint32_t *_Nonnull cells, size_t count);

// One value a cell; validity bits are written for all; a cell of another kind is null.
void octavo_json_integers(const octavo_token *_Nonnull tape, const uint32_t *_Nonnull cells, size_t count,
                          int64_t *_Nonnull values, uint64_t *_Nonnull validity);
void octavo_json_floats(const octavo_token *_Nonnull tape, const uint32_t *_Nonnull cells, size_t count,
                        double *_Nonnull values, uint64_t *_Nonnull validity);
void octavo_json_bools(const octavo_token *_Nonnull tape, const uint32_t *_Nonnull cells, size_t count,
                       uint64_t *_Nonnull values, uint64_t *_Nonnull validity);
// Strings as their contents, any other value as its JSON text.
void octavo_json_slices(const octavo_token *_Nonnull tape, const uint32_t *_Nonnull cells, size_t count,
                        octavo_slice *_Nonnull slices);
// Lists: offsets (count + 1) and, into `items` if not NULL, the items' tokens. Returns how many items there are.
size_t octavo_json_items(const octavo_token *_Nonnull tape, const uint32_t *_Nonnull cells, size_t count,
                         int64_t *_Nonnull offsets, uint64_t *_Nonnull validity, uint32_t *_Nullable items);

// ---- Delimited text

typedef struct {
    size_t ends;      // how many field ends were written
    size_t records;   // how many of them end a record
    size_t position;  // the first byte not taken: a record's start
    bool full;        // no room for the record at `position`
    bool unclosed;    // the last record has a quote that never closes
} octavo_csv_progress;

// Writes the offset of each separator and line feed outside quotes in bytes[position..<end]. A record that ends with the range
// (and not with a line feed) gets `end` as its last.
octavo_csv_progress octavo_csv_ends(const uint8_t *_Nonnull bytes, size_t position, size_t end, uint8_t separator,
                                    uint32_t *_Nonnull ends, size_t capacity);

// The end (past the line feed) of the record that holds byte `target`, for records from `position` on; `end` if none ends.
size_t octavo_csv_record_end(const uint8_t *_Nonnull bytes, size_t position, size_t target, size_t end, uint8_t separator);

enum { OCTAVO_CSV_SHORT = 1, OCTAVO_CSV_LONG = 2, OCTAVO_CSV_QUOTE = 3, OCTAVO_CSV_LENGTH = 4 };

typedef struct {
    uint32_t offset; // of the record
    uint32_t length;
    uint32_t row;    // the row it has, or would have had
    uint32_t error;
    uint32_t fields;
} octavo_csv_bad;

typedef struct {
    size_t rows;
    size_t bad;
} octavo_csv_rows_count;

// Parts records into columns. `columns[c]` is where the slices of field c go, NULL where unwanted. Blank lines give no row.
// `starts`, if not NULL, gets each row's offset. Bad records get a row of nulls if `keep`, else none. Room is needed for as many
// rows and bad records as there are ends.
octavo_csv_rows_count octavo_csv_rows(const uint8_t *_Nonnull bytes, size_t position, size_t end, const uint32_t *_Nonnull ends,
                                      size_t count, size_t fields, octavo_slice *_Nullable *_Nonnull columns, bool keep,
                                      uint32_t *_Nullable starts, octavo_csv_bad *_Nonnull bad);

// The kinds of value seen in a column: a union of these. Stops early once OCTAVO_FIELD_TEXT is in it.
enum {
    OCTAVO_FIELD_INTEGER = 1,
    OCTAVO_FIELD_FLOAT = 2,
    OCTAVO_FIELD_BOOL = 4,
    OCTAVO_FIELD_DATE = 8,
    OCTAVO_FIELD_TIME = 16,
    OCTAVO_FIELD_TEXT = 32
};
uint32_t octavo_field_kinds(const uint8_t *_Nonnull bytes, const octavo_slice *_Nonnull slices, size_t count);

// Each of these returns the first row whose text is no such value, or `count`.
size_t octavo_field_integers(const uint8_t *_Nonnull bytes, const octavo_slice *_Nonnull slices, size_t count,
                             int64_t *_Nonnull values, uint64_t *_Nonnull validity);
size_t octavo_field_floats(const uint8_t *_Nonnull bytes, const octavo_slice *_Nonnull slices, size_t count,
                           double *_Nonnull values, uint64_t *_Nonnull validity);
size_t octavo_field_bools(const uint8_t *_Nonnull bytes, const octavo_slice *_Nonnull slices, size_t count,
                          uint64_t *_Nonnull values, uint64_t *_Nonnull validity);
size_t octavo_field_dates(const uint8_t *_Nonnull bytes, const octavo_slice *_Nonnull slices, size_t count,
                          int64_t *_Nonnull values, uint64_t *_Nonnull validity);
size_t octavo_field_times(const uint8_t *_Nonnull bytes, const octavo_slice *_Nonnull slices, size_t count,
                          int64_t *_Nonnull values, uint64_t *_Nonnull validity);

// ---- Texts

bool octavo_utf8_valid(const uint8_t *_Nonnull bytes, size_t count);
size_t octavo_count_lines(const uint8_t *_Nonnull bytes, size_t count);
// Marks slices whose bytes are not UTF-8 as Windows-1252; returns how many.
size_t octavo_mark_windows_1252(const uint8_t *_Nonnull bytes, octavo_slice *_Nonnull slices, size_t count);
// The bytes that octavo_texts needs at most.
size_t octavo_texts_size(const octavo_slice *_Nonnull slices, size_t count);
// Decodes slices end to end; offsets has count + 1. Returns the bytes written.
size_t octavo_texts(const uint8_t *_Nonnull bytes, const octavo_slice *_Nonnull slices, size_t count,
                    uint32_t *_Nonnull offsets, uint8_t *_Nonnull target);
// Sets a bit for each slice that is no null; returns how many are null.
size_t octavo_slices_validity(const octavo_slice *_Nonnull slices, size_t count, uint64_t *_Nonnull validity);
// Codes equal slices by their raw bytes. Writes a code a row and the row where each distinct value first stands. Returns how
// many values there are, or `limit + 1` as soon as they are too many to be worth it.
size_t octavo_dictionary(const uint8_t *_Nonnull bytes, const octavo_slice *_Nonnull slices, size_t count, size_t limit,
                         int32_t *_Nonnull codes, uint32_t *_Nonnull firsts, int32_t *_Nonnull table, size_t tableMask);

// A decimal number in the grammar of JSON, correctly rounded. 0: none; 1: int64 in *integer; 2: a float in *number.
int octavo_number(const uint8_t *_Nonnull bytes, size_t count, int64_t *_Nonnull integer, double *_Nonnull number);

// Text of any charset the C library knows as UTF-8; room for 4 * count + 16 bytes always suffices. -1: unknown charset.
ptrdiff_t octavo_transcode(const char *_Nonnull charset, const uint8_t *_Nonnull bytes, size_t count, uint8_t *_Nonnull target,
                           size_t room);
