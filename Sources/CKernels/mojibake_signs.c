#include "normalizing_internal.h"

#include <string.h>

#include "mojibake_tables.h"

// What tells of mojibake: kinds of characters that hardly follow each other, and what the commonest sequences become in each encoding.

static bool is_one_of(uint32_t code, const uint16_t *set) {
    for (; *set; set++) {
        if (*set == code) return true;
    }
    return false;
}
#define ONE_OF(code, ...) is_one_of(code, (const uint16_t[]){__VA_ARGS__, 0})

static inline unsigned sign_of(uint32_t code) {
    return code < 0x10000 ? octavo_signs_of_codes[code] & (LOUD - 1) : 0;
}

enum {
    LATIN = UPPER | LOWER,
    PLAIN = UPPER_PLAIN | LOWER_PLAIN,
    QUOTING = OPENING | CLOSING,
    NO_WORD = LATIN | BOX | QUOTING | CURRENCY | NUMERIC | LAW,
};

// What hardly follows a character of each kind.
static unsigned unlikely_after(unsigned sign) {
    unsigned next = 0;
    if (sign & NO_WORD) next |= BAD;
    if (sign & BAD) next |= NO_WORD;
    if (sign & (LOWER | LOWER_PLAIN | BOX | CLOSING | CURRENCY | NUMERIC)) next |= UPPER;
    if (sign & (BOX | CLOSING | CURRENCY | NUMERIC)) next |= LOWER;
    if (sign & (LOWER | BOX | CLOSING)) next |= CURRENCY;
    if (sign & (UPPER | BOX)) next |= NUMERIC | LAW;
    if (sign & (CURRENCY | NUMERIC | BOX)) next |= OPENING;
    if (sign & BOX) next |= FACE | CLOSING;
    if (sign & (LATIN | CURRENCY | NUMERIC | QUOTING | LAW)) next |= BOX;
    return next;
}

static inline bool is_small(uint32_t code) { return code - 'a' < 26; }
static inline bool is_ascii_letter(uint32_t code) { return code < 0x80 && (code | 0x20) - 'a' < 26; }
// Roughly: letters and digits, of any script.
static bool is_word(uint32_t code, unsigned sign) {
    if (code < 0x80) return is_ascii_letter(code) || code - '0' < 10 || code == '_';
    if (sign) return sign & (LATIN | PLAIN | FACE) && code != 0xB0;
    return code >= 0xC0 && code != NO_CODE && code != 0xD7 && code != 0xF7 && !(code >= 0x2000 && code < 0x2C00) &&
           !(code >= 0x3000 && code < 0x3005) && !(code >= 0xE000 && code < 0xF900) && code < 0x1F000;
}

// The next two characters, and the one before; 0 beyond the ends.
typedef struct {
    uint32_t before, code, next, third;
    unsigned sign, next_sign, third_sign;
    size_t end; // of the third
} surroundings;

// Sequences by what they are in UTF-8: the first byte of two or three in common scripts and signs, as each encoding shows it.
static bool is_known(const uint8_t *bytes, size_t count, const surroundings *s) {
    uint32_t next = s->next;
    switch (s->code) {
    case 0x152: case 0x153: // Œ œ stand before Latin letters, or at the end.
        return next && !is_ascii_letter(next);
    case 0xC3: // Ã: Latin letters
        if (next == 0xA0 || next == 0xA1) return true;
        // fall through
    case 0xC2: case 0xCE: case 0xD0: // Â Î Ð: Latin signs, Greek, Cyrillic
        if (s->next_sign & QUOTING) return true;
        if (ONE_OF(next, 0x20AC, 0x153, 0x160, 0x161, 0xA2, 0xA3, 0x178, 0x17D, 0x17E, 0xA0, 0xAD, 0xB0, 0xB7, 0x2013, 0x2014, 0xB4)) return true;
        return false;
    case 0xD7: return next == 0xB2 || next == 0xB3; // ×: Hebrew
    case 0xD8: case 0xD9: { // Ø Ù: Arabic, of signs that stand anywhere, so two in a row
        unsigned any = COMMON | CURRENCY | BAD | NUMERIC | OPENING;
        if (!(s->next_sign & any) && !ONE_OF(next, 0x178, 0x160, 0xAE, 0xB0, 0xB5, 0xBB)) return false;
        if ((s->third != 0xD8 && s->third != 0xD9) || s->end >= count) return false;
        size_t length;
        uint32_t fourth = decode(bytes, count, s->end, &length);
        return sign_of(fourth) & any || ONE_OF(fourth, 0x178, 0x160, 0xAE, 0xB0, 0xB5, 0xBB);
    }
    case 0xE0: return ONE_OF(next, 0xB2, 0xB5, 0xB9, 0xBC, 0xBD, 0xBE); // à: scripts of South Asia
    // As Mac OS Roman shows it: √ for Ã, ≈ for Å, ‚Ä for â€.
    case 0x221A: return ONE_OF(next, 0xB1, 0x2202, 0x2020, 0x2260, 0xAE, 0x2122, 0xB4, 0x2264, 0x2265, 0xA5, 0xB5, 0xF8);
    case 0x2248: return next == 0xB0 || next == 0xA2;
    case 0x201A:
        if (next == 0xC4) {
            return ONE_OF(s->third, 0xEC, 0xEE, 0xEF, 0xF2, 0xF4, 0xF6, 0xFA, 0xF9, 0xFB, 0x2020, 0xB0, 0xA2, 0x3C0);
        }
        return (next == 0xE2 || next == 0xF3) && ONE_OF(s->third, 0xE0, 0xE4, 0xB0, 0xEA);
    // As Windows-1251 shows it: вЂ for â€; ВГРС for Latin letters and Cyrillic, which alone could be words.
    case 0x432: return next == 0x402;
    case 0x413:
        if (next == 0x45E && s->third == 0x412 && s->end + 4 < count && !memcmp(bytes + s->end, "\xD0\x82\xD0\x92", 4)) {
            size_t length;
            decode(bytes, count, s->end + 4, &length);
            size_t after = s->end + 4 + length;
            return after < count && (is_ascii_letter(bytes[after]) || bytes[after] == ' ');
        }
        // fall through
    case 0x412: case 0x420: case 0x421:
        return (s->next_sign & (C1 | BAD | QUOTING | CURRENCY) || next == 0xB0 || next == 0xB5) && ONE_OF(s->third, 0x412, 0x413, 0x420, 0x421);
    // As Windows-1253 shows it: β€ for â€, ΒΓΞΟ for Latin letters and Greek.
    case 0x3B2: return next == 0x20AC && ONE_OF(s->third, 0x2122, 0xA0, 0x386, 0xAD, 0xAE, 0xB0);
    case 0x392: case 0x393: case 0x39E: case 0x39F:
        return (s->next_sign & (C1 | BAD | QUOTING | CURRENCY) || next == 0xB0) && ONE_OF(s->third, 0x392, 0x393, 0x39E, 0x39F);
    case 0x101: return next == 0x20AC; // Windows-1257
    default: return false;
    }
}

// Â and Ã before a space that was a no-break space: Â after a word, Ã for à.
static bool is_before_lost_space(const uint8_t *bytes, size_t at, const surroundings *s) {
    if (s->code != 0xC2 && s->code != 0xC3) return false;
    uint32_t before = s->before;
    if (s->next == ' ') {
        if (!at || is_small(before)) return true;
        bool spaced = before == ' ' || (before < 0x80 && before - '\t' < 5);
        if (spaced && at >= 2 && is_small(bytes[at - 2])) return true;
    }
    bool may_end = is_small(before) || before == '.' || before == ',' || before == '?' || before == '!' || sign_of(before) & CLOSING;
    return s->code == 0xC2 && at && may_end && (s->next == ' ' || s->next_sign & QUOTING);
}

bool octavo_is_bad_at(const uint8_t *bytes, size_t count, size_t at) {
    octavo_make_signs();
    surroundings s = {0};
    size_t length;
    s.code = decode(bytes, count, at, &length);
    s.sign = sign_of(s.code);
    if (s.sign & C1) return true;
    s.end = at + length;
    if (s.end < count) {
        s.next = decode(bytes, count, s.end, &length);
        s.next_sign = sign_of(s.next);
        s.end += length;
        if (s.end < count) {
            s.third = decode(bytes, count, s.end, &length);
            s.third_sign = sign_of(s.third);
            s.end += length;
        }
    }
    if (s.next_sign & unlikely_after(s.sign)) return true;
    if (at) {
        size_t before = at - 1;
        while (before && at - before < 4 && (bytes[before] & 0xC0) == 0x80) before--;
        s.before = decode(bytes, at, before, &length);
    }
    bool spaced = at && (s.before == ' ' || s.before == 0xA0 || (s.before < 0x80 && s.before - '\t' < 5));
    if (s.sign & PLAIN && s.next_sign & BAD && is_ascii_letter(s.before)) return true;
    if (s.sign & UPPER) {
        if (s.next == 0xB0) return true;
        if (s.next_sign & CURRENCY && spaced) return true;
        if (s.next_sign & (OPENING | CURRENCY) && is_small(s.before)) return true;
    }
    if (s.sign & (LATIN | BOX | CURRENCY | CLOSING) && s.next_sign & OPENING && s.third_sign & NUMERIC) return true;
    if (s.sign & (LATIN | CURRENCY | NUMERIC | BOX | LAW) && s.next_sign & CLOSING && s.third_sign & OPENING) return true;
    if (s.sign & LATIN && s.next_sign & QUOTING && s.third && is_word(s.third, s.third_sign)) return true;
    return is_before_lost_space(bytes, at, &s) || is_known(bytes, count, &s);
}

bool octavo_is_bad(const uint8_t *bytes, size_t count) {
    last_sign last = {0, 0, 0};
    for (size_t at = 0; at < count;) {
        at += ascii_length(bytes, count, at);
        if (at == count) break;
        size_t length;
        uint32_t code = decode(bytes, count, at, &length);
        if (sign_of(code) && makes_bad(bytes, count, at, length, code, &last)) return true;
        at += length;
    }
    return false;
}
