#include "trees.h"
#include "cloned.h"
#include "powers.h"
#include <string.h>

#pragma STDC FP_CONTRACT OFF

enum { BLOCK = OCTAVO_TREE_BLOCK, BINS = OCTAVO_TREE_BINS };

void octavo_tree_bin(const double *values, size_t count, const double *bounds, size_t bound_count, uint8_t *bins) {
    for (size_t row = 0; row < count; row++) {
        double value = values[row];
        size_t low = 0, left = bound_count;
        // Without a branch on what is compared: that would be foreseen half of the time.
        while (left > 0) {
            size_t half = left / 2;
            size_t next = low + half + 1, rest = left - half - 1;
            int is_above = bounds[low + half] < value;
            low = is_above ? next : low;
            left = is_above ? rest : half;
        }
        bins[row * BLOCK] = value == value ? (uint8_t)(low + 1) : 0;
    }
}

// MARK: - What rows want

static inline int32_t rounded(double value) { return (int32_t)(value < 0 ? value - 0.5 : value + 0.5); }

double octavo_tree_farthest(const double *scores, const double *truths, size_t count) {
    double most = 0;
    for (size_t row = 0; row < count; row++) {
        double far = scores[row] - truths[row];
        far = far < 0 ? -far : far;
        most = far > most ? far : most;
    }
    return most;
}

void octavo_tree_squared(const double *scores, const double *truths, size_t count, double per_slope, uint32_t bend,
                         octavo_pull *pulls) {
    for (size_t row = 0; row < count; row++)
        pulls[row] = (octavo_pull){rounded((scores[row] - truths[row]) * per_slope), bend};
}

static inline octavo_pull pull(double probability, int is_own, double per_slope, double per_bend) {
    return (octavo_pull){rounded((probability - is_own) * per_slope),
                         (uint32_t)(probability * (1 - probability) * per_bend + 0.5)};
}

CLONED void octavo_tree_logistic(const double *scores, const int32_t *labels, size_t count, double per_slope, double per_bend,
                                 octavo_pull *pulls) {
    for (size_t row = 0; row < count; row++) {
        double score = scores[row], distance = score < 0 ? score : -score;
        double small = power(distance > -700 ? distance : -700);
        double of_nearer = 1 / (1 + small);
        pulls[row] = pull(score < 0 ? 1 - of_nearer : of_nearer, labels[row] == 1, per_slope, per_bend);
    }
}

CLONED void octavo_tree_softmax(const double *scores, size_t count, size_t classes, double *probabilities) {
    for (size_t row = 0; row < count; row++) {
        const double *own = scores + row * classes;
        double *into = probabilities + row * classes;
        double most = own[0], sum = 0;
        for (size_t k = 1; k < classes; k++) most = own[k] > most ? own[k] : most;
        for (size_t k = 0; k < classes; k++) {
            double distance = own[k] - most;
            into[k] = power(distance > -700 ? distance : -700);
            sum += into[k];
        }
        for (size_t k = 0; k < classes; k++) into[k] /= sum;
    }
}

void octavo_tree_multinomial(const double *probabilities, const int32_t *labels, size_t count, size_t classes, int32_t own,
                             double per_slope, double per_bend, octavo_pull *pulls) {
    for (size_t row = 0; row < count; row++)
        pulls[row] = pull(probabilities[row * classes + (size_t)own], labels[row] == own, per_slope, per_bend);
}

// MARK: - Sums

typedef int64_t pair __attribute__((vector_size(16), aligned(16)));

// So many rows ahead their bins and pulls are asked for.
enum { AHEAD = 24 };

void octavo_tree_sums(const uint8_t *bins, const uint32_t *rows, size_t count, const octavo_pull *pulls, uint32_t shift,
                      octavo_sum *sums) {
    pair *into = (pair *)sums;
    const int64_t one = (int64_t)1 << shift;
    for (size_t n = 0; n < count; n++) {
        size_t row = rows[n];
        if (n + AHEAD < count) {
            __builtin_prefetch(bins + (size_t)rows[n + AHEAD] * BLOCK);
            __builtin_prefetch(pulls + rows[n + AHEAD]);
        }
        uint64_t packed;
        memcpy(&packed, bins + row * BLOCK, sizeof packed);
        pair own = {pulls[row].slope, one | pulls[row].bend};
        _Pragma("clang loop unroll(full)") for (int i = 0; i < BLOCK; i++) into[i * BINS + (packed >> (8 * i) & 255)] += own;
    }
}

void octavo_tree_add(octavo_sum *whole, const octavo_sum *part, size_t count) {
    for (size_t i = 0; i < count; i++) {
        whole[i].slope += part[i].slope;
        whole[i].rest += part[i].rest;
    }
}

void octavo_tree_subtract(octavo_sum *whole, const octavo_sum *part, size_t count) {
    for (size_t i = 0; i < count; i++) {
        whole[i].slope -= part[i].slope;
        whole[i].rest -= part[i].rest;
    }
}

// MARK: - Divisions

static inline uint64_t rows_of(octavo_sum sum, const octavo_tree_terms *terms) { return sum.rest >> terms->shift; }

static inline double bend_of(octavo_sum sum, const octavo_tree_terms *terms) {
    return (double)(sum.rest & (((uint64_t)1 << terms->shift) - 1)) * terms->bend_unit;
}

// By how much the best score for these rows lowers their loss, twice.
static inline double worth(octavo_sum sum, const octavo_tree_terms *terms) {
    double slope = (double)sum.slope * terms->slope_unit;
    return slope * slope / (bend_of(sum, terms) + terms->l2);
}

static inline octavo_sum plus(octavo_sum a, octavo_sum b) { return (octavo_sum){a.slope + b.slope, a.rest + b.rest}; }
static inline octavo_sum less(octavo_sum a, octavo_sum b) { return (octavo_sum){a.slope - b.slope, a.rest - b.rest}; }

// The gain of a division, or less than zero where a side has too little.
static inline double gain(octavo_sum left, octavo_sum all, const octavo_tree_terms *terms) {
    octavo_sum right = less(all, left);
    if (rows_of(left, terms) < terms->least_rows || rows_of(right, terms) < terms->least_rows) return -1;
    if (bend_of(left, terms) < terms->least_bend || bend_of(right, terms) < terms->least_bend) return -1;
    return worth(left, terms) + worth(right, terms);
}

static void set_bit(uint64_t *mask, int bin) { mask[bin >> 6] |= (uint64_t)1 << (bin & 63); }

// Bins that no row is in go with the larger side.
static int is_left_larger(octavo_sum left, octavo_sum all, const octavo_tree_terms *terms) {
    return rows_of(left, terms) * 2 >= rows_of(all, terms);
}

void octavo_tree_split_numbers(const octavo_sum *sums, int32_t count, octavo_sum all, const octavo_tree_terms *terms,
                               octavo_tree_split *best) {
    const double whole = worth(all, terms);
    const int has_nulls = rows_of(sums[0], terms) > 0;
    octavo_sum below = {0, 0};
    double most = 0;
    int bound = -1, nulls_left = 0;
    for (int32_t bin = 1; bin < count; bin++) {
        if (rows_of(sums[bin], terms) == 0) continue;
        below = plus(below, sums[bin]);
        double value = gain(below, all, terms) - whole;
        if (value > most) most = value, bound = bin, nulls_left = 0, best->left = below;
        if (!has_nulls) continue;
        octavo_sum with = plus(below, sums[0]);
        value = gain(with, all, terms) - whole;
        if (value > most) most = value, bound = bin, nulls_left = 1, best->left = with;
    }
    best->gain = most;
    if (bound < 0) return;
    memset(best->mask, 0, sizeof best->mask);
    for (int bin = 1; bin <= bound; bin++) set_bit(best->mask, bin);
    if (has_nulls ? nulls_left : is_left_larger(best->left, all, terms)) set_bit(best->mask, 0);
}

typedef struct {
    double key;
    int32_t bin;
} ranked;

// By key, equal ones in their order.
static void sort(ranked *items, ranked *spare, int count) {
    for (int width = 1; width < count; width *= 2) {
        for (int start = 0; start < count; start += 2 * width) {
            int a = start, middle = start + width < count ? start + width : count, b = middle;
            int end = start + 2 * width < count ? start + 2 * width : count;
            for (int to = start; to < end; to++)
                spare[to] = a < middle && (b >= end || items[a].key <= items[b].key) ? items[a++] : items[b++];
        }
        memcpy(items, spare, (size_t)count * sizeof *items);
    }
}

void octavo_tree_split_categories(const octavo_sum *sums, int32_t count, octavo_sum all, double smoothing,
                                  const octavo_tree_terms *terms, octavo_tree_split *best) {
    ranked items[BINS], spare[BINS];
    int known = 0;
    for (int32_t bin = 0; bin < count; bin++)
        if (rows_of(sums[bin], terms) > 0)
            items[known++] = (ranked){(double)sums[bin].slope * terms->slope_unit / (bend_of(sums[bin], terms) + smoothing), bin};
    sort(items, spare, known);
    const double whole = worth(all, terms);
    octavo_sum below = {0, 0};
    double most = 0;
    int bound = -1;
    for (int place = 0; place + 1 < known; place++) {
        below = plus(below, sums[items[place].bin]);
        double value = gain(below, all, terms) - whole;
        if (value > most) most = value, bound = place, best->left = below;
    }
    best->gain = most;
    if (bound < 0) return;
    int others_left = is_left_larger(best->left, all, terms);
    memset(best->mask, others_left ? 255 : 0, sizeof best->mask);
    for (int place = 0; place < known; place++) {
        int bin = items[place].bin;
        uint64_t bit = (uint64_t)1 << (bin & 63);
        best->mask[bin >> 6] = place <= bound ? best->mask[bin >> 6] | bit : best->mask[bin >> 6] & ~bit;
    }
}

size_t octavo_tree_divide(const uint8_t *bins, uint32_t *rows, size_t count, const uint64_t *mask, uint32_t *spare) {
    uint8_t goes_left[BINS];
    for (int bin = 0; bin < BINS; bin++) goes_left[bin] = mask[bin >> 6] >> (bin & 63) & 1;
    size_t left = 0, right = 0;
    for (size_t n = 0; n < count; n++) {
        uint32_t row = rows[n];
        if (n + AHEAD < count) __builtin_prefetch(bins + (size_t)rows[n + AHEAD] * BLOCK);
        size_t goes = goes_left[bins[(size_t)row * BLOCK]];
        // Both are written, and one counts: what is written before its time is written over.
        rows[left] = row;
        spare[right] = row;
        left += goes;
        right += 1 - goes;
    }
    memcpy(rows + left, spare, right * sizeof *rows);
    return left;
}

// MARK: - Scores

void octavo_tree_raise(double *scores, size_t outputs, size_t output, const uint32_t *rows, size_t count, double by) {
    for (size_t n = 0; n < count; n++) scores[rows[n] * outputs + output] += by;
}

// Rows that go down a tree side by side: while one waits for memory the others go on.
enum { SIDE_BY_SIDE = 4 };

static inline uint32_t step(const octavo_forest *forest, uint32_t place, const uint8_t *row, size_t block_bytes) {
    // Who has arrived looks at the first node like the others, and stays.
    uint32_t node = place & OCTAVO_TREE_LEAF ? 0 : place;
    size_t feature = forest->features[node];
    uint32_t bin = row[feature / BLOCK * block_bytes + feature % BLOCK];
    uint64_t is_left = forest->masks[(size_t)node * OCTAVO_TREE_MASK + (bin >> 6)] >> (bin & 63) & 1;
    uint32_t next = forest->children[(size_t)node * 2 + 1 - is_left];
    return place & OCTAVO_TREE_LEAF ? place : next;
}

void octavo_tree_scores(const octavo_forest *forest, const uint32_t *roots, size_t trees, size_t outputs, size_t first,
                        const uint8_t *bins, size_t block_bytes, size_t count, double *scores) {
    // So many rows stay in the nearest cache while one tree after the other looks at them.
    enum { PIECE = 256 };
    for (size_t start = 0; start < count; start += PIECE) {
        size_t end = start + PIECE < count ? start + PIECE : count;
        for (size_t tree = 0; tree < trees; tree++) {
            size_t output = (first + tree) % outputs;
            size_t row = start;
            for (; row + SIDE_BY_SIDE <= end; row += SIDE_BY_SIDE) {
                uint32_t places[SIDE_BY_SIDE], arrived = roots[tree];
                for (int i = 0; i < SIDE_BY_SIDE; i++) places[i] = arrived;
                while (!(arrived & OCTAVO_TREE_LEAF)) {
                    arrived = OCTAVO_TREE_LEAF;
                    for (int i = 0; i < SIDE_BY_SIDE; i++) {
                        places[i] = step(forest, places[i], bins + (row + (size_t)i) * BLOCK, block_bytes);
                        arrived &= places[i];
                    }
                }
                for (int i = 0; i < SIDE_BY_SIDE; i++)
                    scores[(row + (size_t)i) * outputs + output] += forest->leaves[places[i] & ~OCTAVO_TREE_LEAF];
            }
            for (; row < end; row++) {
                uint32_t place = roots[tree];
                while (!(place & OCTAVO_TREE_LEAF)) place = step(forest, place, bins + row * BLOCK, block_bytes);
                scores[row * outputs + output] += forest->leaves[place & ~OCTAVO_TREE_LEAF];
            }
        }
    }
}
