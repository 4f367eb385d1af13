#define _GNU_SOURCE
#include "texts.h"
#include "cloned.h"
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

CLONED bool octavo_is_ascii(const uint8_t *bytes, size_t count) {
    size_t i = 0;
    for (; i + 256 <= count; i += 256) {
        uint8_t all = 0;
        for (size_t j = 0; j < 256; j++) all |= bytes[i + j];
        if (all >= 0x80) return false;
    }
    uint8_t all = 0;
    for (; i < count; i++) all |= bytes[i];
    return all < 0x80;
}

// MARK: - Lengths

static inline size_t code_points(const uint8_t *bytes, size_t count) {
    size_t continuing = 0, i = 0;
    for (; i + 8 <= count; i += 8) {
        uint64_t word;
        memcpy(&word, bytes + i, 8);
        // Bit 7 set and bit 6 clear in each byte that continues a code point; the product adds the eight bits up.
        continuing += (word >> 7 & ~word >> 6 & 0x0101010101010101u) * 0x0101010101010101u >> 56;
    }
    for (; i < count; i++) continuing += (bytes[i] & 0xC0) == 0x80;
    return count - continuing;
}

#if defined(__x86_64__)
// The same; 31 bytes past the end are read.
__attribute__((target("avx2,popcnt,bmi2"))) static inline size_t code_points_by_blocks(const uint8_t *bytes, size_t count) {
    const __m256i least_lead = _mm256_set1_epi8(-0x40);
    size_t leads = 0, i = 0;
    for (; i + 32 <= count; i += 32) {
        __m256i block = _mm256_loadu_si256((const __m256i *)(bytes + i));
        leads += 32 - (size_t)__builtin_popcount((uint32_t)_mm256_movemask_epi8(_mm256_cmpgt_epi8(least_lead, block)));
    }
    if (i == count) return leads;
    __m256i block = _mm256_loadu_si256((const __m256i *)(bytes + i));
    uint32_t continuing = (uint32_t)_mm256_movemask_epi8(_mm256_cmpgt_epi8(least_lead, block));
    return leads + (count - i) - (size_t)__builtin_popcount(_bzhi_u32(continuing, (unsigned)(count - i)));
}

__attribute__((target("avx2,popcnt,bmi2"))) static void lengths_by_blocks(const uint32_t *offsets, const uint8_t *bytes, int64_t *lengths,
                                                                          size_t count) {
    for (size_t i = 0; i < count; i++) lengths[i] = (int64_t)code_points_by_blocks(bytes + offsets[i], offsets[i + 1] - offsets[i]);
}
#endif

void octavo_text_lengths(const uint32_t *offsets, const uint8_t *bytes, int64_t *lengths, size_t count) {
    if (octavo_is_ascii(bytes + offsets[0], offsets[count] - offsets[0])) {
        for (size_t i = 0; i < count; i++) lengths[i] = offsets[i + 1] - offsets[i];
        return;
    }
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2")) {
        lengths_by_blocks(offsets, bytes, lengths, count);
        return;
    }
#endif
    for (size_t i = 0; i < count; i++) lengths[i] = (int64_t)code_points(bytes + offsets[i], offsets[i + 1] - offsets[i]);
}

void octavo_offsets_from_zero(const uint32_t *offsets, uint32_t *out, size_t count) {
    for (size_t i = 0; i < count; i++) out[i] = offsets[i] - offsets[0];
}

// MARK: - Case

static inline uint64_t word_at(const uint8_t *bytes) {
    uint64_t word;
    memcpy(&word, bytes, 8);
    return word;
}

// Switches the case of eight ASCII bytes: a byte's bit 7 says whether it is one of the 26 letters.
static inline uint64_t switched(uint64_t word, uint8_t first) {
    const uint64_t ones = 0x0101010101010101u;
    uint64_t atLeast = word + ones * (uint64_t)(0x80 - first), past = word + ones * (uint64_t)(0x80 - first - 26);
    return word ^ ((atLeast & ~past & ones * 0x80) >> 2);
}

size_t octavo_change_case(const uint8_t *in, size_t count, uint8_t first, const uint64_t *table, uint8_t *out) {
    const uint8_t *end = in + count;
    uint8_t *start = out;
    while (in < end) {
        // Reading past the end is allowed; what is written past it is written over or never looked at.
        uint64_t word = word_at(in), high = word & 0x8080808080808080u;
        if (!high) {
            word = switched(word, first);
            memcpy(out, &word, 8);
            size_t taken = end - in < 8 ? (size_t)(end - in) : 8;
            in += taken;
            out += taken;
            continue;
        }
        size_t ascii = (size_t)__builtin_ctzll(high) / 8;
        if (ascii) {
            uint64_t low = switched(word & ~high, first);
            memcpy(out, &low, 8);
            if (ascii >= (size_t)(end - in)) { out += end - in; break; }
            in += ascii;
            out += ascii;
        }
        uint32_t lead = *in, point;
        if (lead < 0xE0) {
            if (end - in < 2) return SIZE_MAX;
            point = (lead & 0x1F) << 6 | (in[1] & 0x3F);
            in += 2;
        } else if (lead < 0xF0) {
            if (end - in < 3) return SIZE_MAX;
            point = (lead & 0x0F) << 12 | (uint32_t)(in[1] & 0x3F) << 6 | (in[2] & 0x3F);
            in += 3;
        } else {
            // Beyond the table only these parts have letters with case: U+10000 to 11FFF, 16000 to 16FFF, 1D000 to 1EFFF.
            if (end - in < 4 || lead != 0xF0 || in[1] == 0x90 || in[1] == 0x91 || in[1] == 0x96 || in[1] == 0x9D || in[1] == 0x9E) return SIZE_MAX;
            memcpy(out, in, 4);
            in += 4;
            out += 4;
            continue;
        }
        uint64_t mapped = table[point];
        memcpy(out, &mapped, 8);
        out += mapped >> 56;
    }
    return (size_t)(out - start);
}

// MARK: - Finding

// 64 bits for 64 bytes: whether the first byte of a part stands there and its last where it must.
static inline __attribute__((always_inline)) uint64_t candidates(const uint8_t *at, uint8_t first, const uint8_t *last_at, uint8_t last) {
    uint8_t hits[64];
    for (int i = 0; i < 64; i++) hits[i] = (uint8_t)((at[i] == first) & (last_at[i] == last));
    uint64_t any = 0;
    for (int i = 0; i < 8; i++) any |= word_at(hits + 8 * i);
    if (!any) return 0;
    uint64_t bits = 0;
    for (int i = 0; i < 8; i++) bits |= (word_at(hits + 8 * i) * 0x0102040810204080u >> 56) << (8 * i);
    return bits;
}

CLONED void octavo_texts_containing(const uint32_t *offsets, const uint8_t *bytes, const uint8_t *part, size_t length, uint64_t *words,
                                    size_t count) {
    memset(words, 0, (count + 63) / 64 * 8);
    size_t end = offsets[count], row = 0;
    if (end < length) return;
    // One search over all bytes: rows without a match cost nothing.
    for (size_t at = offsets[0], stop = end - length + 1; at < stop; at += 64) {
        uint64_t bits = candidates(bytes + at, part[0], bytes + at + length - 1, part[length - 1]);
        if (stop - at < 64) bits &= ((uint64_t)1 << (stop - at)) - 1;
        for (; bits; bits &= bits - 1) {
            size_t place = at + (size_t)__builtin_ctzll(bits);
            if (length > 2 && memcmp(bytes + place + 1, part + 1, length - 2) != 0) continue;
            while (offsets[row + 1] <= place) row++;
            // What begins in one text and ends in the next is in neither.
            if (place + length <= offsets[row + 1]) words[row / 64] |= (uint64_t)1 << (row % 64);
        }
    }
}

// MARK: - Splitting

CLONED size_t octavo_count_separators(const uint32_t *offsets, const uint8_t *bytes, size_t count, const uint8_t *separator, size_t length) {
    size_t end = offsets[count], found = 0;
    for (size_t at = offsets[0]; at < end;) {
        uint64_t bits = candidates(bytes + at, separator[0], bytes + at + (length <= end - at ? length - 1 : 0), separator[length - 1]);
        if (length > end - at) bits = 0;
        if (end - at < 64) bits &= ((uint64_t)1 << (end - at)) - 1;
        found += (size_t)__builtin_popcountll(bits);
        at += 64;
    }
    return found;
}

// Short texts without a call; the 16 bytes written are written over by what follows.
static inline uint8_t *copied(uint8_t *out, const uint8_t *from, size_t length) {
    if (length <= 16) memcpy(out, from, 16);
    else memcpy(out, from, length);
    return out + length;
}

CLONED size_t octavo_split_texts(const uint32_t *offsets, const uint8_t *bytes, size_t count, const uint64_t *valid, const uint8_t *separator,
                          size_t length, int64_t *lists, uint32_t *item_offsets, uint8_t *items) {
    size_t pieces = 0;
    uint8_t *out = items;
    uint8_t first = separator[0], last = separator[length - 1];
    lists[0] = 0;
    item_offsets[0] = 0;
    for (size_t row = 0; row < count; row++) {
        if (!valid || valid[row / 64] >> (row % 64) & 1) {
            size_t start = offsets[row], end = offsets[row + 1];
            // A separator begins below `stop`.
            size_t stop = end >= start + length ? end - length + 1 : start;
            size_t next = start;
            for (size_t at = start; at < stop; at += 64) {
                uint64_t bits = candidates(bytes + at, first, bytes + at + length - 1, last);
                if (stop - at < 64) bits &= ((uint64_t)1 << (stop - at)) - 1;
                for (; bits; bits &= bits - 1) {
                    size_t place = at + (size_t)__builtin_ctzll(bits);
                    if (place < next || (length > 2 && memcmp(bytes + place + 1, separator + 1, length - 2) != 0)) continue;
                    out = copied(out, bytes + next, place - next);
                    item_offsets[++pieces] = (uint32_t)(out - items);
                    next = place + length;
                }
            }
            out = copied(out, bytes + next, end - next);
            item_offsets[++pieces] = (uint32_t)(out - items);
        }
        lists[row + 1] = (int64_t)pieces;
    }
    return pieces;
}

// MARK: - Putting together

size_t octavo_concatenate(const octavo_text_piece *pieces, size_t piece_count, const uint64_t *valid, size_t count, uint32_t *offsets,
                          uint8_t *out) {
    uint8_t *start = out;
    offsets[0] = 0;
    for (size_t row = 0; row < count; row++) {
        if (!valid || valid[row / 64] >> (row % 64) & 1) {
            for (size_t p = 0; p < piece_count; p++) {
                const octavo_text_piece *piece = &pieces[p];
                if (piece->valid && !(piece->valid[row / 64] >> (row % 64) & 1)) {
                    memcpy(out, "null", 4);
                    out += 4;
                    continue;
                }
                size_t place = row * piece->step;
                out = copied(out, piece->bytes + piece->offsets[place], piece->offsets[place + 1] - piece->offsets[place]);
            }
        }
        offsets[row + 1] = (uint32_t)(out - start);
    }
    return (size_t)(out - start);
}
