// Aggregates of many groups, taken up row by row: one small accumulator a group. Group numbers are below the accumulators' count.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include "arithmetic.h"

// A sum as a whole number of 128 bits. For floats it counts units of 2^(least - 1075), so that it is exact; where values are too far
// apart for it, it moves into an octavo_exact_sum and begins again.
typedef struct {
    uint64_t low;
    int64_t high;
    int64_t count;
    int32_t least; // octavo_no_unit before the first value
    int32_t unused;
} octavo_group_total;
enum { octavo_no_unit = 1 << 20 };

// Adds values from row `from` on, each to its row's group. Returns the row whose total has no room for its value, `count` at the end.
// Rows whose bit is clear are left out; a null `valid` means all.
size_t octavo_group_add_floats(octavo_group_total *totals, const int32_t *groups, const double *values, const uint64_t *valid, size_t from,
                               size_t count);
void octavo_group_add_wholes(octavo_group_total *totals, const int32_t *groups, const int64_t *values, const uint64_t *valid, size_t count);
// Moves what a total of floats holds into `sum`, its count aside.
void octavo_group_move(octavo_group_total *total, octavo_exact_sum *sum);
// Adds one total of floats to another; 0, and nothing changed, where that has no room for it.
int octavo_group_merge(octavo_group_total *total, const octavo_group_total *other);
// A total of floats, rounded once.
double octavo_group_sum(const octavo_group_total *total);

// The least or greatest value of a group and where it stood. `kind` is 0 before the first value, 1 for a number, 2 for NaN.
typedef struct {
    int64_t whole;
    double number;
    uint64_t place;
    int64_t kind;
} octavo_group_extreme;
// The place of row i is `base` + i, or + rows[i]. Of equals the first stays; NaN is greater than every number, and the least only where
// there is no number.
void octavo_group_extremes_i64(octavo_group_extreme *bests, int wants_least, const int32_t *groups, const int64_t *values,
                               const uint64_t *valid, uint64_t base, const int32_t *rows, size_t count);
void octavo_group_extremes_f64(octavo_group_extreme *bests, int wants_least, const int32_t *groups, const double *values,
                               const uint64_t *valid, uint64_t base, const int32_t *rows, size_t count);
void octavo_group_merge_i64(octavo_group_extreme *best, int wants_least, const octavo_group_extreme *other);
void octavo_group_merge_f64(octavo_group_extreme *best, int wants_least, const octavo_group_extreme *other);

// Numbers appear in ascending order: writes the rows at which those from `known` on first appear, and returns how many.
size_t octavo_new_groups(const int32_t *groups, size_t count, int32_t known, int32_t *rows);

// Rows by the upper `bits` of their hash, in order within each part; `starts` has 2^bits + 1 places. At most 8 bits.
void octavo_part_rows(const uint64_t *hashes, size_t count, int bits, int32_t *starts, int32_t *rows);
