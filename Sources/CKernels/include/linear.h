// Linear classifiers over sparse rows: sixteen classes at a time, each learnt by itself, so that neither threads nor the order of
// classes change a bit. No sum is fused or reordered, so all machines agree.
#pragma once
#include <stddef.h>
#include <stdint.h>

enum { OCTAVO_CLASSES = 16 };

// Row r holds values[starts[r]..<starts[r + 1]] in the given columns. The last column stands in no row: it is 1 in each.
typedef struct {
    const uint64_t *_Nonnull starts;
    const uint32_t *_Nonnull columns;
    const float *_Nonnull values;
    // The sum of the squares of each row, the last column's 1 among them.
    const float *_Nonnull squares;
    // Each row's class.
    const int32_t *_Nonnull labels;
    // The last column.
    uint32_t last;
} octavo_examples;

// How far the learning of sixteen classes has come.
typedef struct {
    // The rows that may still change something, and how many there are.
    uint32_t *_Nonnull active;
    size_t count;
    // By how much a condition may be over-fulfilled before its row is left out.
    float bar;
    uint64_t seed;
} octavo_progress;

// One pass over the active rows in a new order: dual coordinate descent for the squared hinge loss (Hsieh et al., ICML 2008), classes
// first..<first + 16 against all others. `weights` holds sixteen floats a column, `alphas` sixteen a row; both are aligned to 64 bytes.
// Returns by how much a condition was missed most.
float octavo_learn(const octavo_examples *_Nonnull examples, int32_t first, float cost, float *_Nonnull weights, float *_Nonnull alphas,
                   octavo_progress *_Nonnull progress);

// Takes back what the rows have added to the weights.
void octavo_unlearn(const octavo_examples *_Nonnull examples, int32_t first, const uint32_t *_Nonnull rows, size_t count,
                    float *_Nonnull weights, const float *_Nonnull alphas);

// Sixteen sums a row: of its values by the weights of their columns.
void octavo_block_scores(const octavo_examples *_Nonnull examples, const uint32_t *_Nonnull rows, size_t count,
                         const float *_Nonnull weights, float *_Nonnull scores);

// The sum of e to the power of `factor` times each score less the largest of them, `most`, and one such power, of x up to 0.
double octavo_sum_powers(const float *_Nonnull scores, size_t count, double factor, float most);

// The sum of the sigmoids of `factor` times each score less `middle`, and one such sigmoid.
double octavo_sum_sigmoids(const float *_Nonnull scores, size_t count, double factor, double middle);
double octavo_sigmoid(double x);
double octavo_power(double x);

// Adds a row's values by weights of one byte, `width` (a multiple of 16) a column, times their column's scale.
void octavo_add_scores(const int8_t *_Nonnull weights, const float *_Nonnull scales, size_t width, const uint32_t *_Nonnull columns,
                       const float *_Nonnull values, size_t count, float *_Nonnull scores);
