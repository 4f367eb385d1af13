// Numbering distinct texts by a hash table, many rows at a call, so that the memory of one row is fetched while others are compared.
// Behind the bytes of texts, given and kept, 64 more may be read.
#pragma once
#include <stddef.h>
#include <stdint.h>

// What is known: texts end to end, and slots of half a hash and a number from 1 on, 0 for none; their count is a power of two, at least
// twice that of the texts.
typedef struct {
    uint64_t *_Nonnull slots;
    size_t mask;
    uint64_t *_Nonnull hashes;
    uint64_t *_Nonnull starts; // one more than there are texts
    uint8_t *_Nonnull bytes;
    size_t count;
} octavo_text_index;

// Each text's number, in the order they are first met; new ones are added: there is room for all. -1 where the bit in `valid` is clear.
void octavo_text_index_insert(octavo_text_index *_Nonnull index, const uint32_t *_Nonnull offsets, const uint8_t *_Nonnull bytes,
                              const uint64_t *_Nullable valid, int32_t *_Nonnull ids, size_t count);
// The same for texts that may be unknown: -1.
void octavo_text_index_find(const octavo_text_index *_Nonnull index, const uint32_t *_Nonnull offsets, const uint8_t *_Nonnull bytes,
                            const uint64_t *_Nullable valid, int32_t *_Nonnull ids, size_t count);
// Fills cleared slots from the hashes.
void octavo_text_index_fill(octavo_text_index *_Nonnull index);

// The same for 64-bit keys; a slot without a key has the number -1.
typedef struct {
    uint64_t key;
    int32_t id;
    int32_t unused;
} octavo_word_slot;
// Returns how many keys are known then; `known` are before.
size_t octavo_word_index_insert(octavo_word_slot *_Nonnull slots, size_t mask, size_t known, const uint64_t *_Nonnull keys,
                                const uint64_t *_Nullable valid, int32_t *_Nonnull ids, size_t count);
void octavo_word_index_find(const octavo_word_slot *_Nonnull slots, size_t mask, const uint64_t *_Nonnull keys,
                            const uint64_t *_Nullable valid, int32_t *_Nonnull ids, size_t count);
// Puts keys that are known into larger, empty slots.
void octavo_word_index_move(const octavo_word_slot *_Nonnull from, size_t count, octavo_word_slot *_Nonnull slots, size_t mask);

// What `known` says of each code, from row `from` on: the first row whose code is not known (below zero), or `count`.
size_t octavo_map_codes(const int32_t *_Nonnull codes, const int32_t *_Nonnull known, size_t from, size_t count, int32_t *_Nonnull out);

// Left rows and the right row of each one's key, where no key has two; a negative key has none, and gives the row -1 if `keep`. Returns
// how many pairs there are.
size_t octavo_join_pairs(const int32_t *_Nonnull keys, const int32_t *_Nonnull rows_by_key, int keep, int32_t *_Nonnull left,
                         int32_t *_Nonnull right, size_t count);

// Hashes of rows, for tables in memory only. Mixes a word a row into them; rows whose bit is clear mix in a null.
void octavo_mix_words(uint64_t *_Nonnull hashes, const uint64_t *_Nonnull words, const uint64_t *_Nullable valid, size_t count);
// Mixes in known[codes[row]]; without codes known[row].
void octavo_mix_codes(uint64_t *_Nonnull hashes, const uint64_t *_Nonnull known, const int32_t *_Nullable codes,
                      const uint64_t *_Nullable valid, size_t count);
// A hash a text; with codes that of the text of each.
void octavo_hash_texts(const uint32_t *_Nonnull offsets, const uint8_t *_Nonnull bytes, const int32_t *_Nullable codes,
                       uint64_t *_Nonnull hashes, size_t count);
