#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// SHA-256 by libcrypto (which uses the processor's own instructions), opened on first use; without libcrypto by a plain loop
// with the same result. Every function may be called from any thread; one state belongs to one thread at a time.

enum { OCTAVO_SHA256_BYTES = 32 };

typedef struct octavo_sha256 octavo_sha256;

// A state that octavo_sha256_finish or octavo_sha256_free gives back; NULL when memory is out.
octavo_sha256 *_Nullable octavo_sha256_new(void);
void octavo_sha256_update(octavo_sha256 *_Nonnull state, const void *_Nullable bytes, size_t count);
// Writes 32 bytes and frees the state.
void octavo_sha256_finish(octavo_sha256 *_Nonnull state, uint8_t *_Nonnull digest);
void octavo_sha256_free(octavo_sha256 *_Nullable state);

// The digest of `count` bytes at once; false when memory is out.
bool octavo_sha256_of(const void *_Nullable bytes, size_t count, uint8_t *_Nonnull digest);
// The same by the plain loop alone, so that a test can compare the two.
void octavo_sha256_plain(const void *_Nullable bytes, size_t count, uint8_t *_Nonnull digest);
// Whether libcrypto was found.
bool octavo_sha256_is_fast(void);
