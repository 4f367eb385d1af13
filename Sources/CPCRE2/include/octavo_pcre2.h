// What Octavo asks of PCRE2: patterns over UTF-8 that end, whatever the pattern and the text.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A compiled pattern. Never changes, so threads may share it.
typedef struct octavo_pattern octavo_pattern;

// Results of a search below zero.
enum { octavo_pattern_none = -1, octavo_pattern_slow = -2, octavo_pattern_failed = -3, octavo_pattern_large = -4 };

// Null where the pattern is malformed: then `error` holds PCRE2's code and `offset` the byte where it noticed.
octavo_pattern *_Nullable octavo_pattern_compile(const uint8_t *_Nonnull bytes, size_t length, int32_t *_Nonnull error,
                                                 size_t *_Nonnull offset);
void octavo_pattern_free(octavo_pattern *_Nonnull pattern);

// PCRE2's reason in English; returns how many bytes were written.
size_t octavo_pattern_reason(int32_t error, uint8_t *_Nonnull buffer, size_t capacity);

// How many groups there are besides the whole match.
uint32_t octavo_pattern_groups(const octavo_pattern *_Nonnull pattern);
// The group of this name (NUL-terminated), or a negative number.
int32_t octavo_pattern_group(const octavo_pattern *_Nonnull pattern, const char *_Nonnull name);

// Searches `text`, which must be valid UTF-8, from byte `start` (the first byte of a character, or the end). After an empty
// match there, `after_empty` asks for another that starts there and is not empty. Fills `bounds` with start and end of the
// whole match and of each group, both SIZE_MAX where a group took no part; `bounds` holds two more than twice the groups.
// Returns the number of pairs, or one of the results above.
int32_t octavo_pattern_search(const octavo_pattern *_Nonnull pattern, const uint8_t *_Nullable text, size_t length, size_t start,
                              bool after_empty, size_t *_Nonnull bounds);

// Where a series of searches goes on.
typedef struct {
    size_t start;
    bool after_empty;
} octavo_pattern_place;
// The matches from `place` on, left to right, none overlapping another: bounds as above for each, one after the other. An empty match may
// stand where the one before ended only if that one was not empty there. Returns how many were found, fewer than `capacity` (at least 1)
// only at the end, or one of the results above.
int32_t octavo_pattern_matches(const octavo_pattern *_Nonnull pattern, const uint8_t *_Nullable text, size_t length,
                               octavo_pattern_place *_Nonnull place, size_t *_Nonnull bounds, size_t capacity);

// A part of what a match is replaced with: what a group matched, or where `group` is negative a part of the literals.
typedef struct {
    int32_t group;
    size_t start, length;
} octavo_pattern_piece;
// The text with every match replaced, 1 returned; or one of the results above. It is the text itself where nothing matches, else memory that
// stays until this thread's next search.
int32_t octavo_pattern_replace(const octavo_pattern *_Nonnull pattern, const uint8_t *_Nullable text, size_t length,
                               const octavo_pattern_piece *_Nullable pieces, size_t count, const uint8_t *_Nullable literals,
                               const uint8_t *_Nullable *_Nonnull result, size_t *_Nonnull result_length);
