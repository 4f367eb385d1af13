// Loops over columns of texts: text i is bytes[offsets[i]..<offsets[i + 1]], and texts follow each other. Behind the bytes of a column, given
// or to be written, 64 more may be read and written.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool octavo_is_ascii(const uint8_t *_Nonnull bytes, size_t count);
// The code points of each text.
void octavo_text_lengths(const uint32_t *_Nonnull offsets, const uint8_t *_Nonnull bytes, int64_t *_Nonnull lengths, size_t count);
// Offsets less the first of them.
void octavo_offsets_from_zero(const uint32_t *_Nonnull offsets, uint32_t *_Nonnull out, size_t count);

// The case of one text. `table` has a word for each code point below 0x10000: the bytes it becomes, at most seven, and in the highest byte
// how many; `first` is the first of the 26 letters that change. Writes at most three times as many bytes and eight more. Returns how many,
// or SIZE_MAX for a text with a letter that the table has no place for.
size_t octavo_change_case(const uint8_t *_Nonnull in, size_t count, uint8_t first, const uint64_t *_Nonnull table, uint8_t *_Nonnull out);

// How often `separator`, of one byte at least, stands in all texts together; an upper bound where it could begin in one and end in the next.
size_t octavo_count_separators(const uint32_t *_Nonnull offsets, const uint8_t *_Nonnull bytes, size_t count,
                               const uint8_t *_Nonnull separator, size_t length);
// The pieces of each text between separators. `lists` has count + 1 places, `item_offsets` one more than there are pieces, `items` room for
// all bytes. A row whose bit in `valid` is clear gives no pieces; NULL means all are set. Returns how many pieces there are.
size_t octavo_split_texts(const uint32_t *_Nonnull offsets, const uint8_t *_Nonnull bytes, size_t count, const uint64_t *_Nullable valid,
                          const uint8_t *_Nonnull separator, size_t length, int64_t *_Nonnull lists, uint32_t *_Nonnull item_offsets,
                          uint8_t *_Nonnull items);

// One part of texts put together: a column, or one text for every row with a step of 0. A row whose bit in `valid` is clear reads `null`.
typedef struct {
    const uint32_t *_Nonnull offsets;
    const uint8_t *_Nonnull bytes;
    const uint64_t *_Nullable valid;
    size_t step;
} octavo_text_piece;
// The pieces of each row end to end; rows whose bit in `valid` is clear are empty. `offsets` has count + 1 places, `out` room for all.
size_t octavo_concatenate(const octavo_text_piece *_Nonnull pieces, size_t piece_count, const uint64_t *_Nullable valid, size_t count,
                          uint32_t *_Nonnull offsets, uint8_t *_Nonnull out);

// Whether each text holds `part`, of one byte at least: a bit a text.
void octavo_texts_containing(const uint32_t *_Nonnull offsets, const uint8_t *_Nonnull bytes, const uint8_t *_Nonnull part, size_t length,
                             uint64_t *_Nonnull words, size_t count);
