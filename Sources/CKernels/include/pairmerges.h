#pragma once
#include "bytepairs.h"

// Byte-pair encoding by a list of pairs: symbols, each a number, of which the pair of lowest rank becomes one, until there is none.

typedef struct {
    uint64_t pair; // left << 32 | right
    int32_t rank;  // -1 where the slot is empty
    int32_t id;    // what the pair becomes
} octavo_pair_slot;

typedef struct {
    octavo_pair_slot *_Nonnull slots;
    size_t mask; // slots less one, of which at least half are empty
} octavo_pair_table;

// Of a pair that is there the lower rank stays.
void octavo_pairs_insert(const octavo_pair_table *_Nonnull table, int32_t left, int32_t right, int32_t rank, int32_t id);

// The pair's rank; -1 where it is none.
int32_t octavo_pair_rank(const octavo_pair_table *_Nonnull table, int32_t left, int32_t right);

// Merges `count` symbols in place; returns how many are left. SIZE_MAX where memory ran out.
size_t octavo_merge_pairs(const octavo_pair_table *_Nonnull table, int32_t *_Nonnull ids, size_t count, octavo_merger *_Nonnull merger);
