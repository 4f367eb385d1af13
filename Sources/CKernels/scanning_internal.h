#pragma once
#include "include/scanning.h"
#include <string.h>

// Parses a number at p; *after is its end. Returns as octavo_number does.
int octavo_number_at(const uint8_t *p, const uint8_t *end, const uint8_t **after, int64_t *integer, double *number);

static inline bool octavo_is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }
