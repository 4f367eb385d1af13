// Gradient-boosted trees over binned rows. What a row wants is two whole numbers, and sums of those are exact: neither threads nor the
// order of rows change a bit, and a sibling's sums are the parent's less the other's without a rounding.
#pragma once
#include <stddef.h>
#include <stdint.h>

// Bins of so many features stand side by side: one load a row reads them all, and their sums fit in the nearest cache. A feature has so
// many bins at most; the first is that of nulls.
enum { OCTAVO_TREE_BLOCK = 8, OCTAVO_TREE_BINS = 256, OCTAVO_TREE_MASK = 4 };

// The slope of a row's loss by its score, and how the slope changes: multiples of two units.
typedef struct {
    int32_t slope;
    uint32_t bend;
} octavo_pull;

// Sums of rows. `rest` counts them in the bits from `shift` on, and sums their bends below.
typedef struct {
    int64_t slope;
    uint64_t rest;
} octavo_sum;

// What makes a division good, and one that may not be.
typedef struct {
    double slope_unit, bend_unit, l2, least_bend;
    uint64_t least_rows;
    uint32_t shift;
} octavo_tree_terms;

// The bins that go left are the set bits of `mask`; `left` are the sums of their rows. Of no use where `gain` is not above zero.
typedef struct {
    double gain;
    uint64_t mask[OCTAVO_TREE_MASK];
    octavo_sum left;
} octavo_tree_split;

// The bin of each value, `OCTAVO_TREE_BLOCK` bytes apart: 0 of NaN, else one more than how many of the ascending bounds are below it.
void octavo_tree_bin(const double *_Nonnull values, size_t count, const double *_Nullable bounds, size_t bound_count,
                     uint8_t *_Nonnull bins);

// What rows want of a number: scores less truths. The farthest of them first, which says what unit is fit.
double octavo_tree_farthest(const double *_Nonnull scores, const double *_Nonnull truths, size_t count);
void octavo_tree_squared(const double *_Nonnull scores, const double *_Nonnull truths, size_t count, double per_slope, uint32_t bend,
                         octavo_pull *_Nonnull pulls);
// Of one of two classes, and of one of several by the probabilities of all.
void octavo_tree_logistic(const double *_Nonnull scores, const int32_t *_Nonnull labels, size_t count, double per_slope,
                          double per_bend, octavo_pull *_Nonnull pulls);
void octavo_tree_softmax(const double *_Nonnull scores, size_t count, size_t classes, double *_Nonnull probabilities);
void octavo_tree_multinomial(const double *_Nonnull probabilities, const int32_t *_Nonnull labels, size_t count, size_t classes,
                             int32_t own, double per_slope, double per_bend, octavo_pull *_Nonnull pulls);

// Adds rows to the sums of a block's features, `OCTAVO_TREE_BINS` each. `bins` is the block of the first row of all.
void octavo_tree_sums(const uint8_t *_Nonnull bins, const uint32_t *_Nonnull rows, size_t count, const octavo_pull *_Nonnull pulls,
                      uint32_t shift, octavo_sum *_Nonnull sums);
// `whole` plus or less `part`, bin by bin.
void octavo_tree_add(octavo_sum *_Nonnull whole, const octavo_sum *_Nonnull part, size_t count);
void octavo_tree_subtract(octavo_sum *_Nonnull whole, const octavo_sum *_Nonnull part, size_t count);

// The best division of rows by a feature of `count` bins: by a bound, nulls on the better side; or by categories in the order of their
// mean slopes (Fisher, JASA 53, 1958), of which `smoothing` rows more without a slope are taken into each.
void octavo_tree_split_numbers(const octavo_sum *_Nonnull sums, int32_t count, octavo_sum all, const octavo_tree_terms *_Nonnull terms,
                               octavo_tree_split *_Nonnull best);
void octavo_tree_split_categories(const octavo_sum *_Nonnull sums, int32_t count, octavo_sum all, double smoothing,
                                  const octavo_tree_terms *_Nonnull terms, octavo_tree_split *_Nonnull best);

// Brings the rows that go left before the others, each side in its order; returns how many those are. `bins` are the feature's.
size_t octavo_tree_divide(const uint8_t *_Nonnull bins, uint32_t *_Nonnull rows, size_t count, const uint64_t *_Nonnull mask,
                          uint32_t *_Nonnull spare);

// Adds to one of `outputs` scores of each of these rows.
void octavo_tree_raise(double *_Nonnull scores, size_t outputs, size_t output, const uint32_t *_Nonnull rows, size_t count, double by);

// Nodes of all trees. A child, and a root, is a node's number, or that of a leaf with `OCTAVO_TREE_LEAF` set.
#define OCTAVO_TREE_LEAF 0x80000000u
typedef struct {
    const uint32_t *_Nonnull features;
    const uint64_t *_Nonnull masks;
    const uint32_t *_Nonnull children;
    const double *_Nonnull leaves;
} octavo_forest;

// Adds what the trees say of `count` rows to their scores; tree t to the output `first` + t modulo `outputs`. The blocks of bins are `block_bytes` apart.
void octavo_tree_scores(const octavo_forest *_Nonnull forest, const uint32_t *_Nonnull roots, size_t trees, size_t outputs, size_t first,
                        const uint8_t *_Nonnull bins, size_t block_bytes, size_t count, double *_Nonnull scores);
