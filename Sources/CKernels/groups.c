#include "groups.h"
#include <math.h>
#include <string.h>

static inline int is_valid(const uint64_t *valid, size_t row) { return !valid || (valid[row >> 6] >> (row & 63) & 1); }

static inline __int128_t whole_of(const octavo_group_total *total) { return (__int128_t)total->high << 64 | total->low; }

static inline void set_whole(octavo_group_total *total, __int128_t whole) {
    total->low = (uint64_t)whole;
    total->high = (int64_t)(whole >> 64);
}

// MARK: - Sums

// Values up to so many powers of two above the unit are added as they are: 53 bits moved by 60, and room for 2^14 of the largest.
enum { widest = 60 };

// Adds a value; 0 where the total has no room for it.
static inline int add_float(octavo_group_total *total, double value) {
    uint64_t bits;
    memcpy(&bits, &value, 8);
    // Zero adds nothing, whatever its exponent.
    if (bits << 1 == 0) {
        total->count++;
        return 1;
    }
    int32_t exponent = (int32_t)(bits >> 52) & 0x7FF;
    uint64_t mantissa = bits & 0xFFFFFFFFFFFFFu;
    if (exponent) mantissa |= (uint64_t)1 << 52; else exponent = 1;
    uint32_t shift = (uint32_t)(exponent - total->least);
    if (shift > widest) {
        if (total->least != octavo_no_unit || exponent == 0x7FF) return 0;
        // The first value stands in the middle. No unit lets infinity and NaN in.
        total->least = exponent - widest / 2 < 1 ? 1 : exponent - widest / 2;
        if (total->least > 0x7FE - widest) total->least = 0x7FE - widest;
        shift = (uint32_t)(exponent - total->least);
    }
    // The shift is below 64, which the compiler does not know.
    uint64_t upper = mantissa >> 1 >> (63 - shift);
    __int128_t sign = (int64_t)bits >> 63, term = (((__int128_t)upper << 64 | mantissa << shift) ^ sign) - sign, sum;
    if (__builtin_add_overflow(whole_of(total), term, &sum)) return 0;
    set_whole(total, sum);
    total->count++;
    return 1;
}

size_t octavo_group_add_floats(octavo_group_total *totals, const int32_t *groups, const double *values, const uint64_t *valid, size_t from,
                               size_t count) {
    if (!valid) {
        for (size_t row = from; row < count; row++)
            if (!add_float(totals + groups[row], values[row])) return row;
        return count;
    }
    for (size_t row = from; row < count; row++)
        if (is_valid(valid, row) && !add_float(totals + groups[row], values[row])) return row;
    return count;
}

void octavo_group_add_wholes(octavo_group_total *totals, const int32_t *groups, const int64_t *values, const uint64_t *valid, size_t count) {
    for (size_t row = 0; row < count; row++) {
        if (!is_valid(valid, row)) continue;
        octavo_group_total *total = totals + groups[row];
        set_whole(total, whole_of(total) + values[row]);
        total->count++;
    }
}

void octavo_group_move(octavo_group_total *total, octavo_exact_sum *sum) {
    __int128_t whole = whole_of(total);
    if (whole) {
        octavo_exact_sum part;
        octavo_exact_clear(&part);
        int place = total->least - 1, limb = place >> 5, shift = place & 31;
        for (int i = 0; i < 4; i++) {
            // The last 32 bits keep the sign. Moved by up to 31 bits they still fit, and are parted in two limbs.
            int64_t digit = i < 3 ? (int64_t)(whole & 0xFFFFFFFFu) : (int64_t)whole;
            digit *= (int64_t)1 << shift;
            part.limbs[limb + i] += digit & 0xFFFFFFFF;
            part.limbs[limb + i + 1] += digit >> 32;
            whole >>= 32;
        }
        octavo_exact_merge(sum, &part);
    }
    set_whole(total, 0);
    total->least = octavo_no_unit;
}

int octavo_group_merge(octavo_group_total *total, const octavo_group_total *other) {
    __int128_t left = whole_of(total), right = whole_of(other), sum;
    int32_t least = other->least;
    if (total->least == octavo_no_unit || other->least == octavo_no_unit) {
        // One of them is zero.
        sum = left + right;
        if (least == octavo_no_unit) least = total->least;
    } else {
        int32_t apart = total->least - other->least, moved = apart < 0 ? -apart : apart;
        if (moved > 126) return 0;
        __int128_t *upper = apart < 0 ? &right : &left, shifted = (__int128_t)((__uint128_t)*upper << moved);
        if (shifted >> moved != *upper) return 0;
        *upper = shifted;
        if (apart < 0) least = total->least;
        if (__builtin_add_overflow(left, right, &sum)) return 0;
    }
    set_whole(total, sum);
    total->least = least;
    total->count += other->count;
    return 1;
}

double octavo_group_sum(const octavo_group_total *total) {
    __int128_t whole = whole_of(total);
    // One rounding, to nearest and ties to even, in the conversion; the power of two changes no digit, since no unit is below the least
    // subnormal number.
    return whole ? ldexp((double)whole, total->least - 1075) : 0;
}

// MARK: - Extremes

#define EXTREMES(NAME, T, FIELD, KIND)                                                                                        \
    void octavo_group_extremes_##NAME(octavo_group_extreme *bests, int wants_least, const int32_t *groups, const T *values,   \
                                      const uint64_t *valid, uint64_t base, const int32_t *rows, size_t count) {              \
        for (size_t row = 0; row < count; row++) {                                                                            \
            if (!is_valid(valid, row)) continue;                                                                              \
            octavo_group_extreme new = {.FIELD = values[row], .place = base + (rows ? (uint64_t)rows[row] : row), .kind = KIND}; \
            octavo_group_extreme *best = bests + groups[row];                                                                 \
            if (better_##NAME(&new, best, wants_least)) *best = new;                                                          \
        }                                                                                                                     \
    }                                                                                                                         \
    void octavo_group_merge_##NAME(octavo_group_extreme *best, int wants_least, const octavo_group_extreme *other) {          \
        if (!other->kind) return;                                                                                             \
        int equals = !better_##NAME(other, best, wants_least) && !better_##NAME(best, other, wants_least);                    \
        if (equals ? other->place < best->place : better_##NAME(other, best, wants_least)) *best = *other;                    \
    }

static inline int better_i64(const octavo_group_extreme *new, const octavo_group_extreme *best, int wants_least) {
    return !best->kind || (wants_least ? new->whole < best->whole : new->whole > best->whole);
}

static inline int better_f64(const octavo_group_extreme *new, const octavo_group_extreme *best, int wants_least) {
    if (new->kind != best->kind) return !best->kind || (wants_least ? new->kind < best->kind : new->kind > best->kind);
    // False where both are NaN.
    return wants_least ? new->number < best->number : new->number > best->number;
}

EXTREMES(i64, int64_t, whole, 1)
EXTREMES(f64, double, number, values[row] == values[row] ? 1 : 2)

// MARK: - Parts

size_t octavo_new_groups(const int32_t *groups, size_t count, int32_t known, int32_t *rows) {
    size_t found = 0;
    for (size_t row = 0; row < count; row++) {
        // Written always, counted where it is one: no branch to mispredict.
        rows[found] = (int32_t)row;
        int is_new = groups[row] == known + (int32_t)found;
        found += (size_t)is_new;
    }
    return found;
}

void octavo_part_rows(const uint64_t *hashes, size_t count, int bits, int32_t *starts, int32_t *rows) {
    int32_t next[256] = {0}, at = 0;
    size_t parts = (size_t)1 << bits;
    for (size_t i = 0; i < count; i++) next[hashes[i] >> (64 - bits)]++;
    for (size_t part = 0; part < parts; part++) {
        starts[part] = at;
        at += next[part];
        next[part] = starts[part];
    }
    starts[parts] = at;
    for (size_t i = 0; i < count; i++) rows[next[hashes[i] >> (64 - bits)]++] = (int32_t)i;
}
