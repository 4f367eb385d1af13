#include "linear.h"
#include "powers.h"
#include <string.h>

// Sixteen floats are one vector of AVX-512.
#if defined(__x86_64__) && defined(__linux__)
#define CLONED __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define CLONED
#endif

#pragma STDC FP_CONTRACT OFF

typedef float lanes __attribute__((vector_size(OCTAVO_CLASSES * sizeof(float))));
typedef int32_t marks __attribute__((vector_size(OCTAVO_CLASSES * sizeof(int32_t))));

static inline uint64_t next_random(uint64_t *state) {
    // SplitMix64.
    uint64_t value = *state += 0x9E3779B97F4A7C15u;
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9u;
    value = (value ^ value >> 27) * 0x94D049BB133111EBu;
    return value ^ value >> 31;
}

static void shuffle(uint32_t *rows, size_t count, uint64_t *state) {
    for (size_t left = count; left > 1; left--) {
        size_t other = (size_t)(((unsigned __int128)next_random(state) * left) >> 64);
        uint32_t row = rows[left - 1];
        rows[left - 1] = rows[other];
        rows[other] = row;
    }
}

// What a row's weights add up to. Two sums, since each addition waits for the one before.
#define SCORE(result, weights, examples, row)                                                              \
    do {                                                                                                   \
        lanes even = weights[examples->last], odd = {0};                                                   \
        uint64_t at = examples->starts[row], end = examples->starts[row + 1];                              \
        for (; at + 2 <= end; at += 2) {                                                                   \
            even += weights[examples->columns[at]] * examples->values[at];                                 \
            odd += weights[examples->columns[at + 1]] * examples->values[at + 1];                          \
        }                                                                                                  \
        if (at < end) even += weights[examples->columns[at]] * examples->values[at];                       \
        result = even + odd;                                                                               \
    } while (0)

// `value` where the mark is set, else zero.
#define WHERE(mark, value) ((lanes)((mark) & (marks)(value)))
#define CLASSES(first) ((marks){0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15} + (first))

#define ANY(mark) (__builtin_reduce_or(mark) != 0)

CLONED float octavo_learn(const octavo_examples *examples, int32_t first, float cost, float *weight_floats, float *alpha_floats,
                          octavo_progress *progress) {
    lanes *weights = (lanes *)weight_floats, *alphas = (lanes *)alpha_floats;
    const marks classes = CLASSES(first);
    // Every alpha pays for half its square over the cost.
    const float price = 0.5f / cost;
    // Steps below it change no score that anybody sees.
    const float least_step = 1e-6f;
    const float bar = progress->bar;
    lanes most_missed = {0};
    size_t kept = 0;
    shuffle(progress->active, progress->count, &progress->seed);
    for (size_t n = 0; n < progress->count; n++) {
        uint32_t row = progress->active[n];
        lanes score;
        SCORE(score, weights, examples, row);
        marks is_own = classes == examples->labels[row];
        lanes side = WHERE(is_own, (lanes){0} + 1.0f) + WHERE(~is_own, (lanes){0} - 1.0f);
        lanes alpha = alphas[row];
        lanes slope = side * score - 1.0f + price * alpha;
        marks is_zero = alpha == 0.0f;
        // A row whose condition is met with room to spare in every class is left out until the others are done.
        marks stays = ~(is_zero & (slope > bar));
        if (!ANY(stays)) continue;
        progress->active[kept++] = row;
        lanes missed = WHERE(~(is_zero & (slope > 0.0f)), slope);
        missed = WHERE(missed > 0.0f, missed) - WHERE(missed < 0.0f, missed);
        most_missed = WHERE(missed > most_missed, missed) + WHERE(missed <= most_missed, most_missed);
        lanes next = alpha - slope / (examples->squares[row] + price);
        next = WHERE(next > 0.0f, next);
        lanes step = (next - alpha) * side;
        marks is_step = (step > least_step) | (step < -least_step);
        if (!ANY(is_step)) continue;
        step = WHERE(is_step, step);
        alphas[row] = WHERE(is_step, next) + WHERE(~is_step, alpha);
        for (uint64_t at = examples->starts[row]; at < examples->starts[row + 1]; at++)
            weights[examples->columns[at]] += step * examples->values[at];
        weights[examples->last] += step;
    }
    progress->count = kept;
    float most = 0;
    for (int i = 0; i < OCTAVO_CLASSES; i++)
        if (most_missed[i] > most) most = most_missed[i];
    return most;
}

CLONED void octavo_unlearn(const octavo_examples *examples, int32_t first, const uint32_t *rows, size_t count, float *weight_floats,
                           const float *alpha_floats) {
    lanes *weights = (lanes *)weight_floats;
    const lanes *alphas = (const lanes *)alpha_floats;
    const marks classes = CLASSES(first);
    for (size_t n = 0; n < count; n++) {
        uint32_t row = rows[n];
        marks is_zero = alphas[row] == 0.0f, is_any = ~is_zero;
        if (!ANY(is_any)) continue;
        marks is_own = classes == examples->labels[row];
        lanes step = WHERE(is_own, alphas[row]) - WHERE(~is_own, alphas[row]);
        for (uint64_t at = examples->starts[row]; at < examples->starts[row + 1]; at++)
            weights[examples->columns[at]] -= step * examples->values[at];
        weights[examples->last] -= step;
    }
}

CLONED void octavo_block_scores(const octavo_examples *examples, const uint32_t *rows, size_t count, const float *weight_floats,
                                float *score_floats) {
    const lanes *weights = (const lanes *)weight_floats;
    lanes *scores = (lanes *)score_floats;
    for (size_t n = 0; n < count; n++) SCORE(scores[rows[n]], weights, examples, rows[n]);
}

typedef int8_t bytes __attribute__((vector_size(OCTAVO_CLASSES)));

// So many blocks of classes have their sums in registers, and so many rows of weights are asked for before they are there.
enum { BLOCKS = 5, ROWS_AHEAD = 12, LINE = 64 };

static inline void fetch(const int8_t *row, size_t bytes, const float *scale) {
    for (size_t place = 0; place < bytes; place += LINE) __builtin_prefetch(row + place);
    __builtin_prefetch(row + bytes - 1);
    __builtin_prefetch(scale);
}

#define FETCH(n) fetch(weights + (size_t)columns[n] * width, width, scales + columns[n])

// `FIRST` blocks from `block` on.
#define ADD_BLOCKS(FIRST)                                                                                             \
    do {                                                                                                              \
        lanes sums[FIRST];                                                                                            \
        memcpy(sums, scores + block, sizeof sums);                                                                    \
        for (size_t n = 0; n < count; n++) {                                                                          \
            if (block == 0 && n + ROWS_AHEAD < count) FETCH(n + ROWS_AHEAD);                                          \
            const int8_t *row = weights + (size_t)columns[n] * width + block;                                         \
            float factor = scales[columns[n]] * values[n];                                                            \
            _Pragma("clang loop unroll(full)") for (int i = 0; i < FIRST; i++) {                                      \
                bytes packed;                                                                                         \
                memcpy(&packed, row + i * OCTAVO_CLASSES, sizeof packed);                                             \
                sums[i] += factor * __builtin_convertvector(packed, lanes);                                           \
            }                                                                                                         \
        }                                                                                                             \
        memcpy(scores + block, sums, sizeof sums);                                                                    \
    } while (0)

CLONED void octavo_add_scores(const int8_t *weights, const float *scales, size_t width, const uint32_t *columns, const float *values,
                              size_t count, float *scores) {
    for (size_t n = 0; n < count && n < ROWS_AHEAD; n++) FETCH(n);
    size_t block = 0;
    for (; block + BLOCKS * OCTAVO_CLASSES <= width; block += BLOCKS * OCTAVO_CLASSES) ADD_BLOCKS(BLOCKS);
    for (; block < width; block += OCTAVO_CLASSES) ADD_BLOCKS(1);
}

CLONED double octavo_sum_powers(const float *scores, size_t count, double factor, float most) {
    double sums[8] = {0};
    size_t i = 0;
    for (; i + 8 <= count; i += 8)
        for (int j = 0; j < 8; j++) {
            double x = factor * ((double)scores[i + j] - (double)most);
            sums[j] += power(x > -700.0 ? x : -700.0);
        }
    for (; i < count; i++) {
        double x = factor * ((double)scores[i] - (double)most);
        sums[i % 8] += power(x > -700.0 ? x : -700.0);
    }
    return ((sums[0] + sums[4]) + (sums[1] + sums[5])) + ((sums[2] + sums[6]) + (sums[3] + sums[7]));
}

// 1 / (1 + e^-x).
static inline double sigmoid(double x) {
    x = x > -700.0 ? x : -700.0;
    x = x < 700.0 ? x : 700.0;
    return 1.0 / (1.0 + power(-x));
}

CLONED double octavo_sum_sigmoids(const float *scores, size_t count, double factor, double middle) {
    double sums[8] = {0};
    size_t i = 0;
    for (; i + 8 <= count; i += 8)
        for (int j = 0; j < 8; j++) sums[j] += sigmoid(factor * ((double)scores[i + j] - middle));
    for (; i < count; i++) sums[i % 8] += sigmoid(factor * ((double)scores[i] - middle));
    return ((sums[0] + sums[4]) + (sums[1] + sums[5])) + ((sums[2] + sums[6]) + (sums[3] + sums[7]));
}

double octavo_sigmoid(double x) { return sigmoid(x); }

double octavo_power(double x) { return power(x > -700.0 ? x : -700.0); }
