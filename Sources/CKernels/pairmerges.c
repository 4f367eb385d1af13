#include "pairmerges.h"
#include "heap.h"
#include <stdlib.h>
#include <string.h>

static inline uint64_t key_of(int32_t left, int32_t right) { return (uint64_t)(uint32_t)left << 32 | (uint32_t)right; }

static inline size_t slot_of(const octavo_pair_table *table, uint64_t pair) {
    unsigned __int128 product = (unsigned __int128)pair * 0x9E3779B97F4A7C15u;
    size_t slot = ((uint64_t)(product >> 64) ^ (uint64_t)product) & table->mask;
    while (table->slots[slot].rank >= 0 && table->slots[slot].pair != pair) slot = (slot + 1) & table->mask;
    return slot;
}

void octavo_pairs_insert(const octavo_pair_table *table, int32_t left, int32_t right, int32_t rank, int32_t id) {
    uint64_t pair = key_of(left, right);
    octavo_pair_slot *slot = &table->slots[slot_of(table, pair)];
    if (slot->rank < 0 || rank < slot->rank) *slot = (octavo_pair_slot){pair, rank, id};
}

int32_t octavo_pair_rank(const octavo_pair_table *table, int32_t left, int32_t right) {
    return table->slots[slot_of(table, key_of(left, right))].rank;
}

#define NEVER INT32_MAX

static inline int32_t rank_of(const octavo_pair_table *table, int32_t left, int32_t right) {
    int32_t rank = table->slots[slot_of(table, key_of(left, right))].rank;
    return rank < 0 ? NEVER : rank;
}

static inline int32_t merged(const octavo_pair_table *table, int32_t left, int32_t right) {
    return table->slots[slot_of(table, key_of(left, right))].id;
}

enum { few = 128 };

static size_t merge_few(const octavo_pair_table *table, int32_t *ids, size_t count) {
    int32_t ranks[few];
    for (size_t i = 0; i + 1 < count; i++) ranks[i] = rank_of(table, ids[i], ids[i + 1]);
    while (count > 1) {
        size_t best = 0;
        for (size_t i = 1; i + 1 < count; i++)
            if (ranks[i] < ranks[best]) best = i;
        if (ranks[best] == NEVER) break;
        ids[best] = merged(table, ids[best], ids[best + 1]);
        memmove(ids + best + 1, ids + best + 2, (count - best - 2) * sizeof *ids);
        count--;
        // One rank a pair, one pair fewer than there are symbols.
        if (best + 1 < count) {
            memmove(ranks + best + 1, ranks + best + 2, (count - best - 2) * sizeof *ranks);
            ranks[best] = rank_of(table, ids[best], ids[best + 1]);
        }
        if (best > 0) ranks[best - 1] = rank_of(table, ids[best - 1], ids[best]);
    }
    return count;
}

typedef struct {
    uint32_t next, previous;
    int32_t rank; // -1 for a symbol that was merged away
} part;

// As `merge_many` of bytepairs.c: a heap of ranks, with places of equal ranks in order, and entries that a merge made wrong skipped.
static size_t merge_many(const octavo_pair_table *table, int32_t *ids, size_t length, octavo_merger *merger) {
    if (length >= UINT32_MAX) return SIZE_MAX;
    size_t size = length * sizeof(part) + 2 * length * sizeof(uint64_t);
    if (merger->size < size) {
        void *memory = realloc(merger->memory, size);
        if (!memory) return SIZE_MAX;
        merger->memory = memory;
        merger->size = size;
    }
    uint64_t *heap = merger->memory;
    part *parts = (part *)(heap + 2 * length);
    size_t held = 0, count = length;
    for (size_t i = 0; i < length; i++) {
        int32_t rank = i + 1 < length ? rank_of(table, ids[i], ids[i + 1]) : NEVER;
        parts[i] = (part){(uint32_t)i + 1, (uint32_t)i - 1, rank};
        if (rank != NEVER) heap[held++] = (uint64_t)rank << 32 | i;
    }
    for (size_t i = held / 2; i-- > 0;) heap_sink(heap, held, i);
    while (held > 0) {
        uint64_t least = heap[0];
        heap[0] = heap[--held];
        if (held > 0) heap_sink(heap, held, 0);
        uint32_t at = (uint32_t)least;
        // A rank belongs to one pair, so the pair that stands here now is the one that was put in.
        if (parts[at].rank != (int32_t)(least >> 32)) continue;
        uint32_t gone = parts[at].next, after = parts[gone].next;
        ids[at] = merged(table, ids[at], ids[gone]);
        parts[at].next = after;
        if (after < length) parts[after].previous = at;
        parts[gone].rank = -1;
        count--;
        uint32_t changed[2] = {at, parts[at].previous};
        for (int i = 0; i < (at > 0 ? 2 : 1); i++) {
            uint32_t left = changed[i], right = parts[left].next;
            int32_t rank = right < length ? rank_of(table, ids[left], ids[right]) : NEVER;
            parts[left].rank = rank;
            // Each merge takes one entry and puts in two at most, so that there are never more than twice as many as symbols.
            if (rank == NEVER || held == 2 * length) continue;
            heap[held] = (uint64_t)rank << 32 | left;
            heap_lift(heap, held++);
        }
    }
    size_t place = 0;
    for (uint32_t at = 0; at < length; at = parts[at].next) ids[place++] = ids[at];
    return count;
}

size_t octavo_merge_pairs(const octavo_pair_table *table, int32_t *ids, size_t count, octavo_merger *merger) {
    return count <= few ? merge_few(table, ids, count) : merge_many(table, ids, count, merger);
}
