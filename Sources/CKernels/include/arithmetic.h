// Loops over columns that Swift does not vectorise. Lengths count elements; bit words are least significant bit first and bits
// past the end are clear in every result.
#pragma once
#include <stddef.h>
#include <stdint.h>

// Which side of an operation is one value for every row.
enum octavo_shape { octavo_both = 0, octavo_right_constant = 1, octavo_left_constant = 2 };
enum octavo_operation { octavo_add = 0, octavo_subtract = 1, octavo_multiply = 2, octavo_divide = 3 };
enum octavo_relation {
    octavo_equal = 0, octavo_not_equal = 1, octavo_less = 2, octavo_less_equal = 3, octavo_greater = 4, octavo_greater_equal = 5
};

// Returns nonzero when an element does not fit; results then wrap. A constant side is one element.
int octavo_arithmetic_i64(int operation, int shape, const int64_t *left, const int64_t *right, int64_t *out, size_t count);
void octavo_arithmetic_f64(int operation, int shape, const double *left, const double *right, double *out, size_t count);
void octavo_i64_to_f64(const int64_t *in, double *out, size_t count);

// NaN equals NaN; an ordering with NaN is false. The left side is never the constant one.
void octavo_compare_i64(int relation, int shape, const int64_t *left, const int64_t *right, uint64_t *words, size_t count);
void octavo_compare_f64(int relation, int shape, const double *left, const double *right, uint64_t *words, size_t count);
// -1, 0 or 1 a row by bytes; a step of zero repeats one text for every row.
void octavo_order_texts(const uint32_t *left_offsets, const uint8_t *left, int left_step, const uint32_t *right_offsets,
                        const uint8_t *right, int right_step, int8_t *out, size_t count);
// Whether each text equals one of `length` bytes.
void octavo_equal_text(const uint32_t *offsets, const uint8_t *bytes, const uint8_t *text, size_t length, uint64_t *words,
                       size_t count);
// -1, 0, 1, and 2 where neither comes first.
void octavo_order_mixed(const int64_t *left, int left_step, const double *right, int right_step, int8_t *out, size_t count);
void octavo_orders_to_bits(int relation, const int8_t *orders, uint64_t *words, size_t count);

void octavo_bits_align(const uint64_t *words, size_t offset, uint64_t *out, size_t count);
void octavo_bits_and(const uint64_t *left, const uint64_t *right, uint64_t *out, size_t words);
void octavo_bits_or(const uint64_t *left, const uint64_t *right, uint64_t *out, size_t words);
void octavo_bits_and_not(const uint64_t *left, const uint64_t *right, uint64_t *out, size_t words);
size_t octavo_bits_count(const uint64_t *words, size_t words_count);
// Writes the places of the set bits; returns how many. `out` has room for all of them.
size_t octavo_bits_rows(const uint64_t *words, size_t count, int32_t *out);
// A negative row gives a clear bit.
void octavo_bits_gather(const uint64_t *words, size_t offset, const int32_t *rows, uint64_t *out, size_t count);
// Copies bytes, switching the case of the 26 letters from `first` on; returns all of them joined by `|`: below 0x80 for ASCII.
uint8_t octavo_swap_case(const uint8_t *in, uint8_t first, uint8_t *out, size_t count);
// Writes decimal digits, 20 bytes at most; returns how many.
size_t octavo_write_i64(int64_t number, uint8_t *out);
void octavo_bytes_to_bits(const uint8_t *bytes, uint64_t *words, size_t count);

// A negative row gives zero.
void octavo_gather_64(const uint64_t *in, const int32_t *rows, uint64_t *out, size_t count);
void octavo_gather_32(const uint32_t *in, const int32_t *rows, uint32_t *out, size_t count);
// Fills count + 1 offsets; returns the bytes needed, which may be more than an offset holds.
uint64_t octavo_gather_text_offsets(const uint32_t *offsets, const int32_t *rows, uint32_t *out, size_t count);
// Reads and writes up to 16 bytes past the ends.
void octavo_gather_text_bytes(const uint32_t *offsets, const uint8_t *bytes, const int32_t *rows, uint8_t *out, size_t count);

// The same bits on every machine: only correctly rounded basic operations, no fused ones. Errors stay below 0.51 units in the
// last place for normal results.
double octavo_exp(double x);
double octavo_log(double x);
double octavo_pow(double x, double y);

// Every float sum as one exact number, rounded once at the end: limbs of 32 bits from 2^-1074 up, each with room for carries.
// After Radford M. Neal, "Fast exact summation using small and large superaccumulators" (2015).
typedef struct octavo_exact_sum {
    int64_t limbs[68];
    int32_t pending;
    uint8_t positive_infinity, negative_infinity, not_a_number;
} octavo_exact_sum;
void octavo_exact_clear(octavo_exact_sum *sum);
// Rows whose bit is clear are left out; a null `valid` means all.
void octavo_exact_add(octavo_exact_sum *sum, const double *values, const uint64_t *valid, size_t count);
void octavo_exact_merge(octavo_exact_sum *sum, octavo_exact_sum *other);
double octavo_exact_result(octavo_exact_sum *sum);
// Each value into the sum of its row's group.
void octavo_exact_add_groups(octavo_exact_sum *sums, int64_t *counts, const int32_t *groups, const double *values,
                             const uint64_t *valid, size_t count);
// The same for whole numbers as sums of their low and high halves, which cannot overflow below 2^31 values.
void octavo_add_groups_i64(uint64_t *low, int64_t *high, int64_t *counts, const int32_t *groups, const int64_t *values,
                           const uint64_t *valid, size_t count);
// Sums and counts of the values of each group, whose rows are rows[starts[group]..<starts[group + 1]]; float sums are exact and rounded once.
void octavo_exact_sums(const double *values, const uint64_t *valid, const int32_t *rows, const int64_t *starts, size_t groups, double *sums,
                       int64_t *counts);
// The same for whole numbers, as above.
void octavo_whole_sums(const int64_t *values, const uint64_t *valid, const int32_t *rows, const int64_t *starts, size_t groups,
                       uint64_t *low, int64_t *high, int64_t *counts);
void octavo_count_groups(int64_t *counts, const int32_t *groups, size_t count);

// Stable, ascending by key; the spare arrays are as long as the others.
void octavo_sort_pairs(uint64_t *keys, int32_t *rows, uint64_t *spare_keys, int32_t *spare_rows, size_t count);
