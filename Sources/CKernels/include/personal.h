#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The two steps of a search for personal data that touch most bytes: where to look closer, and what the words before a place tell.

// Where a search goes on.
typedef struct {
    size_t at;  // the next byte
    size_t row; // the text that holds it, or one before
} octavo_anchor_cursor;

// Where a search for personal data in texts that lie end to end has to look closer: at the first digit of a run, at `@`, at a `:` that
// may belong to `://` or to a network address, at `www`, and at the first of 16 letters, digits and `_` in a row. Numbers of up to
// three digits that stand alone (`room 5`) are left out, and colons of times of day. No text is affected by what stands in another.
//
// Writes at most `capacity` (64 or more) places in rising order, each with its text, and returns how many; 0 and cursor->at at
// offsets[end] when there are no more.
size_t octavo_personal_anchors(const uint8_t *_Nullable bytes, const uint32_t *_Nonnull offsets, size_t end,
                               octavo_anchor_cursor *_Nonnull cursor, uint32_t *_Nonnull places, uint32_t *_Nonnull rows,
                               size_t capacity);

// A word's hash, for tables of words in lower case: ASCII letters are alike in both cases. Its low 16 bits are 0.
uint64_t octavo_word_hash(const uint8_t *_Nullable word, size_t count);

// Words that tell something: slots of a word's hash and, in the low 16 bits, what it tells; 0 is empty. A word stands at the place
// that the highest bits of its hash say, or at the next that was free. At most half of the slots are taken.
typedef struct {
    const uint64_t *_Nonnull slots;
    // One bit for each value of the 14 bits of a hash above its low 16: clear where no word has it. Most words are unknown ones, and
    // these two thousand bytes stay in the nearest cache.
    const uint64_t *_Nonnull filter;
    unsigned shift; // 64 less the bits of a place
} octavo_word_slots;

enum { OCTAVO_WORD_FILTER = 256 }; // words of a filter

// What the word of this hash tells; 0 for an unknown one.
uint16_t octavo_word_bits(octavo_word_slots table, uint64_t hash);

enum {
    OCTAVO_CUE_REACH = 56, // bytes back from a place that still count
    OCTAVO_CUE_WORDS = 7   // words
};

typedef struct {
    uint8_t count;
    uint8_t in_sentence; // how many of them stand in the same sentence as the place
    bool is_whole;       // whether no word stands before them
    uint16_t all;        // what they tell together
} octavo_cue_window;

// What each of the words before a place tells, nearest first; they end at a blank line. Labels such as `[PHONE]` count as nothing.
// `words` has room for eight. `#` stands for a word that tells `number`, and "d.o.b" tells `birth`.
octavo_cue_window octavo_cue_words(octavo_word_slots table, uint16_t number, uint16_t birth, const uint8_t *_Nonnull bytes,
                                   size_t count, size_t place, uint16_t *_Nonnull words);

// What stands between two runs of digits.
typedef uint8_t octavo_gap;
enum {
    OCTAVO_GAP_START = 0, // the first run has nothing before it
    OCTAVO_GAP_SPACE = 1,
    OCTAVO_GAP_DASH = 2,
    OCTAVO_GAP_DOT = 3,
    OCTAVO_GAP_SLASH = 4,
    OCTAVO_GAP_CLOSE = 5, // a closing bracket, with spaces or a dash or none
    OCTAVO_GAP_OPEN = 6,  // an opening one
    OCTAVO_GAP_WIDE = 7,  // a dash between spaces, or two spaces
    OCTAVO_GAP_NONE = 8
};

typedef struct {
    size_t start, end;
    uint8_t place; // where its digits begin among all of them
    octavo_gap gap; // what stands before it
} octavo_number_group;

typedef struct {
    size_t groups, digits;
} octavo_number_extent;

enum {
    OCTAVO_NUMBER_GROUPS = 24, // no number that is looked for has more runs; longer rows of numbers are cut
    OCTAVO_NUMBER_DIGITS = 64  // nor more digits: a longer run is none, and a longer row of runs is cut
};

// Reads the runs of digits from the digit at `start` on that have no more than a separator between, and the values of their digits;
// there is room for as many as the constants say.
octavo_number_extent octavo_number_groups(const uint8_t *_Nonnull bytes, size_t count, size_t start, octavo_number_group *_Nonnull groups,
                                          uint8_t *_Nonnull digits);
