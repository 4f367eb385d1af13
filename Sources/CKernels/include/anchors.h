#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Where a search for personal data has to look closer, from byte `from` on: at the first digit of a run, at `@`, at a `:` that may
// belong to `://` or to a network address, at `www`, and at the first of 16 letters, digits and `_` in a row. Unless `all` is set,
// numbers of up to three digits that stand alone (`room 5`) are left out.
//
// Writes at most `capacity` (64 or more) places in rising order and returns how many; `*after` is where the next call goes on,
// `count` at the end.
size_t octavo_personal_anchors(const uint8_t *_Nullable bytes, size_t count, size_t from, bool all, uint32_t *_Nonnull places,
                               size_t capacity, size_t *_Nonnull after);
