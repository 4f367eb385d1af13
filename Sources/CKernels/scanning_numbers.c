#define _GNU_SOURCE
#include "scanning_internal.h"
#include <locale.h>
#include <pthread.h>
#include <stdlib.h>

static const double exact_powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                      1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
static const uint64_t whole_powers[] = {1ull,
                                        10ull,
                                        100ull,
                                        1000ull,
                                        10000ull,
                                        100000ull,
                                        1000000ull,
                                        10000000ull,
                                        100000000ull,
                                        1000000000ull,
                                        10000000000ull,
                                        100000000000ull,
                                        1000000000000ull,
                                        10000000000000ull,
                                        100000000000000ull,
                                        1000000000000000ull,
                                        10000000000000000ull,
                                        100000000000000000ull,
                                        1000000000000000000ull,
                                        10000000000000000000ull};

static locale_t plain_locale;
static pthread_once_t plain_locale_once = PTHREAD_ONCE_INIT;
static void make_plain_locale(void) { plain_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0); }

// Any length, any exponent: the C library's conversion is exact. Its decimal point must not depend on the locale.
static double slow_decimal(const uint8_t *text, size_t length) {
    char small[64];
    char *copy = length < sizeof small ? small : malloc(length + 1);
    if (!copy) return 0;
    memcpy(copy, text, length);
    copy[length] = 0;
    pthread_once(&plain_locale_once, make_plain_locale);
    double value = plain_locale ? strtod_l(copy, NULL, plain_locale) : strtod(copy, NULL);
    if (copy != small) free(copy);
    return value;
}

// mantissa / 10^power, rounded once: the quotient keeps at least 62 bits and its last bit stands for the remainder.
static double divided(uint64_t mantissa, unsigned power) {
    uint64_t divisor = whole_powers[power];
    int up = __builtin_clzll(mantissa), down = __builtin_clzll(divisor);
    unsigned __int128 numerator = (unsigned __int128)(mantissa << up) << 63;
    uint64_t scaled = divisor << down;
    unsigned __int128 quotient = numerator / scaled;
    uint64_t bits = (uint64_t)quotient | (uint64_t)(numerator % scaled != 0);
    int exponent = down - up - 63;
    // 2^exponent is a normal number: |exponent| < 200, so the product is exact but for the rounding of `bits`.
    union { uint64_t bits; double value; } scale = {.bits = (uint64_t)(1023 + exponent) << 52};
    return (double)bits * scale.value;
}

int octavo_number_at(const uint8_t *p, const uint8_t *end, const uint8_t **after, int64_t *integer, double *number) {
    const uint8_t *start = p;
    bool negative = p < end && *p == '-';
    p += negative;
    if (p >= end || !octavo_is_digit(*p)) { *after = p; return 0; }
    uint64_t mantissa = 0;
    const uint8_t *digits = p;
    if (*p == '0') {
        p++;
    } else {
        while (p < end && octavo_is_digit(*p)) mantissa = mantissa * 10 + (uint64_t)(*p++ - '0');
    }
    size_t digit_count = (size_t)(p - digits);
    int64_t exponent = 0;
    bool is_float = false;
    if (p < end && *p == '.') {
        is_float = true;
        const uint8_t *fraction = ++p;
        while (p < end && octavo_is_digit(*p)) mantissa = mantissa * 10 + (uint64_t)(*p++ - '0');
        if (p == fraction) { *after = p; return 0; }
        exponent = -(int64_t)(p - fraction);
        digit_count += (size_t)(p - fraction);
    }
    if (p < end && (*p | 0x20) == 'e') {
        is_float = true;
        p++;
        bool down = p < end && *p == '-';
        if (p < end && (*p == '-' || *p == '+')) p++;
        const uint8_t *first = p;
        int64_t given = 0;
        while (p < end && octavo_is_digit(*p)) {
            if (given < 100000000) given = given * 10 + (*p - '0');
            p++;
        }
        if (p == first) { *after = p; return 0; }
        exponent += down ? -given : given;
    }
    *after = p;
    if (digit_count > 19) {
        *number = slow_decimal(start, (size_t)(p - start));
        return 2;
    }
    if (!is_float) {
        if (mantissa <= (uint64_t)INT64_MAX + negative) {
            *integer = (int64_t)(negative ? 0 - mantissa : mantissa);
            return 1;
        }
        *number = negative ? -(double)mantissa : (double)mantissa;
        return 2;
    }
    double value;
    if (mantissa == 0) {
        value = 0;
    } else if (mantissa <= 1ull << 53 && exponent >= -22 && exponent <= 22) {
        value = exponent < 0 ? (double)mantissa / exact_powers[-exponent] : (double)mantissa * exact_powers[exponent];
    } else if (exponent == 0) {
        value = (double)mantissa;
    } else if (exponent < 0 && exponent >= -19) {
        value = divided(mantissa, (unsigned)-exponent);
    } else {
        *number = slow_decimal(start, (size_t)(p - start));
        return 2;
    }
    *number = negative ? -value : value;
    return 2;
}

int octavo_number(const uint8_t *bytes, size_t count, int64_t *integer, double *number) {
    const uint8_t *after;
    int kind = octavo_number_at(bytes, bytes + count, &after, integer, number);
    return after == bytes + count ? kind : 0;
}
