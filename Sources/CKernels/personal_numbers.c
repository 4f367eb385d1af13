#include "include/personal.h"

static inline bool is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }

// The separator behind a run that ends at `end`, where digits follow it: at most three characters. `*next` is where they begin.
static octavo_gap gap_after(const uint8_t *bytes, size_t count, size_t end, size_t *next) {
    size_t at = end;
    int spaces = 0, dashes = 0, others = 0;
    octavo_gap sign = OCTAVO_GAP_NONE;
    for (; at < count && spaces + dashes + others < 4; at++) {
        uint8_t byte = bytes[at];
        if (is_digit(byte)) break;
        switch (byte) {
        case ' ': spaces++; break;
        case '-': dashes++; break;
        case '.': sign = OCTAVO_GAP_DOT, others++; break;
        case '/': sign = OCTAVO_GAP_SLASH, others++; break;
        case '(': sign = OCTAVO_GAP_OPEN, others++; break;
        case ')': sign = sign == OCTAVO_GAP_OPEN ? OCTAVO_GAP_OPEN : OCTAVO_GAP_CLOSE, others++; break;
        case 0xC2: // A no-break space.
            if (count - at < 2 || bytes[at + 1] != 0xA0) return OCTAVO_GAP_NONE;
            spaces++, at++;
            break;
        case 0xE2:
            if (count - at < 3 || bytes[at + 1] != 0x80) return OCTAVO_GAP_NONE;
            // Spaces of all widths; hyphens and dashes.
            if ((bytes[at + 2] >= 0x80 && bytes[at + 2] <= 0x8A) || bytes[at + 2] == 0xAF) spaces++;
            else if (bytes[at + 2] >= 0x90 && bytes[at + 2] <= 0x95) dashes++;
            else return OCTAVO_GAP_NONE;
            at += 2;
            break;
        default: return OCTAVO_GAP_NONE;
        }
    }
    if (at >= count || at == end || !is_digit(bytes[at])) return OCTAVO_GAP_NONE;
    *next = at;
    switch (sign) {
    case OCTAVO_GAP_NONE:
        if (spaces == 1 && !dashes) return OCTAVO_GAP_SPACE;
        if (dashes == 1 && !spaces) return OCTAVO_GAP_DASH;
        return spaces == 2 && dashes <= 1 ? OCTAVO_GAP_WIDE : OCTAVO_GAP_NONE;
    case OCTAVO_GAP_DOT: return !spaces && !dashes && others == 1 ? sign : OCTAVO_GAP_NONE;
    case OCTAVO_GAP_SLASH: return (spaces == 0 || spaces == 2) && !dashes && others == 1 ? sign : OCTAVO_GAP_NONE;
    case OCTAVO_GAP_CLOSE: return others == 1 && ((spaces <= 1 && !dashes) || (!spaces && dashes == 1)) ? sign : OCTAVO_GAP_NONE;
    default:
        if (spaces <= 1 && !dashes) return others <= 2 ? sign : OCTAVO_GAP_NONE;
        return !spaces && dashes == 1 && others == 1 ? sign : OCTAVO_GAP_NONE;
    }
}

octavo_number_extent octavo_number_groups(const uint8_t *bytes, size_t count, size_t start, octavo_number_group *groups, uint8_t *digits) {
    octavo_number_extent extent = {0, 0};
    size_t at = start;
    octavo_gap gap = OCTAVO_GAP_START;
    while (extent.groups < OCTAVO_NUMBER_GROUPS) {
        size_t first = at, place = extent.digits;
        for (; at < count && is_digit(bytes[at]); at++) {
            if (extent.digits < OCTAVO_NUMBER_DIGITS) digits[extent.digits++] = bytes[at] - '0';
        }
        if (at - first > extent.digits - place) {
            // Too many digits: what came before is looked at, this run only where it is the first, and then skipped.
            extent.digits = place;
            if (!extent.groups) groups[extent.groups++] = (octavo_number_group){first, at, 0, gap};
            break;
        }
        groups[extent.groups++] = (octavo_number_group){first, at, (uint8_t)place, gap};
        gap = gap_after(bytes, count, at, &at);
        if (gap == OCTAVO_GAP_NONE) break;
    }
    return extent;
}
