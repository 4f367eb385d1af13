#include "piececounting.h"
#include <stdlib.h>
#include <string.h>

octavo_piece_counter *octavo_piece_counter_make(void) {
    octavo_piece_counter *counter = calloc(1, sizeof *counter);
    if (!counter) return NULL;
    counter->mask = 1023;
    counter->slots = calloc(counter->mask + 1, sizeof *counter->slots);
    if (counter->slots) return counter;
    free(counter);
    return NULL;
}

void octavo_piece_counter_free(octavo_piece_counter *counter) {
    free(counter->slots);
    free(counter->bytes);
    free(counter);
}

size_t octavo_piece_counter_bytes(const octavo_piece_counter *counter) {
    return (counter->mask + 1) * sizeof *counter->slots + counter->room;
}

static inline uint64_t hash_of(const uint8_t *bytes, size_t length) {
    uint64_t state = 0x9E3779B97F4A7C15u ^ length;
    while (length >= 8) {
        uint64_t word;
        memcpy(&word, bytes, 8);
        unsigned __int128 product = (unsigned __int128)(state ^ word) * 0xE7037ED1A0B428DBu;
        state = (uint64_t)(product >> 64) ^ (uint64_t)product;
        bytes += 8;
        length -= 8;
    }
    uint64_t word = 0;
    memcpy(&word, bytes, length);
    unsigned __int128 product = (unsigned __int128)(state ^ word) * 0xE7037ED1A0B428DBu;
    return (uint64_t)(product >> 64) ^ (uint64_t)product;
}

static int grow(octavo_piece_counter *counter) {
    size_t mask = counter->mask * 2 + 1;
    octavo_piece_slot *slots = calloc(mask + 1, sizeof *slots);
    if (!slots) return 0;
    for (size_t i = 0; i <= counter->mask; i++) {
        if (!counter->slots[i].count) continue;
        size_t at = counter->slots[i].hash & mask;
        while (slots[at].count) at = (at + 1) & mask;
        slots[at] = counter->slots[i];
    }
    free(counter->slots);
    counter->slots = slots;
    counter->mask = mask;
    return 1;
}

static int add(octavo_piece_counter *counter, const uint8_t *bytes, size_t length, uint64_t hash, int64_t count) {
    size_t at = hash & counter->mask;
    for (; counter->slots[at].count; at = (at + 1) & counter->mask) {
        octavo_piece_slot *slot = &counter->slots[at];
        if (slot->hash == hash && slot->length == length && !memcmp(counter->bytes + slot->start, bytes, length)) {
            slot->count += count;
            return 1;
        }
    }
    if (counter->used + length > counter->room) {
        size_t room = 2 * (counter->used + length) + 4096;
        uint8_t *memory = realloc(counter->bytes, room);
        if (!memory) return 0;
        counter->bytes = memory;
        counter->room = room;
    }
    memcpy(counter->bytes + counter->used, bytes, length);
    counter->slots[at] = (octavo_piece_slot){hash, counter->used, count, (uint32_t)length};
    counter->used += length;
    counter->count++;
    return counter->count * 2 <= counter->mask || grow(counter);
}

int octavo_piece_counter_add(octavo_piece_counter *counter, octavo_piece piece, octavo_letter_classes classes, const uint8_t *text,
                             size_t length, size_t longest) {
    for (size_t at = 0; at < length;) {
        size_t end = piece(text, length, at, classes);
        if (end - at <= longest && !add(counter, text + at, end - at, hash_of(text + at, end - at), 1)) return 0;
        at = end;
    }
    return 1;
}

int octavo_piece_counter_merge(octavo_piece_counter *counter, const octavo_piece_counter *other) {
    for (size_t i = 0; i <= other->mask; i++) {
        const octavo_piece_slot *slot = &other->slots[i];
        if (slot->count && !add(counter, other->bytes + slot->start, slot->length, slot->hash, slot->count)) return 0;
    }
    return 1;
}
