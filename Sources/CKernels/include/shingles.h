// Texts without the differences that do not count, and hashes of their parts. Nothing is read behind a text's end.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Writes a text with one space for a run of white space and control characters, none at its ends, and small letters for A to Z. `folded`
// has room for `count` bytes. Gives how many it wrote; `is_ascii` is whether all of them are below 0x80.
size_t octavo_fold(const uint8_t *_Nullable text, size_t count, uint8_t *_Nonnull folded, bool *_Nonnull is_ascii);

// A hash of bytes, whose halves are both spread evenly; and one of a word.
uint64_t octavo_bytes_hash(const uint8_t *_Nullable bytes, size_t count);
uint32_t octavo_folded_word_hash(const uint8_t *_Nonnull bytes, size_t count);

// For every byte of a folded text a bit in three pieces of memory of `octavo_sign_words` numbers each: whether it is a letter or digit in
// ASCII, whether it is a space, and whether it is no ASCII.
size_t octavo_sign_words(size_t count);
void octavo_find_signs(const uint8_t *_Nullable folded, size_t count, uint64_t *_Nonnull signs);

// Hashes of the words of a folded text, as `octavo_folded_word_hash` makes them: what stands between spaces, without what is no letter or digit at
// both ends, by the first two pieces of `signs`. `hashes` has room for one every two bytes, rounded up. Gives how many words there are.
size_t octavo_word_hashes(const uint8_t *_Nullable folded, size_t count, const uint64_t *_Nonnull signs, uint32_t *_Nonnull hashes);

// Numbers of the characters from `*offset` on, which then stands behind them; gives how many, at most `room`. A character of one byte is that
// byte, another one a hash. A byte that begins no character belongs to the one before.
size_t octavo_characters(const uint8_t *_Nullable text, size_t count, size_t *_Nonnull offset, uint64_t *_Nonnull characters, size_t room);

// Hashes of `count` runs of five: of numbers of characters or words, `count` and four more, and of bytes, of which there are `bytes` from the
// first run's on. Bytes give what the same numbers of characters would.
void octavo_runs_of_five(const uint64_t *_Nonnull characters, size_t count, uint64_t *_Nonnull hashes);
void octavo_runs_of_five_words(const uint32_t *_Nonnull words, size_t count, uint64_t *_Nonnull hashes);
void octavo_runs_of_five_bytes(const uint8_t *_Nonnull text, size_t bytes, size_t count, uint64_t *_Nonnull hashes);

// A set of hashes that others are compared with: `own` different ones stand in `table`, whose `size` is a power of two, at least
// 4 * own + OCTAVO_SHINGLE_ROOM. `touched` has room for half as many places.
typedef struct {
    uint64_t *_Nonnull table;
    size_t size;
    size_t own;
    uint32_t *_Nonnull touched;
} octavo_shingle_set;

enum { OCTAVO_SHINGLE_ROOM = 256 };

// Fills the set with hashes, each of which may come more than once; its table need hold nothing.
void octavo_shingle_set_fill(octavo_shingle_set *_Nonnull set, const uint64_t *_Nullable hashes, size_t count);

// Jaccard's index of the set and another one: the share of all members that both have. May give 0 as soon as it cannot reach `threshold`, which
// is at least 0.5. The other one's members, each of which may come more than once, are hashes; or those of the `count` runs of five that
// `octavo_runs_of_five_words` and `octavo_runs_of_five_bytes` make.
double octavo_shingle_set_likeness(const octavo_shingle_set *_Nonnull set, const uint64_t *_Nullable hashes, size_t count, double threshold);
double octavo_shingle_set_likeness_of_words(const octavo_shingle_set *_Nonnull set, const uint32_t *_Nonnull words, size_t count, double threshold);
double octavo_shingle_set_likeness_of_bytes(const octavo_shingle_set *_Nonnull set, const uint8_t *_Nonnull text, size_t bytes, size_t count,
                                            double threshold);
