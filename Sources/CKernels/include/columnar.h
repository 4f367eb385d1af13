#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Loops of the columnar file formats: unpacking, decoding, spreading values over rows that have nulls between them. Their input is
// whatever a file holds: no function reads outside the range it is given or writes past the room that its comment asks for, and false
// (or SIZE_MAX) says that the bytes are not what the encoding requires.

// ---- Blocks of bytes

// The unpacked length that a snappy block announces; SIZE_MAX where it announces none.
size_t octavo_snappy_length(const uint8_t *_Nonnull bytes, size_t count);
// Unpacks a snappy block to exactly `room` bytes.
bool octavo_snappy(const uint8_t *_Nonnull bytes, size_t count, uint8_t *_Nonnull target, size_t room);
// Unpacks an LZ4 block behind `before` bytes that it may refer back to: how many bytes it gave, at most `room`.
size_t octavo_lz4(const uint8_t *_Nonnull bytes, size_t count, uint8_t *_Nonnull target, size_t before, size_t room);

// ---- Numbers of few bits

// The first `n` values of the hybrid of runs and packed groups, each of `width` bits (at most 32, for levels 8).
bool octavo_hybrid_u32(const uint8_t *_Nonnull bytes, size_t count, uint32_t width, uint32_t *_Nonnull values, size_t n);
bool octavo_hybrid_u8(const uint8_t *_Nonnull bytes, size_t count, uint32_t width, uint8_t *_Nonnull values, size_t n);
// The same for one bit: sets bits offset..<offset + n of `words`, which are clear; `set` is how many were set.
bool octavo_hybrid_bits(const uint8_t *_Nonnull bytes, size_t count, uint64_t *_Nonnull words, size_t offset, size_t n,
                        size_t *_Nonnull set);
// The largest of `n` values; 0 for none.
uint32_t octavo_largest_u32(const uint32_t *_Nonnull values, size_t n);
uint8_t octavo_largest_u8(const uint8_t *_Nonnull values, size_t n);
// DELTA_BINARY_PACKED: exactly `n` values; `used` is where the bytes after them start.
bool octavo_delta(const uint8_t *_Nonnull bytes, size_t count, int64_t *_Nonnull values, size_t n, size_t *_Nonnull used);
// How many values a DELTA_BINARY_PACKED part says it holds; SIZE_MAX where it does not say.
size_t octavo_delta_count(const uint8_t *_Nonnull bytes, size_t count);

// ---- Values of fixed width

// `n` values of `width` bytes whose bytes lie apart: all first bytes, then all second ones and so on.
void octavo_join_streams(const uint8_t *_Nonnull bytes, size_t n, size_t width, uint8_t *_Nonnull target);
void octavo_widen_i8(const uint8_t *_Nonnull bytes, int64_t *_Nonnull values, size_t n);
void octavo_widen_u8(const uint8_t *_Nonnull bytes, int64_t *_Nonnull values, size_t n);
void octavo_widen_i16(const uint8_t *_Nonnull bytes, int64_t *_Nonnull values, size_t n);
void octavo_widen_u16(const uint8_t *_Nonnull bytes, int64_t *_Nonnull values, size_t n);
void octavo_widen_i32(const uint8_t *_Nonnull bytes, int64_t *_Nonnull values, size_t n);
void octavo_widen_u32(const uint8_t *_Nonnull bytes, int64_t *_Nonnull values, size_t n);
void octavo_widen_f16(const uint8_t *_Nonnull bytes, double *_Nonnull values, size_t n);
void octavo_widen_f32(const uint8_t *_Nonnull bytes, double *_Nonnull values, size_t n);
// Multiplies by `factor`; the first value whose product does not fit, or `n`.
size_t octavo_scale_up(int64_t *_Nonnull values, int64_t factor, size_t n);
// Divides by `divisor`, towards the past.
void octavo_scale_down(int64_t *_Nonnull values, int64_t divisor, size_t n);
// The first negative value, or `n`.
size_t octavo_first_negative(const int64_t *_Nonnull values, size_t n);

// ---- Texts

// `n` texts, each behind its length in 32 bits: offsets[0] is given, the others are written; `target` has room for `count` bytes and 64
// more. SIZE_MAX where the bytes end early, else the bytes written.
size_t octavo_byte_arrays(const uint8_t *_Nonnull bytes, size_t count, uint32_t *_Nonnull offsets, uint8_t *_Nonnull target,
                          size_t n);
// Whether every text is UTF-8; the texts lie end to end.
bool octavo_texts_valid(const uint8_t *_Nonnull bytes, const uint32_t *_Nonnull offsets, size_t n);
// Whether no two texts are equal; `table` has room for mask + 1 numbers, a power of two of at least 2n, and is written over.
bool octavo_texts_distinct(const uint8_t *_Nonnull bytes, const uint32_t *_Nonnull offsets, size_t n, uint32_t *_Nonnull table,
                           size_t mask);
// Whether offsets never go down and end at or before `limit`.
bool octavo_offsets_valid(const uint32_t *_Nonnull offsets, size_t n, uint64_t limit);
bool octavo_offsets_valid_64(const int64_t *_Nonnull offsets, size_t n, int64_t limit);

// ---- Rows with nulls

// Moves `dense` values to the `n` rows whose bit (from `offset` on) is set, zeros to the others; in place, from the end.
void octavo_spread_64(uint64_t *_Nonnull values, const uint64_t *_Nonnull words, size_t offset, size_t n, size_t dense);
void octavo_spread_32(uint32_t *_Nonnull values, const uint64_t *_Nonnull words, size_t offset, size_t n, size_t dense);
// The same for offsets of texts, of which there is one more than rows: a null row's text is empty.
void octavo_spread_offsets(uint32_t *_Nonnull offsets, const uint64_t *_Nonnull words, size_t offset, size_t n, size_t dense);
// Copies `n` bits to `words` from bit `offset` on; those bits are clear. `bytes` holds them all.
void octavo_copy_bits(const uint8_t *_Nonnull bytes, uint64_t *_Nonnull words, size_t offset, size_t n);
// Bit i of `target` is the next of `bits` where bit i of `validity` is set; `target` is clear.
void octavo_spread_bits(const uint64_t *_Nonnull bits, const uint64_t *_Nonnull validity, size_t n, uint64_t *_Nonnull target);

// ---- Writing

// The most bytes that `octavo_write_hybrid` takes for `n` values.
size_t octavo_hybrid_room(size_t n, uint32_t width);
// Runs and packed groups of values of `width` bits, 1 to 32: how many bytes were written.
size_t octavo_write_hybrid(const uint32_t *_Nonnull values, size_t n, uint32_t width, uint8_t *_Nonnull target);
// Texts, each behind its length in 32 bits: their bytes and four more each.
void octavo_write_byte_arrays(const uint8_t *_Nonnull bytes, const uint32_t *_Nonnull offsets, size_t n, uint8_t *_Nonnull target);
// Numbers each value by its first appearance: how many are distinct, or limit + 1 where there are more. `first` has room for limit
// values, `table` for mask + 1 numbers, a power of two of at least twice the limit.
size_t octavo_dictionary_64(const uint64_t *_Nonnull values, size_t n, size_t limit, uint32_t *_Nonnull codes, uint64_t *_Nonnull first,
                            uint32_t *_Nonnull table, size_t mask);
