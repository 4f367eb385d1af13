#pragma once
#include "include/normalizing.h"

#include <emmintrin.h>

enum { NO_CODE = 0xFFFFFFFF };

// The code point at a place and how many bytes it takes; NO_CODE and one for a byte that is no UTF-8.
static inline uint32_t decode(const uint8_t *bytes, size_t count, size_t at, size_t *length) {
    uint8_t first = bytes[at];
    *length = 1;
    if (first < 0x80) return first;
    size_t wanted = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || count - at < wanted) return NO_CODE;
    uint32_t code = first & (0x7Fu >> wanted);
    for (size_t index = 1; index < wanted; index++) {
        uint8_t next = bytes[at + index];
        if ((next & 0xC0) != 0x80) return NO_CODE;
        code = code << 6 | (next & 0x3F);
    }
    if (code > 0x10FFFF || (wanted == 3 && (code < 0x800 || (code >= 0xD800 && code < 0xE000))) || (wanted == 4 && code < 0x10000)) {
        return NO_CODE;
    }
    *length = wanted;
    return code;
}

// How many bytes from `at` on are ASCII other than controls.
static inline size_t ascii_length(const uint8_t *bytes, size_t count, size_t at) {
    size_t start = at;
    while (count - at >= 16) {
        __m128i block = _mm_loadu_si128((const __m128i *)(bytes + at));
        // Bytes from 0x80 on are below 0 here.
        int stop = _mm_movemask_epi8(_mm_cmplt_epi8(block, _mm_set1_epi8(0x20)));
        if (stop) return at - start + (size_t)__builtin_ctz((unsigned)stop);
        at += 16;
    }
    while (at < count && bytes[at] >= 0x20 && bytes[at] < 0x80) at++;
    return at - start;
}

static inline size_t encode(uint32_t code, uint8_t *out) {
    if (code < 0x80) {
        out[0] = (uint8_t)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (uint8_t)(0xC0 | code >> 6), out[1] = (uint8_t)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (uint8_t)(0xE0 | code >> 12), out[1] = (uint8_t)(0x80 | (code >> 6 & 0x3F)), out[2] = (uint8_t)(0x80 | (code & 0x3F));
        return 3;
    }
    out[0] = (uint8_t)(0xF0 | code >> 18), out[1] = (uint8_t)(0x80 | (code >> 12 & 0x3F)), out[2] = (uint8_t)(0x80 | (code >> 6 & 0x3F));
    out[3] = (uint8_t)(0x80 | (code & 0x3F));
    return 4;
}

// Every code point's properties, made on first use. Pages of nothing are never touched.
extern uint16_t octavo_flags_of_codes[0x110000];
void octavo_make_flags(void);

// Whether the character at `at`, which is one of those that mojibake consists of, and those beside it are together a sign of it. Signs of every
// code point below 0x10000, made on first use.
bool octavo_is_bad_at(const uint8_t *bytes, size_t count, size_t at);
// Whether there is such a sign anywhere in a text.
bool octavo_is_bad(const uint8_t *bytes, size_t count);
extern uint16_t octavo_signs_of_codes[0x10000];
void octavo_make_signs(void);

// What is to be looked at closer, of each code point: signs of mojibake have this bit unless they are as usual beside others without it as ASCII is.
enum { LOUD = 1 << 14, ALONE = 1 << 15 };

// Looks at a text's characters one after the other for what tells of mojibake.
typedef struct {
    size_t place, end;
    unsigned sign;
} last_sign;

// Whether the character at `place`, of one or more bytes beyond ASCII, makes the text bad, by itself or with the one before it.
static inline bool makes_bad(const uint8_t *bytes, size_t count, size_t place, size_t length, uint32_t code, last_sign *last) {
    unsigned sign = octavo_signs_of_codes[code];
    bool bad = last->end == place && ((last->sign | sign) & LOUD) && octavo_is_bad_at(bytes, count, last->place);
    bad = bad || (sign & ALONE && octavo_is_bad_at(bytes, count, place));
    last->place = place, last->end = place + length, last->sign = sign;
    return bad;
}
