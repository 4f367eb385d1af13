// Bytes at which a match can begin, and a search for the next of them.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct starts;

// From PCRE2's 256 bits, of which those of ASCII are taken; NULL where memory is short. Freed with free().
struct starts *octavo_starts_make(const uint8_t bitmap[32]);
// The first place in [start, length) with one of the bytes, or with any byte from 0x80 on if `high` says so; `length` where there is none.
size_t octavo_starts_next(const struct starts *starts, bool high, const uint8_t *text, size_t start, size_t length);
// How many bytes are not ASCII.
size_t octavo_high_bytes(const uint8_t *bytes, size_t count);
