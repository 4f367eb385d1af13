#include "starts.h"

#include <stdlib.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#define CLONED __attribute__((target_clones("avx2", "default")))
#else
#define CLONED
#endif

struct starts {
    // Whether a byte is one; those of ASCII alone.
    bool is_start[256];
    // For each lower half of a byte, a bit for each upper half with which it is one: a look-up for 32 bytes at a time.
    uint8_t rows[16];
};

struct starts *octavo_starts_make(const uint8_t bitmap[32]) {
    struct starts *starts = calloc(1, sizeof *starts);
    if (!starts) return NULL;
    for (unsigned byte = 0; byte < 0x80; byte++)
        if (bitmap[byte / 8] >> (byte % 8) & 1) {
            starts->is_start[byte] = true;
            starts->rows[byte & 15] |= (uint8_t)(1 << (byte >> 4));
        }
    return starts;
}

static size_t next_plainly(const struct starts *starts, bool high, const uint8_t *text, size_t start, size_t length) {
    uint8_t least = high ? 0x80 : 0xFF;
    while (start < length && !starts->is_start[text[start]] && text[start] < least) start++;
    return start;
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static size_t next_by_blocks(const struct starts *starts, bool high, const uint8_t *text, size_t start,
                                                             size_t length) {
    const __m256i rows = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)starts->rows));
    // The bit of each upper half; none for those beyond ASCII.
    const __m256i bits = _mm256_broadcastsi128_si256(_mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0));
    const __m256i halves = _mm256_set1_epi8(15);
    const uint32_t high_mask = high ? UINT32_MAX : 0;
    while (start < length) {
        // The last block is read again from as far back as it needs.
        size_t at = start + 32 <= length ? start : length - 32;
        __m256i bytes = _mm256_loadu_si256((const __m256i *)(text + at));
        __m256i row = _mm256_shuffle_epi8(rows, _mm256_and_si256(bytes, halves));
        __m256i bit = _mm256_shuffle_epi8(bits, _mm256_and_si256(_mm256_srli_epi16(bytes, 4), halves));
        uint32_t misses = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_and_si256(row, bit), _mm256_setzero_si256()));
        uint32_t hits = (~misses | ((uint32_t)_mm256_movemask_epi8(bytes) & high_mask)) >> (start - at);
        if (hits) return start + (size_t)__builtin_ctz(hits);
        start = at + 32;
    }
    return length;
}
#endif

size_t octavo_starts_next(const struct starts *starts, bool high, const uint8_t *text, size_t start, size_t length) {
#if defined(__x86_64__)
    if (length >= 32 && __builtin_cpu_supports("avx2")) return next_by_blocks(starts, high, text, start, length);
#endif
    return next_plainly(starts, high, text, start, length);
}

CLONED size_t octavo_high_bytes(const uint8_t *bytes, size_t count) {
    size_t high = 0, i = 0;
    while (i + 32 <= count) {
        // A byte counts up to 255 blocks.
        uint8_t sums[32] = {0};
        size_t end = count - i < 255 * 32 ? count - (count - i) % 32 : i + 255 * 32;
        for (; i < end; i += 32)
            for (size_t j = 0; j < 32; j++) sums[j] += bytes[i + j] >> 7;
        for (size_t j = 0; j < 32; j++) high += sums[j];
    }
    for (; i < count; i++) high += bytes[i] >> 7;
    return high;
}
