#pragma once
#include "pairtraining.h"

// A piece and how often it occurs; no count is an empty slot.
typedef struct {
    uint64_t hash;
    size_t start;
    int64_t count;
    uint32_t length;
} octavo_piece_slot;

struct octavo_piece_counter {
    octavo_piece_slot *slots; // at most half of them in use
    size_t mask, count;
    uint8_t *bytes; // of all pieces
    size_t used, room;
};
