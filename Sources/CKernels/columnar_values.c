#include "include/columnar.h"
#include "include/scanning.h"
#include <string.h>

void octavo_join_streams(const uint8_t *bytes, size_t n, size_t width, uint8_t *target) {
    if (width == 8) {
        for (size_t i = 0; i < n; i++) {
            uint64_t word = 0;
            for (size_t j = 0; j < 8; j++) word |= (uint64_t)bytes[j * n + i] << 8 * j;
            memcpy(target + i * 8, &word, 8);
        }
        return;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < width; j++) target[i * width + j] = bytes[j * n + i];
    }
}

#define WIDEN(name, type, wide)                                       \
    void name(const uint8_t *bytes, wide *values, size_t n) {         \
        for (size_t i = 0; i < n; i++) {                              \
            type value;                                               \
            memcpy(&value, bytes + i * sizeof value, sizeof value);   \
            values[i] = (wide)value;                                  \
        }                                                             \
    }

WIDEN(octavo_widen_i8, int8_t, int64_t)
WIDEN(octavo_widen_u8, uint8_t, int64_t)
WIDEN(octavo_widen_i16, int16_t, int64_t)
WIDEN(octavo_widen_u16, uint16_t, int64_t)
WIDEN(octavo_widen_i32, int32_t, int64_t)
WIDEN(octavo_widen_u32, uint32_t, int64_t)
WIDEN(octavo_widen_f32, float, double)

void octavo_widen_f16(const uint8_t *bytes, double *values, size_t n) {
    for (size_t i = 0; i < n; i++) {
        uint16_t half;
        memcpy(&half, bytes + i * 2, 2);
        uint64_t sign = (uint64_t)(half >> 15) << 63, exponent = half >> 10 & 31, fraction = half & 1023, bits;
        if (exponent == 31) {
            bits = sign | 0x7FFull << 52 | fraction << 42;
        } else if (exponent) {
            bits = sign | (exponent + 1008) << 52 | fraction << 42;
        } else {
            // Below the smallest normal value: a multiple of 2^-24.
            double value = (double)fraction * 0x1p-24;
            memcpy(&bits, &value, 8);
            bits |= sign;
        }
        memcpy(values + i, &bits, 8);
    }
}

size_t octavo_scale_up(int64_t *values, int64_t factor, size_t n) {
    const int64_t least = INT64_MIN / factor, largest = INT64_MAX / factor;
    bool fits = true;
    for (size_t i = 0; i < n; i++) fits &= values[i] >= least && values[i] <= largest;
    if (!fits) {
        for (size_t i = 0; i < n; i++) {
            if (values[i] < least || values[i] > largest) return i;
        }
    }
    for (size_t i = 0; i < n; i++) values[i] *= factor;
    return n;
}

// Apart for each divisor, so that the division becomes a multiplication.
static inline __attribute__((always_inline)) void scale_down(int64_t *values, const int64_t divisor, size_t n) {
    for (size_t i = 0; i < n; i++) {
        int64_t quotient = values[i] / divisor;
        values[i] = quotient - (values[i] % divisor < 0);
    }
}

void octavo_scale_down(int64_t *values, int64_t divisor, size_t n) {
    if (divisor == 1000) {
        scale_down(values, 1000, n);
    } else {
        scale_down(values, divisor, n);
    }
}

size_t octavo_first_negative(const int64_t *values, size_t n) {
    int64_t all = 0;
    for (size_t i = 0; i < n; i++) all |= values[i];
    if (all >= 0) return n;
    for (size_t i = 0; i < n; i++) {
        if (values[i] < 0) return i;
    }
    return n;
}

// ---- Texts

size_t octavo_byte_arrays(const uint8_t *bytes, size_t count, uint32_t *offsets, uint8_t *target, size_t n) {
    size_t at = 0, made = 0, start = offsets[0];
    for (size_t i = 0; i < n; i++) {
        if (count - at < 4) return SIZE_MAX;
        uint32_t length;
        memcpy(&length, bytes + at, 4);
        at += 4;
        if (count - at < length) return SIZE_MAX;
        // Most texts are short: sixteen bytes at a time, up to fifteen past their end, where both sides have them.
        if (length <= 64 && count - at >= 80) {
            for (uint32_t done = 0; done < length; done += 16) memcpy(target + made + done, bytes + at + done, 16);
        } else {
            memcpy(target + made, bytes + at, length);
        }
        at += length;
        made += length;
        offsets[i + 1] = (uint32_t)(start + made);
    }
    return made;
}

bool octavo_texts_valid(const uint8_t *bytes, const uint32_t *offsets, size_t n) {
    if (n == 0) return true;
    const uint32_t first = offsets[0], end = offsets[n];
    if (!octavo_utf8_valid(bytes + first, end - first)) return false;
    // All of it is valid, so a text is unless it begins inside a character.
    bool is_whole = true;
    for (size_t i = 0; i < n; i++) is_whole &= offsets[i] == end || (bytes[offsets[i]] & 0xC0) != 0x80;
    return is_whole;
}

bool octavo_texts_distinct(const uint8_t *bytes, const uint32_t *offsets, size_t n, uint32_t *table, size_t mask) {
    memset(table, 0xFF, (mask + 1) * sizeof *table);
    for (size_t i = 0; i < n; i++) {
        const uint8_t *text = bytes + offsets[i];
        size_t length = offsets[i + 1] - offsets[i], at = 0;
        uint64_t hash = length * 0x9E3779B97F4A7C15ull;
        for (; at + 8 <= length; at += 8) {
            uint64_t word;
            memcpy(&word, text + at, 8);
            hash = (hash ^ word) * 0xFF51AFD7ED558CCDull;
            hash ^= hash >> 32;
        }
        for (; at < length; at++) hash = (hash ^ text[at]) * 0x100000001B3ull;
        size_t slot = (size_t)(hash ^ hash >> 29) & mask;
        for (; table[slot] != UINT32_MAX; slot = (slot + 1) & mask) {
            size_t other = table[slot];
            if (offsets[other + 1] - offsets[other] == length && memcmp(bytes + offsets[other], text, length) == 0) return false;
        }
        table[slot] = (uint32_t)i;
    }
    return true;
}

bool octavo_offsets_valid(const uint32_t *offsets, size_t n, uint64_t limit) {
    bool is_valid = true;
    for (size_t i = 0; i < n; i++) is_valid &= offsets[i] <= offsets[i + 1];
    return is_valid && offsets[n] <= limit;
}

bool octavo_offsets_valid_64(const int64_t *offsets, size_t n, int64_t limit) {
    bool is_valid = offsets[0] >= 0;
    for (size_t i = 0; i < n; i++) is_valid &= offsets[i] <= offsets[i + 1];
    return is_valid && offsets[n] <= limit;
}

// ---- Rows with nulls

static inline bool bit(const uint64_t *words, size_t at) { return words[at >> 6] >> (at & 63) & 1; }

void octavo_spread_64(uint64_t *values, const uint64_t *words, size_t offset, size_t n, size_t dense) {
    for (size_t i = n; i-- > 0;) {
        // Once nothing is left to move apart, the rest stands where it belongs.
        if (dense == i + 1) return;
        values[i] = dense > 0 && bit(words, offset + i) ? values[--dense] : 0;
    }
}

void octavo_spread_32(uint32_t *values, const uint64_t *words, size_t offset, size_t n, size_t dense) {
    for (size_t i = n; i-- > 0;) {
        if (dense == i + 1) return;
        values[i] = dense > 0 && bit(words, offset + i) ? values[--dense] : 0;
    }
}

void octavo_spread_offsets(uint32_t *offsets, const uint64_t *words, size_t offset, size_t n, size_t dense) {
    for (size_t i = n; i-- > 0;) {
        if (dense == i + 1) return;
        offsets[i + 1] = offsets[dense];
        if (dense > 0 && bit(words, offset + i)) dense--;
    }
}

void octavo_spread_bits(const uint64_t *bits, const uint64_t *validity, size_t n, uint64_t *target) {
    size_t next = 0;
    for (size_t i = 0; i < n; i++) {
        if (bit(validity, i)) target[i >> 6] |= (uint64_t)bit(bits, next++) << (i & 63);
    }
}
