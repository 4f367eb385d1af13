#pragma once
#include "linear.h"

// Learning of embeddings: a text is the weighed mean of its features' vectors, classes are linear in it, all trained together by the
// cross-entropy of the softmax in small batches with Adagrad. Every sum has one order, and no multiplication is fused with an addition,
// so that all machines agree.

// Of the vectors: a multiple of it many numbers each, at most OCTAVO_MOST_DIMENSIONS.
enum { OCTAVO_LANES = 16, OCTAVO_MOST_DIMENSIONS = 512 };

typedef struct {
    size_t dimensions;
    size_t classes;
    // `dimensions` a feature, aligned to 64 bytes, and one sum of squares a feature.
    float *_Nonnull vectors;
    float *_Nonnull vector_squares;
    // `dimensions` a class, aligned to 64 bytes, and a sum of squares for each.
    float *_Nonnull weights;
    float *_Nonnull weight_squares;
    float *_Nonnull biases;
    float *_Nonnull bias_squares;
} octavo_embedding;

typedef struct {
    // What a step is multiplied by.
    float rate;
    // The share of features that a text is learnt without, chosen anew each time by `seed` and the row.
    float dropout;
    uint64_t seed;
} octavo_step;

// Memory of a batch of `count` rows: `dimensions` a row twice, aligned to 64 bytes, `classes` a row, and `classes` in all.
typedef struct {
    float *_Nonnull hidden;
    float *_Nonnull back;
    float *_Nonnull slopes;
    double *_Nonnull powers;
} octavo_batch;

// Learns from `count` rows at once. Gives the sum of their losses before the step.
double octavo_embed_batch(const octavo_examples *_Nonnull examples, const uint32_t *_Nonnull rows, size_t count,
                          octavo_embedding *_Nonnull net, octavo_step step, octavo_batch *_Nonnull batch);

// What each class scores for a vector: `scores[c]` is the bias and the product of the class's weights with `hidden`.
void octavo_dense_scores(const float *_Nonnull weights, const float *_Nonnull biases, size_t dimensions, size_t classes,
                         const float *_Nonnull hidden, float *_Nonnull scores);

// Adds the products of a row with others: `values[n]` of `columns[n]` times the share, of 127, that each row in
// rows[starts[column]..<starts[column + 1]] has of that column.
void octavo_add_postings(const uint32_t *_Nonnull starts, const uint32_t *_Nonnull rows, const int8_t *_Nonnull shares,
                         const uint32_t *_Nonnull columns, const float *_Nonnull values, size_t count, float *_Nonnull sums);
