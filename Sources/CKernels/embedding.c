#include "embedding.h"
#include "arithmetic.h"
#include "powers.h"
#include <math.h>
#include <string.h>

#if defined(__x86_64__) && defined(__linux__)
#define CLONED __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define CLONED
#endif

#pragma STDC FP_CONTRACT OFF

typedef float lanes __attribute__((vector_size(OCTAVO_LANES * sizeof(float))));

static inline uint64_t next_random(uint64_t *state) {
    // SplitMix64.
    uint64_t value = *state += 0x9E3779B97F4A7C15u;
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9u;
    value = (value ^ value >> 27) * 0x94D049BB133111EBu;
    return value ^ value >> 31;
}

// Lanes are added in halves, so that their order does not depend on the machine.
static inline __attribute__((always_inline)) float sum(const lanes *values) {
    float parts[OCTAVO_LANES];
    memcpy(parts, values, sizeof parts);
    for (int half = OCTAVO_LANES / 2; half > 0; half /= 2)
        for (int i = 0; i < half; i++) parts[i] += parts[i + half];
    return parts[0];
}

CLONED void octavo_dense_scores(const float *weights, const float *biases, size_t dimensions, size_t classes, const float *hidden,
                                float *scores) {
    const size_t width = dimensions / OCTAVO_LANES;
    for (size_t c = 0; c < classes; c++) {
        lanes total = {0};
        for (size_t i = 0; i < width; i++) {
            lanes weight, own;
            memcpy(&weight, weights + c * dimensions + i * OCTAVO_LANES, sizeof weight);
            memcpy(&own, hidden + i * OCTAVO_LANES, sizeof own);
            total += weight * own;
        }
        scores[c] = biases[c] + sum(&total);
    }
}

// A number of the stream that belongs to one row, below which a feature is left out.
static inline uint64_t row_stream(uint64_t seed, uint32_t row) { return seed + (uint64_t)row * 0xD1342543DE82EF95u; }
static inline uint32_t bar(float dropout) { return (uint32_t)((double)dropout * 4294967296.0); }

static inline __attribute__((always_inline)) void embed(const octavo_examples *examples, uint32_t row, const octavo_embedding *net,
                                                         octavo_step step, lanes *hidden) {
    const size_t width = net->dimensions / OCTAVO_LANES;
    const lanes *vectors = (const lanes *)net->vectors;
    const uint32_t least = bar(step.dropout);
    const float scale = 1.0f / (1.0f - step.dropout);
    uint64_t state = row_stream(step.seed, row);
    for (size_t i = 0; i < width; i++) hidden[i] = (lanes){0};
    for (uint64_t at = examples->starts[row]; at < examples->starts[row + 1]; at++) {
        if (least && (uint32_t)(next_random(&state) >> 32) < least) continue;
        const lanes *vector = vectors + (size_t)examples->columns[at] * width;
        const float value = examples->values[at] * scale;
        for (size_t i = 0; i < width; i++) hidden[i] += vector[i] * value;
    }
}

static inline __attribute__((always_inline)) float product(const lanes *one, const lanes *other, size_t width) {
    lanes total = {0};
    for (size_t i = 0; i < width; i++) total += one[i] * other[i];
    return sum(&total);
}

CLONED double octavo_embed_batch(const octavo_examples *examples, const uint32_t *rows, size_t count, octavo_embedding *net, octavo_step step,
                                 octavo_batch *batch) {
    const size_t width = net->dimensions / OCTAVO_LANES, classes = net->classes;
    lanes *weights = (lanes *)net->weights, *weight_squares = (lanes *)net->weight_squares;
    lanes *hidden = (lanes *)batch->hidden, *back = (lanes *)batch->back;
    const float share = 1.0f / (float)count;
    double loss = 0;
    // What each row is, how far off its probabilities are, and what its vector should have been.
    for (size_t n = 0; n < count; n++) {
        lanes *own = hidden + n * width, *slope = back + n * width;
        float *off = batch->slopes + n * classes;
        embed(examples, rows[n], net, step, own);
        octavo_dense_scores(net->weights, net->biases, net->dimensions, classes, (const float *)own, off);
        float most = off[0];
        for (size_t c = 1; c < classes; c++) most = off[c] > most ? off[c] : most;
        double total = 0;
        for (size_t c = 0; c < classes; c++) {
            const double score = (double)off[c] - (double)most;
            batch->powers[c] = power(score > -700.0 ? score : -700.0);
        }
        for (size_t c = 0; c < classes; c++) total += batch->powers[c];
        const size_t truth = (size_t)examples->labels[rows[n]];
        loss -= octavo_log(batch->powers[truth] / total + 1e-30);
        for (size_t c = 0; c < classes; c++) off[c] = (float)(batch->powers[c] / total) * share;
        off[truth] -= share;
        for (size_t i = 0; i < width; i++) slope[i] = (lanes){0};
        for (size_t c = 0; c < classes; c++)
            for (size_t i = 0; i < width; i++) slope[i] += weights[c * width + i] * off[c];
    }
    for (size_t c = 0; c < classes; c++) {
        lanes slope[OCTAVO_MOST_DIMENSIONS / OCTAVO_LANES];
        float bias = 0;
        for (size_t i = 0; i < width; i++) slope[i] = (lanes){0};
        for (size_t n = 0; n < count; n++) {
            const float off = batch->slopes[n * classes + c];
            bias += off;
            for (size_t i = 0; i < width; i++) slope[i] += hidden[n * width + i] * off;
        }
        for (size_t i = 0; i < width; i++) {
            weight_squares[c * width + i] += slope[i] * slope[i];
            lanes root;
            for (int j = 0; j < OCTAVO_LANES; j++) root[j] = sqrtf(weight_squares[c * width + i][j]);
            weights[c * width + i] -= slope[i] * step.rate / root;
        }
        net->bias_squares[c] += bias * bias;
        net->biases[c] -= bias * step.rate / sqrtf(net->bias_squares[c]);
    }
    const uint32_t least = bar(step.dropout);
    const float scale = 1.0f / (1.0f - step.dropout);
    lanes *vectors = (lanes *)net->vectors;
    for (size_t n = 0; n < count; n++) {
        const lanes *slope = back + n * width;
        const float square = product(slope, slope, width) / (float)net->dimensions;
        uint64_t state = row_stream(step.seed, rows[n]);
        for (uint64_t at = examples->starts[rows[n]]; at < examples->starts[rows[n] + 1]; at++) {
            if (least && (uint32_t)(next_random(&state) >> 32) < least) continue;
            const size_t column = examples->columns[at];
            const float value = examples->values[at] * scale;
            net->vector_squares[column] += value * value * square;
            const float size = step.rate * value / sqrtf(net->vector_squares[column]);
            for (size_t i = 0; i < width; i++) vectors[column * width + i] -= slope[i] * size;
        }
    }
    return loss;
}

void octavo_add_postings(const uint32_t *starts, const uint32_t *rows, const int8_t *shares, const uint32_t *columns, const float *values,
                         size_t count, float *sums) {
    for (size_t n = 0; n < count; n++) {
        const float value = values[n] / 127.0f;
        for (uint32_t at = starts[columns[n]]; at < starts[columns[n] + 1]; at++) sums[rows[at]] += value * (float)shares[at];
    }
}
