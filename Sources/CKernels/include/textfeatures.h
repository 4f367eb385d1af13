// Texts as features for linear classifiers: hashes of words, pairs of words and runs of characters, and the columns that a model knows.
#pragma once
#include <stddef.h>
#include <stdint.h>

// A word: the scalars from `start` to before `end`.
typedef struct {
    size_t start, end;
} octavo_word;

// The scalars of an ASCII text in small letters, and its words: runs of letters, digits and `_`, with apostrophes between two of these, and signs
// that tell something. `scalars` and `words` have room for one a byte. Gives how many words there are, or SIZE_MAX where the text is not ASCII.
size_t octavo_ascii_words(const uint8_t *_Nullable text, size_t count, uint32_t *_Nonnull scalars, octavo_word *_Nonnull words);

// A hash for each word.
void octavo_feature_words(const uint32_t *_Nonnull scalars, const octavo_word *_Nonnull words, size_t count, uint64_t *_Nonnull hashes);

// The different features that were found, in order of first appearance, and how often each was; and a table that leads to them: in the upper half of
// a slot the age of the table when it was filled, in the lower one the number of a feature.
typedef struct {
    uint64_t *_Nonnull hashes;
    uint32_t *_Nonnull counts;
    size_t count;
    uint64_t *_Nonnull slots;
    // A power of two less one; at least twice as many slots as there will be features.
    size_t mask;
    uint32_t age;
} octavo_features;

// Words that a pair reaches at the most, and the longest run of characters.
enum { OCTAVO_PAIR_REACH = 16, OCTAVO_LONGEST_RUN = 5 };

// Add the features of words `first` to before `last` of `count`: each word and the pair with the one before, at most two a word and one more;
// the pairs with those behind, at most OCTAVO_PAIR_REACH a word; and the runs of characters of one word, at most four for each character and
// the blanks around. There is room for as many more features.
void octavo_add_words(octavo_features *_Nonnull features, const uint64_t *_Nonnull words, size_t count, size_t first, size_t last);
void octavo_add_pairs(octavo_features *_Nonnull features, const uint64_t *_Nonnull words, size_t count, size_t first, size_t last);
void octavo_add_runs(octavo_features *_Nonnull features, const uint32_t *_Nonnull scalars, octavo_word word);

// Fills a new table, all of whose slots have another age.
void octavo_features_spread(const octavo_features *_Nonnull features);

// A feature that a model knows, in a table by its hash; in an empty slot `column` is UINT32_MAX.
typedef struct {
    uint64_t hash;
    uint32_t column;
    float importance;
} octavo_known_feature;

// Where a hash stands in a table of `mask` + 1 slots, or would; some slot is empty.
size_t octavo_known_feature_slot(const octavo_known_feature *_Nonnull known, size_t mask, uint64_t hash);

// What several occurrences count together: each one more counts less.
float octavo_occurrences_weight(uint32_t count);

// The columns and values of a text's features that are known, group after group: what their occurrences count, which `count_weights` holds for
// the first `weighted` numbers, times their importance. `group_weights` tells the length that the values of each of three groups have; all
// together have the length 1. There is room for one a feature. Gives how many there are.
size_t octavo_feature_row(const octavo_known_feature *_Nonnull known, size_t mask, const uint64_t *_Nullable hashes,
                          const uint32_t *_Nullable counts, size_t count, const float *_Nonnull count_weights, size_t weighted,
                          const float *_Nonnull group_weights, uint32_t *_Nonnull columns, float *_Nonnull values);
