#include "normalizing_internal.h"

#include <emmintrin.h>
#include <pthread.h>
#include <string.h>

#include "normalizing_tables.h"

enum { BLOCK = 64 };

uint16_t octavo_flags_of_codes[0x110000];
static pthread_once_t made = PTHREAD_ONCE_INIT;

static void make(void) {
    for (size_t place = 0; place < sizeof ranges / sizeof *ranges; place++) {
        for (uint32_t code = ranges[place].first; code <= ranges[place].last; code++) octavo_flags_of_codes[code] = ranges[place].flags;
    }
}

void octavo_make_flags(void) { pthread_once(&made, make); }

uint32_t octavo_code_flags(uint32_t code) {
    octavo_make_flags();
    return code < 0x110000 ? octavo_flags_of_codes[code] : 0;
}

uint32_t octavo_windows_code(uint8_t byte) { return byte >= 0x80 && byte < 0xA0 ? windows[byte - 0x80] : byte; }

static inline bool is_letter(uint8_t byte) { return (uint8_t)((byte | 0x20) - 'a') < 26; }
static inline bool is_alphanumeric(uint8_t byte) { return is_letter(byte) || (uint8_t)(byte - '0') < 10; }
static inline bool is_space(uint8_t byte) { return byte == ' ' || (uint8_t)(byte - '\t') < 5; }

// One bit for each of a block's bytes.
typedef struct {
    uint64_t spaces, breaks, controls, high, signs, capitals;
} masks;

static inline masks classify(const uint8_t *bytes) {
    masks found = {0, 0, 0, 0, 0, 0};
    for (int part = 0; part < 4; part++) {
        __m128i block = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
        uint64_t high = (uint32_t)_mm_movemask_epi8(block);
        // Bytes from 0x80 on are below 0 here.
        uint64_t low = (uint32_t)_mm_movemask_epi8(
            _mm_or_si128(_mm_cmplt_epi8(block, _mm_set1_epi8(0x20)), _mm_cmpeq_epi8(block, _mm_set1_epi8(0x7F))));
        __m128i sign = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('&')), _mm_cmpeq_epi8(block, _mm_set1_epi8('<')));
        __m128i capital = _mm_and_si128(_mm_cmpgt_epi8(block, _mm_set1_epi8('A' - 1)), _mm_cmplt_epi8(block, _mm_set1_epi8('Z' + 1)));
        found.spaces |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8(' '))) << 16 * part;
        found.breaks |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8('\n'))) << 16 * part;
        found.controls |= (low & ~high) << 16 * part;
        found.high |= high << 16 * part;
        found.signs |= (uint64_t)(uint32_t)_mm_movemask_epi8(sign) << 16 * part;
        found.capitals |= (uint64_t)(uint32_t)_mm_movemask_epi8(capital) << 16 * part;
    }
    found.controls &= ~found.breaks;
    return found;
}

static uint32_t of_sign(const uint8_t *bytes, size_t count, size_t at) {
    if (at + 1 >= count) return 0;
    uint8_t next = bytes[at + 1];
    if (bytes[at] == '<') return is_letter(next) || next == '/' || next == '!' ? OCTAVO_TAG : 0;
    if (!is_letter(next) && next != '#') return 0;
    size_t end = at + 2, stop = count - at < OCTAVO_LONGEST_ENTITY + 2 ? count : at + OCTAVO_LONGEST_ENTITY + 2;
    while (end < stop && is_alphanumeric(bytes[end])) end++;
    // What stands before the end may be a reference itself, whose value makes one of this.
    return end < stop && (bytes[end] == ';' || bytes[end] == '&') ? OCTAVO_REFERENCE : 0;
}

static uint32_t of_control(uint8_t byte) {
    return is_space(byte) ? byte == '\t' ? OCTAVO_FOLD : OCTAVO_FOLD | OCTAVO_LINE
                          : byte == 0x1B ? OCTAVO_ESCAPE | OCTAVO_CONTROL : OCTAVO_CONTROL;
}

static inline void cut(masks *found, size_t count) {
    uint64_t kept = (1ull << count) - 1;
    found->spaces &= kept, found->breaks &= kept, found->controls &= kept;
    found->high &= kept, found->signs &= kept, found->capitals &= kept;
}

// `is_padded`: a block may be read behind the text.
static inline uint32_t survey_of(const uint8_t *bytes, size_t count, bool is_padded) {
    if (!count) return 0;
    uint32_t all = is_space(bytes[0]) || is_space(bytes[count - 1]) ? OCTAVO_EDGE : 0;
    uint64_t space_before = 0, break_before = 0, break_long_before = 0;
    // Where the last character beyond ASCII ended, and whether it was a mark.
    size_t end = 0;
    bool mark = false;
    last_sign last = {0, 0, 0};
    for (size_t at = 0; at < count; at += BLOCK) {
        uint8_t padded[BLOCK];
        const uint8_t *block = bytes + at;
        if (count - at < BLOCK && !is_padded) {
            memset(padded, 'a', BLOCK);
            memcpy(padded, block, count - at);
            block = padded;
        }
        masks now = classify(block);
        if (count - at < BLOCK) cut(&now, count - at);
        uint64_t white = now.spaces | now.breaks, after_white = white << 1 | space_before;
        uint64_t after_break = now.breaks << 1 | break_before, after_second = now.breaks << 2 | break_before << 1 | break_long_before;
        if ((white & after_white & ~(now.breaks & after_break)) | (now.breaks & after_break & after_second)) all |= OCTAVO_FOLD;
        space_before = white >> 63, break_before = now.breaks >> 63, break_long_before = now.breaks >> 62 & 1;
        if (now.breaks) all |= OCTAVO_LINE;
        if (now.capitals) all |= OCTAVO_CAPITAL;
        for (uint64_t left = now.controls; left; left &= left - 1) all |= of_control(block[__builtin_ctzll(left)]);
        for (uint64_t left = now.signs; left; left &= left - 1) all |= of_sign(bytes, count, at + (size_t)__builtin_ctzll(left));
        uint64_t high = now.high;
        if (!high) continue;
        all |= OCTAVO_HIGH;
        // A character that began in the block before.
        if (end > at) high &= end - at < 64 ? ~0ull << (end - at) : 0;
        while (high) {
            size_t place = at + (size_t)__builtin_ctzll(high), length;
            uint32_t code = decode(bytes, count, place, &length);
            uint32_t flags = code == NO_CODE ? 0 : octavo_flags_of_codes[code];
            all |= flags;
            if (flags & OCTAVO_MARK) {
                if (mark && end == place) all |= OCTAVO_ORDER;
                mark = true;
            } else {
                mark = false;
                if (flags & OCTAVO_MOJIBAKE && !(all & OCTAVO_BAD) && makes_bad(bytes, count, place, length, code, &last)) all |= OCTAVO_BAD;
            }
            end = place + length;
            size_t next = end - at;
            if (next >= 64) break;
            high &= ~0ull << next;
        }
    }
    return all;
}

uint32_t octavo_text_survey(const uint8_t *bytes, size_t count) {
    octavo_make_flags();
    octavo_make_signs();
    return survey_of(bytes, count, false);
}

size_t octavo_texts_survey(const uint8_t *bytes, const uint32_t *offsets, size_t row, size_t end, uint32_t wanted, uint32_t *survey) {
    octavo_make_flags();
    octavo_make_signs();
    // Another text's bytes lie behind all but the last ones.
    size_t stop = offsets[end];
    for (; row < end; row++) {
        *survey = survey_of(bytes + offsets[row], offsets[row + 1] - offsets[row], stop - offsets[row + 1] >= BLOCK);
        if (*survey & (*survey & OCTAVO_TAG ? wanted & ~(uint32_t)OCTAVO_REFERENCE : wanted)) return row;
    }
    return end;
}

size_t octavo_text_next(const uint8_t *bytes, size_t count, size_t from, uint32_t wanted) {
    octavo_make_flags();
    bool controls = wanted & OCTAVO_CONTROL;
    size_t at = from;
    while (at < count) {
        uint8_t byte = bytes[at];
        if (byte < 0x80) {
            if (controls && octavo_flags_of_codes[byte] & wanted) return at;
            at++;
            while (count - at >= 16) {
                __m128i block = _mm_loadu_si128((const __m128i *)(bytes + at));
                int stop = controls ? _mm_movemask_epi8(_mm_or_si128(_mm_cmplt_epi8(block, _mm_set1_epi8(0x20)),
                                                                     _mm_cmpeq_epi8(block, _mm_set1_epi8(0x7F))))
                                    : _mm_movemask_epi8(block);
                if (stop) {
                    at += (size_t)__builtin_ctz((unsigned)stop);
                    break;
                }
                at += 16;
            }
            continue;
        }
        size_t length;
        uint32_t code = decode(bytes, count, at, &length);
        if (code != NO_CODE && octavo_flags_of_codes[code] & wanted) return at;
        at += length;
    }
    return count;
}

// White space that has been read and not written.
typedef struct {
    size_t bytes, breaks;
    bool only_breaks;
} white_run;

static inline uint8_t *end_run(white_run *run, uint32_t steps, bool at_edge, uint8_t *out, uint32_t *changed) {
    if (at_edge && steps & OCTAVO_EDGE) {
        *changed |= OCTAVO_EDGE;
    } else if (run->breaks && steps & OCTAVO_LINE) {
        size_t breaks = run->breaks > 1 ? 2 : 1;
        if (run->bytes != breaks || !run->only_breaks) *changed |= OCTAVO_FOLD;
        *out++ = '\n';
        if (breaks > 1) *out++ = '\n';
    } else {
        if (run->bytes > 1 || run->breaks) *changed |= OCTAVO_FOLD;
        *out++ = ' ';
    }
    *run = (white_run){0, 0, true};
    return out;
}

// The 16 bytes from `in` on go to `out`; how many of them are ASCII other than white space and controls.
static inline size_t copy_plain(const uint8_t *in, uint8_t *out) {
    __m128i block = _mm_loadu_si128((const __m128i *)in);
    _mm_storeu_si128((__m128i *)out, block);
    // Bytes from 0x80 on are below 0 here.
    int stop = _mm_movemask_epi8(_mm_or_si128(_mm_cmplt_epi8(block, _mm_set1_epi8(0x21)), _mm_cmpeq_epi8(block, _mm_set1_epi8(0x7F))));
    return stop ? (size_t)__builtin_ctz((unsigned)stop) : 16;
}

size_t octavo_rewrite_plainly(const uint8_t *bytes, size_t count, uint32_t steps, uint8_t *out, uint32_t *changed,
                              uint32_t *survey) {
    octavo_make_flags();
    const uint8_t *start = out;
    bool folds = steps & OCTAVO_SPACE;
    white_run run = {0, 0, true};
    *changed = 0;
    for (size_t at = 0; at < count;) {
        uint8_t byte = bytes[at];
        size_t length = 1;
        uint32_t flags = 0, code = byte;
        if (byte < 0x80) {
            if (is_space(byte)) {
                if (folds) {
                    run.bytes++;
                    if (byte != ' ' && byte != '\t') {
                        // Both characters of a line's end on Windows are one break.
                        if (!(byte == '\n' && at && bytes[at - 1] == '\r')) run.breaks++;
                        if (byte != '\n') run.only_breaks = false;
                    } else {
                        run.only_breaks = false;
                        if (byte == '\t') *changed |= OCTAVO_FOLD;
                    }
                    at++;
                    continue;
                }
            } else if (byte < 0x20 || byte == 0x7F) {
                if (steps & OCTAVO_CONTROL) {
                    *changed |= OCTAVO_CONTROL;
                    at++;
                    continue;
                }
            }
        } else {
            code = decode(bytes, count, at, &length);
            flags = code == NO_CODE ? 0 : octavo_flags_of_codes[code];
            if (flags & OCTAVO_SPACE) {
                if (folds) {
                    run.bytes += length, run.only_breaks = false;
                    if (code == 0x85 || code == 0x2028 || code == 0x2029) run.breaks++;
                    *changed |= OCTAVO_FOLD;
                    at += length;
                    continue;
                }
            } else if (flags & steps & OCTAVO_CONTROL) {
                *changed |= OCTAVO_CONTROL;
                at += length;
                continue;
            }
        }
        if (run.bytes) out = end_run(&run, steps, out == start, out, changed);
        if (flags & steps & (OCTAVO_QUOTE | OCTAVO_DASH)) {
            bool quote = flags & OCTAVO_QUOTE;
            *changed |= quote ? OCTAVO_QUOTE : OCTAVO_DASH;
            // Those from U+201C on are double.
            *out++ = quote ? code < 0x201C || code == 0x2BC ? '\'' : '"' : '-';
            at += length;
        } else if (byte >= 0x80) {
            for (size_t index = 0; index < length; index++) *out++ = bytes[at + index];
            at += length;
        } else {
            *out++ = bytes[at++];
            while (count - at >= 16) {
                size_t plain = copy_plain(bytes + at, out);
                at += plain, out += plain;
                if (plain < 16) break;
            }
        }
    }
    if (run.bytes) out = end_run(&run, steps, true, out, changed);
    octavo_make_signs();
    *survey = *changed ? survey_of(start, (size_t)(out - start), true) : 0;
    return (size_t)(out - start);
}
