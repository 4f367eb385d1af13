// Finding the value of a rank among many without copying or sorting them: values as codes in their order, counted by range.
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint64_t least, greatest; // codes; least > greatest where there is none
    size_t numbers, nans;
} octavo_code_range;

// Of rows whose bit is set; a null `valid` means all. Whole numbers count as the floats nearest to them, -0.0 as 0.0.
void octavo_codes_range_f64(const double *values, const uint64_t *valid, size_t count, octavo_code_range *range);
void octavo_codes_range_i64(const int64_t *values, const uint64_t *valid, size_t count, octavo_code_range *range);
// Counts those from `least` to `greatest` by their distance from the least, shifted.
void octavo_codes_count_f64(const double *values, const uint64_t *valid, size_t count, uint64_t least, uint64_t greatest, int shift,
                            int64_t *counts);
void octavo_codes_count_i64(const int64_t *values, const uint64_t *valid, size_t count, uint64_t least, uint64_t greatest, int shift,
                            int64_t *counts);
// Writes those from `least` to `greatest` as floats, at most `room`; returns how many.
size_t octavo_codes_pick_f64(const double *values, const uint64_t *valid, size_t count, uint64_t least, uint64_t greatest, double *out,
                             size_t room);
size_t octavo_codes_pick_i64(const int64_t *values, const uint64_t *valid, size_t count, uint64_t least, uint64_t greatest, double *out,
                             size_t room);
// The sum's terms of a standard deviation: squares of the distances from the mean.
void octavo_squares_f64(const double *values, double mean, double *out, size_t count);
void octavo_squares_i64(const int64_t *values, double mean, double *out, size_t count);
