#include "bytepairs.h"
#include "heap.h"
#include <stdlib.h>
#include <string.h>

// MARK: - Pieces

typedef struct {
    uint32_t length;
    uint8_t class;
} point;

// The code point at `at`; a byte that is no UTF-8 is a code point of no class.
static inline point point_at(const uint8_t *text, size_t length, size_t at, octavo_letter_classes classes) {
    uint32_t first = text[at];
    if (first < 0x80) return (point){1, classes.classes[first]};
    uint32_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at + bytes > length) return (point){1, 0};
    uint32_t scalar = first & (0x7Fu >> bytes);
    for (uint32_t i = 1; i < bytes; i++) {
        uint32_t next = text[at + i];
        if ((next & 0xC0) != 0x80) return (point){1, 0};
        scalar = scalar << 6 | (next & 0x3F);
    }
    return (point){bytes, scalar < classes.count ? classes.classes[scalar] : 0};
}

// The end of the run of code points from `at` on that are of one of the classes, or of none of them.
static inline size_t run_of(const uint8_t *text, size_t length, size_t at, octavo_letter_classes classes, uint8_t wanted) {
    while (at < length) {
        point next = point_at(text, length, at, classes);
        if (!(next.class & wanted)) break;
        at += next.length;
    }
    return at;
}

static inline size_t run_without(const uint8_t *text, size_t length, size_t at, octavo_letter_classes classes, uint8_t unwanted) {
    while (at < length) {
        point next = point_at(text, length, at, classes);
        if (next.class & unwanted) break;
        at += next.length;
    }
    return at;
}

// (?i:'s|'t|'re|'ve|'m|'ll|'d) at an apostrophe: its end, or `at`. Without regard to case U+017F is an s.
static inline size_t contraction(const uint8_t *text, size_t length, size_t at, int ignoresCase) {
    if (at + 1 >= length || text[at] != '\'') return at;
    uint8_t fold = ignoresCase ? 0x20 : 0;
    uint8_t first = text[at + 1] | fold;
    if (first == 's' || first == 't' || first == 'm' || first == 'd') return at + 2;
    if (at + 2 >= length) return at;
    if (ignoresCase && text[at + 1] == 0xC5 && text[at + 2] == 0xBF) return at + 3;
    uint8_t second = text[at + 2] | fold;
    if ((first == 'r' && second == 'e') || (first == 'v' && second == 'e') || (first == 'l' && second == 'l')) return at + 3;
    return at;
}

// Up to `most` numbers.
static inline size_t numbers(const uint8_t *text, size_t length, size_t at, octavo_letter_classes classes, int most) {
    for (int i = 0; i < most && at < length; i++) {
        point next = point_at(text, length, at, classes);
        if (!(next.class & OCTAVO_PIECE_NUMBER)) break;
        at += next.length;
    }
    return at;
}

// White space from `at` on: \s+(?!\S)|\s+ and, with `newlines`, \s*[\r\n]+ before them.
static inline size_t spaces(const uint8_t *text, size_t length, size_t at, octavo_letter_classes classes, int newlines) {
    size_t end = at, last = at, newline = at;
    while (end < length) {
        point next = point_at(text, length, end, classes);
        if (!(next.class & OCTAVO_PIECE_SPACE)) break;
        last = end;
        end += next.length;
        if (next.class & OCTAVO_PIECE_NEWLINE) newline = end;
    }
    if (newlines && newline > at) return newline;
    // The last space of several goes to what follows.
    return end < length && last > at ? last : end;
}

// ?[^\s\p{L}\p{N}]+ and then more bytes of `tail`: the end, or `at`.
static inline size_t signs(const uint8_t *text, size_t length, size_t at, octavo_letter_classes classes, const char *tail) {
    size_t start = text[at] == ' ' ? at + 1 : at;
    size_t end = run_without(text, length, start, classes, OCTAVO_PIECE_SPACE | OCTAVO_PIECE_LETTER | OCTAVO_PIECE_NUMBER);
    if (end == start) return at;
    while (end < length && text[end] && strchr(tail, text[end])) end++;
    return end;
}

size_t octavo_piece_gpt2(const uint8_t *text, size_t length, size_t at, octavo_letter_classes classes) {
    size_t end = contraction(text, length, at, 0);
    if (end > at) return end;
    size_t start = text[at] == ' ' ? at + 1 : at;
    if (start < length) {
        uint8_t class = point_at(text, length, start, classes).class;
        if (class & OCTAVO_PIECE_LETTER) return run_of(text, length, start, classes, OCTAVO_PIECE_LETTER);
        if (class & OCTAVO_PIECE_NUMBER) return run_of(text, length, start, classes, OCTAVO_PIECE_NUMBER);
        if (!(class & OCTAVO_PIECE_SPACE)) return run_without(text, length, start, classes, OCTAVO_PIECE_SPACE | OCTAVO_PIECE_LETTER | OCTAVO_PIECE_NUMBER);
    }
    return spaces(text, length, at, classes, 0);
}

static inline size_t cl100k(const uint8_t *text, size_t length, size_t at, octavo_letter_classes classes, int most, int endsWithSpace) {
    size_t end = contraction(text, length, at, 1);
    if (end > at) return end;
    point first = point_at(text, length, at, classes);
    if (first.class & OCTAVO_PIECE_NUMBER) return numbers(text, length, at, classes, most);
    if (!(first.class & OCTAVO_PIECE_NEWLINE)) {
        size_t start = first.class & OCTAVO_PIECE_LETTER ? at : at + first.length;
        end = run_of(text, length, start, classes, OCTAVO_PIECE_LETTER);
        if (end > start) return end;
    }
    end = signs(text, length, at, classes, "\r\n");
    if (end > at) return end;
    // \s++$ takes all that is left, line ends in the midst of it too.
    if (endsWithSpace && run_of(text, length, at, classes, OCTAVO_PIECE_SPACE) == length) return length;
    return spaces(text, length, at, classes, 1);
}

size_t octavo_piece_cl100k(const uint8_t *text, size_t length, size_t at, octavo_letter_classes classes) {
    return cl100k(text, length, at, classes, 3, 1);
}

size_t octavo_piece_llama3(const uint8_t *text, size_t length, size_t at, octavo_letter_classes classes) {
    return cl100k(text, length, at, classes, 3, 0);
}

size_t octavo_piece_qwen2(const uint8_t *text, size_t length, size_t at, octavo_letter_classes classes) {
    return cl100k(text, length, at, classes, 1, 0);
}

// [U]*[W]+ or, where that matches nothing, [U]+[W]* from `at` on: the end, or `at`.
static inline size_t cased_word(const uint8_t *text, size_t length, size_t at, octavo_letter_classes classes, int needsLower) {
    size_t upper = at, both = length;
    size_t after = at;
    while (upper < length) {
        point next = point_at(text, length, upper, classes);
        if (!(next.class & OCTAVO_PIECE_UPPER)) break;
        if (next.class & OCTAVO_PIECE_LOWER) {
            both = upper;
            after = upper + next.length;
        }
        upper += next.length;
    }
    size_t lower = run_of(text, length, upper, classes, OCTAVO_PIECE_LOWER);
    if (!needsLower) return upper > at ? lower : at;
    if (lower > upper) return lower;
    // The capitals give back as many as are needed for one that may stand as a small letter too.
    return both < upper ? after : at;
}

size_t octavo_piece_o200k(const uint8_t *text, size_t length, size_t at, octavo_letter_classes classes) {
    point first = point_at(text, length, at, classes);
    if (first.class & OCTAVO_PIECE_NUMBER) return numbers(text, length, at, classes, 3);
    int mayLead = !(first.class & (OCTAVO_PIECE_NEWLINE | OCTAVO_PIECE_LETTER));
    for (int needsLower = 1; needsLower >= 0; needsLower--) {
        for (int leads = mayLead; leads >= 0; leads--) {
            size_t start = leads ? at + first.length : at;
            if (start >= length) continue;
            size_t end = cased_word(text, length, start, classes, needsLower);
            if (end > start) return contraction(text, length, end, 1);
        }
    }
    size_t end = signs(text, length, at, classes, "\r\n/");
    return end > at ? end : spaces(text, length, at, classes, 1);
}

// MARK: - Tokens

static inline uint64_t word_of(const uint8_t *bytes, size_t length) {
    uint64_t word = 0;
    memcpy(&word, bytes, length);
    return word;
}

static inline uint64_t mixed(uint64_t value) {
    unsigned __int128 product = (unsigned __int128)value * 0xE7037ED1A0B428DBu;
    return (uint64_t)(product >> 64) ^ (uint64_t)product;
}

static inline uint64_t key_of(const uint8_t *bytes, size_t length) {
    switch (length) {
    // So that the compiler sees how much to copy.
    case 1: return word_of(bytes, 1);
    case 2: return word_of(bytes, 2);
    case 3: return word_of(bytes, 3);
    case 4: return word_of(bytes, 4);
    case 5: return word_of(bytes, 5);
    case 6: return word_of(bytes, 6);
    case 7: return word_of(bytes, 7);
    case 8: return word_of(bytes, 8);
    default: break;
    }
    uint64_t state = 0x9E3779B97F4A7C15u;
    size_t at = 0;
    for (; at + 8 < length; at += 8) state = mixed(state ^ word_of(bytes + at, 8));
    // The last eight, some of them perhaps again.
    return mixed(state ^ word_of(bytes + length - 8, 8));
}

static inline size_t slot_of(const octavo_token_table *table, uint64_t key, const uint8_t *bytes, size_t length) {
    size_t slot = mixed(key ^ length) & table->mask;
    while (table->slots[slot].id >= 0) {
        const octavo_token_slot *held = &table->slots[slot];
        if (held->word == key && held->length == length &&
            (length <= 8 || !memcmp(table->bytes + table->starts[held->id], bytes, length)))
            break;
        slot = (slot + 1) & table->mask;
    }
    return slot;
}

void octavo_tokens_insert(const octavo_token_table *table, int32_t id) {
    const uint8_t *bytes = table->bytes + table->starts[id];
    size_t length = table->starts[id + 1] - table->starts[id];
    uint64_t key = key_of(bytes, length);
    size_t slot = slot_of(table, key, bytes, length);
    if (table->slots[slot].id < 0) table->slots[slot] = (octavo_token_slot){key, id, (uint32_t)length};
}

int32_t octavo_token_of(const octavo_token_table *table, const uint8_t *bytes, size_t length) {
    if (length == 0 || length > table->longest) return -1;
    if (length == 1) return table->singles[bytes[0]];
    if (length == 2) return table->pairs[bytes[0] << 8 | bytes[1]];
    return table->slots[slot_of(table, key_of(bytes, length), bytes, length)].id;
}

// MARK: - Merging

// Parts of a piece, each from its start to the next one's, with the rank of what it would be with its neighbour.
enum { few = 128 };
#define NEVER INT32_MAX

static inline int32_t rank_of(const octavo_token_table *table, const uint8_t *bytes, size_t from, size_t to) {
    int32_t id = octavo_token_of(table, bytes + from, to - from);
    return id < 0 ? NEVER : id;
}

// Merges until no more than `least` parts are left: how many they are, and where each begins.
static inline size_t merge_parts(const octavo_token_table *table, const uint8_t *bytes, size_t length, size_t least, uint8_t *starts) {
    int32_t ranks[few + 2];
    for (size_t i = 0; i <= length; i++) {
        starts[i] = (uint8_t)i;
        ranks[i] = i + 1 < length ? rank_of(table, bytes, i, i + 2) : NEVER;
    }
    size_t count = length; // parts; starts[count] is the end
    while (count > least) {
        size_t best = 0;
        for (size_t i = 1; i + 1 < count; i++)
            if (ranks[i] < ranks[best]) best = i;
        if (ranks[best] == NEVER) break;
        memmove(starts + best + 1, starts + best + 2, count - best - 1);
        memmove(ranks + best + 1, ranks + best + 2, (count - best - 1) * sizeof *ranks);
        count--;
        ranks[best] = best + 1 < count ? rank_of(table, bytes, starts[best], starts[best + 2]) : NEVER;
        if (best > 0) ranks[best - 1] = rank_of(table, bytes, starts[best - 1], starts[best + 1]);
    }
    return count;
}

static size_t merge_few(const octavo_token_table *table, const uint8_t *bytes, size_t length, int32_t *ids) {
    uint8_t starts[few + 2];
    size_t count = merge_parts(table, bytes, length, 1, starts);
    if (ids)
        for (size_t i = 0; i < count; i++) ids[i] = octavo_token_of(table, bytes + starts[i], starts[i + 1] - starts[i]);
    return count;
}

typedef struct {
    uint32_t next, previous;
    int32_t rank; // -1 for a start that was merged away
} part;

// A heap of ranks, with places of equal ranks in order. Entries that a merge made wrong are skipped when they come up.
static size_t merge_many(const octavo_token_table *table, const uint8_t *bytes, size_t length, int32_t *ids, octavo_merger *merger) {
    // Each merge takes one entry and puts in two at most, so that there are never more than twice as many as bytes.
    size_t size = (length + 1) * sizeof(part) + 2 * length * sizeof(uint64_t);
    if (length >= UINT32_MAX) return SIZE_MAX;
    if (merger->size < size) {
        void *memory = realloc(merger->memory, size);
        if (!memory) return SIZE_MAX;
        merger->memory = memory;
        merger->size = size;
    }
    uint64_t *heap = merger->memory;
    part *parts = (part *)(heap + 2 * length);
    size_t held = 0, count = length;
    for (size_t i = 0; i <= length; i++) {
        int32_t rank = i + 1 < length ? rank_of(table, bytes, i, i + 2) : NEVER;
        parts[i] = (part){(uint32_t)i + 1, (uint32_t)i - 1, rank};
        if (rank != NEVER) heap[held++] = (uint64_t)rank << 32 | i;
    }
    for (size_t i = held / 2; i-- > 0;) heap_sink(heap, held, i);
    while (held > 0) {
        uint64_t least = heap[0];
        heap[0] = heap[--held];
        if (held > 0) heap_sink(heap, held, 0);
        uint32_t at = (uint32_t)least;
        if (parts[at].rank != (int32_t)(least >> 32)) continue;
        uint32_t gone = parts[at].next, after = parts[gone].next;
        parts[at].next = after;
        parts[after].previous = at;
        parts[gone].rank = -1;
        count--;
        uint32_t changed[2] = {at, parts[at].previous};
        for (int i = 0; i < (at > 0 ? 2 : 1); i++) {
            uint32_t start = changed[i], end = parts[start].next;
            int32_t rank = end < length ? rank_of(table, bytes, start, parts[end].next) : NEVER;
            // Both became longer, so that a rank never comes back and no entry is taken for another.
            parts[start].rank = rank;
            if (rank == NEVER) continue;
            heap[held] = (uint64_t)rank << 32 | start;
            heap_lift(heap, held++);
        }
    }
    if (ids) {
        size_t place = 0;
        for (uint32_t at = 0; at < length; at = parts[at].next)
            ids[place++] = octavo_token_of(table, bytes + at, parts[at].next - at);
    }
    return count;
}

void octavo_merger_free(octavo_merger *merger) {
    free(merger->memory);
    *merger = (octavo_merger){0};
}

size_t octavo_last_pair(const octavo_token_table *table, const uint8_t *bytes, size_t length) {
    uint8_t starts[few + 2];
    if (length < 2 || length > few) return 0;
    return merge_parts(table, bytes, length, 2, starts) == 2 ? starts[1] : 0;
}

size_t octavo_encode_piece(const octavo_token_table *table, const uint8_t *bytes, size_t length, int32_t *ids, octavo_merger *merger) {
    int32_t whole = octavo_token_of(table, bytes, length);
    if (whole >= 0) {
        if (ids) *ids = whole;
        return 1;
    }
    return length <= few ? merge_few(table, bytes, length, ids) : merge_many(table, bytes, length, ids, merger);
}

size_t octavo_encode(const octavo_token_table *table, octavo_piece piece, octavo_letter_classes classes, const uint8_t *text, size_t length,
                     size_t *at, int32_t *ids, size_t capacity, octavo_merger *merger) {
    size_t count = 0;
    while (*at < length) {
        size_t end = piece(text, length, *at, classes);
        if (ids && end - *at > capacity - count) break;
        size_t added = octavo_encode_piece(table, text + *at, end - *at, ids ? ids + count : NULL, merger);
        if (added == SIZE_MAX) return SIZE_MAX;
        count += added;
        *at = end;
    }
    return count;
}
