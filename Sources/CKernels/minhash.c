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

static inline size_t agreement(const uint8_t *one, const uint8_t *other) {
    octets same = {};
    for (size_t place = 0; place < OCTAVO_SKETCH; place += sizeof same) {
        octets left, right;
        memcpy(&left, one + place, sizeof left);
        memcpy(&right, other + place, sizeof right);
        same -= (octets)(left == right);
    }
    return __builtin_reduce_add(same);
}

size_t octavo_sketch_agreement(const uint8_t *one, const uint8_t *other) { return agreement(one, other); }

typedef uint64_t line __attribute__((ext_vector_type(8)));
typedef bool line_bits __attribute__((ext_vector_type(8)));

// Where a band's key stands, or would: from its own place on the first slot that has it or is empty. What lies in one line of the processor's
// cache is looked at together, since branches could only guess how many slots are passed.
static inline uint64_t *slot_of(octavo_chains chains, size_t band, uint32_t key) {
    uint64_t *table = chains.slots + band * (chains.mask + 1);
    for (size_t place = key & chains.mask;; place &= chains.mask) {
        size_t skipped = (uintptr_t)(table + place) / sizeof *table % 8;
        if (place < skipped || place - skipped + 8 > chains.mask + 1) {
            if (table[place] == 0 || table[place] >> 32 == key) return table + place;
            place++;
            continue;
        }
        line slots;
        memcpy(&slots, table + place - skipped, sizeof slots);
        uint32_t ends = __builtin_bit_cast(uint8_t, __builtin_convertvector((slots == 0) | (slots >> 32 == key), line_bits));
        ends &= 0xFFu << skipped;
        if (ends != 0) return table + place - skipped + __builtin_ctz(ends);
        place += 8 - skipped;
    }
}

// The upper two bits of a slot's lower half: one sketch, a short list, a long one.
enum { ONE, FEW, MANY, KIND_SHIFT = 30 };
#define NUMBER (((uint32_t)1 << KIND_SHIFT) - 1)

static inline uint32_t kind_of(uint64_t slot) { return (uint32_t)slot >> KIND_SHIFT; }

static inline uint64_t with_target(uint64_t slot, uint32_t kind, uint32_t number) {
    return (slot & ~(uint64_t)UINT32_MAX) | kind << KIND_SHIFT | number;
}

// What a slot leads to; how many places there are, some of which may be empty.
static inline size_t list_of(octavo_chains chains, uint64_t slot, const uint32_t **list) {
    switch (kind_of(slot)) {
    case FEW: *list = chains.few + ((uint32_t)slot & NUMBER) * OCTAVO_FEW; return OCTAVO_FEW;
    case MANY: *list = chains.many + ((uint32_t)slot & NUMBER) * OCTAVO_MANY; return OCTAVO_MANY;
    default: return 0;
    }
}

static uint64_t linked(octavo_chains chains, uint64_t slot, uint32_t head, octavo_lists *lists) {
    uint32_t number = (uint32_t)slot & NUMBER;
    switch (kind_of(slot)) {
    case ONE: {
        if (number == 0) return with_target(slot, ONE, head);
        uint32_t at = lists->free_few;
        if (at > 0) lists->free_few = chains.few[--at * OCTAVO_FEW];
        else at = lists->few++;
        memcpy(chains.few + at * OCTAVO_FEW, (uint32_t[OCTAVO_FEW]){number, head}, OCTAVO_FEW * sizeof head);
        return with_target(slot, FEW, at);
    }
    case FEW: {
        uint32_t *few = chains.few + number * OCTAVO_FEW;
        for (int place = 2; place < OCTAVO_FEW; place++) {
            if (few[place] > 0) continue;
            few[place] = head;
            return slot;
        }
        uint32_t *many = chains.many + lists->many * OCTAVO_MANY;
        memset(many, 0, OCTAVO_MANY * sizeof *many);
        memcpy(many, few, OCTAVO_FEW * sizeof *few);
        many[OCTAVO_FEW] = head;
        few[0] = lists->free_few;
        lists->free_few = number + 1;
        return with_target(slot, MANY, lists->many++);
    }
    default: {
        uint32_t *many = chains.many + number * OCTAVO_MANY;
        int last = 0;
        for (int place = 1; place < OCTAVO_MANY; place++) last = many[place] > many[last] ? place : last;
        many[(last + 1) % OCTAVO_MANY] = head;
        return slot;
    }
    }
}

CLONED size_t octavo_chains_link(octavo_chains chains, size_t number, const uint32_t *keys, uint32_t *used, octavo_lists *lists) {
    uint32_t most = 0;
    for (size_t band = 0; band < chains.bands; band++) {
        uint64_t *slot = slot_of(chains, band, keys[band]);
        used[band] += *slot == 0;
        most = used[band] > most ? used[band] : most;
        *slot = linked(chains, (uint64_t)keys[band] << 32 | (uint32_t)*slot, (uint32_t)number + 1, lists);
    }
    return most;
}

void octavo_chains_spread(const uint64_t *slots, size_t mask, size_t bands, uint64_t *larger, size_t larger_mask) {
    for (size_t band = 0; band < bands; band++) {
        for (size_t place = 0; place <= mask; place++) {
            uint64_t slot = slots[band * (mask + 1) + place];
            if (slot == 0) continue;
            size_t to = slot >> 32 & larger_mask;
            while (larger[band * (larger_mask + 1) + to] != 0) to = (to + 1) & larger_mask;
            larger[band * (larger_mask + 1) + to] = slot;
        }
    }
}

// Without a way out: most lists are short, and the processor looks at several at once.
static inline bool has(const uint32_t *list, size_t count, uint32_t wanted) {
    bool found = false;
    for (size_t place = 0; place < count; place++) found |= list[place] == wanted;
    return found;
}

static inline bool has_lower(const uint64_t *met, size_t count, uint32_t wanted) {
    bool found = false;
    for (size_t place = 0; place < count; place++) found |= (uint32_t)met[place] == wanted;
    return found;
}

CLONED size_t octavo_chains_meet(octavo_chains chains, const uint32_t *keys, const uint8_t *marks, size_t least, bool skips_words, uint64_t *met,
                                 size_t count) {
    // One above the numbers of the sketches, each once.
    uint32_t heads[OCTAVO_SKETCH * OCTAVO_MANY];
    size_t found = 0;
    for (size_t band = 0; band < chains.bands; band++) {
        uint64_t slot = *slot_of(chains, band, keys[band]);
        if (slot == 0) continue;
        const uint32_t *list;
        size_t length = list_of(chains, slot, &list);
        if (length == 0) {
            uint32_t only = (uint32_t)slot & NUMBER;
            if (!has(heads, found, only)) heads[found++] = only;
        }
        for (size_t place = 0; place < length && list[place] > 0; place++) {
            if (!has(heads, found, list[place])) heads[found++] = list[place];
        }
    }
    for (size_t place = 0; place < found; place++) {
        const octavo_kept_sketch *sketch = chains.sketches + (heads[place] - 1);
        if (skips_words && (sketch->owner & 1)) continue;
        size_t same = agreement(marks, sketch->marks);
        if (same < least || has_lower(met, count, sketch->first)) continue;
        met[count++] = (uint64_t)(OCTAVO_SKETCH - same) << 32 | sketch->first;
    }
    return count;
}

void octavo_chains_fetch_slots(octavo_chains chains, const uint32_t *keys) {
    for (size_t band = 0; band < chains.bands; band++)
        __builtin_prefetch(chains.slots + band * (chains.mask + 1) + (keys[band] & chains.mask), 1);
}

CLONED void octavo_chains_fetch_lists(octavo_chains chains, const uint32_t *keys) {
    for (size_t band = 0; band < chains.bands; band++) {
        uint64_t slot = *slot_of(chains, band, keys[band]);
        if (slot == 0) continue;
        const uint32_t *list;
        if (list_of(chains, slot, &list) > 0) __builtin_prefetch(list);
        else __builtin_prefetch(chains.sketches + ((uint32_t)slot & NUMBER) - 1);
    }
}

CLONED void octavo_chains_fetch_sketches(octavo_chains chains, const uint32_t *keys) {
    for (size_t band = 0; band < chains.bands; band++) {
        uint64_t slot = *slot_of(chains, band, keys[band]);
        const uint32_t *list;
        size_t length = slot == 0 ? 0 : list_of(chains, slot, &list);
        for (size_t place = 0; place < length && list[place] > 0; place++) __builtin_prefetch(chains.sketches + list[place] - 1);
    }
}
