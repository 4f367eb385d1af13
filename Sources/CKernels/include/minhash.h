// Sketches of sets of hashes.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Hash functions of a sketch.
#define OCTAVO_SKETCH 48

// For each function the least of `minima` and of what it makes of the hashes: the upper half times one of the `factors`, modulo 2^32.
void octavo_minhash(const uint64_t *_Nonnull hashes, size_t count, const uint32_t *_Nonnull factors, uint32_t *_Nonnull minima);

// A key for each band of `rows` minima, equal where all of them are; and the lowest byte of every minimum.
void octavo_sketch(const uint32_t *_Nonnull minima, size_t bands, size_t rows, uint32_t *_Nonnull keys, uint8_t *_Nonnull marks);

// How many of two sketches' lowest bytes are the same.
size_t octavo_sketch_agreement(const uint8_t *_Nonnull one, const uint8_t *_Nonnull other);

// What is kept of a sketch fills a line of the processor's cache: its lowest bytes, and whose it is.
typedef struct {
    uint8_t marks[OCTAVO_SKETCH];
    // Twice the owner's number, and 1 more for one that sketches of characters of texts with words do not meet.
    uint32_t owner;
    // The number of the owner's first sketch.
    uint32_t first;
    // Where the owner's text is.
    uint32_t block, text;
} octavo_kept_sketch;

// The last sketches with the same key: one above their numbers, 0 where there are none yet. All four or sixteen places are filled in a circle, so
// that a new one takes the place behind the largest.
enum { OCTAVO_FEW = 4, OCTAVO_MANY = 16 };

// Sketches by the keys of their bands. A table for each band, of `mask` + 1 slots: 0 in an empty slot, else the key in the upper half, and in the
// lower one what leads to the last sketches with this key: two bits that say how many there may be, and one above the number of the only
// one, or the number of a list in `few` or `many`. Some slot of each table is empty.
typedef struct {
    uint64_t *_Nonnull slots;
    size_t mask;
    size_t bands;
    octavo_kept_sketch *_Nonnull sketches;
    uint32_t *_Nonnull few;
    uint32_t *_Nonnull many;
} octavo_chains;

// How much of the lists is used; `free_few` leads through those that are free, each of which holds one above the number of the next, or 0.
typedef struct {
    uint32_t few, free_few, many;
} octavo_lists;

// Adds sketch `number`, which `sketches` holds. `used` counts the keys of each band; gives the most there are of one. There is room for
// `bands` more lists of both lengths.
size_t octavo_chains_link(octavo_chains chains, size_t number, const uint32_t *_Nonnull keys, uint32_t *_Nonnull used,
                          octavo_lists *_Nonnull lists);

// Copies the slots of all bands' tables into empty ones of `larger_mask` + 1 slots.
void octavo_chains_spread(const uint64_t *_Nonnull slots, size_t mask, size_t bands, uint64_t *_Nonnull larger, size_t larger_mask);

// Adds the owners of sketches that have a band in common with one and agree with it in `least` of the lowest bytes, each once, to the `count` that
// `met` holds: OCTAVO_SKETCH less the agreement in the upper half, the owner's first sketch in the lower one, so that the smallest is most
// alike. With `skips_words` those with the owner's lowest bit are left out. `met` has room for OCTAVO_MANY more a band. Gives how many there are
// then.
size_t octavo_chains_meet(octavo_chains chains, const uint32_t *_Nonnull keys, const uint8_t *_Nonnull marks, size_t least, bool skips_words,
                          uint64_t *_Nonnull met, size_t count);

// Has the processor get what a look at a sketch takes, each step once the one before is there: the slots of its keys, what these lead to, and
// the sketches in lists.
void octavo_chains_fetch_slots(octavo_chains chains, const uint32_t *_Nonnull keys);
void octavo_chains_fetch_lists(octavo_chains chains, const uint32_t *_Nonnull keys);
void octavo_chains_fetch_sketches(octavo_chains chains, const uint32_t *_Nonnull keys);

// Has the processor get the memory at a place.
static inline void octavo_fetch(const void *_Nonnull place) { __builtin_prefetch(place); }
