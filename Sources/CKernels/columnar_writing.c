#include "include/columnar.h"
#include <string.h>

size_t octavo_hybrid_room(size_t n, uint32_t width) {
    // A run takes at most ten bytes and stands for eight values at least, which packed would take `width` bytes.
    return (n / 8 + 1) * (width > 10 ? width : 10) + 16 + 10 * (n / 4096 + 1);
}

static uint8_t *write_varint(uint8_t *to, uint64_t value) {
    while (value >= 0x80) {
        *to++ = (uint8_t)value | 0x80;
        value >>= 7;
    }
    *to++ = (uint8_t)value;
    return to;
}

// Values from `from` to `to`, whole groups but for the last, which zeros fill.
static uint8_t *write_packed(const uint32_t *values, size_t from, size_t to, uint32_t width, uint8_t *target) {
    size_t groups = (to - from + 7) / 8;
    target = write_varint(target, (uint64_t)groups << 1 | 1);
    uint64_t word = 0;
    unsigned filled = 0;
    for (size_t i = 0; i < groups * 8; i++) {
        uint64_t value = from + i < to ? values[from + i] : 0;
        word |= value << filled;
        filled += width;
        while (filled >= 8) {
            *target++ = (uint8_t)word;
            word >>= 8;
            filled -= 8;
        }
    }
    return target;
}

size_t octavo_write_hybrid(const uint32_t *values, size_t n, uint32_t width, uint8_t *target) {
    uint8_t *at = target;
    size_t packed = 0, i = 0;
    while (i < n) {
        size_t run = 1;
        while (i + run < n && values[i + run] == values[i]) run++;
        // A run begins only where the packed groups before it are whole.
        if (run < 8) {
            i += 8 < n - i ? 8 : n - i;
        } else {
            if (packed < i) at = write_packed(values, packed, i, width, at);
            at = write_varint(at, (uint64_t)run << 1);
            memcpy(at, &values[i], (width + 7) / 8);
            at += (width + 7) / 8;
            i += run;
            packed = i;
        }
    }
    if (packed < n) at = write_packed(values, packed, n, width, at);
    return (size_t)(at - target);
}

void octavo_write_byte_arrays(const uint8_t *bytes, const uint32_t *offsets, size_t n, uint8_t *target) {
    for (size_t i = 0; i < n; i++) {
        uint32_t length = offsets[i + 1] - offsets[i];
        memcpy(target, &length, 4);
        memcpy(target + 4, bytes + offsets[i], length);
        target += 4 + length;
    }
}

size_t octavo_dictionary_64(const uint64_t *values, size_t n, size_t limit, uint32_t *codes, uint64_t *first, uint32_t *table,
                            size_t mask) {
    size_t distinct = 0;
    memset(table, 0xFF, (mask + 1) * sizeof *table);
    for (size_t i = 0; i < n; i++) {
        uint64_t hash = values[i] * 0x9E3779B97F4A7C15ull;
        size_t slot = (size_t)(hash >> 32 ^ hash) & mask;
        while (table[slot] != UINT32_MAX && first[table[slot]] != values[i]) slot = (slot + 1) & mask;
        if (table[slot] == UINT32_MAX) {
            if (distinct == limit) return limit + 1;
            table[slot] = (uint32_t)distinct;
            first[distinct++] = values[i];
        }
        codes[i] = table[slot];
    }
    return distinct;
}
