#include "include/personal.h"

#include <immintrin.h>
#include <string.h>

#define INLINED static inline __attribute__((always_inline))

enum { BLOCK = 64 };

static inline bool is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }
static inline bool is_letter(uint8_t byte) { return (uint8_t)((byte | 0x20) - 'a') < 26; }
static inline bool is_hexadecimal(uint8_t byte) { return is_digit(byte) || (uint8_t)((byte | 0x20) - 'a') < 6; }

// MARK: - Classes

// One bit for each of a block's bytes.
typedef struct {
    uint64_t digits, letters, words, w, colons, ats, signs; // signs: those that join a number to what stands before it
} masks;

typedef masks (*classifier)(const uint8_t *bytes);

// Clang takes the bits for a vector of bits and moves them one by one, unless it cannot see where they come from.
static inline masks as_numbers(masks found) {
    __asm__("" : "+r"(found.digits), "+r"(found.letters), "+r"(found.words), "+r"(found.w));
    __asm__("" : "+r"(found.colons), "+r"(found.ats), "+r"(found.signs));
    return found;
}

// Bytes from `first` on, `count` of them, as 0xFF; no byte of a class is 0x80 or above, so signed comparison is enough.
static inline __m128i within(__m128i bytes, char first, char last) {
    return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8((char)(first - 1))), _mm_cmplt_epi8(bytes, _mm_set1_epi8((char)(last + 1))));
}

INLINED masks classify_anywhere(const uint8_t *bytes) {
    masks found = {0, 0, 0, 0, 0, 0, 0};
    for (int part = 0; part < 4; part++) {
        __m128i block = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
        __m128i lower = _mm_or_si128(block, _mm_set1_epi8(0x20));
        __m128i digit = within(block, '0', '9');
        __m128i letter = within(lower, 'a', 'z');
        __m128i word = _mm_or_si128(_mm_or_si128(digit, letter), _mm_cmpeq_epi8(block, _mm_set1_epi8('_')));
        __m128i sign = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('+')), _mm_cmpeq_epi8(block, _mm_set1_epi8('-')));
        found.digits |= (uint64_t)(uint32_t)_mm_movemask_epi8(digit) << (16 * part);
        found.letters |= (uint64_t)(uint32_t)_mm_movemask_epi8(letter) << (16 * part);
        found.words |= (uint64_t)(uint32_t)_mm_movemask_epi8(word) << (16 * part);
        found.signs |= (uint64_t)(uint32_t)_mm_movemask_epi8(sign) << (16 * part);
        found.w |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(lower, _mm_set1_epi8('w'))) << (16 * part);
        found.colons |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8(':'))) << (16 * part);
        found.ats |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8('@'))) << (16 * part);
    }
    return as_numbers(found);
}

__attribute__((target("avx2"))) static inline __m256i within_wide(__m256i bytes, char first, char last) {
    return _mm256_andnot_si256(_mm256_cmpgt_epi8(bytes, _mm256_set1_epi8(last)), _mm256_cmpgt_epi8(bytes, _mm256_set1_epi8((char)(first - 1))));
}

__attribute__((target("avx2"))) INLINED masks classify_wide(const uint8_t *bytes) {
    masks found = {0, 0, 0, 0, 0, 0, 0};
    for (int part = 0; part < 2; part++) {
        __m256i block = _mm256_loadu_si256((const __m256i *)(bytes + 32 * part));
        __m256i lower = _mm256_or_si256(block, _mm256_set1_epi8(0x20));
        __m256i digit = within_wide(block, '0', '9');
        __m256i letter = within_wide(lower, 'a', 'z');
        __m256i word = _mm256_or_si256(_mm256_or_si256(digit, letter), _mm256_cmpeq_epi8(block, _mm256_set1_epi8('_')));
        __m256i sign = _mm256_or_si256(_mm256_cmpeq_epi8(block, _mm256_set1_epi8('+')), _mm256_cmpeq_epi8(block, _mm256_set1_epi8('-')));
        found.digits |= (uint64_t)(uint32_t)_mm256_movemask_epi8(digit) << (32 * part);
        found.letters |= (uint64_t)(uint32_t)_mm256_movemask_epi8(letter) << (32 * part);
        found.words |= (uint64_t)(uint32_t)_mm256_movemask_epi8(word) << (32 * part);
        found.signs |= (uint64_t)(uint32_t)_mm256_movemask_epi8(sign) << (32 * part);
        found.w |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(lower, _mm256_set1_epi8('w'))) << (32 * part);
        found.colons |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(block, _mm256_set1_epi8(':'))) << (32 * part);
        found.ats |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(block, _mm256_set1_epi8('@'))) << (32 * part);
    }
    return as_numbers(found);
}

__attribute__((target("avx512bw"))) INLINED masks classify_widest(const uint8_t *bytes) {
    __m512i block = _mm512_loadu_si512(bytes), lower = _mm512_or_si512(block, _mm512_set1_epi8(0x20));
    masks found;
    found.digits = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(block, _mm512_set1_epi8('0')), _mm512_set1_epi8(10));
    found.letters = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(lower, _mm512_set1_epi8('a')), _mm512_set1_epi8(26));
    found.words = found.digits | found.letters | _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('_'));
    found.w = _mm512_cmpeq_epi8_mask(lower, _mm512_set1_epi8('w'));
    found.colons = _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8(':'));
    found.ats = _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('@'));
    found.signs = _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('+')) | _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('-'));
    return as_numbers(found);
}

// The masks of the block at `at`, which may lie behind the end in part or as a whole.
INLINED masks block_at(const uint8_t *bytes, size_t at, size_t count, classifier classify) {
    if (at + BLOCK <= count) return classify(bytes + at);
    uint8_t padded[BLOCK] = {0};
    if (at < count) memcpy(padded, bytes + at, count - at);
    return classify(padded);
}

// `mask` moved down by `by`, filled from the block after it: bit i tells of byte i + by.
static inline uint64_t ahead(uint64_t mask, uint64_t next, int by) { return mask >> by | next << (64 - by); }

// MARK: - Marks that need no closer look

// What ends within five bytes of a colon on both sides without another colon is a time of day or a ratio. An address of the internet
// protocol has seven colons or two in a row, one of a network card five, with at most four digits between.
static bool is_alone(const uint8_t *bytes, size_t start, size_t end, size_t at) {
    size_t before = at, after = at + 1;
    while (before > start && at - before < 5 && is_hexadecimal(bytes[before - 1])) before--;
    while (after < end && after - at < 6 && is_hexadecimal(bytes[after])) after++;
    if (at - before == 5 || after - at == 6) return false;
    return (before == start || bytes[before - 1] != ':') && (after == end || bytes[after] != ':');
}

// A colon with nothing beside it that an address or a URL has.
static bool is_idle_colon(const uint8_t *bytes, size_t start, size_t end, size_t at) {
    uint8_t before = at > start ? bytes[at - 1] : ' ', after = at + 1 < end ? bytes[at + 1] : ' ';
    if (after == '/') return at + 2 >= end || bytes[at + 2] != '/';
    bool left = before == ':' || is_hexadecimal(before), right = after == ':' || is_hexadecimal(after);
    if (left && right) return is_alone(bytes, start, end, at);
    return !(after == ':' && at + 2 < end && is_hexadecimal(bytes[at + 2]));
}

// Whether what stands before a number lets it be one that stands alone: no letter, and no sign that joins it to something.
static inline bool is_free_before(const uint8_t *bytes, size_t start, size_t at) {
    if (at == start) return true;
    uint8_t before = bytes[at - 1];
    return !is_letter(before) && before != '+' && before != '-' && before != ':';
}

// Up to three digits without another digit or a colon within four bytes after them. The number before has looked at this one.
static bool is_free_after(const uint8_t *bytes, size_t end, size_t at) {
    size_t last = at + 1;
    while (last < end && last - at < 4 && is_digit(bytes[last])) last++;
    if (last - at > 3) return false;
    size_t stop = end - last > 4 ? last + 4 : end;
    for (size_t next = last; next < stop; next++) {
        if (is_digit(bytes[next]) || bytes[next] == ':') return false;
    }
    return true;
}

// Of the numbers of a block that begin at `starts` those that need no closer look, wherever texts end: one that ends within seven bytes
// could add some. `last` holds the block before.
static inline uint64_t idle(uint64_t starts, uint64_t begins, masks last, masks now, masks next) {
    uint64_t second = ahead(now.digits, next.digits, 1), third = ahead(now.digits, next.digits, 2);
    uint64_t one = starts & ~second, two = starts & second & ~third, three = starts & second & third & ~ahead(now.digits, next.digits, 3);
    // Bit i: a digit or a colon among bytes i to i + 3.
    uint64_t near = now.digits | now.colons, later = next.digits | next.colons;
    uint64_t pair = near | ahead(near, later, 1), pair_later = later | later >> 1;
    uint64_t four = pair | ahead(pair, pair_later, 2), four_later = pair_later | pair_later >> 2;
    uint64_t free = (one & ~ahead(four, four_later, 1)) | (two & ~ahead(four, four_later, 2)) | (three & ~ahead(four, four_later, 3));
    uint64_t joins = now.words | now.signs, joins_later = next.words | next.signs;
    uint64_t joined = (one & ahead(joins, joins_later, 1)) | (two & ahead(joins, joins_later, 2)) | (three & ahead(joins, joins_later, 3));
    uint64_t colon = (one & ahead(now.colons, next.colons, 1)) | (two & ahead(now.colons, next.colons, 2))
        | (three & ahead(now.colons, next.colons, 3));
    uint64_t bound = (now.letters | now.signs) << 1 | (last.letters | last.signs) >> 63;
    uint64_t behind_colon = (now.colons << 1 | last.colons >> 63) & ~begins;
    uint64_t words = now.words << 1 | last.words >> 63;
    bound &= ~begins, words &= ~begins;
    // The hours and the minutes of a time of day are neither: they are numbers of their own, and the colon is looked at.
    uint64_t hours = colon & ~bound & ~words, minutes = behind_colon & free & ~joined;
    return (free & ~bound & ~behind_colon) | hours | minutes;
}

// MARK: - Search

INLINED size_t search(const uint8_t *bytes, const uint32_t *offsets, size_t end, octavo_anchor_cursor *cursor, uint32_t *places,
                      uint32_t *rows, size_t capacity, classifier classify) {
    size_t found = 0, at = cursor->at, row = cursor->row, count = offsets[end];
    if (at >= count) return 0;
    while (offsets[row + 1] <= at) row++;
    // The text that begins next.
    size_t ahead_row = row + 1;
    masks now = block_at(bytes, at, count, classify), last = {0, 0, 0, 0, 0, 0, 0};
    if (at > offsets[row]) {
        uint8_t padded[BLOCK] = {0};
        padded[BLOCK - 1] = bytes[at - 1];
        last = classify(padded);
    }
    while (at < count && capacity - found >= BLOCK) {
        masks next = block_at(bytes, at + BLOCK, count, classify);
        uint64_t begins = 0;
        for (; ahead_row < end && offsets[ahead_row] < at + BLOCK; ahead_row++) begins |= (uint64_t)1 << (offsets[ahead_row] - at);
        uint64_t starts = now.digits & (~(now.digits << 1 | last.digits >> 63) | begins);
        uint64_t long_runs = now.words & (~(now.words << 1 | last.words >> 63) | begins);
        if (long_runs) {
            // Bit i of `runs` after each step: 2, 4, 8, 16 bytes of words from i on. The block after the next is not needed: 16 < 64.
            uint64_t runs = now.words & ahead(now.words, next.words, 1), more = next.words & next.words >> 1;
            runs &= ahead(runs, more, 2), more &= more >> 2;
            runs &= ahead(runs, more, 4), more &= more >> 4;
            long_runs &= runs & ahead(runs, more, 8);
        }
        uint64_t sites = now.w & ahead(now.w, next.w, 1) & ahead(now.w, next.w, 2);
        if (starts) starts &= ~idle(starts, begins, last, now, next) | long_runs;
        uint64_t marks = starts | long_runs | sites | now.colons | now.ats;
        while (marks) {
            unsigned bit = (unsigned)__builtin_ctzll(marks);
            size_t place = at + bit;
            marks &= marks - 1;
            while (offsets[row + 1] <= place) row++;
            uint8_t byte = bytes[place];
            size_t stop = offsets[row + 1];
            if (byte == ':' && is_idle_colon(bytes, offsets[row], stop, place)) continue;
            // A run that goes on in the next text is none.
            bool is_long = long_runs >> bit & 1 && stop - place >= 16;
            if (stop - place < 16 && is_digit(byte) && !is_long && is_free_before(bytes, offsets[row], place)
                && is_free_after(bytes, stop, place)) continue;
            rows[found] = (uint32_t)row;
            places[found++] = (uint32_t)place;
        }
        last = now;
        now = next;
        at += BLOCK;
    }
    cursor->at = at < count ? at : count;
    cursor->row = row;
    return found;
}

__attribute__((target("avx2"))) static size_t search_wide(const uint8_t *bytes, const uint32_t *offsets, size_t end,
                                                          octavo_anchor_cursor *cursor, uint32_t *places, uint32_t *rows,
                                                          size_t capacity) {
    return search(bytes, offsets, end, cursor, places, rows, capacity, classify_wide);
}

__attribute__((target("avx512bw"))) static size_t search_widest(const uint8_t *bytes, const uint32_t *offsets, size_t end,
                                                                octavo_anchor_cursor *cursor, uint32_t *places, uint32_t *rows,
                                                                size_t capacity) {
    return search(bytes, offsets, end, cursor, places, rows, capacity, classify_widest);
}

size_t octavo_personal_anchors(const uint8_t *bytes, const uint32_t *offsets, size_t end, octavo_anchor_cursor *cursor, uint32_t *places,
                               uint32_t *rows, size_t capacity) {
    if (__builtin_cpu_supports("avx512bw")) return search_widest(bytes, offsets, end, cursor, places, rows, capacity);
    if (__builtin_cpu_supports("avx2")) return search_wide(bytes, offsets, end, cursor, places, rows, capacity);
    return search(bytes, offsets, end, cursor, places, rows, capacity, classify_anywhere);
}
