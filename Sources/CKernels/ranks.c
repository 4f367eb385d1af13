#include "ranks.h"
#include "cloned.h"
#include <string.h>

#pragma STDC FP_CONTRACT OFF

static inline int is_valid(const uint64_t *valid, size_t row) { return !valid || (valid[row >> 6] >> (row & 63) & 1); }

// Rises with the value: the sign's bit turned, and of negative numbers all others too.
static inline uint64_t code_of(double value) {
    value += 0.0; // -0.0 is 0.0
    int64_t bits;
    memcpy(&bits, &value, 8);
    return (uint64_t)bits ^ ((uint64_t)(bits >> 63) | (uint64_t)1 << 63);
}

#define RANKS(NAME, T)                                                                                                        \
    void octavo_codes_range_##NAME(const T *values, const uint64_t *valid, size_t count, octavo_code_range *range) {          \
        uint64_t least = range->least, greatest = range->greatest;                                                            \
        size_t numbers = 0, nans = 0;                                                                                         \
        for (size_t row = 0; row < count; row++) {                                                                            \
            double value = (double)values[row];                                                                               \
            if (!is_valid(valid, row)) continue;                                                                              \
            if (value != value) {                                                                                             \
                nans++;                                                                                                       \
                continue;                                                                                                     \
            }                                                                                                                 \
            uint64_t code = code_of(value);                                                                                   \
            least = code < least ? code : least;                                                                              \
            greatest = code > greatest ? code : greatest;                                                                     \
            numbers++;                                                                                                        \
        }                                                                                                                     \
        *range = (octavo_code_range){least, greatest, range->numbers + numbers, range->nans + nans};                          \
    }                                                                                                                         \
    void octavo_codes_count_##NAME(const T *values, const uint64_t *valid, size_t count, uint64_t least, uint64_t greatest,   \
                                   int shift, int64_t *counts) {                                                              \
        for (size_t row = 0; row < count; row++) {                                                                            \
            double value = (double)values[row];                                                                               \
            uint64_t place = code_of(value) - least;                                                                          \
            if (place <= greatest - least && value == value && is_valid(valid, row)) counts[place >> shift]++;                \
        }                                                                                                                     \
    }                                                                                                                         \
    size_t octavo_codes_pick_##NAME(const T *values, const uint64_t *valid, size_t count, uint64_t least, uint64_t greatest,  \
                                    double *out, size_t room) {                                                               \
        size_t picked = 0;                                                                                                    \
        for (size_t row = 0; row < count && picked < room; row++) {                                                           \
            double value = (double)values[row];                                                                               \
            if (code_of(value) - least > greatest - least || value != value || !is_valid(valid, row)) continue;               \
            out[picked++] = value + 0.0;                                                                                      \
        }                                                                                                                     \
        return picked;                                                                                                        \
    }                                                                                                                         \
    CLONED void octavo_squares_##NAME(const T *values, double mean, double *out, size_t count) {                              \
        for (size_t row = 0; row < count; row++) {                                                                            \
            double distance = (double)values[row] - mean;                                                                     \
            out[row] = distance * distance;                                                                                   \
        }                                                                                                                     \
    }

RANKS(f64, double)
RANKS(i64, int64_t)
