#include "scanning_internal.h"
#include <immintrin.h>

// Sixty-four bytes as bits: quotes, separators and line feeds.
typedef struct { uint64_t quotes, separators, feeds; } marks;

static inline marks marks_sse2(const uint8_t *p, uint8_t separator) {
    marks m = {0, 0, 0};
    for (int i = 0; i < 4; i++) {
        __m128i block = _mm_loadu_si128((const __m128i *)(p + 16 * i));
        m.quotes |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8('"'))) << (16 * i);
        m.separators |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8((char)separator))) << (16 * i);
        m.feeds |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8('\n'))) << (16 * i);
    }
    return m;
}

__attribute__((target("avx2"))) static inline marks marks_avx2(const uint8_t *p, uint8_t separator) {
    __m256i low = _mm256_loadu_si256((const __m256i *)p), high = _mm256_loadu_si256((const __m256i *)(p + 32));
#define BITS(byte)                                                                                                             \
    ((uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, _mm256_set1_epi8(byte))) |                                \
     (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, _mm256_set1_epi8(byte))) << 32)
    marks m = {BITS('"'), BITS((char)separator), BITS('\n')};
#undef BITS
    return m;
}

// Bit i is the parity of bits 0...i.
static inline uint64_t parity_up_to(uint64_t bits) {
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^= bits << 16;
    bits ^= bits << 32;
    return bits;
}

// One record, byte by byte: a quote inside an unquoted field is a plain character. Returns the offset past the record.
// With `ends`, writes them; SIZE_MAX when there is no room.
static size_t slow_record(const uint8_t *bytes, size_t position, size_t end, uint8_t separator, uint32_t *ends, size_t *count,
                          size_t capacity, bool *unclosed) {
    size_t at = position;
    bool field_start = true;
    while (at < end) {
        uint8_t byte = bytes[at];
        if (byte == '"' && field_start) {
            at++;
            for (;;) {
                const uint8_t *quote = memchr(bytes + at, '"', end - at);
                if (!quote) { *unclosed = true; at = end; break; }
                at = (size_t)(quote - bytes) + 1;
                if (at < end && bytes[at] == '"') { at++; continue; }
                break;
            }
            field_start = false;
            continue;
        }
        if (byte == separator || byte == '\n') {
            if (ends) {
                if (*count == capacity) return SIZE_MAX;
                ends[(*count)++] = (uint32_t)at;
            }
            at++;
            if (byte == '\n') return at;
            field_start = true;
            continue;
        }
        field_start = false;
        at++;
    }
    if (ends) {
        if (*count == capacity) return SIZE_MAX;
        ends[(*count)++] = (uint32_t)end;
    }
    return end;
}

// Quotes that open where no field starts, or close where none ends, would turn the parity of all that follows.
#define STRAY(m, p, left)                                                                                                      \
    inside = parity_up_to(m.quotes) ^ carry;                                                                                   \
    uint64_t edges = m.quotes | m.separators | m.feeds;                                                                        \
    uint64_t opening = m.quotes & inside, closing = m.quotes & ~inside;                                                        \
    uint64_t stray = opening & ~(edges << 1 | before);                                                                         \
    uint64_t next = edges >> 1;                                                                                                \
    if (closing & ~next) {                                                                                                     \
        for (uint64_t rest = closing & ~next; rest; rest &= rest - 1) {                                                        \
            size_t place = (size_t)__builtin_ctzll(rest) + 1;                                                                  \
            if (place >= (left)) continue;                                                                                     \
            uint8_t byte = (p)[place];                                                                                         \
            if (byte != separator && byte != '\n' && byte != '\r' && byte != '"') stray |= 1;                                  \
        }                                                                                                                      \
    }

#define BODY(marks_of)                                                                                                         \
    octavo_csv_progress progress = {0, 0, position, false, false};                                                             \
    size_t at = position, count = 0, record_ends = 0, record = position;                                                       \
    uint64_t carry = 0, before = 1;                                                                                            \
    uint8_t tail[128];                                                                                                         \
    while (at < end) {                                                                                                         \
        const uint8_t *p = bytes + at;                                                                                         \
        size_t left = end - at;                                                                                                \
        if (left < 64) {                                                                                                       \
            memset(tail, 0, sizeof tail);                                                                                      \
            memcpy(tail, p, left);                                                                                             \
            p = tail;                                                                                                          \
        }                                                                                                                      \
        marks m = marks_of(p, separator);                                                                                      \
        uint64_t inside;                                                                                                       \
        bool odd = false;                                                                                                      \
        if (m.quotes == 0) {                                                                                                   \
            inside = carry;                                                                                                    \
            before = (m.separators | m.feeds) >> 63;                                                                           \
        } else {                                                                                                               \
            STRAY(m, p, left)                                                                                                  \
            odd = stray != 0;                                                                                                  \
            before = edges >> 63;                                                                                              \
        }                                                                                                                      \
        if (odd) {                                                                                                             \
            count = record_ends;                                                                                               \
            do {                                                                                                               \
                size_t next_record = slow_record(bytes, record, end, separator, ends, &count, capacity, &progress.unclosed);   \
                if (next_record == SIZE_MAX) { progress.ends = record_ends; progress.position = record; progress.full = true; return progress; } \
                record = next_record;                                                                                          \
                record_ends = count;                                                                                           \
                progress.records++;                                                                                            \
            } while (record <= at && record < end);                                                                            \
            at = record;                                                                                                       \
            carry = 0;                                                                                                         \
            before = 1;                                                                                                        \
            continue;                                                                                                          \
        }                                                                                                                      \
        uint64_t bits = (m.separators | m.feeds) & ~inside;                                                                    \
        size_t room = (size_t)__builtin_popcountll(bits);                                                                      \
        if (room > capacity - count) { progress.ends = record_ends; progress.position = record; progress.full = true; return progress; } \
        uint64_t line_bits = m.feeds & ~inside;                                                                                \
        if (line_bits) {                                                                                                       \
            unsigned last = 63 - (unsigned)__builtin_clzll(line_bits);                                                         \
            record_ends = count + (size_t)__builtin_popcountll(bits & (last == 63 ? ~0ull : (2ull << last) - 1));              \
            progress.records += (size_t)__builtin_popcountll(line_bits);                                                       \
            record = at + last + 1;                                                                                            \
        }                                                                                                                      \
        while (bits) {                                                                                                         \
            ends[count++] = (uint32_t)(at + (size_t)__builtin_ctzll(bits));                                                    \
            bits &= bits - 1;                                                                                                  \
        }                                                                                                                      \
        carry = (uint64_t)((int64_t)inside >> 63);                                                                             \
        at += 64;                                                                                                              \
    }                                                                                                                          \
    if (record < end) {                                                                                                        \
        if (count == capacity) { progress.ends = record_ends; progress.position = record; progress.full = true; return progress; } \
        ends[count++] = (uint32_t)end;                                                                                         \
        progress.records++;                                                                                                    \
        progress.unclosed = progress.unclosed || carry;                                                                        \
    }                                                                                                                          \
    progress.ends = count;                                                                                                     \
    progress.position = end;                                                                                                   \
    return progress;

static octavo_csv_progress ends_sse2(const uint8_t *bytes, size_t position, size_t end, uint8_t separator, uint32_t *ends,
                                     size_t capacity) {
    BODY(marks_sse2)
}

__attribute__((target("avx2,bmi,lzcnt,popcnt"))) static octavo_csv_progress ends_avx2(
    const uint8_t *bytes, size_t position, size_t end, uint8_t separator, uint32_t *ends, size_t capacity) {
    BODY(marks_avx2)
}

octavo_csv_progress octavo_csv_ends(const uint8_t *bytes, size_t position, size_t end, uint8_t separator, uint32_t *ends,
                                    size_t capacity) {
    return __builtin_cpu_supports("avx2") ? ends_avx2(bytes, position, end, separator, ends, capacity)
                                          : ends_sse2(bytes, position, end, separator, ends, capacity);
}

#define RECORD_END(marks_of)                                                                                                   \
    size_t at = position, record = position;                                                                                   \
    uint64_t carry = 0, before = 1;                                                                                            \
    bool unclosed = false;                                                                                                     \
    while (end - at >= 64) {                                                                                                   \
        const uint8_t *p = bytes + at;                                                                                         \
        marks m = marks_of(p, separator);                                                                                      \
        uint64_t inside;                                                                                                       \
        bool odd = false;                                                                                                      \
        if (m.quotes == 0) {                                                                                                   \
            inside = carry;                                                                                                    \
            before = (m.separators | m.feeds) >> 63;                                                                           \
        } else {                                                                                                               \
            STRAY(m, p, end - at)                                                                                            \
            odd = stray != 0;                                                                                                  \
            before = edges >> 63;                                                                                              \
        }                                                                                                                      \
        if (odd) {                                                                                                             \
            do {                                                                                                               \
                size_t count = 0;                                                                                              \
                record = slow_record(bytes, record, end, separator, NULL, &count, 0, &unclosed);                               \
                if (record > target) return record;                                                                            \
            } while (record <= at && record < end);                                                                            \
            at = record;                                                                                                       \
            carry = 0;                                                                                                         \
            before = 1;                                                                                                        \
            continue;                                                                                                          \
        }                                                                                                                      \
        uint64_t feeds = m.feeds & ~inside;                                                                                    \
        if (feeds) {                                                                                                           \
            if (at + 64 > target) {                                                                                            \
                for (uint64_t rest = feeds; rest; rest &= rest - 1) {                                                          \
                    size_t feed = at + (size_t)__builtin_ctzll(rest);                                                          \
                    if (feed >= target) return feed + 1;                                                                       \
                }                                                                                                              \
            }                                                                                                                  \
            record = at + 64 - (size_t)__builtin_clzll(feeds);                                                                 \
        }                                                                                                                      \
        carry = (uint64_t)((int64_t)inside >> 63);                                                                             \
        at += 64;                                                                                                              \
    }                                                                                                                          \
    while (record < end) {                                                                                                     \
        size_t count = 0;                                                                                                      \
        record = slow_record(bytes, record, end, separator, NULL, &count, 0, &unclosed);                                       \
        if (record > target) return record;                                                                                    \
    }                                                                                                                          \
    return end;

static size_t record_end_sse2(const uint8_t *bytes, size_t position, size_t target, size_t end, uint8_t separator) {
    RECORD_END(marks_sse2)
}
__attribute__((target("avx2,bmi,lzcnt,popcnt"))) static size_t record_end_avx2(const uint8_t *bytes, size_t position, size_t target,
                                                                              size_t end, uint8_t separator) {
    RECORD_END(marks_avx2)
}

size_t octavo_csv_record_end(const uint8_t *bytes, size_t position, size_t target, size_t end, uint8_t separator) {
    return __builtin_cpu_supports("avx2") ? record_end_avx2(bytes, position, target, end, separator)
                                          : record_end_sse2(bytes, position, target, end, separator);
}

// The content of the field bytes[start..<end]; false when text stands after a closing quote.
static inline bool field(const uint8_t *bytes, size_t start, size_t end, octavo_slice *slice) {
    if (start == end) {
        slice->offset = OCTAVO_NULL;
        slice->length = 0;
        return true;
    }
    if (bytes[start] != '"') {
        slice->offset = (uint32_t)start;
        slice->length = (uint32_t)(end - start);
        return true;
    }
    slice->offset = (uint32_t)(start + 1);
    if (end - start < 2 || bytes[end - 1] != '"') return false;
    size_t length = end - start - 2;
    slice->length = (uint32_t)length;
    const uint8_t *p = bytes + start + 1, *stop = p + length;
    const uint8_t *quote = memchr(p, '"', length);
    if (!quote) return true;
    while (quote) {
        // Quotes inside must come in pairs.
        if (quote + 1 >= stop || quote[1] != '"') return false;
        quote = quote + 2 < stop ? memchr(quote + 2, '"', (size_t)(stop - quote - 2)) : NULL;
    }
    slice->length |= OCTAVO_DOUBLED_QUOTES;
    return true;
}

octavo_csv_rows_count octavo_csv_rows(const uint8_t *bytes, size_t position, size_t end, const uint32_t *ends, size_t count,
                                      size_t fields, octavo_slice **columns, bool keep, uint32_t *starts, octavo_csv_bad *bad) {
    octavo_csv_rows_count result = {0, 0};
    size_t start = position;
    for (size_t i = 0; i < count;) {
        // A record's ends are ends[i..<stop]; the last is a line feed or the end of the range.
        size_t record = start, stop = i, row = result.rows;
        uint32_t error = 0;
        size_t place = 0;
        for (;;) {
            size_t field_end = ends[stop];
            bool last = field_end >= end || bytes[field_end] == '\n';
            // A quoted separator is no end, and the separator itself is never a line feed.
            size_t content_end = last && field_end > start && bytes[field_end - 1] == '\r' ? field_end - 1 : field_end;
            if (place < fields) {
                octavo_slice slice;
                if (content_end - start > OCTAVO_LENGTH) error = OCTAVO_CSV_LENGTH;
                else if (columns[place]) {
                    if (!field(bytes, start, content_end, &slice)) error = OCTAVO_CSV_QUOTE;
                    columns[place][row] = slice;
                } else if (start < content_end && bytes[start] == '"' && !field(bytes, start, content_end, &slice)) {
                    error = OCTAVO_CSV_QUOTE;
                }
            }
            place++;
            stop++;
            start = field_end + 1;
            if (last || stop == count) {
                if (place == 1 && content_end == record) {
                    place = 0; // a blank line
                } else if (!error && place != fields) {
                    error = place < fields ? OCTAVO_CSV_SHORT : OCTAVO_CSV_LONG;
                }
                if (error) {
                    octavo_csv_bad entry = {(uint32_t)record, (uint32_t)(content_end - record), (uint32_t)row, error, (uint32_t)place};
                    bad[result.bad++] = entry;
                }
                break;
            }
        }
        i = stop;
        if (place == 0) continue;
        if (error) {
            if (!keep) continue;
            octavo_slice null = {OCTAVO_NULL, 0};
            for (size_t c = 0; c < fields; c++) {
                if (columns[c]) columns[c][row] = null;
            }
        }
        if (starts) starts[row] = (uint32_t)record;
        result.rows++;
    }
    return result;
}
