// Elementary functions with the same bits on every machine.
#include "arithmetic.h"
#include <string.h>

#pragma STDC FP_CONTRACT OFF

// 1, 1/3, 1/5, ... and 1/n!, each as the nearest float and the float nearest to what is left; made with exact fractions.
static const double reciprocal_odd[][2] = {
    {0x1.0000000000000p+0, 0x0.0p+0},
    {0x1.5555555555555p-2, 0x1.5555555555555p-56},
    {0x1.999999999999ap-3, -0x1.999999999999ap-57},
    {0x1.2492492492492p-3, 0x1.2492492492492p-57},
    {0x1.c71c71c71c71cp-4, 0x1.c71c71c71c71cp-58},
    {0x1.745d1745d1746p-4, -0x1.745d1745d1746p-59},
    {0x1.3b13b13b13b14p-4, -0x1.3b13b13b13b14p-58},
    {0x1.1111111111111p-4, 0x1.1111111111111p-60},
    {0x1.e1e1e1e1e1e1ep-5, 0x1.e1e1e1e1e1e1ep-61},
    {0x1.af286bca1af28p-5, 0x1.af286bca1af28p-59},
    {0x1.8618618618618p-5, 0x1.8618618618618p-59},
    {0x1.642c8590b2164p-5, 0x1.642c8590b2164p-60},
    {0x1.47ae147ae147bp-5, -0x1.eb851eb851eb8p-61},
    {0x1.2f684bda12f68p-5, 0x1.2f684bda12f68p-59},
    {0x1.1a7b9611a7b96p-5, 0x1.1a7b9611a7b96p-61},
    {0x1.0842108421084p-5, 0x1.0842108421084p-60},
    {0x1.f07c1f07c1f08p-6, -0x1.f07c1f07c1f08p-61},
    {0x1.d41d41d41d41dp-6, 0x1.0750750750750p-60},
    {0x1.bacf914c1bad0p-6, -0x1.bacf914c1bad0p-60},
    {0x1.a41a41a41a41ap-6, 0x1.0690690690690p-60},
    {0x1.8f9c18f9c18fap-6, -0x1.f3831f3831f38p-61},
    {0x1.7d05f417d05f4p-6, 0x1.7d05f417d05f4p-62},
    {0x1.6c16c16c16c17p-6, -0x1.f49f49f49f49fp-61},
};

static const double reciprocal_factorial[][2] = {
    {0x1.0000000000000p+0, 0x0.0p+0},
    {0x1.0000000000000p+0, 0x0.0p+0},
    {0x1.0000000000000p-1, 0x0.0p+0},
    {0x1.5555555555555p-3, 0x1.5555555555555p-57},
    {0x1.5555555555555p-5, 0x1.5555555555555p-59},
    {0x1.1111111111111p-7, 0x1.1111111111111p-63},
    {0x1.6c16c16c16c17p-10, -0x1.f49f49f49f49fp-65},
    {0x1.a01a01a01a01ap-13, 0x1.a01a01a01a01ap-73},
    {0x1.a01a01a01a01ap-16, 0x1.a01a01a01a01ap-76},
    {0x1.71de3a556c734p-19, -0x1.c154f8ddc6c00p-73},
    {0x1.27e4fb7789f5cp-22, 0x1.cbbc05b4fa99ap-76},
    {0x1.ae64567f544e4p-26, -0x1.c062e06d1f209p-80},
    {0x1.1eed8eff8d898p-29, -0x1.2aec959e14c06p-83},
    {0x1.6124613a86d09p-33, 0x1.f28e0cc748ebep-87},
    {0x1.93974a8c07c9dp-37, 0x1.05d6f8a2efd1fp-92},
    {0x1.ae7f3e733b81fp-41, 0x1.1d8656b0ee8cbp-97},
    {0x1.ae7f3e733b81fp-45, 0x1.1d8656b0ee8cbp-101},
    {0x1.952c77030ad4ap-49, 0x1.ac981465ddc6cp-103},
    {0x1.6827863b97d97p-53, 0x1.eec01221a8b0bp-107},
    {0x1.2f49b46814157p-57, 0x1.2650f61dbdcb4p-112},
    {0x1.e542ba4020225p-62, 0x1.ea72b4afe3c2fp-120},
    {0x1.71b8ef6dcf572p-66, -0x1.d043ae40c4647p-120},
    {0x1.0ce396db7f853p-70, -0x1.aebcdbd20331cp-124},
    {0x1.761b41316381ap-75, -0x1.3423c7d91404fp-130},
    {0x1.f2cf01972f578p-80, -0x1.9ada5fcc1ab14p-135},
    {0x1.3f3ccdd165fa9p-84, -0x1.58ddadf344487p-139},
};
static const double ln2_parts[3] = {0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56, 0x1.7b57a079a1934p-111};

// MARK: - Exponential, logarithm, power

// A number as an unevaluated sum of two, after T. J. Dekker, "A floating-point technique for extending the available
// precision" (1971): about 106 bits, built from correctly rounded operations alone.
typedef struct { double high, low; } twofold;

static inline twofold quick_sum(double a, double b) {
    double s = a + b;
    return (twofold){s, b - (s - a)};
}

static inline twofold exact_sum(double a, double b) {
    double s = a + b, t = s - a;
    return (twofold){s, (a - (s - t)) + (b - t)};
}

static inline twofold exact_product(double a, double b) {
    double p = a * b;
    double c = 134217729.0 * a, ah = c - (c - a), al = a - ah;
    double d = 134217729.0 * b, bh = d - (d - b), bl = b - bh;
    return (twofold){p, ((ah * bh - p) + ah * bl + al * bh) + al * bl};
}

static inline twofold add2(twofold a, twofold b) {
    twofold s = exact_sum(a.high, b.high), t = exact_sum(a.low, b.low);
    s = quick_sum(s.high, s.low + t.high);
    return quick_sum(s.high, s.low + t.low);
}

static inline twofold multiply2(twofold a, twofold b) {
    twofold p = exact_product(a.high, b.high);
    return quick_sum(p.high, p.low + (a.high * b.low + a.low * b.high));
}

static inline twofold divide2(twofold a, twofold b) {
    double q = a.high / b.high;
    twofold r = add2(a, multiply2((twofold){-q, 0}, b));
    double q2 = r.high / b.high;
    r = add2(r, multiply2((twofold){-q2, 0}, b));
    return add2(quick_sum(q, q2), (twofold){r.high / b.high, 0});
}

static inline double scaled(double x, int exponent) {
    // In steps, so that neither factor leaves the range of normal numbers.
    while (exponent > 1000) { x *= 0x1p1000; exponent -= 1000; }
    while (exponent < -1000) { x *= 0x1p-1000; exponent += 1000; }
    uint64_t bits = (uint64_t)(exponent + 1023) << 52;
    double factor;
    memcpy(&factor, &bits, 8);
    return x * factor;
}

// Of a positive, finite number: m * 2^e with m near 1, then log m = 2 atanh((m - 1) / (m + 1)) by its series.
static twofold log2fold(double x) {
    int exponent = 0;
    if (x < 0x1p-1022) { x *= 0x1p54; exponent = -54; }
    uint64_t bits;
    memcpy(&bits, &x, 8);
    exponent += (int)(bits >> 52) - 1023;
    bits = (bits & 0xFFFFFFFFFFFFFu) | (uint64_t)1023 << 52;
    double m;
    memcpy(&m, &bits, 8);
    if (m > 0x1.6a09e667f3bcdp0) { m *= 0.5; exponent++; }
    twofold s = divide2((twofold){m - 1, 0}, exact_sum(m, 1));
    twofold square = multiply2(s, s);
    int last = (int)(sizeof reciprocal_odd / sizeof reciprocal_odd[0]) - 1;
    twofold sum = {reciprocal_odd[last][0], reciprocal_odd[last][1]};
    for (int k = last - 1; k >= 0; k--)
        sum = add2(multiply2(sum, square), (twofold){reciprocal_odd[k][0], reciprocal_odd[k][1]});
    sum = multiply2(sum, s);
    sum = (twofold){2 * sum.high, 2 * sum.low};
    twofold scale = add2(multiply2((twofold){exponent, 0}, (twofold){ln2_parts[0], ln2_parts[1]}),
                         (twofold){exponent * ln2_parts[2], 0});
    return add2(scale, sum);
}

// Of a number whose exponential neither overflows nor vanishes: e^x = 2^k e^r, then e^r by its series.
static double exp2fold(twofold x) {
    double scaled_x = x.high * 0x1.71547652b82fep0;
    int k = (int)(scaled_x < 0 ? scaled_x - 0.5 : scaled_x + 0.5);
    twofold r = add2(x, multiply2((twofold){-k, 0}, (twofold){ln2_parts[0], ln2_parts[1]}));
    r = add2(r, (twofold){-k * ln2_parts[2], 0});
    int last = (int)(sizeof reciprocal_factorial / sizeof reciprocal_factorial[0]) - 1;
    twofold sum = {reciprocal_factorial[last][0], reciprocal_factorial[last][1]};
    for (int n = last - 1; n >= 0; n--)
        sum = add2(multiply2(sum, r), (twofold){reciprocal_factorial[n][0], reciprocal_factorial[n][1]});
    return scaled(sum.high + sum.low, k);
}

double octavo_exp(double x) {
    if (x != x) return x;
    if (x > 709.8) return __builtin_inf();
    if (x < -745.2) return 0;
    return exp2fold((twofold){x, 0});
}

double octavo_log(double x) {
    if (x != x || x == __builtin_inf()) return x;
    if (x == 0) return -__builtin_inf();
    if (x < 0) return __builtin_nan("");
    twofold result = log2fold(x);
    return result.high + result.low;
}

double octavo_pow(double x, double y) {
    if (y == 0 || x == 1) return 1;
    if (x != x || y != y) return __builtin_nan("");
    double magnitude = x < 0 ? -x : x;
    // Every float from 2^53 on is an even whole number.
    int whole = y >= 0x1p53 || y <= -0x1p53 || y == (double)(int64_t)y;
    int odd = whole && y < 0x1p53 && y > -0x1p53 && ((int64_t)y & 1);
    double sign = __builtin_signbit(x) && odd ? -1 : 1;
    if (magnitude == 0) return y > 0 ? sign * 0.0 : sign * __builtin_inf();
    if (y == __builtin_inf() || y == -__builtin_inf())
        return magnitude == 1 ? 1 : ((magnitude > 1) == (y > 0)) ? __builtin_inf() : 0;
    if (magnitude == __builtin_inf()) return y > 0 ? sign * magnitude : sign * 0.0;
    if (x < 0 && !whole) return __builtin_nan("");
    if (magnitude == 1) return sign;
    if (y == 1) return x;
    if (y == 2) return x * x;
    // Past these no result but infinity or zero is left, and a product with them would spoil the low part.
    double limit = y < 0 ? -y : y;
    twofold logarithm = log2fold(magnitude);
    double rough = logarithm.high * y;
    if (rough > 709.8) return sign * __builtin_inf();
    if (rough < -745.2) return sign * 0.0;
    if (limit > 0x1p900) return 1;
    return sign * exp2fold(multiply2(logarithm, (twofold){y, 0}));
}
