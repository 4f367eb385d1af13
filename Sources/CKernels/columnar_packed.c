#include "include/columnar.h"
#include <string.h>

// Numbers of few bits, packed from the lowest bit on, and runs of them: Parquet's RLE/bit-packed hybrid and DELTA_BINARY_PACKED
// (apache/parquet-format, Encodings.md).

static bool varint(const uint8_t *bytes, size_t count, size_t *at, uint64_t *value) {
    *value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (*at >= count) return false;
        uint8_t byte = bytes[(*at)++];
        *value |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80) return true;
    }
    return false;
}

// Eight values of `width` bits; reads up to 8 bytes past them. Inlined for each width, where the shifts are constants.
static inline __attribute__((always_inline)) void unpack_8(const uint8_t *bytes, uint32_t *values, const unsigned width) {
    const uint64_t mask = width == 0 ? 0 : ~0ull >> (64 - width);
    for (unsigned i = 0; i < 8; i++) {
        uint64_t word;
        memcpy(&word, bytes + i * width / 8, 8);
        values[i] = (uint32_t)(word >> (i * width % 8) & mask);
    }
}

#define WIDTH(w)                                                                          \
    case w:                                                                               \
        for (size_t g = 0; g < groups; g++) unpack_8(bytes + g * (w), values + g * 8, w); \
        break;

// Groups of eight; reads up to 8 bytes past the last.
static void unpack_groups(const uint8_t *bytes, uint32_t *values, size_t groups, unsigned width) {
    switch (width) {
        WIDTH(1) WIDTH(2) WIDTH(3) WIDTH(4) WIDTH(5) WIDTH(6) WIDTH(7) WIDTH(8) WIDTH(9) WIDTH(10) WIDTH(11)
        WIDTH(12) WIDTH(13) WIDTH(14) WIDTH(15) WIDTH(16) WIDTH(17) WIDTH(18) WIDTH(19) WIDTH(20) WIDTH(21) WIDTH(22)
        WIDTH(23) WIDTH(24) WIDTH(25) WIDTH(26) WIDTH(27) WIDTH(28) WIDTH(29) WIDTH(30) WIDTH(31) WIDTH(32)
    default: memset(values, 0, groups * 8 * sizeof *values);
    }
}

// `n` values at `bytes`, which hold `available` bytes: missing ones are an error.
static bool unpack(const uint8_t *bytes, size_t available, uint32_t *values, size_t n, unsigned width) {
    size_t groups = n / 8;
    if (width == 0) {
        memset(values, 0, n * sizeof *values);
        return true;
    }
    if (available < (n * width + 7) / 8) return false;
    // Groups that may be read past their end, then the rest from a copy that has zeros behind it.
    size_t wide = groups * width + 8 <= available ? groups : available < 8 ? 0 : (available - 8) / width;
    if (wide > groups) wide = groups;
    unpack_groups(bytes, values, wide, width);
    for (size_t done = wide * 8; done < n; done += 8) {
        uint8_t copy[40] = {0};
        uint32_t eight[8];
        size_t start = done / 8 * width, left = available - start;
        memcpy(copy, bytes + start, left < width ? left : width);
        unpack_groups(copy, eight, 1, width);
        memcpy(values + done, eight, (n - done < 8 ? n - done : 8) * sizeof *values);
    }
    return true;
}

static inline void fill_u32(uint32_t *values, uint32_t value, size_t n) {
    for (size_t i = 0; i < n; i++) values[i] = value;
}

// One run: its length in values, whether it is packed, and for a plain one its value. Moves `at` past header and value.
static bool run_header(const uint8_t *bytes, size_t count, size_t *at, unsigned width, size_t *length, bool *is_packed,
                       uint32_t *value) {
    uint64_t header;
    if (!varint(bytes, count, at, &header)) return false;
    *is_packed = header & 1;
    header >>= 1;
    if (*is_packed) {
        if (header > SIZE_MAX / 64) return false;
        *length = (size_t)header * 8;
        return true;
    }
    size_t size = (width + 7) / 8;
    if (count - *at < size) return false;
    *value = 0;
    memcpy(value, bytes + *at, size);
    *at += size;
    *length = (size_t)header;
    return true;
}

bool octavo_hybrid_u32(const uint8_t *bytes, size_t count, uint32_t width, uint32_t *values, size_t n) {
    if (width > 32) return false;
    size_t at = 0, done = 0;
    while (done < n) {
        size_t length;
        bool is_packed;
        uint32_t value;
        if (!run_header(bytes, count, &at, width, &length, &is_packed, &value)) return false;
        size_t taken = length < n - done ? length : n - done;
        if (is_packed) {
            if (!unpack(bytes + at, count - at, values + done, taken, width)) return false;
            size_t size = length / 8 * width;
            at = size < count - at ? at + size : count;
        } else {
            fill_u32(values + done, value, taken);
        }
        // A run of nothing says nothing; a file full of them still ends, since each takes a byte.
        done += taken;
    }
    return true;
}

bool octavo_hybrid_u8(const uint8_t *bytes, size_t count, uint32_t width, uint8_t *values, size_t n) {
    if (width > 8) return false;
    size_t at = 0, done = 0;
    while (done < n) {
        size_t length;
        bool is_packed;
        uint32_t value;
        if (!run_header(bytes, count, &at, width, &length, &is_packed, &value)) return false;
        size_t taken = length < n - done ? length : n - done;
        if (is_packed) {
            size_t start = at, available = count - at;
            for (size_t part = 0; part < taken; part += 512) {
                uint32_t wide[512];
                size_t some = taken - part < 512 ? taken - part : 512, offset = part / 8 * width;
                if (offset > available || !unpack(bytes + start + offset, available - offset, wide, some, width)) return false;
                for (size_t i = 0; i < some; i++) values[done + part + i] = (uint8_t)wide[i];
            }
            size_t size = length / 8 * width;
            at = size < count - at ? at + size : count;
        } else {
            memset(values + done, (uint8_t)value, taken);
        }
        done += taken;
    }
    return true;
}

static void set_bits(uint64_t *words, size_t from, size_t n) {
    size_t end = from + n;
    while (from < end) {
        size_t stop = (from | 63) + 1;
        if (stop > end) stop = end;
        words[from >> 6] |= ~0ull >> (64 - (stop - from)) << (from & 63);
        from = stop;
    }
}

void octavo_copy_bits(const uint8_t *bytes, uint64_t *words, size_t offset, size_t n) {
    for (size_t done = 0; done < n; done += 64) {
        size_t some = n - done < 64 ? n - done : 64;
        uint64_t word = 0;
        memcpy(&word, bytes + done / 8, (some + 7) / 8);
        if (some < 64) word &= (1ull << some) - 1;
        size_t at = offset + done, shift = at & 63;
        words[at >> 6] |= word << shift;
        if (shift + some > 64) words[(at >> 6) + 1] |= word >> (64 - shift);
    }
}

bool octavo_hybrid_bits(const uint8_t *bytes, size_t count, uint64_t *words, size_t offset, size_t n, size_t *set) {
    size_t at = 0, done = 0, ones = 0;
    while (done < n) {
        size_t length;
        bool is_packed;
        uint32_t value;
        if (!run_header(bytes, count, &at, 1, &length, &is_packed, &value)) return false;
        size_t taken = length < n - done ? length : n - done;
        if (is_packed) {
            if (count - at < (taken + 7) / 8) return false;
            octavo_copy_bits(bytes + at, words, offset + done, taken);
            for (size_t i = 0; i < taken / 8; i++) ones += (size_t)__builtin_popcount(bytes[at + i]);
            if (taken % 8) ones += (size_t)__builtin_popcount(bytes[at + taken / 8] & ((1u << taken % 8) - 1));
            at = length / 8 < count - at ? at + length / 8 : count;
        } else if (value & 1) {
            set_bits(words, offset + done, taken);
            ones += taken;
        }
        done += taken;
    }
    *set = ones;
    return true;
}

__attribute__((target_clones("avx2", "default"))) uint32_t octavo_largest_u32(const uint32_t *values, size_t n) {
    uint32_t largest = 0;
    for (size_t i = 0; i < n; i++) largest = values[i] > largest ? values[i] : largest;
    return largest;
}

uint8_t octavo_largest_u8(const uint8_t *values, size_t n) {
    uint8_t largest = 0;
    for (size_t i = 0; i < n; i++) largest = values[i] > largest ? values[i] : largest;
    return largest;
}

// ---- Deltas

static int64_t unzigzag(uint64_t value) { return (int64_t)(value >> 1 ^ (0 - (value & 1))); }

size_t octavo_delta_count(const uint8_t *bytes, size_t count) {
    size_t at = 0;
    uint64_t block, minis, total;
    if (!varint(bytes, count, &at, &block) || !varint(bytes, count, &at, &minis) || !varint(bytes, count, &at, &total)) return SIZE_MAX;
    return total <= SIZE_MAX / 16 ? (size_t)total : SIZE_MAX;
}

// One value of up to 64 bits at bit `index * width`; `bytes` hold it.
static uint64_t packed_64(const uint8_t *bytes, size_t available, size_t index, unsigned width) {
    size_t bit = index * width, first = bit / 8, size = available - first;
    uint64_t low = 0, high = 0;
    memcpy(&low, bytes + first, size < 8 ? size : 8);
    unsigned shift = bit % 8;
    uint64_t value = low >> shift;
    if (shift + width > 64) {
        if (size > 8) memcpy(&high, bytes + first + 8, 1);
        value |= high << (64 - shift);
    }
    return width == 64 ? value : value & ((1ull << width) - 1);
}

bool octavo_delta(const uint8_t *bytes, size_t count, int64_t *values, size_t n, size_t *used) {
    size_t at = 0;
    uint64_t block, minis, total, first;
    if (!varint(bytes, count, &at, &block) || !varint(bytes, count, &at, &minis) || !varint(bytes, count, &at, &total) ||
        !varint(bytes, count, &at, &first))
        return false;
    if (total != n || minis == 0 || block % minis != 0 || block > 1u << 24 || block / minis % 8 != 0) return false;
    size_t per_mini = (size_t)(block / minis);
    *used = at;
    if (n == 0) return true;
    if (per_mini == 0) return n == 1 ? (values[0] = unzigzag(first), true) : false;
    // Sums wrap around, as writers of differences let them.
    uint64_t last = (uint64_t)unzigzag(first);
    values[0] = (int64_t)last;
    size_t done = 1;
    while (done < n) {
        uint64_t least;
        if (!varint(bytes, count, &at, &least)) return false;
        uint64_t base = (uint64_t)unzigzag(least);
        if (count - at < minis) return false;
        const uint8_t *widths = bytes + at;
        at += (size_t)minis;
        for (size_t mini = 0; mini < minis && done < n; mini++) {
            unsigned width = widths[mini];
            if (width > 64) return false;
            size_t size = per_mini / 8 * width, some = n - done < per_mini ? n - done : per_mini;
            // The last one may be cut behind the values it needs.
            size_t available = count - at < size ? count - at : size;
            if (available < (some * width + 7) / 8) return false;
            if (width <= 32) {
                for (size_t part = 0; part < some; part += 64) {
                    uint32_t wide[64];
                    size_t few = some - part < 64 ? some - part : 64, offset = part / 8 * width;
                    if (!unpack(bytes + at + offset, available - offset, wide, few, width)) return false;
                    for (size_t i = 0; i < few; i++) values[done + part + i] = (int64_t)(last += base + wide[i]);
                }
            } else {
                for (size_t i = 0; i < some; i++) {
                    last += base + packed_64(bytes + at, available, i, width);
                    values[done + i] = (int64_t)last;
                }
            }
            done += some;
            at += available;
        }
    }
    *used = at;
    return true;
}
