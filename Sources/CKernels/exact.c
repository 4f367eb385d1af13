// Sums that do not depend on the order of their terms, and sorting by digits.
#include "arithmetic.h"
#include "cloned.h"
#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { limb_count = 68 };

void octavo_exact_clear(octavo_exact_sum *sum) {
    memset(sum, 0, sizeof *sum);
}

// Leaves every limb but the last in 0 ..< 2^32.
static void carry(octavo_exact_sum *sum) {
    for (int i = 0; i + 1 < limb_count; i++) {
        int64_t high = sum->limbs[i] >> 32;
        sum->limbs[i] -= (int64_t)((uint64_t)high << 32);
        sum->limbs[i + 1] += high;
    }
    sum->pending = 0;
}

static inline void add_one(octavo_exact_sum *sum, double value) {
    uint64_t bits;
    memcpy(&bits, &value, 8);
    int exponent = (int)(bits >> 52) & 0x7FF;
    uint64_t mantissa = bits & 0xFFFFFFFFFFFFFu;
    if (exponent == 0x7FF) {
        if (mantissa) sum->not_a_number = 1;
        else if (bits >> 63) sum->negative_infinity = 1;
        else sum->positive_infinity = 1;
        return;
    }
    if (exponent) mantissa |= (uint64_t)1 << 52; else exponent = 1;
    int place = exponent - 1, shift = place & 31, limb = place >> 5;
    // 53 bits at up to 31: two limbs, the upper of at most 52 bits. A sign of all ones negates both.
    int64_t sign = (int64_t)bits >> 63;
    int64_t low = (int64_t)((mantissa << shift) & 0xFFFFFFFFu), high = (int64_t)(mantissa >> (32 - shift));
    sum->limbs[limb] += (low ^ sign) - sign;
    sum->limbs[limb + 1] += (high ^ sign) - sign;
    // 1000 terms of 2^52 stay far from 2^63.
    if (++sum->pending >= 1000) carry(sum);
}

static inline int is_valid(const uint64_t *valid, size_t row) { return !valid || (valid[row >> 6] >> (row & 63) & 1); }

// Values that are summed at once, as 64-bit numbers of one unit.
enum { block_count = 512 };
// Exponents so far apart leave 63 bits: a sign and 53 bits shifted by up to 10.
enum { widest_block = 10 };

// The least and the greatest exponent of the values that are not zero; 0 as the least stands for a subnormal one.
CLONED static void exponents(const double *values, uint64_t *least, uint64_t *greatest) {
    uint64_t low = 0x7FF, high = 0;
    for (size_t i = 0; i < block_count; i++) {
        uint64_t bits;
        memcpy(&bits, values + i, 8);
        bits &= INT64_MAX;
        uint64_t exponent = bits >> 52, as_least = bits ? exponent : 0x7FF;
        low = as_least < low ? as_least : low;
        high = exponent > high ? exponent : high;
    }
    *least = low;
    *greatest = high;
}

// The values in units of the least exponent's last place, as sums of their low and high halves.
CLONED static void halves(const double *values, uint64_t least, uint64_t *low, uint64_t *high) {
    uint64_t low_sum = 0, high_sum = 0;
    for (size_t i = 0; i < block_count; i++) {
        uint64_t bits;
        memcpy(&bits, values + i, 8);
        uint64_t magnitude = bits & INT64_MAX, sign = 0 - (bits >> 63);
        uint64_t mantissa = magnitude ? (bits & 0xFFFFFFFFFFFFFu) | (uint64_t)1 << 52 : 0;
        // Zero has no exponent to speak of, and zero shifted is zero.
        uint64_t whole = mantissa << (((magnitude >> 52) - least) & 63);
        whole = (whole ^ sign) - sign;
        low_sum += whole & 0xFFFFFFFFu;
        // Above zero by 2^31, so that the shift need not keep a sign.
        high_sum += (whole ^ (uint64_t)1 << 63) >> 32;
    }
    *low = low_sum;
    *high = high_sum;
}

static void add_block(octavo_exact_sum *sum, const double *values) {
    uint64_t least, greatest, low, high;
    exponents(values, &least, &greatest);
    if (greatest == 0 && least == 0x7FF) return;
    if (least == 0 || greatest == 0x7FF || greatest - least > widest_block) {
        for (size_t i = 0; i < block_count; i++) add_one(sum, values[i]);
        return;
    }
    halves(values, least, &low, &high);
    // Below 2^74; shifted by at most 31 bits it still fits.
    __int128_t total = (__int128_t)((int64_t)high - (int64_t)block_count * ((int64_t)1 << 31)) * ((__int128_t)1 << 32) + low;
    int place = (int)least - 1, limb = place >> 5;
    total *= (__int128_t)1 << (place & 31);
    for (int i = 0; i < 3; i++) {
        sum->limbs[limb + i] += (int64_t)(total & 0xFFFFFFFFu);
        total >>= 32;
    }
    sum->limbs[limb + 3] += (int64_t)total;
    if (++sum->pending >= 1000) carry(sum);
}

void octavo_exact_add(octavo_exact_sum *sum, const double *values, const uint64_t *valid, size_t count) {
    size_t i = 0;
    for (; i + block_count <= count; i += block_count) {
        double kept[block_count];
        const double *block = values + i;
        if (valid) {
            for (size_t k = 0; k < block_count; k++) kept[k] = is_valid(valid, i + k) ? block[k] : 0;
            block = kept;
        }
        add_block(sum, block);
    }
    for (; i < count; i++)
        if (is_valid(valid, i)) add_one(sum, values[i]);
}

void octavo_exact_add_groups(octavo_exact_sum *sums, int64_t *counts, const int32_t *groups, const double *values,
                             const uint64_t *valid, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (!is_valid(valid, i)) continue;
        add_one(sums + groups[i], values[i]);
        counts[groups[i]]++;
    }
}

void octavo_add_groups_i64(uint64_t *low, int64_t *high, int64_t *counts, const int32_t *groups, const int64_t *values,
                           const uint64_t *valid, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (!is_valid(valid, i)) continue;
        low[groups[i]] += (uint64_t)values[i] & 0xFFFFFFFFu;
        high[groups[i]] += values[i] >> 32;
        counts[groups[i]]++;
    }
}

// The sum of a few finite values as one whole number of the least one's last place. False where they are too far apart, or not finite.
static bool sum_few(const double *values, size_t count, double *sum) {
    uint64_t least = 0x7FF, greatest = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t bits;
        memcpy(&bits, values + i, 8);
        uint64_t exponent = bits >> 52 & 0x7FF;
        // Zero adds nothing, whatever its exponent; subnormal numbers have that of the least normal ones.
        if (bits << 1 == 0) continue;
        if (exponent == 0) exponent = 1;
        least = exponent < least ? exponent : least;
        greatest = exponent > greatest ? exponent : greatest;
    }
    if (greatest == 0x7FF) return false;
    if (greatest == 0) { *sum = 0; return true; }
    // 53 bits moved by up to 60, and up to 512 of them: below 2^123.
    if (greatest - least > 60) return false;
    __int128_t total = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t bits;
        memcpy(&bits, values + i, 8);
        if (bits << 1 == 0) continue;
        uint64_t exponent = bits >> 52 & 0x7FF, mantissa = bits & 0xFFFFFFFFFFFFFu;
        if (exponent) mantissa |= (uint64_t)1 << 52; else exponent = 1;
        __int128_t whole = (__int128_t)mantissa << (exponent - least);
        total += bits >> 63 ? -whole : whole;
    }
    // One rounding, to nearest and ties to even, in the conversion; the power of two changes no digit, since no unit is below the least
    // subnormal number.
    *sum = ldexp((double)total, (int)least - 1075);
    return true;
}

void octavo_exact_sums(const double *values, const uint64_t *valid, const int32_t *rows, const int64_t *starts, size_t groups, double *sums,
                       int64_t *counts) {
    double kept[block_count];
    for (size_t group = 0; group < groups; group++) {
        size_t from = (size_t)starts[group], to = (size_t)starts[group + 1], count = 0;
        if (to - from <= block_count) {
            for (size_t i = from; i < to; i++) {
                if (i + 16 < to) __builtin_prefetch(values + rows[i + 16]);
                kept[count] = values[rows[i]];
                count += is_valid(valid, (size_t)rows[i]);
            }
            counts[group] = (int64_t)count;
            if (sum_few(kept, count, &sums[group])) continue;
        }
        octavo_exact_sum sum;
        octavo_exact_clear(&sum);
        count = 0;
        for (size_t i = from; i < to; i++) {
            if (i + 16 < to) __builtin_prefetch(values + rows[i + 16]);
            if (!is_valid(valid, (size_t)rows[i])) continue;
            add_one(&sum, values[rows[i]]);
            count++;
        }
        counts[group] = (int64_t)count;
        sums[group] = octavo_exact_result(&sum);
    }
}

void octavo_whole_sums(const int64_t *values, const uint64_t *valid, const int32_t *rows, const int64_t *starts, size_t groups,
                       uint64_t *low, int64_t *high, int64_t *counts) {
    for (size_t group = 0; group < groups; group++) {
        uint64_t low_sum = 0;
        int64_t high_sum = 0, count = 0;
        for (int64_t i = starts[group]; i < starts[group + 1]; i++) {
            if (!is_valid(valid, (size_t)rows[i])) continue;
            low_sum += (uint64_t)values[rows[i]] & 0xFFFFFFFFu;
            high_sum += values[rows[i]] >> 32;
            count++;
        }
        low[group] = low_sum;
        high[group] = high_sum;
        counts[group] = count;
    }
}

void octavo_count_groups(int64_t *counts, const int32_t *groups, size_t count) {
    for (size_t i = 0; i < count; i++) counts[groups[i]]++;
}

void octavo_exact_merge(octavo_exact_sum *sum, octavo_exact_sum *other) {
    carry(other);
    carry(sum);
    for (int i = 0; i < limb_count; i++) sum->limbs[i] += other->limbs[i];
    carry(sum);
    sum->positive_infinity |= other->positive_infinity;
    sum->negative_infinity |= other->negative_infinity;
    sum->not_a_number |= other->not_a_number;
}

double octavo_exact_result(octavo_exact_sum *sum) {
    if (sum->not_a_number || (sum->positive_infinity && sum->negative_infinity)) return __builtin_nan("");
    if (sum->positive_infinity) return __builtin_inf();
    if (sum->negative_infinity) return -__builtin_inf();
    carry(sum);
    int64_t limbs[limb_count];
    memcpy(limbs, sum->limbs, sizeof limbs);
    int negative = limbs[limb_count - 1] < 0;
    if (negative) {
        int64_t borrow = 0;
        for (int i = 0; i < limb_count; i++) {
            int64_t value = -limbs[i] + borrow;
            borrow = 0;
            if (i + 1 < limb_count) {
                borrow = value >> 32;
                value -= (int64_t)((uint64_t)borrow << 32);
            }
            limbs[i] = value;
        }
    }
    int top = limb_count - 1;
    while (top >= 0 && limbs[top] == 0) top--;
    if (top < 0) return 0.0;
    int highest = top * 32 + 63 - __builtin_clzll((uint64_t)limbs[top]);
    uint64_t bits;
    if (highest <= 52) {
        bits = (uint64_t)limbs[0] | (uint64_t)limbs[1] << 32;
    } else {
        int shift = highest - 52, limb = shift >> 5, offset = shift & 31;
        __uint128_t window = 0;
        for (int i = 3; i >= 0; i--)
            window = window << 32 | (limb + i < limb_count ? (uint64_t)limbs[limb + i] & 0xFFFFFFFFu : 0);
        uint64_t mantissa = (uint64_t)(window >> offset) & 0x1FFFFFFFFFFFFFu;
        int half_place = shift - 1;
        int half = (int)(limbs[half_place >> 5] >> (half_place & 31)) & 1;
        int rest = (limbs[half_place >> 5] & (((int64_t)1 << (half_place & 31)) - 1)) != 0;
        for (int i = 0; i < half_place >> 5; i++) rest |= limbs[i] != 0;
        if (half && (rest || (mantissa & 1))) mantissa++;
        if (mantissa >> 53) { mantissa >>= 1; shift++; }
        bits = shift + 1 >= 0x7FF ? 0x7FF0000000000000u : (uint64_t)(shift + 1) << 52 | (mantissa & 0xFFFFFFFFFFFFFu);
    }
    if (negative) bits |= (uint64_t)1 << 63;
    double result;
    memcpy(&result, &bits, 8);
    return result;
}

void octavo_sort_pairs(uint64_t *keys, int32_t *rows, uint64_t *spare_keys, int32_t *spare_rows, size_t count) {
    if (count < 96) {
        for (size_t i = 1; i < count; i++) {
            uint64_t key = keys[i];
            int32_t row = rows[i];
            size_t j = i;
            for (; j > 0 && keys[j - 1] > key; j--) { keys[j] = keys[j - 1]; rows[j] = rows[j - 1]; }
            keys[j] = key;
            rows[j] = row;
        }
        return;
    }
    static _Thread_local size_t counts[8][256];
    memset(counts, 0, sizeof counts);
    for (size_t i = 0; i < count; i++)
        for (int d = 0; d < 8; d++) counts[d][keys[i] >> (8 * d) & 255]++;
    uint64_t *from_keys = keys, *to_keys = spare_keys;
    int32_t *from_rows = rows, *to_rows = spare_rows;
    for (int d = 0; d < 8; d++) {
        // A digit that all keys share moves nothing.
        if (counts[d][keys[0] >> (8 * d) & 255] == count) continue;
        size_t at = 0, starts[256];
        for (int v = 0; v < 256; v++) { starts[v] = at; at += counts[d][v]; }
        for (size_t i = 0; i < count; i++) {
            size_t to = starts[from_keys[i] >> (8 * d) & 255]++;
            to_keys[to] = from_keys[i];
            to_rows[to] = from_rows[i];
        }
        uint64_t *k = from_keys; from_keys = to_keys; to_keys = k;
        int32_t *r = from_rows; from_rows = to_rows; to_rows = r;
    }
    if (from_keys != keys) {
        memcpy(keys, from_keys, count * sizeof *keys);
        memcpy(rows, from_rows, count * sizeof *rows);
    }
}
