#include "normalizing_internal.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "mojibake_tables.h"

// Texts in UTF-8 that were read in a single-byte encoding, found by characters side by side that hardly stand together otherwise, as ftfy
// does (mojibake_signs.c), and what they were.

enum { ROWS = sizeof letters / sizeof *letters };
// In which encodings a row's character has a place, a bit each; and which bytes of UTF-8 it may be.
static uint16_t encodings[ROWS];
static uint8_t roles[ROWS];

// The row of each code point below 0x10000 in `letters`, one more than it; 0 for none.
static uint16_t rows[0x10000];
uint16_t octavo_signs_of_codes[0x10000];
static pthread_once_t made = PTHREAD_ONCE_INIT;

// Letters follow each other in every text, in capitals too where they are not Latin. These two come after others in Cyrillic's mojibake.
enum { QUIET = LOWER | UPPER_PLAIN | LOWER_PLAIN | FACE };
static bool is_quiet(uint32_t code, unsigned sign) { return !(sign & ~QUIET) && code != 0x402 && code != 0x45E; }

static inline bool within(uint8_t byte, uint8_t first, uint8_t last) { return byte >= first && byte <= last; }

// The first of so many bytes of a character in UTF-8, one that goes on, and one that does nothing else beside mojibake.
enum { FIRST_OF_TWO = 1, FIRST_OF_THREE = 2, FIRST_OF_FOUR = 4, GOES_ON = 8, ONLY_GOES_ON = 16 };

static uint8_t roles_in(uint16_t row) {
    unsigned found = 0;
    for (int encoding = LATIN_1; encoding <= CP1257; encoding++) {
        uint8_t byte = letters[row].bytes[encoding];
        if (within(byte, 0xC2, 0xDF)) found |= FIRST_OF_TWO;
        if (within(byte, 0xE0, 0xEF)) found |= FIRST_OF_THREE;
        if (byte == 0xF0 || byte == 0xF3) found |= FIRST_OF_FOUR;
        if (within(byte, 0x80, 0xBF)) found |= GOES_ON;
    }
    // Quotation marks, dashes and the like beside mojibake may stand for themselves.
    uint32_t code = letters[row].code;
    bool itself = (code >= 0x2010 && code < 0x2020) || code == 0x2022 || code == 0x2026;
    if (found & GOES_ON && !itself) found |= ONLY_GOES_ON;
    return (uint8_t)found;
}

static void make(void) {
    for (uint16_t row = 0; row < ROWS; row++) {
        roles[row] = roles_in(row);
        for (int encoding = 0; encoding < ENCODINGS; encoding++) {
            encodings[row] |= (uint16_t)((letters[row].bytes[encoding] != 0) << encoding);
        }
        uint32_t code = letters[row].code;
        unsigned sign = letters[row].sign;
        rows[code] = (uint16_t)(row + 1);
        // Â, Ã, Œ and œ tell with ASCII after them.
        bool alone = sign & C1 || code == 0xC2 || code == 0xC3 || code == 0x152 || code == 0x153;
        octavo_signs_of_codes[code] = (uint16_t)(sign | (is_quiet(code, sign) ? 0 : LOUD) | (alone ? ALONE : 0));
    }
}

void octavo_make_signs(void) { pthread_once(&made, make); }

// Encodings that have free places, where programs put whatever the byte is, and where what was lost is a replacement character.
static bool is_sloppy(int encoding) { return encoding >= CP1252 && encoding <= CP1257; }
// What stands for a byte whose character was lost.
enum { LOST = 0x1A };

// In which encodings all characters of a text have a place, a bit each.
static unsigned possible_encodings(const uint8_t *bytes, size_t count) {
    unsigned possible = (1u << ENCODINGS) - 1, sloppy = 0;
    for (int encoding = 0; encoding < ENCODINGS; encoding++) sloppy |= (unsigned)is_sloppy(encoding) << encoding;
    for (size_t at = 0; at < count && possible;) {
        at += ascii_length(bytes, count, at);
        if (at == count) break;
        size_t length;
        uint32_t code = decode(bytes, count, at, &length);
        at += length;
        if (code == LOST) possible &= ~sloppy;
        if (code < 0x80) continue;
        if (code == 0xFFFD) {
            possible &= sloppy;
            continue;
        }
        if (code >= 0x10000 || !rows[code]) return 0;
        possible &= encodings[rows[code] - 1];
    }
    return possible;
}

static size_t write_in(int encoding, const uint8_t *bytes, size_t count, uint8_t *out) {
    size_t written = 0;
    for (size_t at = 0; at < count;) {
        size_t plain = ascii_length(bytes, count, at), length;
        memcpy(out + written, bytes + at, plain);
        at += plain, written += plain;
        if (at == count) break;
        uint32_t code = decode(bytes, count, at, &length);
        at += length;
        out[written++] = code < 0x80 ? (uint8_t)code : code == 0xFFFD ? LOST : letters[rows[code] - 1].bytes[encoding];
    }
    return written;
}

static inline bool continues(uint8_t byte) { return (byte & 0xC0) == 0x80; }
static inline bool is_lost(uint8_t byte) { return byte == LOST || byte == '?'; }
static inline bool may_continue(uint8_t byte) { return byte == LOST || continues(byte); }

// How many bytes from `in` on are a character of which some bytes were lost, at most one of them as a question mark; 0 for none.
static size_t lost_length(const uint8_t *in, size_t left) {
    uint8_t first = in[0];
    if (first == LOST) return 1;
    if (left < 2) return 0;
    if (within(first, 0xC2, 0xDF)) return in[1] == LOST || (first <= 0xC3 && in[1] == '?') ? 2 : 0;
    if (first == 0xED && left >= 6 && within(in[1], 0xA0, 0xAF) && in[3] == 0xED && within(in[4], 0xB0, 0xBF)) {
        if ((is_lost(in[2]) && (is_lost(in[5]) || continues(in[5]))) || (continues(in[2]) && is_lost(in[5]))) return 6;
    }
    size_t wanted = within(first, 0xE0, 0xEF) ? 3 : within(first, 0xF0, 0xF4) ? 4 : 0;
    if (!wanted || left < wanted) return 0;
    size_t lost = 0, questions = 0;
    for (size_t index = 1; index < wanted; index++) {
        if (in[index] == '?') questions++;
        else if (!may_continue(in[index])) return 0;
        lost += is_lost(in[index]);
    }
    return lost && questions <= 1 ? wanted : 0;
}

static bool is_a_word_of_portuguese(const uint8_t *in, size_t left) {
    return (left >= 5 && (!memcmp(in, "quele", 5) || !memcmp(in, "quela", 5) || !memcmp(in, "quilo", 5))) || (left >= 2 && !memcmp(in, "s ", 2));
}

// A character one of whose bytes, 0xA0, became a space. Writes its bytes and how many were read; 0 for none.
static size_t spaced_character(const uint8_t *in, size_t left, uint8_t *out, size_t *read) {
    uint8_t first = in[0];
    if (left < 2) return 0;
    if (first == 0xC3 && in[1] == ' ' && !(left > 2 && (in[2] == ' ' || is_a_word_of_portuguese(in + 2, left - 2)))) {
        // à alone: the space is one.
        *read = 2;
        memcpy(out, "\xC3\xA0 ", 3);
        return 3;
    }
    size_t wanted = 0;
    if (in[1] == ' ' && (first == 0xC2 || first == 0xC3 || first == 0xC5 || first == 0xCE || first == 0xD0 || first == 0xD9)) wanted = 2;
    if (left >= 3) {
        bool plain = continues(in[2]) && in[2] != 0x85 && in[2] != 0xA0;
        if ((first == 0xE2 || first == 0xE3) && in[1] == ' ' && plain) wanted = 3;
        if (within(first, 0xE0, 0xE3) && continues(in[1]) && in[1] != 0x85 && in[1] != 0xA0 && in[2] == ' ') wanted = 3;
    }
    if (first == 0xF0 && left >= 4) {
        int spaces = (in[1] == ' ') + (in[2] == ' ') + (in[3] == ' ');
        int others = continues(in[1]) + continues(in[2]) + continues(in[3]);
        if (spaces == 1 && others == 2) wanted = 4;
    }
    for (size_t index = 0; index < wanted; index++) out[index] = in[index] == ' ' ? 0xA0 : in[index];
    size_t length;
    if (!wanted || decode(out, wanted, 0, &length) == NO_CODE) return 0;
    *read = wanted;
    return wanted;
}

// Bytes as UTF-8, or as what Java and old databases write for it, with what an encoding lost on the way. SIZE_MAX where they are none.
static size_t read_loosely(int encoding, const uint8_t *in, size_t count, uint8_t *out) {
    uint8_t *start = out;
    for (size_t at = 0; at < count;) {
        size_t plain = ascii_length(in, count, at);
        memcpy(out, in + at, plain);
        at += plain, out += plain;
        if (at == count) break;
        uint8_t first = in[at];
        if (first < 0x80 && (first != LOST || !is_sloppy(encoding))) {
            *out++ = first;
            at++;
            continue;
        }
        size_t left = count - at, length;
        if (first != LOST && decode(in, count, at, &length) != NO_CODE) {
            memcpy(out, in + at, length);
            out += length;
            at += length;
            continue;
        }
        if (encoding != MAC_ROMAN) {
            size_t written = spaced_character(in + at, left, out, &length);
            if (written) {
                out += written;
                at += length;
                continue;
            }
        }
        size_t lost = is_sloppy(encoding) ? lost_length(in + at, left) : 0;
        if (lost) {
            out += encode(0xFFFD, out);
            at += lost;
        } else if (first == 0xC0 && left >= 2 && in[at + 1] == 0x80) {
            *out++ = 0;
            at += 2;
        } else if (first == 0xED && left >= 3 && within(in[at + 1], 0xA0, 0xBF) && continues(in[at + 2])) {
            // Half of a pair of UTF-16, or both.
            uint32_t high = 0xD000u | (uint32_t)(in[at + 1] & 0x3F) << 6 | (in[at + 2] & 0x3F), code = 0xFFFD;
            at += 3;
            if (high < 0xDC00 && left >= 6 && in[at] == 0xED && within(in[at + 1], 0xB0, 0xBF) && continues(in[at + 2])) {
                uint32_t low = 0xD000u | (uint32_t)(in[at + 1] & 0x3F) << 6 | (in[at + 2] & 0x3F);
                code = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                at += 3;
            }
            out += encode(code, out);
        } else {
            return SIZE_MAX;
        }
    }
    return (size_t)(out - start);
}

// The bytes that a character may be in the encodings near Latin-1.
static unsigned roles_of(uint32_t code) {
    if (code == ' ') return GOES_ON;
    return code < 0x80 || code >= 0x10000 || !rows[code] ? 0 : roles[rows[code] - 1];
}

// The end of the characters from `at` on that may each have been one byte of UTF-8, together whole characters; `at` where they are not.
static size_t run_end(const uint8_t *bytes, size_t count, size_t at) {
    for (;;) {
        unsigned own[4] = {0};
        size_t ends[4], place = at;
        for (int index = 0; index < 4; index++) {
            size_t length = 0;
            if (place < count) own[index] = roles_of(decode(bytes, count, place, &length));
            place += length;
            ends[index] = place;
        }
        if (own[0] & FIRST_OF_TWO && own[1] & GOES_ON) at = ends[1];
        else if (own[0] & FIRST_OF_THREE && own[1] & GOES_ON && own[2] & GOES_ON) at = ends[2];
        else if (own[0] & FIRST_OF_FOUR && own[1] & GOES_ON && own[2] & GOES_ON && own[3] & GOES_ON) at = ends[3];
        else return at;
    }
}

static size_t repair_whole(const uint8_t *bytes, size_t count, uint8_t *scratch, uint8_t *out) {
    unsigned possible = possible_encodings(bytes, count);
    for (int encoding = 0; encoding < ENCODINGS; encoding++) {
        if (!(possible >> encoding & 1)) continue;
        size_t written = read_loosely(encoding, scratch, write_in(encoding, bytes, count, scratch), out);
        if (written != SIZE_MAX) return written;
    }
    return SIZE_MAX;
}

// Of a text in several encodings: the parts that look like UTF-8 each alone.
static size_t repair_parts(const uint8_t *bytes, size_t count, uint8_t *scratch, uint8_t *out) {
    uint8_t *start = out;
    bool changed = false, goes_on = false;
    for (size_t at = 0; at < count;) {
        size_t plain = ascii_length(bytes, count, at), length;
        if (plain) {
            memcpy(out, bytes + at, plain);
            at += plain, out += plain;
            goes_on = false;
            if (at == count) break;
        }
        size_t end = at;
        uint32_t code = decode(bytes, count, at, &length);
        if (code >= 0x80 && code != NO_CODE && !goes_on) end = run_end(bytes, count, at);
        if (end > at) {
            size_t written = end - at < count && octavo_is_bad(bytes + at, end - at) ? repair_whole(bytes + at, end - at, scratch, out) : SIZE_MAX;
            if (written != SIZE_MAX) {
                out += written;
                changed = true;
                goes_on = false;
                at = end;
                continue;
            }
            memcpy(out, bytes + at, end - at);
            out += end - at;
            // What stands last in a run goes on from something.
            goes_on = true;
            at = end;
            continue;
        }
        memcpy(out, bytes + at, length);
        out += length;
        goes_on = code >= 0x80 && code != NO_CODE && roles_of(code) & ONLY_GOES_ON;
        at += length;
    }
    return changed ? (size_t)(out - start) : SIZE_MAX;
}

size_t octavo_repair_line(const uint8_t *bytes, size_t count, uint8_t *scratch, uint8_t *out) {
    octavo_make_signs();
    if (!octavo_is_bad(bytes, count)) return SIZE_MAX;
    size_t written = repair_whole(bytes, count, scratch, out);
    if (written != SIZE_MAX) return written;
    written = repair_parts(bytes, count, scratch, out);
    if (written != SIZE_MAX) return written;
    // Controls from Latin-1 are what Windows-1252 has there, as browsers read them.
    uint8_t *start = out;
    bool changed = false;
    for (size_t at = 0; at < count;) {
        size_t plain = ascii_length(bytes, count, at);
        memcpy(out, bytes + at, plain);
        at += plain, out += plain;
        if (at == count) break;
        if (bytes[at] == 0xC2 && at + 1 < count && within(bytes[at + 1], 0x80, 0x9F)) {
            uint32_t code = octavo_windows_code(bytes[at + 1]);
            changed = changed || code != bytes[at + 1];
            out += encode(code, out);
            at += 2;
        } else {
            *out++ = bytes[at++];
        }
    }
    return changed ? (size_t)(out - start) : SIZE_MAX;
}
