// Sketches of sets of hashes.
#pragma once
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

// A table for each band, of `mask` + 1 slots: a key in the upper half, in the lower one a number that is not 0, or 0 in an empty slot. Gives
// for the key of every band where it stands or, if it is not there, where it would. Some slot of each is empty.
void octavo_bands_find(const uint64_t *_Nonnull slots, size_t mask, const uint32_t *_Nonnull keys, size_t bands, uint32_t *_Nonnull places);

// Has the processor get the places that `octavo_bands_find` will look at.
void octavo_bands_fetch(const uint64_t *_Nonnull slots, size_t mask, const uint32_t *_Nonnull keys, size_t bands);

// The same of what a look at the last sketch of each chain takes: the one before it, of which there is a number for each sketch and band, and
// its lowest bytes.
void octavo_chains_fetch(const uint64_t *_Nonnull slots, size_t mask, const uint32_t *_Nonnull keys, size_t bands, const uint32_t *_Nonnull before,
                         const uint8_t *_Nonnull marks);
