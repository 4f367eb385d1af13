#include "scanning_internal.h"
#include <immintrin.h>

static inline bool is_hex(uint8_t c) { return octavo_is_digit(c) || (uint8_t)((c | 0x20) - 'a') < 6; }

#define OCTAVO_NAME(part) part##_sse2
#define OCTAVO_TARGET
#define OCTAVO_WIDTH 16
#define OCTAVO_LOAD(p) __m128i block = _mm_loadu_si128((const __m128i *)(p))
#define OCTAVO_SPECIAL                                                                                                         \
    (uint32_t)_mm_movemask_epi8(_mm_or_si128(                                                                                  \
        _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('"')), _mm_cmpeq_epi8(block, _mm_set1_epi8('\\'))),                   \
        _mm_cmpeq_epi8(_mm_min_epu8(block, _mm_set1_epi8(0x1F)), block)))
#define OCTAVO_HIGH (uint32_t)_mm_movemask_epi8(block)
#include "scanning_json_body.h"
#undef OCTAVO_NAME
#undef OCTAVO_TARGET
#undef OCTAVO_WIDTH
#undef OCTAVO_LOAD
#undef OCTAVO_SPECIAL
#undef OCTAVO_HIGH

#define OCTAVO_NAME(part) part##_avx2
#define OCTAVO_TARGET __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))
#define OCTAVO_WIDTH 32
#define OCTAVO_LOAD(p) __m256i block = _mm256_loadu_si256((const __m256i *)(p))
#define OCTAVO_SPECIAL                                                                                                         \
    (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(                                                                            \
        _mm256_or_si256(_mm256_cmpeq_epi8(block, _mm256_set1_epi8('"')), _mm256_cmpeq_epi8(block, _mm256_set1_epi8('\\'))),    \
        _mm256_cmpeq_epi8(_mm256_min_epu8(block, _mm256_set1_epi8(0x1F)), block)))
#define OCTAVO_HIGH (uint32_t)_mm256_movemask_epi8(block)
#include "scanning_json_body.h"

octavo_json_progress octavo_json_lines(const uint8_t *bytes, size_t position, size_t end, octavo_token *tape, size_t tokens,
                                       size_t capacity) {
    return __builtin_cpu_supports("avx2") ? lines_avx2(bytes, position, end, tape, tokens, capacity)
                                          : lines_sse2(bytes, position, end, tape, tokens, capacity);
}

octavo_json_progress octavo_json_value(const uint8_t *bytes, size_t position, size_t end, octavo_token *tape, size_t tokens,
                                       size_t capacity) {
    return __builtin_cpu_supports("avx2") ? document_avx2(bytes, position, end, tape, tokens, capacity)
                                          : document_sse2(bytes, position, end, tape, tokens, capacity);
}

static inline size_t after(const octavo_token *tape, size_t index) {
    uint32_t kind = tape[index].kind & 0xFF;
    return kind == OCTAVO_JSON_LIST || kind == OCTAVO_JSON_RECORD ? (uint32_t)tape[index].payload : index + 1;
}

size_t octavo_json_scatter(const uint8_t *bytes, const octavo_token *tape, const uint32_t *rows, size_t first, size_t count,
                           const octavo_key *keys, size_t keyCount, const int32_t *slots, size_t slotMask, uint32_t **cells,
                           uint32_t *unknownKey) {
    size_t guess = 0;
    for (size_t row = first; row < count; row++) {
        if (rows[row] == 0) continue;
        uint32_t at = row == first && *unknownKey ? *unknownKey : rows[row] + 1, stop = (uint32_t)tape[rows[row]].payload;
        while (at < stop) {
            uint32_t length = (uint32_t)tape[at].payload;
            const uint8_t *name = bytes + tape[at].offset;
            // Records mostly repeat the order of the fields of the one before.
            if (guess >= keyCount) guess = 0;
            size_t place = guess;
            if (keyCount == 0 || keys[place].length != length || memcmp(keys[place].name, name, length & OCTAVO_LENGTH) != 0) {
                size_t slot = octavo_key_hash(name, length & OCTAVO_LENGTH) & slotMask;
                for (;; slot = (slot + 1) & slotMask) {
                    if (slots[slot] < 0) { *unknownKey = at; return row; }
                    place = (size_t)slots[slot];
                    if (keys[place].length == length && memcmp(keys[place].name, name, length & OCTAVO_LENGTH) == 0) break;
                }
            }
            if (cells[place]) cells[place][row] = at + 1;
            guess = place + 1;
            at = (uint32_t)after(tape, at + 1);
        }
    }
    return count;
}

uint32_t octavo_json_kinds(const octavo_token *tape, const uint32_t *cells, size_t count) {
    uint32_t kinds = 0;
    for (size_t i = 0; i < count; i++) kinds |= cells[i] ? 1u << (tape[cells[i]].kind & 0xFF) : 1u << OCTAVO_JSON_NULL;
    return kinds;
}

static inline uint32_t kind_of(const octavo_token *tape, uint32_t cell) { return cell ? tape[cell].kind & 0xFF : 0; }

void octavo_json_integers(const octavo_token *tape, const uint32_t *cells, size_t count, int64_t *values, uint64_t *validity) {
    memset(validity, 0, (count + 63) / 64 * 8);
    for (size_t i = 0; i < count; i++) {
        bool valid = kind_of(tape, cells[i]) == OCTAVO_JSON_INTEGER;
        values[i] = valid ? (int64_t)tape[cells[i]].payload : 0;
        validity[i >> 6] |= (uint64_t)valid << (i & 63);
    }
}

void octavo_json_floats(const octavo_token *tape, const uint32_t *cells, size_t count, double *values, uint64_t *validity) {
    memset(validity, 0, (count + 63) / 64 * 8);
    for (size_t i = 0; i < count; i++) {
        uint32_t kind = kind_of(tape, cells[i]);
        bool valid = kind == OCTAVO_JSON_FLOAT || kind == OCTAVO_JSON_INTEGER;
        if (kind == OCTAVO_JSON_FLOAT) memcpy(&values[i], &tape[cells[i]].payload, 8);
        else values[i] = valid ? (double)(int64_t)tape[cells[i]].payload : 0;
        validity[i >> 6] |= (uint64_t)valid << (i & 63);
    }
}

void octavo_json_bools(const octavo_token *tape, const uint32_t *cells, size_t count, uint64_t *values, uint64_t *validity) {
    memset(validity, 0, (count + 63) / 64 * 8);
    memset(values, 0, (count + 63) / 64 * 8);
    for (size_t i = 0; i < count; i++) {
        uint32_t kind = kind_of(tape, cells[i]);
        values[i >> 6] |= (uint64_t)(kind == OCTAVO_JSON_TRUE) << (i & 63);
        validity[i >> 6] |= (uint64_t)(kind == OCTAVO_JSON_TRUE || kind == OCTAVO_JSON_FALSE) << (i & 63);
    }
}

void octavo_json_slices(const octavo_token *tape, const uint32_t *cells, size_t count, octavo_slice *slices) {
    for (size_t i = 0; i < count; i++) {
        octavo_slice slice = {OCTAVO_NULL, 0};
        if (cells[i]) {
            octavo_token token = tape[cells[i]];
            slice.offset = token.offset;
            switch (token.kind & 0xFF) {
            case OCTAVO_JSON_STRING: case OCTAVO_JSON_TRUE: case OCTAVO_JSON_FALSE: slice.length = (uint32_t)token.payload; break;
            case OCTAVO_JSON_INTEGER: case OCTAVO_JSON_FLOAT: slice.length = token.kind >> 8; break;
            case OCTAVO_JSON_LIST: case OCTAVO_JSON_RECORD: slice.length = (uint32_t)(token.payload >> 32); break;
            default: slice.offset = OCTAVO_NULL;
            }
        }
        slices[i] = slice;
    }
}

size_t octavo_json_items(const octavo_token *tape, const uint32_t *cells, size_t count, int64_t *offsets, uint64_t *validity,
                         uint32_t *items) {
    size_t total = 0;
    memset(validity, 0, (count + 63) / 64 * 8);
    for (size_t i = 0; i < count; i++) {
        offsets[i] = (int64_t)total;
        if (kind_of(tape, cells[i]) != OCTAVO_JSON_LIST) continue;
        validity[i >> 6] |= 1ull << (i & 63);
        size_t at = cells[i] + 1, stop = (uint32_t)tape[cells[i]].payload;
        for (; at < stop; at = after(tape, at)) {
            if (items) items[total] = (uint32_t)at;
            total++;
        }
    }
    offsets[count] = (int64_t)total;
    return total;
}
