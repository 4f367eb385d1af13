#pragma once
#include <stddef.h>
#include <stdint.h>

// SHA-256 as FIPS 180-4, section 6.2 writes it down.
typedef struct {
  uint32_t words[8];
  uint64_t length;
  uint8_t block[64];
} plain_sha256;

void plain_start(plain_sha256 *state);
void plain_update(plain_sha256 *state, const uint8_t *bytes, size_t count);
void plain_finish(plain_sha256 *state, uint8_t digest[32]);
