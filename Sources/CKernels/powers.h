#pragma once
#include <stdint.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

// e to the power of x, less than one part in 10^13 from it, for x from -700 to 0: 2^k times a polynomial of what is left. Plain operations in one
// order, so that all machines agree.
static inline double power(double x) {
    const double rounder = 0x1.8p52;
    double k = x * 0x1.71547652b82fep0 + rounder;
    int64_t bits;
    memcpy(&bits, &k, 8);
    k -= rounder;
    double r = x - k * 0x1.62e42fefa39efp-1;
    r -= k * 0x1.abc9e3b39803fp-56;
    double sum = 1.0 / 39916800;
    sum = sum * r + 1.0 / 3628800;
    sum = sum * r + 1.0 / 362880;
    sum = sum * r + 1.0 / 40320;
    sum = sum * r + 1.0 / 5040;
    sum = sum * r + 1.0 / 720;
    sum = sum * r + 1.0 / 120;
    sum = sum * r + 1.0 / 24;
    sum = sum * r + 1.0 / 6;
    sum = sum * r + 0.5;
    sum = sum * r + 1.0;
    sum = sum * r + 1.0;
    int64_t scale_bits = (int64_t)((uint64_t)bits << 52) + ((int64_t)1023 << 52);
    double scale;
    memcpy(&scale, &scale_bits, 8);
    return sum * scale;
}
