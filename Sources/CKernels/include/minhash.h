// Sketches of sets of hashes.
#pragma once
#include <stddef.h>
#include <stdint.h>

// For each of `lanes` hash functions, a multiple of 16, the least of `minima` and of what the function makes of the hashes. Function i makes
// hash * multipliers[i] + addends[i], modulo 2^32, of a hash's upper half.
void octavo_minhash(const uint64_t *_Nonnull hashes, size_t count, const uint32_t *_Nonnull multipliers, const uint32_t *_Nonnull addends,
                    uint32_t *_Nonnull minima, size_t lanes);
