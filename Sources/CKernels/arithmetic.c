#define _GNU_SOURCE
#include "arithmetic.h"
#include "cloned.h"
#include <string.h>

#pragma STDC FP_CONTRACT OFF

// MARK: - Arithmetic

// The three shapes of one operation; the constant side is read once.
#define SHAPES(STATEMENT)                                                                                                     \
    switch (shape) {                                                                                                          \
    case octavo_right_constant: {                                                                                             \
        const T b = right[0];                                                                                                 \
        for (size_t i = 0; i < count; i++) { const T a = left[i]; STATEMENT }                                                 \
        break;                                                                                                                \
    }                                                                                                                         \
    case octavo_left_constant: {                                                                                              \
        const T a = left[0];                                                                                                  \
        for (size_t i = 0; i < count; i++) { const T b = right[i]; STATEMENT }                                                \
        break;                                                                                                                \
    }                                                                                                                         \
    default:                                                                                                                  \
        for (size_t i = 0; i < count; i++) { const T a = left[i], b = right[i]; STATEMENT }                                   \
    }

#define T int64_t
CLONED static int add_i64(int shape, const int64_t *left, const int64_t *right, int64_t *out, size_t count) {
    int64_t bad = 0;
    SHAPES(int64_t r = (int64_t)((uint64_t)a + (uint64_t)b); bad |= (a ^ r) & (b ^ r); out[i] = r;)
    return bad < 0;
}

CLONED static int subtract_i64(int shape, const int64_t *left, const int64_t *right, int64_t *out, size_t count) {
    int64_t bad = 0;
    SHAPES(int64_t r = (int64_t)((uint64_t)a - (uint64_t)b); bad |= (a ^ b) & (a ^ r); out[i] = r;)
    return bad < 0;
}

// Products of 32-bit values need no check and vectorise; one larger operand sends the whole call to the careful loop.
CLONED static int narrow_multiply_i64(int shape, const int64_t *left, const int64_t *right, int64_t *out, size_t count) {
    uint64_t wide = 0;
    SHAPES(wide |= ((uint64_t)a + 0x80000000u) | ((uint64_t)b + 0x80000000u); out[i] = (int64_t)(int32_t)a * (int32_t)b;)
    return (wide >> 32) != 0;
}

static int multiply_i64(int shape, const int64_t *left, const int64_t *right, int64_t *out, size_t count) {
    if (!narrow_multiply_i64(shape, left, right, out, count)) return 0;
    int bad = 0;
    SHAPES(int64_t r; bad |= __builtin_mul_overflow(a, b, &r); out[i] = r;)
    return bad;
}
#undef T

int octavo_arithmetic_i64(int operation, int shape, const int64_t *left, const int64_t *right, int64_t *out, size_t count) {
    switch (operation) {
    case octavo_add: return add_i64(shape, left, right, out, count);
    case octavo_subtract: return subtract_i64(shape, left, right, out, count);
    default: return multiply_i64(shape, left, right, out, count);
    }
}

#define T double
CLONED void octavo_arithmetic_f64(int operation, int shape, const double *left, const double *right, double *out, size_t count) {
    switch (operation) {
    case octavo_add: SHAPES(out[i] = a + b;) break;
    case octavo_subtract: SHAPES(out[i] = a - b;) break;
    case octavo_multiply: SHAPES(out[i] = a * b;) break;
    default: SHAPES(out[i] = a / b;)
    }
}
#undef T

CLONED void octavo_i64_to_f64(const int64_t *in, double *out, size_t count) {
    for (size_t i = 0; i < count; i++) out[i] = (double)in[i];
}

// MARK: - Comparisons

// Eight bytes of 0 or 1 to eight bits, first byte lowest.
static inline uint64_t pack8(const uint8_t *bytes) {
    uint64_t value;
    memcpy(&value, bytes, 8);
    return (value * 0x0102040810204080u) >> 56;
}

static inline uint64_t pack64(const uint8_t *bytes) {
    uint64_t word = 0;
    for (int i = 0; i < 8; i++) word |= pack8(bytes + 8 * i) << (8 * i);
    return word;
}

void octavo_bytes_to_bits(const uint8_t *bytes, uint64_t *words, size_t count) {
    size_t whole = count / 64;
    for (size_t w = 0; w < whole; w++) words[w] = pack64(bytes + w * 64);
    if (count % 64) {
        uint8_t rest[64] = {0};
        memcpy(rest, bytes + whole * 64, count % 64);
        words[whole] = pack64(rest);
    }
}

#define BLOCKS(TEST)                                                                                                          \
    for (size_t base = 0; base < count; base += 64) {                                                                         \
        uint8_t bytes[64] = {0};                                                                                              \
        size_t n = count - base < 64 ? count - base : 64;                                                                     \
        const T *l = left + base;                                                                                             \
        if (shape == octavo_right_constant) {                                                                                 \
            const T b = right[0];                                                                                             \
            if (n == 64) for (int i = 0; i < 64; i++) { const T a = l[i]; bytes[i] = TEST; }                                  \
            else for (size_t i = 0; i < n; i++) { const T a = l[i]; bytes[i] = TEST; }                                        \
        } else {                                                                                                              \
            const T *r = right + base;                                                                                        \
            if (n == 64) for (int i = 0; i < 64; i++) { const T a = l[i], b = r[i]; bytes[i] = TEST; }                        \
            else for (size_t i = 0; i < n; i++) { const T a = l[i], b = r[i]; bytes[i] = TEST; }                              \
        }                                                                                                                     \
        words[base / 64] = pack64(bytes);                                                                                     \
    }

#define RELATIONS(EQUAL)                                                                                                      \
    switch (relation) {                                                                                                       \
    case octavo_equal: BLOCKS(EQUAL) break;                                                                                   \
    case octavo_not_equal: BLOCKS(!(EQUAL)) break;                                                                            \
    case octavo_less: BLOCKS(a < b) break;                                                                                    \
    case octavo_less_equal: BLOCKS(a <= b) break;                                                                             \
    case octavo_greater: BLOCKS(a > b) break;                                                                                 \
    default: BLOCKS(a >= b)                                                                                                   \
    }

#define T int64_t
CLONED void octavo_compare_i64(
    int relation, int shape, const int64_t *left, const int64_t *right, uint64_t *words, size_t count) {
    RELATIONS(a == b)
}
#undef T

#define T double
CLONED void octavo_compare_f64(
    int relation, int shape, const double *left, const double *right, uint64_t *words, size_t count) {
    RELATIONS((a == b) | ((a != a) & (b != b)))
}
#undef T

void octavo_order_texts(const uint32_t *left_offsets, const uint8_t *left, int left_step, const uint32_t *right_offsets,
                        const uint8_t *right, int right_step, int8_t *out, size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t l = left_step ? i : 0, r = right_step ? i : 0;
        size_t left_length = left_offsets[l + 1] - left_offsets[l], right_length = right_offsets[r + 1] - right_offsets[r];
        size_t shared = left_length < right_length ? left_length : right_length;
        int order = shared ? memcmp(left + left_offsets[l], right + right_offsets[r], shared) : 0;
        if (order == 0) order = (left_length > right_length) - (left_length < right_length);
        out[i] = (int8_t)((order > 0) - (order < 0));
    }
}

void octavo_equal_text(const uint32_t *offsets, const uint8_t *bytes, const uint8_t *text, size_t length, uint64_t *words,
                       size_t count) {
    for (size_t base = 0; base < count; base += 64) {
        size_t n = count - base < 64 ? count - base : 64;
        uint64_t word = 0;
        for (size_t i = 0; i < n; i++) {
            const uint8_t *start = bytes + offsets[base + i];
            uint64_t is_equal = offsets[base + i + 1] - offsets[base + i] == length && memcmp(start, text, length) == 0;
            word |= is_equal << i;
        }
        words[base / 64] = word;
    }
}

static int8_t order_mixed(int64_t a, double b) {
    if (b != b) return 2;
    if (b >= 0x1p63) return -1;
    if (b < -0x1p63) return 1;
    int64_t whole = (int64_t)b;
    if (a != whole) return a < whole ? -1 : 1;
    double rest = b - (double)whole;
    return rest == 0 ? 0 : rest > 0 ? -1 : 1;
}

void octavo_order_mixed(const int64_t *left, int left_step, const double *right, int right_step, int8_t *out, size_t count) {
    for (size_t i = 0; i < count; i++) out[i] = order_mixed(left[left_step ? i : 0], right[right_step ? i : 0]);
}

CLONED void octavo_orders_to_bits(int relation, const int8_t *orders, uint64_t *words, size_t count) {
    for (size_t base = 0; base < count; base += 64) {
        uint8_t bytes[64] = {0};
        size_t n = count - base < 64 ? count - base : 64;
        const int8_t *o = orders + base;
        for (size_t i = 0; i < n; i++) {
            switch (relation) {
            case octavo_equal: bytes[i] = o[i] == 0; break;
            case octavo_not_equal: bytes[i] = o[i] != 0; break;
            case octavo_less: bytes[i] = o[i] == -1; break;
            case octavo_less_equal: bytes[i] = o[i] <= 0; break;
            case octavo_greater: bytes[i] = o[i] == 1; break;
            default: bytes[i] = (o[i] == 0) | (o[i] == 1);
            }
        }
        words[base / 64] = pack64(bytes);
    }
}

// MARK: - Texts

CLONED uint8_t octavo_swap_case(const uint8_t *in, uint8_t first, uint8_t *out, size_t count) {
    uint8_t all = 0;
    for (size_t i = 0; i < count; i++) {
        uint8_t byte = in[i];
        all |= byte;
        out[i] = byte ^ (uint8_t)((uint8_t)(byte - first) < 26 ? 0x20 : 0);
    }
    return all;
}

size_t octavo_write_i64(int64_t number, uint8_t *out) {
    uint8_t digits[20];
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    size_t length = 0, written = 0;
    do {
        digits[length++] = (uint8_t)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (number < 0) out[written++] = '-';
    while (length) out[written++] = digits[--length];
    return written;
}

// MARK: - Bits

void octavo_bits_align(const uint64_t *words, size_t offset, uint64_t *out, size_t count) {
    if (count == 0) return;
    const uint64_t *start = words + offset / 64;
    unsigned shift = offset % 64;
    size_t needed = (count + 63) / 64;
    if (shift == 0) {
        memcpy(out, start, needed * 8);
    } else {
        // The last word of the source that holds a wanted bit; nothing is read past it.
        size_t last = (shift + count - 1) / 64;
        for (size_t i = 0; i < needed; i++) {
            uint64_t high = i + 1 <= last ? start[i + 1] << (64 - shift) : 0;
            out[i] = start[i] >> shift | high;
        }
    }
    if (count % 64) out[needed - 1] &= ((uint64_t)1 << (count % 64)) - 1;
}

void octavo_bits_and(const uint64_t *left, const uint64_t *right, uint64_t *out, size_t words) {
    for (size_t i = 0; i < words; i++) out[i] = left[i] & right[i];
}

void octavo_bits_or(const uint64_t *left, const uint64_t *right, uint64_t *out, size_t words) {
    for (size_t i = 0; i < words; i++) out[i] = left[i] | right[i];
}

void octavo_bits_and_not(const uint64_t *left, const uint64_t *right, uint64_t *out, size_t words) {
    for (size_t i = 0; i < words; i++) out[i] = left[i] & ~right[i];
}

size_t octavo_bits_count(const uint64_t *words, size_t words_count) {
    size_t total = 0;
    for (size_t i = 0; i < words_count; i++) total += (size_t)__builtin_popcountll(words[i]);
    return total;
}

size_t octavo_bits_rows(const uint64_t *words, size_t count, int32_t *out) {
    size_t n = 0;
    for (size_t w = 0; w * 64 < count; w++) {
        uint64_t word = words[w];
        int32_t base = (int32_t)(w * 64);
        if (word == UINT64_MAX) {
            for (int i = 0; i < 64; i++) out[n + (size_t)i] = base + i;
            n += 64;
            continue;
        }
        while (word) {
            out[n++] = base + __builtin_ctzll(word);
            word &= word - 1;
        }
    }
    return n;
}

void octavo_bits_gather(const uint64_t *words, size_t offset, const int32_t *rows, uint64_t *out, size_t count) {
    for (size_t base = 0; base < count; base += 64) {
        size_t n = count - base < 64 ? count - base : 64;
        uint64_t word = 0;
        for (size_t i = 0; i < n; i++) {
            int32_t row = rows[base + i];
            if (row < 0) continue;
            size_t place = offset + (size_t)row;
            word |= (words[place >> 6] >> (place & 63) & 1) << i;
        }
        out[base / 64] = word;
    }
}

// MARK: - Gathering

void octavo_gather_64(const uint64_t *in, const int32_t *rows, uint64_t *out, size_t count) {
    for (size_t i = 0; i < count; i++) out[i] = rows[i] < 0 ? 0 : in[rows[i]];
}

void octavo_gather_32(const uint32_t *in, const int32_t *rows, uint32_t *out, size_t count) {
    for (size_t i = 0; i < count; i++) out[i] = rows[i] < 0 ? 0 : in[rows[i]];
}

uint64_t octavo_gather_text_offsets(const uint32_t *offsets, const int32_t *rows, uint32_t *out, size_t count) {
    uint64_t total = 0;
    out[0] = 0;
    for (size_t i = 0; i < count; i++) {
        if (rows[i] >= 0) total += offsets[rows[i] + 1] - offsets[rows[i]];
        out[i + 1] = (uint32_t)total;
    }
    return total;
}

void octavo_gather_text_bytes(const uint32_t *offsets, const uint8_t *bytes, const int32_t *rows, uint8_t *out, size_t count) {
    for (size_t i = 0; i < count; i++) {
        // Rows in no order of memory: the texts of those that come soon are fetched now.
        if (i + 8 < count && rows[i + 8] >= 0) __builtin_prefetch(bytes + offsets[rows[i + 8]]);
        if (rows[i] < 0) continue;
        size_t length = offsets[rows[i] + 1] - offsets[rows[i]];
        // Behind both ends are 64 bytes more, and what is written past a text is written over by the next.
        if (length <= 16) memcpy(out, bytes + offsets[rows[i]], 16);
        else memcpy(out, bytes + offsets[rows[i]], length);
        out += length;
    }
}
