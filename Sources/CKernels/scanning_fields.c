#include "scanning_internal.h"
#include <math.h>

// What one field's text is. Leading zeros, a plus sign and whole numbers beyond 64 bits make it a text: they are codes.
static inline uint32_t integer_field(const uint8_t *p, size_t length, int64_t *value) {
    bool negative = length > 0 && *p == '-';
    size_t digits = length - negative;
    if (digits == 0 || digits > 19) return 0;
    const uint8_t *q = p + negative;
    if (*q == '0' && (digits > 1 || negative)) return 0;
    uint64_t number = 0;
    for (size_t i = 0; i < digits; i++) {
        if (!octavo_is_digit(q[i])) return 0;
        number = number * 10 + (uint64_t)(q[i] - '0');
    }
    if (number > (uint64_t)INT64_MAX + negative) return 0;
    *value = (int64_t)(negative ? 0 - number : number);
    return OCTAVO_FIELD_INTEGER;
}

static inline uint32_t number_field(const uint8_t *p, size_t length, double *value) {
    int64_t integer = 0;
    if (integer_field(p, length, &integer)) {
        *value = (double)integer;
        return OCTAVO_FIELD_INTEGER;
    }
    uint8_t first = *p;
    if (first == '-' && length > 1) first = p[1];
    if (octavo_is_digit(first)) {
        int kind = octavo_number(p, length, &integer, value);
        if (kind == 1) {
            *value = -0.0; // the only whole number that integer_field refuses and JSON takes
            return OCTAVO_FIELD_FLOAT;
        }
        if (kind == 0) return 0;
        for (size_t i = 0; i < length; i++) {
            if (p[i] == '.' || (p[i] | 0x20) == 'e') return OCTAVO_FIELD_FLOAT;
        }
        return 0; // a whole number beyond 64 bits
    }
    if ((length == 3 && (!memcmp(p, "nan", 3) || !memcmp(p, "NaN", 3)))) { *value = NAN; return OCTAVO_FIELD_FLOAT; }
    if (length == 3 && !memcmp(p, "inf", 3)) { *value = INFINITY; return OCTAVO_FIELD_FLOAT; }
    if (length == 4 && !memcmp(p, "-inf", 4)) { *value = -INFINITY; return OCTAVO_FIELD_FLOAT; }
    return 0;
}

static inline int bool_field(const uint8_t *p, size_t length) {
    if (length == 4 && !memcmp(p, "true", 4)) return 1;
    if (length == 5 && !memcmp(p, "false", 5)) return 0;
    return -1;
}

static inline int digits_at(const uint8_t *p, int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (!octavo_is_digit(p[i])) return -1;
        value = value * 10 + (p[i] - '0');
    }
    return value;
}

static bool date_field(const uint8_t *p, size_t length, int64_t *days) {
    static const uint8_t month_days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (length != 10 || p[4] != '-' || p[7] != '-') return false;
    int year = digits_at(p, 4), month = digits_at(p + 5, 2), day = digits_at(p + 8, 2);
    if (year < 0 || month < 1 || month > 12 || day < 1) return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (day > month_days[month - 1] + (month == 2 && leap)) return false;
    // Howard Hinnant, days_from_civil, for years from 0 on.
    int64_t shifted = month <= 2 ? year - 1 : year;
    int64_t era = (shifted >= 0 ? shifted : shifted - 399) / 400;
    int64_t year_of_era = shifted - era * 400;
    int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    *days = era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
    return true;
}

// YYYY-MM-DDTHH:MM[:SS[.fraction]] with Z or ±HH:MM; a space may stand for the T. Digits beyond microseconds must be zeros.
static bool time_field(const uint8_t *p, size_t length, int64_t *microseconds) {
    int64_t days;
    if (length < 17 || !date_field(p, 10, &days) || (p[10] != 'T' && p[10] != ' ') || p[13] != ':') return false;
    int hour = digits_at(p + 11, 2), minute = digits_at(p + 14, 2), second = 0;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return false;
    size_t at = 16;
    int64_t fraction = 0;
    if (p[at] == ':') {
        if (length < 20) return false;
        second = digits_at(p + 17, 2);
        if (second < 0 || second > 59) return false;
        at = 19;
        if (p[at] == '.') {
            at++;
            size_t first = at;
            int64_t unit = 100000;
            while (at < length && octavo_is_digit(p[at])) {
                if (unit == 0 && p[at] != '0') return false;
                fraction += (p[at] - '0') * unit;
                unit /= 10;
                at++;
            }
            if (at == first) return false;
        }
    }
    int64_t offset = 0;
    if (at >= length) return false;
    if (p[at] == 'Z') {
        if (at + 1 != length) return false;
    } else {
        if ((p[at] != '+' && p[at] != '-') || (length - at != 6 && length - at != 5)) return false;
        bool colon = length - at == 6;
        if (colon && p[at + 3] != ':') return false;
        int hours = digits_at(p + at + 1, 2), minutes = digits_at(p + at + (colon ? 4 : 3), 2);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return false;
        offset = (hours * 60 + minutes) * (p[at] == '-' ? -1 : 1);
    }
    *microseconds = (((days * 24 + hour) * 60 + minute - offset) * 60 + second) * 1000000 + fraction;
    return true;
}

// Slices that need decoding hold a quote or a byte beyond ASCII, which no number, date or time does.
static inline bool is_plain(octavo_slice slice) { return !(slice.length & ~OCTAVO_LENGTH) && slice.length > 0; }

uint32_t octavo_field_kinds(const uint8_t *bytes, const octavo_slice *slices, size_t count) {
    uint32_t kinds = 0;
    int64_t whole;
    double number;
    for (size_t i = 0; i < count; i++) {
        octavo_slice slice = slices[i];
        if (slice.offset == OCTAVO_NULL) continue;
        const uint8_t *p = bytes + slice.offset;
        uint32_t kind = OCTAVO_FIELD_TEXT;
        if (is_plain(slice)) {
            uint32_t found = number_field(p, slice.length, &number);
            if (found) kind = found;
            else if (bool_field(p, slice.length) >= 0) kind = OCTAVO_FIELD_BOOL;
            else if (date_field(p, slice.length, &whole)) kind = OCTAVO_FIELD_DATE;
            else if (time_field(p, slice.length, &whole)) kind = OCTAVO_FIELD_TIME;
        }
        kinds |= kind;
        if (kinds & OCTAVO_FIELD_TEXT) return kinds;
        // Kinds that mix to text need no further look.
        if ((kinds & (kinds - 1)) && kinds != (OCTAVO_FIELD_INTEGER | OCTAVO_FIELD_FLOAT)) return kinds | OCTAVO_FIELD_TEXT;
    }
    return kinds;
}

#define FIELDS(test, fallback)                                                                                                 \
    memset(validity, 0, (count + 63) / 64 * 8);                                                                                \
    for (size_t i = 0; i < count; i++) {                                                                                       \
        octavo_slice slice = slices[i];                                                                                        \
        if (slice.offset == OCTAVO_NULL) { fallback; continue; }                                                               \
        const uint8_t *p = bytes + slice.offset;                                                                               \
        if (!is_plain(slice) || !(test)) return i;                                                                             \
        validity[i >> 6] |= 1ull << (i & 63);                                                                                  \
    }                                                                                                                          \
    return count;

size_t octavo_field_integers(const uint8_t *bytes, const octavo_slice *slices, size_t count, int64_t *values, uint64_t *validity) {
    FIELDS(integer_field(p, slice.length, &values[i]), values[i] = 0)
}

size_t octavo_field_floats(const uint8_t *bytes, const octavo_slice *slices, size_t count, double *values, uint64_t *validity) {
    FIELDS(number_field(p, slice.length, &values[i]), values[i] = 0)
}

size_t octavo_field_dates(const uint8_t *bytes, const octavo_slice *slices, size_t count, int64_t *values, uint64_t *validity) {
    FIELDS(date_field(p, slice.length, &values[i]), values[i] = 0)
}

size_t octavo_field_times(const uint8_t *bytes, const octavo_slice *slices, size_t count, int64_t *values, uint64_t *validity) {
    FIELDS(time_field(p, slice.length, &values[i]), values[i] = 0)
}

size_t octavo_field_bools(const uint8_t *bytes, const octavo_slice *slices, size_t count, uint64_t *values, uint64_t *validity) {
    memset(validity, 0, (count + 63) / 64 * 8);
    memset(values, 0, (count + 63) / 64 * 8);
    for (size_t i = 0; i < count; i++) {
        octavo_slice slice = slices[i];
        if (slice.offset == OCTAVO_NULL) continue;
        int bit = is_plain(slice) ? bool_field(bytes + slice.offset, slice.length) : -1;
        if (bit < 0) return i;
        values[i >> 6] |= (uint64_t)bit << (i & 63);
        validity[i >> 6] |= 1ull << (i & 63);
    }
    return count;
}
