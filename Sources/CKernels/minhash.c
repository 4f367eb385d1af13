#include "minhash.h"
#include "cloned.h"
#include <string.h>

typedef uint32_t lanes __attribute__((vector_size(32)));
typedef uint8_t octets __attribute__((vector_size(16)));

#define VECTORS (OCTAVO_SKETCH / 8)
#define EACH_VECTOR _Pragma("clang loop unroll(full)") for (int i = 0; i < VECTORS; i++)

// All minima and factors stay in registers while the hashes go by.
CLONED void octavo_minhash(const uint64_t *hashes, size_t count, const uint32_t *factors, uint32_t *minima) {
    lanes factor[VECTORS], least[VECTORS];
    memcpy(factor, factors, sizeof factor);
    memcpy(least, minima, sizeof least);
    for (size_t place = 0; place < count; place++) {
        lanes hash = (lanes){} + (uint32_t)(hashes[place] >> 32);
        EACH_VECTOR least[i] = __builtin_elementwise_min(least[i], hash * factor[i]);
    }
    memcpy(minima, least, sizeof least);
}

void octavo_sketch(const uint32_t *minima, size_t bands, size_t rows, uint32_t *keys, uint8_t *marks) {
    for (size_t band = 0; band < bands; band++) {
        uint64_t key = band;
        for (size_t row = band * rows; row < (band + 1) * rows; row++) {
            key = (key ^ minima[row]) * 0x9E3779B97F4A7C15u;
            key ^= key >> 32;
        }
        keys[band] = (uint32_t)(key * 0xD6E8FEB86659FD93u >> 32);
    }
    for (size_t row = 0; row < OCTAVO_SKETCH; row++) marks[row] = (uint8_t)minima[row];
}

size_t octavo_sketch_agreement(const uint8_t *one, const uint8_t *other) {
    octets same = {};
    for (size_t place = 0; place < OCTAVO_SKETCH; place += sizeof same) {
        octets left, right;
        memcpy(&left, one + place, sizeof left);
        memcpy(&right, other + place, sizeof right);
        same -= (octets)(left == right);
    }
    return __builtin_reduce_add(same);
}

void octavo_bands_find(const uint64_t *slots, size_t mask, const uint32_t *keys, size_t bands, uint32_t *places) {
    for (size_t band = 0; band < bands; band++) {
        const uint64_t *table = slots + band * (mask + 1);
        size_t place = keys[band] & mask;
        while (table[place] != 0 && table[place] >> 32 != keys[band]) place = (place + 1) & mask;
        places[band] = (uint32_t)place;
    }
}

void octavo_chains_fetch(const uint64_t *slots, size_t mask, const uint32_t *keys, size_t bands, const uint32_t *before, const uint8_t *marks) {
    uint32_t places[OCTAVO_SKETCH];
    octavo_bands_find(slots, mask, keys, bands, places);
    for (size_t band = 0; band < bands; band++) {
        size_t head = (uint32_t)slots[band * (mask + 1) + places[band]];
        if (head == 0) continue;
        __builtin_prefetch(before + (head - 1) * bands + band);
        __builtin_prefetch(marks + (head - 1) * OCTAVO_SKETCH);
        __builtin_prefetch(marks + head * OCTAVO_SKETCH - 1);
    }
}

void octavo_bands_fetch(const uint64_t *slots, size_t mask, const uint32_t *keys, size_t bands) {
    for (size_t band = 0; band < bands; band++) __builtin_prefetch(slots + band * (mask + 1) + (keys[band] & mask), 1);
}
