#include "sorting.h"
#include <stdlib.h>
#include <string.h>

// Bytes of a text in one digit; the eighth says how many follow, so that a text stands before all that it begins.
enum { digit_bytes = 7, more_follows = 8, few = 24 };

static inline uint64_t text_digit(const octavo_sort_key *key, size_t stage, int32_t row) {
    size_t start = key->offsets[row], length = key->offsets[row + 1] - start, at = key->skip + digit_bytes * stage;
    if (at >= length) return 0;
    size_t rest = length - at;
    uint64_t word;
    memcpy(&word, key->bytes + start + at, 8);
    word = __builtin_bswap64(word);
    if (rest < digit_bytes) word &= ~(UINT64_MAX >> (8 * rest));
    return (word & ~(uint64_t)0xFF) | (rest < more_follows ? rest : more_follows);
}

static inline uint64_t digit_of(const octavo_sort_key *key, size_t stage, int32_t row) {
    if (key->ranks) {
        if (stage == 0) return key->ranks[row];
        stage--;
    }
    return (key->words ? key->words[row] : text_digit(key, stage, row)) ^ key->flip;
}

// Whether rows that share this digit can still differ in the same key.
static inline bool goes_on(const octavo_sort_key *key, size_t stage, uint64_t digit) {
    if (key->ranks && stage == 0) return digit == 0;
    return !key->words && ((digit ^ key->flip) & 0xFF) == more_follows;
}

uint64_t octavo_sort_load(const octavo_sort_key *key, size_t stage, octavo_sort_item *items, size_t count, uint64_t reference) {
    uint64_t differing = 0;
    for (size_t i = 0; i < count; i++) {
        if (!key->words && i + 12 < count) __builtin_prefetch(key->bytes + key->offsets[items[i + 12].row]);
        items[i].digit = digit_of(key, stage, items[i].row);
        differing |= items[i].digit ^ reference;
    }
    return differing;
}

void octavo_sort_count(const octavo_sort_item *items, size_t count, unsigned shift, uint64_t mask, size_t *places) {
    for (size_t i = 0; i < count; i++) places[items[i].digit >> shift & mask]++;
}

void octavo_sort_scatter(const octavo_sort_item *items, size_t count, unsigned shift, uint64_t mask, size_t *places,
                         octavo_sort_item *target) {
    for (size_t i = 0; i < count; i++) target[places[items[i].digit >> shift & mask]++] = items[i];
}

// By the digits behind the one that both share.
static int compare_rest(const octavo_sort_key *keys, size_t key_count, size_t key, size_t stage, uint64_t digit, int32_t left, int32_t right) {
    bool is_same = goes_on(&keys[key], stage, digit);
    for (stage = is_same ? stage + 1 : 0, key = is_same ? key : key + 1; key < key_count; key++, stage = 0) {
        while (true) {
            uint64_t one = digit_of(&keys[key], stage, left), other = digit_of(&keys[key], stage, right);
            if (one != other) return one < other ? -1 : 1;
            if (!goes_on(&keys[key], stage, one)) break;
            stage++;
        }
    }
    return 0;
}

static void sort_few(const octavo_sort_key *keys, size_t key_count, size_t key, size_t stage, octavo_sort_item *items, size_t count) {
    for (size_t i = 1; i < count; i++) {
        octavo_sort_item item = items[i];
        size_t j = i;
        for (; j > 0; j--) {
            const octavo_sort_item *before = &items[j - 1];
            if (before->digit < item.digit) break;
            if (before->digit == item.digit && compare_rest(keys, key_count, key, stage, item.digit, before->row, item.row) <= 0) break;
            items[j] = *before;
        }
        items[j] = item;
    }
}

// By digit alone, byte by byte from the least; bytes that all digits share are left out.
static void sort_digits(octavo_sort_item *items, octavo_sort_item *spare, size_t count) {
    uint64_t differing = 0;
    for (size_t i = 1; i < count; i++) differing |= items[i].digit ^ items[0].digit;
    octavo_sort_item *from = items, *to = spare;
    for (unsigned shift = 0; shift < 64; shift += 8) {
        if (!(differing >> shift & 0xFF)) continue;
        size_t places[256] = {0}, at = 0;
        octavo_sort_count(from, count, shift, 0xFF, places);
        for (int value = 0; value < 256; value++) {
            size_t size = places[value];
            places[value] = at;
            at += size;
        }
        octavo_sort_scatter(from, count, shift, 0xFF, places, to);
        octavo_sort_item *swap = from;
        from = to;
        to = swap;
    }
    if (from != items) memcpy(items, from, count * sizeof *items);
}

typedef struct {
    size_t start, count, key, stage;
} run;

bool octavo_sort_items(const octavo_sort_key *keys, size_t key_count, size_t key, size_t stage, octavo_sort_item *items,
                       octavo_sort_item *spare, size_t count) {
    // Runs still to be sorted, rather than calls within calls: texts that begin alike could nest them too deep.
    size_t room = 64, waiting = 1;
    run *runs = malloc(room * sizeof *runs);
    if (!runs) return false;
    runs[0] = (run){0, count, key, stage};
    while (waiting) {
        run now = runs[--waiting];
        octavo_sort_item *own = items + now.start;
        if (now.count <= few) {
            sort_few(keys, key_count, now.key, now.stage, own, now.count);
            continue;
        }
        sort_digits(own, spare + now.start, now.count);
        for (size_t from = 0, to; from < now.count; from = to) {
            for (to = from + 1; to < now.count && own[to].digit == own[from].digit; to++) {}
            if (to - from < 2) continue;
            bool is_same = goes_on(&keys[now.key], now.stage, own[from].digit);
            run next = {now.start + from, to - from, is_same ? now.key : now.key + 1, is_same ? now.stage + 1 : 0};
            if (next.key == key_count) continue;
            octavo_sort_load(&keys[next.key], next.stage, own + from, next.count, 0);
            if (waiting == room) {
                run *larger = realloc(runs, 2 * room * sizeof *runs);
                if (!larger) {
                    free(runs);
                    return false;
                }
                runs = larger;
                room *= 2;
            }
            runs[waiting++] = next;
        }
    }
    free(runs);
    return true;
}

size_t octavo_shared_prefix(const uint32_t *offsets, const uint8_t *bytes, size_t count, const uint8_t *first, size_t most) {
    for (size_t i = 0; i < count && most; i++) {
        const uint8_t *text = bytes + offsets[i];
        size_t length = offsets[i + 1] - offsets[i];
        if (length < most) most = length;
        if (memcmp(text, first, most) == 0) continue;
        size_t same = 0;
        while (text[same] == first[same]) same++;
        most = same;
    }
    return most;
}
