// Sorting rows by several keys. Each key gives a row a series of 64-bit digits; rows are sorted by the first digit, those that share it by
// the next, and so on. Behind the bytes of texts 64 more may be read.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    const uint64_t *_Nullable words;   // one a row whose order is the key's, or NULL for texts
    const uint32_t *_Nullable offsets; // of texts
    const uint8_t *_Nullable bytes;
    size_t skip;                       // bytes that all texts begin with
    const uint8_t *_Nullable ranks;    // 0 for rows with a value; others stand behind them, by rank, in both directions
    uint64_t flip;                     // all ones for descending
} octavo_sort_key;

typedef struct {
    uint64_t digit;
    int32_t row;
} octavo_sort_item;

// Gives items their digit of a key. Stage 0 is the rank where the key has ranks. Returns the bits in which any digit differs from
// `reference`.
uint64_t octavo_sort_load(const octavo_sort_key *_Nonnull key, size_t stage, octavo_sort_item *_Nonnull items, size_t count,
                          uint64_t reference);
// Counts, then moves, items by (digit >> shift) & mask; `places` has a place for each value.
void octavo_sort_count(const octavo_sort_item *_Nonnull items, size_t count, unsigned shift, uint64_t mask, size_t *_Nonnull places);
void octavo_sort_scatter(const octavo_sort_item *_Nonnull items, size_t count, unsigned shift, uint64_t mask, size_t *_Nonnull places,
                         octavo_sort_item *_Nonnull target);
// Sorts items that have their digits of keys[key] at `stage`; stable. `spare` has as many places. False without memory.
bool octavo_sort_items(const octavo_sort_key *_Nonnull keys, size_t key_count, size_t key, size_t stage, octavo_sort_item *_Nonnull items,
                       octavo_sort_item *_Nonnull spare, size_t count);
// The bytes that all texts begin with, at most `most`, which is the length of what the first of them is known to share.
size_t octavo_shared_prefix(const uint32_t *_Nonnull offsets, const uint8_t *_Nonnull bytes, size_t count, const uint8_t *_Nonnull first,
                            size_t most);
