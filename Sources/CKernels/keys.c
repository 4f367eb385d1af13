#include "keys.h"
#include <string.h>

static inline uint64_t word_at(const uint8_t *bytes) {
    uint64_t word;
    memcpy(&word, bytes, 8);
    return word;
}

// The last one to seven bytes alone, as the machine's first.
static inline uint64_t rest_at(const uint8_t *bytes, size_t count) { return word_at(bytes) & (((uint64_t)1 << (8 * count)) - 1); }

static inline uint64_t mixed(uint64_t value) {
    unsigned __int128 product = (unsigned __int128)value * 0xE7037ED1A0B428DBu;
    return (uint64_t)(product >> 64) ^ (uint64_t)product;
}

// For tables in memory only: it shows in no result.
static inline uint64_t hash_of(const uint8_t *text, size_t length) {
    uint64_t state = 0x9E3779B97F4A7C15u ^ length;
    size_t at = 0;
    for (; at + 8 <= length; at += 8) state = mixed(state ^ word_at(text + at));
    if (at < length) state ^= rest_at(text + at, length - at);
    return mixed(state);
}

static inline int is_equal(const uint8_t *left, const uint8_t *right, size_t length) {
    size_t at = 0;
    for (; at + 8 <= length; at += 8)
        if (word_at(left + at) != word_at(right + at)) return 0;
    return at == length || rest_at(left + at, length - at) == rest_at(right + at, length - at);
}

// The slot that holds the text, or the empty one where it would stand.
static inline size_t slot_of(const octavo_text_index *index, uint64_t hash, const uint8_t *text, size_t length) {
    size_t slot = hash & index->mask;
    uint64_t held;
    while ((held = index->slots[slot])) {
        if (held >> 32 == hash >> 32) {
            size_t id = (uint32_t)held - 1;
            uint64_t start = index->starts[id];
            if (index->starts[id + 1] - start == length && is_equal(index->bytes + start, text, length)) break;
        }
        slot = (slot + 1) & index->mask;
    }
    return slot;
}

enum { batch = 64 };

// Hashes of up to `batch` rows. What each will probably be compared with is fetched in three rounds, each for all rows.
static inline void prepare(const octavo_text_index *index, const uint32_t *offsets, const uint8_t *bytes, size_t count, uint64_t *hashes) {
    for (size_t i = 0; i < count; i++) {
        hashes[i] = hash_of(bytes + offsets[i], offsets[i + 1] - offsets[i]);
        __builtin_prefetch(&index->slots[hashes[i] & index->mask]);
    }
    size_t ids[batch];
    for (size_t i = 0; i < count; i++) {
        uint64_t held = index->slots[hashes[i] & index->mask];
        ids[i] = held ? (uint32_t)held - 1 : 0;
        __builtin_prefetch(&index->starts[ids[i]]);
    }
    for (size_t i = 0; i < count; i++) __builtin_prefetch(index->bytes + index->starts[ids[i]]);
}

static inline int is_valid(const uint64_t *valid, size_t row) { return !valid || (valid[row / 64] >> (row % 64) & 1); }

void octavo_text_index_insert(octavo_text_index *index, const uint32_t *offsets, const uint8_t *bytes, const uint64_t *valid, int32_t *ids,
                              size_t count) {
    uint64_t hashes[batch];
    for (size_t base = 0; base < count; base += batch) {
        size_t n = count - base < batch ? count - base : batch;
        prepare(index, offsets + base, bytes, n, hashes);
        for (size_t i = 0; i < n; i++) {
            size_t row = base + i;
            if (!is_valid(valid, row)) {
                ids[row] = -1;
                continue;
            }
            const uint8_t *text = bytes + offsets[row];
            size_t length = offsets[row + 1] - offsets[row];
            size_t slot = slot_of(index, hashes[i], text, length);
            if (!index->slots[slot]) {
                size_t id = index->count++;
                index->slots[slot] = hashes[i] >> 32 << 32 | (uint32_t)(id + 1);
                index->hashes[id] = hashes[i];
                memcpy(index->bytes + index->starts[id], text, length);
                index->starts[id + 1] = index->starts[id] + length;
            }
            ids[row] = (int32_t)((uint32_t)index->slots[slot] - 1);
        }
    }
}

void octavo_text_index_find(const octavo_text_index *index, const uint32_t *offsets, const uint8_t *bytes, const uint64_t *valid,
                            int32_t *ids, size_t count) {
    uint64_t hashes[batch];
    for (size_t base = 0; base < count; base += batch) {
        size_t n = count - base < batch ? count - base : batch;
        prepare(index, offsets + base, bytes, n, hashes);
        for (size_t i = 0; i < n; i++) {
            size_t row = base + i;
            if (!is_valid(valid, row)) {
                ids[row] = -1;
                continue;
            }
            size_t slot = slot_of(index, hashes[i], bytes + offsets[row], offsets[row + 1] - offsets[row]);
            ids[row] = (int32_t)((uint32_t)index->slots[slot] - 1);
        }
    }
}

void octavo_text_index_fill(octavo_text_index *index) {
    for (size_t id = 0; id < index->count; id++) {
        if (id + 16 < index->count) __builtin_prefetch(&index->slots[index->hashes[id + 16] & index->mask], 1);
        size_t slot = index->hashes[id] & index->mask;
        while (index->slots[slot]) slot = (slot + 1) & index->mask;
        index->slots[slot] = index->hashes[id] >> 32 << 32 | (uint32_t)(id + 1);
    }
}

// MARK: - Words

static inline size_t word_hash(uint64_t key) {
    uint64_t value = (key ^ key >> 32) * 0x9E3779B97F4A7C15u;
    return (size_t)((value ^ value >> 29) >> 1);
}

static inline size_t word_slot(const octavo_word_slot *slots, size_t mask, uint64_t key) {
    size_t slot = word_hash(key) & mask;
    while (slots[slot].id >= 0 && slots[slot].key != key) slot = (slot + 1) & mask;
    return slot;
}

// Rows whose slots are fetched ahead of the one that is looked up.
enum { ahead = 24 };

size_t octavo_word_index_insert(octavo_word_slot *slots, size_t mask, size_t known, const uint64_t *keys, const uint64_t *valid,
                                int32_t *ids, size_t count) {
    for (size_t row = 0; row < count; row++) {
        if (row + ahead < count) __builtin_prefetch(&slots[word_hash(keys[row + ahead]) & mask], 1);
        if (!is_valid(valid, row)) {
            ids[row] = -1;
            continue;
        }
        octavo_word_slot *slot = &slots[word_slot(slots, mask, keys[row])];
        if (slot->id < 0) *slot = (octavo_word_slot){keys[row], (int32_t)known++, 0};
        ids[row] = slot->id;
    }
    return known;
}

void octavo_word_index_find(const octavo_word_slot *slots, size_t mask, const uint64_t *keys, const uint64_t *valid, int32_t *ids,
                            size_t count) {
    for (size_t row = 0; row < count; row++) {
        if (row + ahead < count) __builtin_prefetch(&slots[word_hash(keys[row + ahead]) & mask]);
        ids[row] = is_valid(valid, row) ? slots[word_slot(slots, mask, keys[row])].id : -1;
    }
}

void octavo_word_index_move(const octavo_word_slot *from, size_t count, octavo_word_slot *slots, size_t mask) {
    for (size_t i = 0; i < count; i++)
        if (from[i].id >= 0) slots[word_slot(slots, mask, from[i].key)] = from[i];
}

size_t octavo_map_codes(const int32_t *codes, const int32_t *known, size_t from, size_t count, int32_t *out) {
    for (size_t row = from; row < count; row++) {
        int32_t id = known[codes[row]];
        if (id < 0) return row;
        out[row] = id;
    }
    return count;
}

// MARK: - Hashes of rows

void octavo_mix_words(uint64_t *hashes, const uint64_t *words, const uint64_t *valid, size_t count) {
    // No null has the hash of a value of zero.
    for (size_t row = 0; row < count; row++)
        hashes[row] = mixed(hashes[row] ^ (is_valid(valid, row) ? words[row] ^ 0x9E3779B97F4A7C15u : 0));
}

void octavo_hash_texts(const uint32_t *offsets, const uint8_t *bytes, const int32_t *codes, uint64_t *hashes, size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t text = codes ? (size_t)codes[i] : i;
        hashes[i] = hash_of(bytes + offsets[text], offsets[text + 1] - offsets[text]);
    }
}

void octavo_mix_codes(uint64_t *hashes, const uint64_t *known, const int32_t *codes, const uint64_t *valid, size_t count) {
    for (size_t row = 0; row < count; row++)
        hashes[row] = mixed(hashes[row] ^ (is_valid(valid, row) ? known[codes ? (size_t)codes[row] : row] : 0));
}

// MARK: - Joins

size_t octavo_join_pairs(const int32_t *keys, const int32_t *rows_by_key, int keep, int32_t *left, int32_t *right, size_t count) {
    size_t pairs = 0;
    for (size_t row = 0; row < count; row++) {
        // Written always, counted where there is a pair: no branch to mispredict.
        left[pairs] = (int32_t)row;
        right[pairs] = keys[row] < 0 ? -1 : rows_by_key[keys[row]];
        pairs += keys[row] >= 0 || keep;
    }
    return pairs;
}
