#include "textfeatures.h"
#include "arithmetic.h"
#include <stdbool.h>
#include <string.h>

// Eight hashes are one vector of AVX-512, whose DQ part multiplies them.
#if defined(__x86_64__) && defined(__linux__)
#define CLONED __attribute__((target_clones("avx512dq", "avx2", "default")))
#else
#define CLONED
#endif

#pragma STDC FP_CONTRACT OFF

// The same on every machine and in every version, since model files hold hashes.
#define START 0x9E3779B97F4A7C15u
#define RUN_START 0xC2B2AE3D27D4EB4Fu
#define TEXT_START 0x165667B19E3779F9u
#define TEXT_END 0x85EBCA77C2B2AE63u

// What is weighed apart: the two lowest bits of a hash.
enum { WORDS, PAIRS, RUNS, GROUPS };

// Of numbers and of vectors of them.
#define ADDING(scalar, hash) ((((hash) ^ (scalar)) * 0x9FB21C651E98DF25u) ^ (hash) >> 29)

// SplitMix64's finish: every bit depends on every bit.
#define MIX(value)                                             \
    do {                                                       \
        value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9u;   \
        value = (value ^ value >> 27) * 0x94D049BB133111EBu;   \
        value = value ^ value >> 31;                           \
    } while (0)

#define BLOCK 8
typedef uint64_t hashes __attribute__((vector_size(BLOCK * sizeof(uint64_t))));
typedef uint32_t narrow __attribute__((vector_size(BLOCK * sizeof(uint32_t))));

static inline uint64_t mixed(uint64_t value) {
    MIX(value);
    return value;
}

static inline uint64_t ordered(uint64_t one, uint64_t two) { return mixed((one * 0xD6E8FEB86659FD93u) ^ two); }

// MARK: - Words

static inline bool is_word(uint32_t scalar) { return (scalar | 0x20) - 'a' < 26 || scalar - '0' < 10 || scalar == '_'; }
static inline bool is_telling(uint32_t scalar) { return scalar == '?' || scalar == '!' || scalar == '$' || scalar == '%'; }

size_t octavo_ascii_words(const uint8_t *text, size_t count, uint32_t *scalars, octavo_word *words) {
    uint8_t seen = 0;
    for (size_t place = 0; place < count; place++) {
        seen |= text[place];
        scalars[place] = (uint8_t)(text[place] - 'A') < 26 ? text[place] | 0x20 : text[place];
    }
    if (seen >= 0x80) return SIZE_MAX;
    size_t found = 0;
    for (size_t place = 0; place < count;) {
        if (!is_word(scalars[place])) {
            if (is_telling(scalars[place])) words[found++] = (octavo_word){place, place + 1};
            place++;
            continue;
        }
        size_t start = place;
        while (place < count && (is_word(scalars[place]) || (scalars[place] == '\'' && place + 1 < count && is_word(scalars[place + 1])))) place++;
        words[found++] = (octavo_word){start, place};
    }
    return found;
}

void octavo_feature_words(const uint32_t *scalars, const octavo_word *words, size_t count, uint64_t *hashes) {
    for (size_t word = 0; word < count; word++) {
        uint64_t hash = START;
        for (size_t place = words[word].start; place < words[word].end; place++) hash = ADDING(scalars[place], hash);
        hashes[word] = mixed(hash);
    }
}

// MARK: - Features

static inline void add(octavo_features *features, uint64_t hash, uint64_t group) {
    hash = (hash & ~(uint64_t)3) | group;
    size_t at = hash >> 2 & features->mask;
    for (uint64_t slot; (slot = features->slots[at]) >> 32 == features->age; at = (at + 1) & features->mask) {
        uint32_t number = (uint32_t)slot;
        if (features->hashes[number] != hash) continue;
        features->counts[number]++;
        return;
    }
    features->slots[at] = (uint64_t)features->age << 32 | features->count;
    features->hashes[features->count] = hash;
    features->counts[features->count++] = 1;
}

void octavo_features_spread(const octavo_features *features) {
    for (size_t number = 0; number < features->count; number++) {
        size_t at = features->hashes[number] >> 2 & features->mask;
        while (features->slots[at] >> 32 == features->age) at = (at + 1) & features->mask;
        features->slots[at] = (uint64_t)features->age << 32 | number;
    }
}

void octavo_add_words(octavo_features *features, const uint64_t *words, size_t count, size_t first, size_t last) {
    for (size_t word = first; word < last; word++) {
        add(features, words[word], WORDS);
        add(features, ordered(word == 0 ? TEXT_START : words[word - 1], words[word]), WORDS);
    }
    if (last == count && count > 0) add(features, ordered(words[count - 1], TEXT_END), WORDS);
}

CLONED void octavo_add_pairs(octavo_features *features, const uint64_t *words, size_t count, size_t first, size_t last) {
    for (size_t word = first; word < last; word++) {
        hashes own = (hashes){} + words[word];
        for (size_t start = word + 1; start < count && start <= word + OCTAVO_PAIR_REACH; start += BLOCK) {
            size_t length = count - start < BLOCK ? count - start : BLOCK;
            hashes other = {};
            memcpy(&other, words + start, length * sizeof *words);
            hashes least = __builtin_elementwise_min(own, other), most = __builtin_elementwise_max(own, other);
            hashes made = least * 0xD6E8FEB86659FD93u ^ most;
            MIX(made);
            made += 1;
            uint64_t each[BLOCK];
            memcpy(each, &made, sizeof each);
            for (size_t place = 0; place < length; place++) {
                if (words[start + place] != words[word]) add(features, each[place], PAIRS);
            }
        }
    }
}

// Characters of a word that are looked at together.
enum { PIECE = 64 };

CLONED void octavo_add_runs(octavo_features *features, const uint32_t *scalars, octavo_word word) {
    // A blank stands before and after the word.
    size_t count = word.end - word.start + 2;
    for (size_t piece = 0; piece < count; piece += PIECE) {
        uint32_t characters[PIECE + BLOCK + OCTAVO_LONGEST_RUN] = {0};
        size_t here = count - piece < PIECE + OCTAVO_LONGEST_RUN ? count - piece : PIECE + OCTAVO_LONGEST_RUN;
        size_t inner = piece == 0 ? 1 : 0, stop = piece + here == count ? here - 1 : here;
        if (piece == 0) characters[0] = ' ';
        memcpy(characters + inner, scalars + word.start + piece + inner - 1, (stop - inner) * sizeof *scalars);
        if (stop < here) characters[stop] = ' ';
        size_t starts = count - piece < PIECE ? count - piece : PIECE;
        for (size_t start = 0; start < starts; start += BLOCK) {
            hashes hash = (hashes){} + RUN_START;
            uint64_t made[OCTAVO_LONGEST_RUN][BLOCK];
            for (size_t length = 1; length <= OCTAVO_LONGEST_RUN; length++) {
                narrow next;
                memcpy(&next, characters + start + length - 1, sizeof next);
                hash = ADDING(__builtin_convertvector(next, hashes), hash);
                hashes whole = hash;
                MIX(whole);
                memcpy(made[length - 1], &whole, sizeof whole);
            }
            for (size_t place = 0; place < BLOCK && start + place < starts; place++) {
                size_t left = count - piece - start - place;
                for (size_t length = 2; length <= OCTAVO_LONGEST_RUN && length <= left; length++) add(features, made[length - 1][place], RUNS);
            }
        }
    }
}

// MARK: - Columns

size_t octavo_known_feature_slot(const octavo_known_feature *known, size_t mask, uint64_t hash) {
    size_t at = hash >> 2 & mask;
    while (known[at].column != UINT32_MAX && known[at].hash != hash) at = (at + 1) & mask;
    return at;
}

float octavo_occurrences_weight(uint32_t count) { return count == 0 ? 0 : 1 + (float)octavo_log((double)count); }

// The table is larger than the processor's caches: so many looks wait for it at the same time.
enum { LOOKS = 16 };

size_t octavo_feature_row(const octavo_known_feature *known, size_t mask, const uint64_t *hashes, const uint32_t *counts, size_t count,
                          const float *count_weights, size_t weighted, const float *group_weights, uint32_t *columns, float *values) {
    float squares[GROUPS] = {0};
    // Where the values of each group end.
    size_t ends[GROUPS] = {0};
    size_t found = 0;
    for (size_t place = 0; place < count && place < LOOKS; place++) __builtin_prefetch(known + (hashes[place] >> 2 & mask));
    for (size_t place = 0; place < count; place++) {
        if (place + LOOKS < count) __builtin_prefetch(known + (hashes[place + LOOKS] >> 2 & mask));
        const octavo_known_feature *feature = known + octavo_known_feature_slot(known, mask, hashes[place]);
        if (feature->column == UINT32_MAX) continue;
        size_t group = (hashes[place] & 3) < GROUPS ? hashes[place] & 3 : RUNS;
        float weight = counts[place] < weighted ? count_weights[counts[place]] : octavo_occurrences_weight(counts[place]);
        float value = weight * feature->importance;
        columns[found] = feature->column;
        values[found++] = value;
        squares[group] += value * value;
        ends[group] = found;
    }
    float all = 0;
    for (int group = 0; group < GROUPS; group++) all += squares[group] > 0 ? group_weights[group] * group_weights[group] : 0;
    if (!(all > 0)) return found;
    size_t place = 0;
    for (int group = 0; group < GROUPS; group++) {
        float factor = group_weights[group] / __builtin_sqrtf(squares[group] * all);
        for (; place < ends[group]; place++) values[place] *= factor;
    }
    return found;
}
