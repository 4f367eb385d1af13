#include "scanning_internal.h"
#include <immintrin.h>

// Eight bytes at a time: structure is found by the SIMD loops elsewhere, this only has to skip what is plain.
static bool all_ascii(const uint8_t *bytes, size_t count) {
    size_t at = 0;
    __m128i seen = _mm_setzero_si128();
    for (; at + 64 <= count; at += 64) {
        __m128i a = _mm_or_si128(_mm_loadu_si128((const __m128i *)(bytes + at)), _mm_loadu_si128((const __m128i *)(bytes + at + 16)));
        __m128i b = _mm_or_si128(_mm_loadu_si128((const __m128i *)(bytes + at + 32)), _mm_loadu_si128((const __m128i *)(bytes + at + 48)));
        seen = _mm_or_si128(a, b);
        if (_mm_movemask_epi8(seen)) return false;
    }
    uint8_t rest = 0;
    for (; at < count; at++) rest |= bytes[at];
    return rest < 0x80;
}

bool octavo_utf8_valid(const uint8_t *bytes, size_t count) {
    const uint8_t *p = bytes, *end = bytes + count;
    while (p < end) {
        if (*p < 0x80) {
            if (end - p >= 64 && all_ascii(p, 64)) { p += 64; continue; }
            p++;
            continue;
        }
        size_t left = (size_t)(end - p);
        uint8_t lead = *p;
        if (lead < 0xC2) return false;
        if (lead < 0xE0) {
            if (left < 2 || (p[1] & 0xC0) != 0x80) return false;
            p += 2;
        } else if (lead < 0xF0) {
            if (left < 3 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80) return false;
            if (lead == 0xE0 && p[1] < 0xA0) return false;
            if (lead == 0xED && p[1] >= 0xA0) return false;
            p += 3;
        } else if (lead < 0xF5) {
            if (left < 4 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80 || (p[3] & 0xC0) != 0x80) return false;
            if (lead == 0xF0 && p[1] < 0x90) return false;
            if (lead == 0xF4 && p[1] >= 0x90) return false;
            p += 4;
        } else {
            return false;
        }
    }
    return true;
}

__attribute__((target_clones("avx2", "default")))
size_t octavo_count_lines(const uint8_t *bytes, size_t count) {
    size_t total = 0, at = 0;
    while (at < count) {
        size_t stop = count - at > 255 * 32 ? at + 255 * 32 : count;
        size_t part = 0;
        for (; at < stop; at++) part += bytes[at] == '\n';
        total += part;
    }
    return total;
}

static uint8_t *put_scalar(uint8_t *out, uint32_t scalar) {
    if (scalar < 0x80) {
        *out++ = (uint8_t)scalar;
    } else if (scalar < 0x800) {
        *out++ = (uint8_t)(0xC0 | scalar >> 6);
        *out++ = (uint8_t)(0x80 | (scalar & 0x3F));
    } else if (scalar < 0x10000) {
        *out++ = (uint8_t)(0xE0 | scalar >> 12);
        *out++ = (uint8_t)(0x80 | (scalar >> 6 & 0x3F));
        *out++ = (uint8_t)(0x80 | (scalar & 0x3F));
    } else {
        *out++ = (uint8_t)(0xF0 | scalar >> 18);
        *out++ = (uint8_t)(0x80 | (scalar >> 12 & 0x3F));
        *out++ = (uint8_t)(0x80 | (scalar >> 6 & 0x3F));
        *out++ = (uint8_t)(0x80 | (scalar & 0x3F));
    }
    return out;
}

static uint32_t hex4(const uint8_t *p) {
    uint32_t value = 0;
    for (int i = 0; i < 4; i++) {
        uint8_t c = p[i];
        value = value << 4 | (uint32_t)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return value;
}

// The text was checked by the parser: every escape is whole. The result is never longer than the source.
static uint8_t *unescape(const uint8_t *p, const uint8_t *end, uint8_t *out) {
    while (p < end) {
        const uint8_t *next = memchr(p, '\\', (size_t)(end - p));
        size_t plain = (size_t)((next ? next : end) - p);
        memmove(out, p, plain);
        out += plain;
        p += plain;
        if (p >= end) break;
        switch (p[1]) {
        case 'b': *out++ = '\b'; p += 2; break;
        case 'f': *out++ = '\f'; p += 2; break;
        case 'n': *out++ = '\n'; p += 2; break;
        case 'r': *out++ = '\r'; p += 2; break;
        case 't': *out++ = '\t'; p += 2; break;
        case 'u': {
            uint32_t scalar = hex4(p + 2);
            p += 6;
            if (scalar >= 0xD800 && scalar < 0xDC00 && end - p >= 6 && p[0] == '\\' && p[1] == 'u') {
                uint32_t low = hex4(p + 2);
                if (low >= 0xDC00 && low < 0xE000) {
                    scalar = 0x10000 + ((scalar - 0xD800) << 10) + (low - 0xDC00);
                    p += 6;
                }
            }
            // Half a surrogate pair is no character.
            if (scalar >= 0xD800 && scalar < 0xE000) scalar = 0xFFFD;
            out = put_scalar(out, scalar);
            break;
        }
        default: *out++ = p[1]; p += 2;
        }
    }
    return out;
}

// 0x80…0x9F of Windows-1252; the five bytes it does not define map to themselves, as the WHATWG encoding standard has it.
static const uint16_t windows_1252[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                          0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                          0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

size_t octavo_texts_size(const octavo_slice *slices, size_t count) {
    size_t total = 0;
    for (size_t i = 0; i < count; i++) {
        if (slices[i].offset == OCTAVO_NULL) continue;
        size_t length = slices[i].length & OCTAVO_LENGTH;
        total += slices[i].length & OCTAVO_WINDOWS_1252 ? length * 3 : length;
    }
    return total;
}

size_t octavo_texts(const uint8_t *bytes, const octavo_slice *slices, size_t count, uint32_t *offsets, uint8_t *target) {
    uint8_t *out = target;
    for (size_t i = 0; i < count; i++) {
        offsets[i] = (uint32_t)(out - target);
        octavo_slice slice = slices[i];
        if (slice.offset == OCTAVO_NULL) continue;
        const uint8_t *p = bytes + slice.offset;
        size_t length = slice.length & OCTAVO_LENGTH;
        if (!(slice.length & ~OCTAVO_LENGTH)) {
            memcpy(out, p, length);
            out += length;
        } else if (slice.length & OCTAVO_JSON_ESCAPED) {
            out = unescape(p, p + length, out);
        } else {
            bool doubled = slice.length & OCTAVO_DOUBLED_QUOTES, wide = slice.length & OCTAVO_WINDOWS_1252;
            for (size_t at = 0; at < length; at++) {
                uint8_t byte = p[at];
                if (byte == '"' && doubled && at + 1 < length && p[at + 1] == '"') at++;
                if (!wide || byte < 0x80) *out++ = byte;
                else out = put_scalar(out, byte < 0xA0 ? windows_1252[byte - 0x80] : byte);
            }
        }
    }
    offsets[count] = (uint32_t)(out - target);
    return (size_t)(out - target);
}

size_t octavo_mark_windows_1252(const uint8_t *bytes, octavo_slice *slices, size_t count) {
    size_t marked = 0;
    for (size_t i = 0; i < count; i++) {
        if (slices[i].offset == OCTAVO_NULL) continue;
        if (octavo_utf8_valid(bytes + slices[i].offset, slices[i].length & OCTAVO_LENGTH)) continue;
        slices[i].length |= OCTAVO_WINDOWS_1252;
        marked++;
    }
    return marked;
}

size_t octavo_slices_validity(const octavo_slice *slices, size_t count, uint64_t *validity) {
    size_t nulls = 0;
    for (size_t base = 0; base < count; base += 64) {
        size_t stop = count - base < 64 ? count - base : 64;
        uint64_t word = 0;
        for (size_t i = 0; i < stop; i++) word |= (uint64_t)(slices[base + i].offset != OCTAVO_NULL) << i;
        validity[base >> 6] = word;
        nulls += stop - (size_t)__builtin_popcountll(word);
    }
    return nulls;
}

static inline uint64_t load_partial(const uint8_t *p, size_t count) {
    uint64_t value = 0;
    memcpy(&value, p, count);
    return value;
}

static inline uint64_t text_hash(const uint8_t *p, size_t length) {
    uint64_t hash = 0x9E3779B97F4A7C15ull ^ (uint64_t)length * 0xD6E8FEB86659FD93ull;
    while (length > 8) {
        uint64_t word;
        memcpy(&word, p, 8);
        hash = (hash ^ word) * 0xFF51AFD7ED558CCDull;
        hash ^= hash >> 32;
        p += 8;
        length -= 8;
    }
    hash = (hash ^ load_partial(p, length)) * 0xFF51AFD7ED558CCDull;
    return hash ^ hash >> 32;
}

uint32_t octavo_key_hash(const uint8_t *name, size_t length) { return (uint32_t)text_hash(name, length); }

size_t octavo_dictionary(const uint8_t *bytes, const octavo_slice *slices, size_t count, size_t limit, int32_t *codes,
                         uint32_t *firsts, int32_t *table, size_t tableMask) {
    size_t distinct = 0;
    for (size_t slot = 0; slot <= tableMask; slot++) table[slot] = -1;
    for (size_t row = 0; row < count; row++) {
        octavo_slice slice = slices[row];
        if (slice.offset == OCTAVO_NULL) { codes[row] = 0; continue; }
        size_t length = slice.length & OCTAVO_LENGTH;
        const uint8_t *p = bytes + slice.offset;
        size_t place = text_hash(p, length) & tableMask;
        for (;;) {
            int32_t code = table[place];
            if (code < 0) {
                // Worth a dictionary only while most rows repeat an earlier value.
                if (distinct == limit || distinct > 64 + row / 8) return limit + 1;
                firsts[distinct] = (uint32_t)row;
                table[place] = (int32_t)distinct;
                codes[row] = (int32_t)distinct++;
                break;
            }
            octavo_slice known = slices[firsts[code]];
            if (known.length == slice.length && memcmp(bytes + known.offset, p, length) == 0) { codes[row] = code; break; }
            place = (place + 1) & tableMask;
        }
    }
    return distinct;
}
