#include "pairtraining.h"
#include "piececounting.h"
#include <stdlib.h>
#include <string.h>

// A piece as the symbols it consists of so far.
typedef struct {
    size_t start;
    uint32_t length;
    int64_t count;
} word;

// Two neighbours: how often they occur, and in which words, of which some may have lost them since.
typedef struct {
    uint64_t key; // left << 32 | right
    int64_t count;
    uint32_t *places;
    uint32_t placed, room;
    uint32_t gained; // the number of the merge in which it was last found in another word
} pair;

typedef struct {
    int64_t count;
    uint64_t key;
} entry;

struct octavo_pair_trainer {
    int32_t *symbols;
    word *words;
    size_t symbol_count, word_count;
    pair *pairs;
    size_t pair_count, pair_room;
    uint32_t *slots; // one above a pair's number, by its key; 0 is empty
    size_t mask;
    entry *heap; // most frequent first; entries with an outdated count are put in again when they come up
    size_t held, heap_room;
    uint32_t *gainers;
    size_t gainer_count, gainer_room;
    uint32_t merges;
    size_t placed_bytes;
};

static inline uint64_t key_of(int32_t left, int32_t right) { return (uint64_t)(uint32_t)left << 32 | (uint32_t)right; }

static inline size_t slot_of(const octavo_pair_trainer *trainer, uint64_t key) {
    unsigned __int128 product = (unsigned __int128)key * 0x9E3779B97F4A7C15u;
    size_t slot = ((uint64_t)(product >> 64) ^ (uint64_t)product) & trainer->mask;
    while (trainer->slots[slot] && trainer->pairs[trainer->slots[slot] - 1].key != key) slot = (slot + 1) & trainer->mask;
    return slot;
}

// Makes room for one element more.
static int reserve(void *memory, size_t count, size_t *room, size_t size) {
    if (count < *room) return 1;
    size_t more = *room * 2 + 64;
    void *larger = realloc(*(void **)memory, more * size);
    if (!larger) return 0;
    *(void **)memory = larger;
    *room = more;
    return 1;
}

static pair *pair_of(octavo_pair_trainer *trainer, uint64_t key) {
    size_t slot = slot_of(trainer, key);
    if (trainer->slots[slot]) return &trainer->pairs[trainer->slots[slot] - 1];
    if (trainer->pair_count * 2 > trainer->mask) {
        size_t mask = trainer->mask * 2 + 1;
        uint32_t *slots = calloc(mask + 1, sizeof *slots);
        if (!slots) return NULL;
        free(trainer->slots);
        trainer->slots = slots;
        trainer->mask = mask;
        for (size_t i = 0; i < trainer->pair_count; i++) slots[slot_of(trainer, trainer->pairs[i].key)] = (uint32_t)i + 1;
        slot = slot_of(trainer, key);
    }
    if (trainer->pair_count >= UINT32_MAX - 1) return NULL;
    if (!reserve(&trainer->pairs, trainer->pair_count, &trainer->pair_room, sizeof(pair))) return NULL;
    trainer->pairs[trainer->pair_count] = (pair){.key = key};
    trainer->slots[slot] = (uint32_t)++trainer->pair_count;
    return &trainer->pairs[trainer->pair_count - 1];
}

static int place(octavo_pair_trainer *trainer, pair *found, uint32_t at) {
    if (found->placed && found->places[found->placed - 1] == at) return 1;
    if (found->placed == found->room) {
        uint32_t room = found->room < 2 ? found->room + 1 : found->room + found->room / 2 + 1;
        uint32_t *places = realloc(found->places, room * sizeof *places);
        if (!places) return 0;
        trainer->placed_bytes += (room - found->room) * sizeof *places;
        found->places = places;
        found->room = room;
    }
    found->places[found->placed++] = at;
    return 1;
}

static inline int comes_before(entry one, entry other) { return one.count != other.count ? one.count > other.count : one.key < other.key; }

static int push(octavo_pair_trainer *trainer, entry new) {
    if (!reserve(&trainer->heap, trainer->held, &trainer->heap_room, sizeof(entry))) return 0;
    size_t at = trainer->held++;
    while (at > 0 && comes_before(new, trainer->heap[(at - 1) / 2])) {
        trainer->heap[at] = trainer->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    trainer->heap[at] = new;
    return 1;
}

// Puts `new` where the first one was.
static void replace_first(octavo_pair_trainer *trainer, entry new) {
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= trainer->held) break;
        if (child + 1 < trainer->held && comes_before(trainer->heap[child + 1], trainer->heap[child])) child++;
        if (!comes_before(trainer->heap[child], new)) break;
        trainer->heap[at] = trainer->heap[child];
        at = child;
    }
    trainer->heap[at] = new;
}

static void pop(octavo_pair_trainer *trainer) {
    entry last = trainer->heap[--trainer->held];
    if (trainer->held) replace_first(trainer, last);
}

octavo_pair_trainer *octavo_pair_trainer_make(const octavo_piece_counter *counter, const int32_t *units) {
    if (counter->count >= UINT32_MAX) return NULL;
    octavo_pair_trainer *trainer = calloc(1, sizeof *trainer);
    if (!trainer) return NULL;
    trainer->mask = 65535;
    trainer->symbol_count = counter->used;
    trainer->word_count = counter->count;
    trainer->slots = calloc(trainer->mask + 1, sizeof *trainer->slots);
    trainer->symbols = malloc((trainer->symbol_count + 1) * sizeof *trainer->symbols);
    trainer->words = malloc((trainer->word_count + 1) * sizeof *trainer->words);
    if (!trainer->slots || !trainer->symbols || !trainer->words) goto failed;
    for (size_t i = 0; i < counter->used; i++) trainer->symbols[i] = units[counter->bytes[i]];
    uint32_t at = 0;
    for (size_t i = 0; i <= counter->mask; i++) {
        const octavo_piece_slot *slot = &counter->slots[i];
        if (!slot->count) continue;
        trainer->words[at] = (word){slot->start, slot->length, slot->count};
        for (size_t j = slot->start; j + 1 < slot->start + slot->length; j++) {
            pair *found = pair_of(trainer, key_of(trainer->symbols[j], trainer->symbols[j + 1]));
            if (!found || !place(trainer, found, at)) goto failed;
            found->count += slot->count;
        }
        at++;
    }
    for (size_t i = 0; i < trainer->pair_count; i++)
        if (!push(trainer, (entry){trainer->pairs[i].count, trainer->pairs[i].key})) goto failed;
    return trainer;
failed:
    octavo_pair_trainer_free(trainer);
    return NULL;
}

void octavo_pair_trainer_free(octavo_pair_trainer *trainer) {
    for (size_t i = 0; i < trainer->pair_count; i++) free(trainer->pairs[i].places);
    free(trainer->symbols);
    free(trainer->words);
    free(trainer->pairs);
    free(trainer->slots);
    free(trainer->heap);
    free(trainer->gainers);
    free(trainer);
}

size_t octavo_pair_trainer_bytes(const octavo_pair_trainer *trainer) {
    return trainer->symbol_count * sizeof *trainer->symbols + trainer->word_count * sizeof(word) + trainer->pair_room * sizeof(pair) +
           (trainer->mask + 1) * sizeof *trainer->slots + trainer->heap_room * sizeof(entry) + trainer->placed_bytes;
}

int64_t octavo_pair_trainer_best(octavo_pair_trainer *trainer, int32_t *left, int32_t *right) {
    while (trainer->held) {
        entry first = trainer->heap[0];
        int64_t count = trainer->pairs[trainer->slots[slot_of(trainer, first.key)] - 1].count;
        if (count == first.count && count > 0) {
            *left = (int32_t)(first.key >> 32);
            *right = (int32_t)first.key;
            return count;
        }
        // It was put in before other merges took some of its places.
        if (count <= 0) pop(trainer);
        else replace_first(trainer, (entry){count, first.key});
    }
    return 0;
}

static int change(octavo_pair_trainer *trainer, int32_t left, int32_t right, int64_t by, uint32_t at) {
    pair *found = pair_of(trainer, key_of(left, right));
    if (!found) return 0;
    found->count += by;
    if (by < 0) return 1;
    if (found->gained != trainer->merges) {
        found->gained = trainer->merges;
        if (!reserve(&trainer->gainers, trainer->gainer_count, &trainer->gainer_room, sizeof *trainer->gainers)) return 0;
        trainer->gainers[trainer->gainer_count++] = (uint32_t)(found - trainer->pairs);
    }
    return place(trainer, found, at);
}

static int merge_in(octavo_pair_trainer *trainer, uint32_t at, int32_t left, int32_t right, int32_t symbol) {
    word *held = &trainer->words[at];
    int32_t *symbols = trainer->symbols + held->start;
    uint32_t length = held->length, end = 0;
    for (uint32_t i = 0; i < length; i++) {
        if (i + 1 == length || symbols[i] != left || symbols[i + 1] != right) {
            symbols[end++] = symbols[i];
            continue;
        }
        if (end > 0 && !(change(trainer, symbols[end - 1], left, -held->count, at) && change(trainer, symbols[end - 1], symbol, held->count, at)))
            return 0;
        if (i + 2 < length && !(change(trainer, right, symbols[i + 2], -held->count, at) && change(trainer, symbol, symbols[i + 2], held->count, at)))
            return 0;
        symbols[end++] = symbol;
        i++;
    }
    held->length = end;
    return 1;
}

int octavo_pair_trainer_merge(octavo_pair_trainer *trainer, int32_t left, int32_t right, int32_t symbol) {
    uint64_t key = key_of(left, right);
    pair *best = pair_of(trainer, key);
    if (!best) return 0;
    uint32_t *places = best->places, placed = best->placed;
    trainer->placed_bytes -= best->room * sizeof *places;
    best->places = NULL;
    best->placed = best->room = 0;
    trainer->merges++;
    trainer->gainer_count = 0;
    int fits = 1;
    for (uint32_t i = 0; fits && i < placed; i++) fits = merge_in(trainer, places[i], left, right, symbol);
    free(places);
    if (!fits) return 0;
    trainer->pairs[trainer->slots[slot_of(trainer, key)] - 1].count = 0;
    for (size_t i = 0; i < trainer->gainer_count; i++) {
        pair *found = &trainer->pairs[trainer->gainers[i]];
        if (found->count > 0 && !push(trainer, (entry){found->count, found->key})) return 0;
    }
    return 1;
}
