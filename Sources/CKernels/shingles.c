#include "shingles.h"
#include "cloned.h"
#include <string.h>

#define EACH(byte) (0x0101010101010101u * (uint64_t)(byte))
#define HIGH EACH(0x80)

static inline uint64_t load(const uint8_t *bytes) {
    uint64_t word;
    memcpy(&word, bytes, 8);
    return word;
}

// The first eight bytes, or as many as there are and then zeros.
static inline uint64_t up_to_eight(const uint8_t *bytes, size_t count) {
    if (count >= 8) return load(bytes);
    uint64_t word = 0;
    memcpy(&word, bytes, count);
    return word;
}

// The highest bit of every byte below `bound`, which is at most 0x80.
static inline uint64_t below(uint64_t word, uint8_t bound) { return ~((word & ~HIGH) + EACH(0x80 - bound) | word) & HIGH; }

static inline uint64_t from_to(uint64_t word, uint8_t first, uint8_t last) { return below(word, last + 1) & ~below(word, first); }

// Two multiplications: the upper half depends on all of the number, and no two numbers give the same.
static inline uint64_t mixed(uint64_t number) {
    number *= 0x9E3779B97F4A7C15u;
    number ^= number >> 32;
    number *= 0xD6E8FEB86659FD93u;
    return number ^ number >> 32;
}

static inline uint64_t rotated(uint64_t number, int bits) { return number << bits | number >> (64 - bits); }

size_t octavo_fold(const uint8_t *text, size_t count, uint8_t *folded, bool *is_ascii) {
    uint64_t seen = 0;
    size_t end = 0, place = 0;
    while (place < count) {
        size_t stop = place + 8;
        if (stop <= count) {
            uint64_t word = load(text + place);
            uint64_t spaces = below(word, 0x21);
            uint64_t is_after_space = end == 0 || folded[end - 1] == ' ' ? 0x80 : 0;
            // Single spaces stay where they are: so are nearly all.
            if (((spaces << 8 | is_after_space) & spaces) == 0 && below(word, 0x20) == 0) {
                seen |= word;
                word |= from_to(word, 'A', 'Z') >> 2;
                memcpy(folded + end, &word, 8);
                end += 8;
                place = stop;
                continue;
            }
        } else {
            stop = count;
        }
        for (; place < stop; place++) {
            uint8_t byte = text[place];
            if (byte <= ' ') {
                if (end > 0 && folded[end - 1] != ' ') folded[end++] = ' ';
            } else {
                seen |= byte;
                folded[end++] = (uint8_t)(byte - 'A') < 26 ? byte | 0x20 : byte;
            }
        }
    }
    if (end > 0 && folded[end - 1] == ' ') end--;
    *is_ascii = (seen & HIGH) == 0;
    return end;
}

uint64_t octavo_bytes_hash(const uint8_t *bytes, size_t count) {
    uint64_t hash = count * 0xC2B2AE3D27D4EB4Fu;
    size_t place = 0;
    for (; place + 8 <= count; place += 8) {
        hash = (hash ^ load(bytes + place)) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 32;
    }
    if (place < count) hash ^= up_to_eight(bytes + place, count - place);
    return mixed(hash);
}

typedef uint8_t bytes64 __attribute__((ext_vector_type(64)));
typedef bool bits64 __attribute__((ext_vector_type(64)));

// A bit for each of 64 bytes where both are true.
#define BITS(truth) __builtin_bit_cast(uint64_t, __builtin_convertvector(truth, bits64))

size_t octavo_sign_words(size_t count) { return count / 64 + 3; }

CLONED void octavo_find_signs(const uint8_t *folded, size_t count, uint64_t *signs) {
    size_t words = octavo_sign_words(count);
    uint64_t *letters = signs, *spaces = signs + words, *others = signs + 2 * words;
    for (size_t word = 0; word < words; word++) {
        size_t place = 64 * word;
        bytes64 bytes = 0;
        if (place + 64 <= count) {
            memcpy(&bytes, folded + place, 64);
        } else if (place < count) {
            memcpy(&bytes, folded + place, count - place);
        }
        letters[word] = BITS(bytes - '0' < 10) | BITS((bytes | 0x20) - 'a' < 26);
        spaces[word] = BITS(bytes == ' ');
        others[word] = BITS(bytes >= 0x80);
    }
}

// 64 bits from a place on.
static inline uint64_t bits(const uint64_t *signs, size_t place) {
    size_t word = place / 64, shift = place % 64;
    return signs[word] >> shift | signs[word + 1] << 1 << (63 - shift);
}

static inline size_t lowest(uint64_t bits) { return (size_t)__builtin_ctzll(bits); }

static inline uint64_t first_bytes(uint64_t word, size_t count) { return count >= 8 ? word : word & (((uint64_t)1 << 8 * count) - 1); }

// Of the first `length` of `count` bytes. Nearly all words are this short, and so there is no branch to be mistaken about.
static inline uint64_t word_hash(const uint8_t *bytes, size_t count, size_t length) {
    if (length > 16) return octavo_bytes_hash(bytes, length);
    uint64_t low, high;
    if (count >= 16) {
        low = load(bytes);
        high = load(bytes + 8);
    } else {
        low = up_to_eight(bytes, count);
        high = count > 8 ? up_to_eight(bytes + 8, count - 8) : 0;
    }
    low = first_bytes(low, length);
    high = first_bytes(high, length > 8 ? length - 8 : 0);
    return mixed(low + high * 0xC2B2AE3D27D4EB4Fu + length * 0xA0761D6478BD642Fu);
}

uint32_t octavo_folded_word_hash(const uint8_t *bytes, size_t count) { return (uint32_t)(word_hash(bytes, count, count) >> 32); }

// Between two spaces: from the first letter or digit to the last one. Most words fit into one look.
static inline size_t add_word(const uint8_t *folded, size_t count, const uint64_t *letters, size_t start, size_t stop, uint32_t *hashes,
                              size_t found) {
    size_t first = start, last = stop;
    if (stop - start <= 64) {
        if (stop == start) return found;
        uint64_t inside = bits(letters, start) & ~(uint64_t)0 >> (64 - (stop - start));
        if (inside == 0) return found;
        first = start + lowest(inside);
        last = start + 63 - (size_t)__builtin_clzll(inside);
    } else {
        while (first < stop && !(letters[first / 64] >> first % 64 & 1)) first++;
        if (first == stop) return found;
        do last--;
        while (!(letters[last / 64] >> last % 64 & 1));
    }
    hashes[found] = (uint32_t)(word_hash(folded + first, count - first, last + 1 - first) >> 32);
    return found + 1;
}

size_t octavo_word_hashes(const uint8_t *folded, size_t count, const uint64_t *signs, uint32_t *hashes) {
    const uint64_t *letters = signs, *spaces = signs + octavo_sign_words(count);
    size_t found = 0, start = 0;
    for (size_t word = 0; word * 64 < count; word++) {
        for (uint64_t left = spaces[word]; left != 0; left &= left - 1) {
            size_t stop = word * 64 + lowest(left);
            found = add_word(folded, count, letters, start, stop, hashes, found);
            start = stop + 1;
        }
    }
    return start < count ? add_word(folded, count, letters, start, count, hashes, found) : found;
}

size_t octavo_characters(const uint8_t *text, size_t count, size_t *offset, uint64_t *characters, size_t room) {
    size_t place = *offset, found = 0;
    while (place < count && found < room) {
        uint64_t number = text[place++];
        if (number >= 0x80) {
            while (place < count && (text[place] & 0xC0) == 0x80) number = number << 8 ^ number >> 56 ^ text[place++];
            number = mixed(number);
        }
        characters[found++] = number;
    }
    *offset = place;
    return found;
}

void octavo_runs_of_five(const uint64_t *parts, size_t count, uint64_t *hashes) {
    for (size_t run = 0; run < count; run++) {
        const uint64_t *part = parts + run;
        hashes[run] = mixed(part[0] ^ rotated(part[1], 8) ^ rotated(part[2], 16) ^ rotated(part[3], 24) ^ rotated(part[4], 32));
    }
}

void octavo_runs_of_five_words(const uint32_t *words, size_t count, uint64_t *hashes) {
    for (size_t run = 0; run < count; run++) {
        const uint32_t *word = words + run;
        hashes[run] = mixed(word[0] ^ rotated(word[1], 13) ^ rotated(word[2], 26) ^ rotated(word[3], 39) ^ rotated(word[4], 52));
    }
}

void octavo_runs_of_five_bytes(const uint8_t *text, size_t bytes, size_t count, uint64_t *hashes) {
    size_t run = 0;
    for (; run < count && run + 8 <= bytes; run++) hashes[run] = mixed(load(text + run) & 0xFFFFFFFFFFu);
    for (; run < count; run++) {
        uint64_t word = 0;
        memcpy(&word, text + run, 5);
        hashes[run] = mixed(word);
    }
}

// In a table a member's two lowest bits say whether it is the other set's alone, and whether the other set was found to have it.
enum { MET = 1, OTHER = 2, FLAGS = MET | OTHER };

static inline uint64_t member(uint64_t hash) { return hash <= FLAGS ? FLAGS + 1 : hash & ~(uint64_t)FLAGS; }

static inline size_t slot(const uint64_t *table, size_t mask, uint64_t member) {
    size_t slot = member >> 2 & mask;
    while (table[slot] != 0 && (table[slot] & ~(uint64_t)FLAGS) != member) slot = (slot + 1) & mask;
    return slot;
}

void octavo_shingle_set_fill(octavo_shingle_set *set, const uint64_t *hashes, size_t count) {
    memset(set->table, 0, set->size * sizeof *set->table);
    set->own = 0;
    for (size_t place = 0; place < count; place++) {
        uint64_t one = member(hashes[place]);
        size_t at = slot(set->table, set->size - 1, one);
        set->own += set->table[at] == 0;
        set->table[at] = one;
    }
}

// How far a comparison has come: members that both sets have, and those of the other set alone.
typedef struct {
    size_t both, others;
} shared_members;

// So many members are compared between two looks at whether the threshold can still be reached.
enum { BLOCK = 32 };

// Whether `left` more members may still bring what is alike to the threshold. As long as they may, at most as many members as the set has are
// of the other one alone, and with a block more its table is half empty.
static inline bool may_reach(const octavo_shingle_set *set, shared_members shared, size_t left, double threshold) {
    size_t most = shared.both + left < set->own ? shared.both + left : set->own;
    return (double)most / (double)(set->own + shared.others) >= threshold;
}

static inline void meet(const octavo_shingle_set *set, shared_members *shared, const uint64_t *hashes, size_t count) {
    for (size_t place = 0; place < count; place++) {
        uint64_t one = member(hashes[place]);
        size_t at = slot(set->table, set->size - 1, one);
        uint64_t known = set->table[at];
        if (known & MET) continue;
        set->touched[shared->both + shared->others] = (uint32_t)at;
        set->table[at] = one | (known == 0 ? FLAGS : MET);
        if (known == 0) shared->others++;
        else shared->both++;
    }
}

// Leaves the table as it was filled.
static inline double finish(const octavo_shingle_set *set, shared_members shared, bool is_whole) {
    for (size_t place = 0; place < shared.both + shared.others; place++) {
        uint64_t *known = set->table + set->touched[place];
        *known = *known & OTHER ? 0 : *known & ~(uint64_t)MET;
    }
    size_t all = set->own + shared.others;
    return is_whole && all > 0 ? (double)shared.both / (double)all : 0;
}

// `MAKE` puts `length` hashes from `place` on into `block`.
#define COMPARE(MAKE)                                                                                      \
    shared_members shared = {0, 0};                                                                        \
    uint64_t block[BLOCK];                                                                                 \
    for (size_t place = 0; place < count; place += BLOCK) {                                                \
        if (!may_reach(set, shared, count - place, threshold)) return finish(set, shared, false);          \
        size_t length = count - place < BLOCK ? count - place : BLOCK;                                     \
        MAKE;                                                                                              \
        meet(set, &shared, block, length);                                                                 \
    }                                                                                                      \
    return finish(set, shared, true)

double octavo_shingle_set_likeness(const octavo_shingle_set *set, const uint64_t *hashes, size_t count, double threshold) {
    COMPARE(memcpy(block, hashes + place, length * sizeof *block));
}

double octavo_shingle_set_likeness_of_words(const octavo_shingle_set *set, const uint32_t *words, size_t count, double threshold) {
    COMPARE(octavo_runs_of_five_words(words + place, length, block));
}

double octavo_shingle_set_likeness_of_bytes(const octavo_shingle_set *set, const uint8_t *text, size_t bytes, size_t count, double threshold) {
    COMPARE(octavo_runs_of_five_bytes(text + place, bytes - place, length, block));
}
