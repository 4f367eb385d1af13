#include "include/personal.h"

#include <immintrin.h>
#include <string.h>

// MARK: - Words

// Both are odd and without a pattern; the second is SplitMix64's.
static const uint64_t FIRST = 0x9E3779B97F4A7C15u, SECOND = 0xBF58476D1CE4E5B9u;

static inline uint64_t mixed(uint64_t hash, uint64_t chunk) {
    hash = (hash ^ chunk) * FIRST;
    return hash ^ hash >> 32;
}

// Of a word's last eight bytes and the eight before them, zeros where it is shorter. The low 16 bits are left to a table; the one bit
// keeps a hash from being 0.
static inline uint64_t finished(uint64_t last, uint64_t next) {
    uint64_t hash = last * FIRST ^ next * SECOND;
    hash = (hash ^ hash >> 32) * FIRST;
    return ((hash ^ hash >> 29) & ~(uint64_t)0xFFFF) | (uint64_t)1 << 32;
}

// Eight bytes with the 26 capital letters in lower case.
static inline uint64_t lowered(uint64_t word) {
    const uint64_t ones = 0x0101010101010101u;
    uint64_t low = word & 0x7F * ones;
    uint64_t from_a = low + ones * (0x80 - 'A'), past_z = low + ones * (0x80 - 'Z' - 1);
    return word | ((from_a & ~past_z & ~word & ones * 0x80) >> 2);
}

uint64_t octavo_word_hash(const uint8_t *word, size_t count) {
    uint64_t chunks[2] = {0, 0};
    for (size_t part = 0; count; part++) {
        uint64_t chunk = 0;
        size_t length = count < 8 ? count : 8;
        memcpy((uint8_t *)&chunk + 8 - length, word + count - length, length);
        chunk = lowered(chunk);
        if (part < 2) chunks[part] = chunk;
        else chunks[1] = mixed(chunks[1], chunk);
        count -= length;
    }
    return finished(chunks[0], chunks[1]);
}

// The same for a word in lower case with sixteen bytes before it that may be read. Most words have up to sixteen: no branch for them.
static inline uint64_t hash_of_lowered(const uint8_t *word, size_t count) {
    uint64_t last, next;
    memcpy(&last, word + count - 8, 8);
    memcpy(&next, word + count - 16, 8);
    last &= ~(uint64_t)0 << (count < 8 ? 64 - 8 * count : 0);
    next &= count <= 8 ? 0 : ~(uint64_t)0 << (count < 16 ? 128 - 8 * count : 0);
    for (size_t left = count < 16 ? 0 : count - 16; left;) {
        size_t length = left < 8 ? left : 8;
        uint64_t chunk;
        memcpy(&chunk, word + left - 8, 8);
        next = mixed(next, chunk & ~(uint64_t)0 << (64 - 8 * length));
        left -= length;
    }
    return finished(last, next);
}

static inline uint16_t bits_of(octavo_word_slots table, uint64_t hash) {
    if (!(table.filter[hash >> 22 & (OCTAVO_WORD_FILTER - 1)] >> (hash >> 16 & 63) & 1)) return 0;
    size_t mask = ((size_t)1 << (64 - table.shift)) - 1;
    for (size_t place = hash >> table.shift;; place = (place + 1) & mask) {
        uint64_t slot = table.slots[place];
        if ((slot & ~(uint64_t)0xFFFF) == hash) return (uint16_t)slot;
        if (!slot) return 0;
    }
}

uint16_t octavo_word_bits(octavo_word_slots table, uint64_t hash) { return bits_of(table, hash); }

// MARK: - The words before a place

enum {
    WINDOW = 64,
    PAD = 16,             // so that bytes before a word may be read with it
    LONGEST_WORD = 32,    // no word in a table is longer
    LONGEST_LABEL = 32,
};

// One bit for each of a window's bytes.
typedef struct {
    uint64_t words; // letters, digits, `_`, apostrophes and bytes above 0x7F
    uint64_t others; // apostrophes and bytes above 0x7F
    uint64_t signs; // what may end a sentence
    uint64_t specials; // line ends, what closes labels, and `#`
    uint64_t inks;  // all but spaces and controls
} window_masks;

static inline __m128i either(__m128i one, __m128i other) { return _mm_or_si128(one, other); }
static inline __m128i same(__m128i bytes, char wanted) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(wanted)); }
// No byte of a range is 0x80 or above, so signed comparison is enough.
static inline __m128i within(__m128i bytes, char first, char last) {
    return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8((char)(first - 1))), _mm_cmplt_epi8(bytes, _mm_set1_epi8((char)(last + 1))));
}
static inline uint64_t bits(__m128i bytes, int part) { return (uint64_t)(uint32_t)_mm_movemask_epi8(bytes) << (16 * part); }

static inline window_masks classify(const uint8_t *bytes, uint8_t *lower) {
    window_masks found = {0, 0, 0, 0, 0};
    for (int part = 0; part < 4; part++) {
        // movemask takes the highest bit of each byte: that of all bytes above 0x7F.
        __m128i block = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
        __m128i folded = _mm_or_si128(block, _mm_set1_epi8(0x20));
        __m128i letter = within(folded, 'a', 'z');
        __m128i other = either(block, same(block, '\''));
        __m128i word = either(either(letter, within(block, '0', '9')), either(same(block, '_'), other));
        __m128i line = same(block, '\n');
        __m128i sign = either(either(same(block, '.'), same(block, '?')), either(same(block, '!'), line));
        __m128i special = either(either(line, same(block, ']')), same(block, '#'));
        found.words |= bits(word, part);
        found.others |= bits(other, part);
        found.signs |= bits(sign, part);
        found.specials |= bits(special, part);
        found.inks |= bits(either(block, _mm_cmpgt_epi8(block, _mm_set1_epi8(' '))), part);
        _mm_storeu_si128((__m128i *)(lower + 16 * part), either(block, _mm_and_si128(letter, _mm_set1_epi8(0x20))));
    }
    return found;
}

static inline uint8_t byte_at(const uint8_t *bytes, size_t count, size_t at) { return at < count ? bytes[at] : 0; }
static inline bool is_letter(uint8_t byte) { return (uint8_t)((byte | 0x20) - 'a') < 26; }

// A full stop after a word of more than an abbreviation's length, a question or exclamation mark, a line's end; a space follows.
static bool ends_sentence(const uint8_t *bytes, size_t count, size_t at) {
    switch (bytes[at]) {
    case '?':
    case '!': return byte_at(bytes, count, at + 1) <= ' ';
    case '\n': return at == 0 || bytes[at - 1] != ':';
    case '.':
        if (byte_at(bytes, count, at + 1) > ' ' || at < 4) return false;
        for (size_t i = at - 4; i < at; i++) {
            if (!is_letter(bytes[i]) && bytes[i] < 0x80) return false;
        }
        return true;
    default: return false;
    }
}

static inline bool is_label_byte(uint8_t byte) { return is_letter(byte) || (uint8_t)(byte - '0') < 10 || byte == '_' || byte == ':'; }

// Where a label such as `[PHONE]` or `[PHONE:kfbqdrnhcmtg]` begins whose `]` stands at `end`; `end` where there is none.
static size_t label_start(const uint8_t *bytes, size_t end) {
    size_t at = end;
    while (at > 0 && end - at < LONGEST_LABEL && is_label_byte(bytes[at - 1])) at--;
    return at < end && at > 0 && (uint8_t)(bytes[at] - 'A') < 26 && bytes[at - 1] == '[' ? at - 1 : end;
}

// Words in scripts that leave no space between: the last one to four signs.
static uint16_t ideograph_bits(octavo_word_slots table, const uint8_t *word, size_t count) {
    if (count < 6 || word[count - 1] < 0x80) return 0;
    uint16_t found = 0;
    // Signs of three bytes; words of two to four of them, the last at most two signs (as "is") before the place.
    for (size_t skipped = 0; skipped <= 2; skipped++) {
        for (size_t signs = 2; signs <= 4 && 3 * (skipped + signs) <= count; signs++) {
            found |= bits_of(table, hash_of_lowered(word + count - 3 * (skipped + signs), 3 * signs));
        }
    }
    return found;
}

// What a part of a word tells: "driver's" what "driver" does.
static uint16_t part_bits(octavo_word_slots table, const uint8_t *word, size_t count) {
    while (count && *word == '\'') word++, count--;
    size_t plain = 0;
    while (plain < count && word[plain] != '\'') plain++;
    uint16_t found = plain && plain <= LONGEST_WORD ? bits_of(table, hash_of_lowered(word, plain)) : 0;
    return found ? found : ideograph_bits(table, word, plain);
}

static bool holds_birth(const uint8_t *bytes, size_t end) {
    return end >= 5 && (bytes[end - 5] | 0x20) == 'd' && bytes[end - 4] == '.' && (bytes[end - 3] | 0x20) == 'o' && bytes[end - 2] == '.'
        && (bytes[end - 1] | 0x20) == 'b';
}

// Takes labels such as `[PHONE]` out of the masks; `base` is the text's place of bit 0. Gives the place where the first one begins that
// reaches below `first`, else `first`.
static size_t without_labels(window_masks *masks, uint64_t closing, const uint8_t *bytes, size_t base, size_t first) {
    while (closing) {
        unsigned bit = 63 - (unsigned)__builtin_clzll(closing);
        closing ^= (uint64_t)1 << bit;
        size_t end = base + bit, start = label_start(bytes, end);
        if (start == end) continue;
        unsigned low = start > first ? (unsigned)(start - base) : (unsigned)(first - base);
        uint64_t label = (((uint64_t)2 << bit) - 1) & ~(uint64_t)0 << low;
        masks->words &= ~label, masks->others &= ~label, masks->signs &= ~label, masks->inks &= ~label;
        if (start <= first) return start;
        closing &= ~label;
    }
    return first;
}

// The bits above the last of three line ends with nothing but blanks between them; all where there is none.
static uint64_t above_blank_lines(uint64_t line_ends, uint64_t inks) {
    int lines = 0;
    uint64_t left = ~(uint64_t)0;
    while (line_ends) {
        unsigned bit = 63 - (unsigned)__builtin_clzll(line_ends);
        uint64_t below = ((uint64_t)1 << bit) - 1;
        line_ends &= below;
        if (inks & left & ~below) lines = 0;
        if (++lines > 2) return ~(below << 1 | 1);
        left = below;
    }
    return ~(uint64_t)0;
}

// The bits above the last sign that ends a sentence with a word behind it, or more than a full stop; all where there is none.
static uint64_t same_sentence(uint64_t signs, uint64_t starts, const uint8_t *bytes, size_t count, size_t base) {
    while (signs) {
        unsigned bit = 63 - (unsigned)__builtin_clzll(signs);
        uint64_t above = ~(uint64_t)0 << bit;
        size_t at = base + bit;
        if ((bytes[at] != '.' || starts & above) && ends_sentence(bytes, count, at)) return above;
        signs &= ~above;
    }
    return ~(uint64_t)0;
}

octavo_cue_window octavo_cue_words(octavo_word_slots table, uint16_t number, uint16_t birth, const uint8_t *bytes, size_t count,
                                   size_t place, uint16_t *words) {
    octavo_cue_window found = {0, 0, false, 0};
    size_t first = place > OCTAVO_CUE_REACH ? place - OCTAVO_CUE_REACH : 0;
    // Bit i of the masks is byte base + i of the text.
    size_t base = place > WINDOW ? place - WINDOW : 0;
    uint8_t memory[PAD + WINDOW], padded[WINDOW];
    const uint8_t *lower = memory + PAD, *from = bytes + base;
    memset(memory, 0, PAD);
    if (count - base < WINDOW) {
        memset(padded, 0, WINDOW);
        memcpy(padded, from, count - base);
        from = padded;
    }
    window_masks masks = classify(from, memory + PAD);
    uint64_t reached = place - base == 64 ? ~(uint64_t)0 : ((uint64_t)1 << (place - base)) - 1;
    bool is_cut = first > 0 && masks.words >> (first - base - 1) & masks.words >> (first - base) & 1;
    reached &= ~(uint64_t)0 << (first - base);
    masks.words &= reached, masks.signs &= reached;
    size_t least = first;
    uint64_t hashes = 0;
    if (masks.specials & reached) {
        uint64_t closing = 0, line_ends = 0;
        for (uint64_t left = masks.specials & reached; left; left &= left - 1) {
            uint64_t bit = left & -left;
            uint8_t byte = bytes[base + (size_t)__builtin_ctzll(left)];
            closing |= byte == ']' ? bit : 0, hashes |= byte == '#' ? bit : 0, line_ends |= byte == '\n' ? bit : 0;
        }
        // What was replaced already says nothing.
        if (closing) least = without_labels(&masks, closing, bytes, base, first);
        if (line_ends) {
            uint64_t kept = above_blank_lines(line_ends, masks.inks & reached);
            if (~kept) is_cut = false, least = SIZE_MAX;
            masks.words &= kept, masks.signs &= kept, hashes &= kept;
        }
    }
    uint64_t starts = (masks.words & ~(masks.words << 1)) | hashes, ends = (masks.words & ~(masks.words >> 1)) | hashes;
    // A word cut by the reach is no word.
    if (is_cut && least == first) starts &= starts - 1, ends &= ends - 1, least = SIZE_MAX;
    uint64_t sentence = same_sentence(masks.signs, starts, bytes, count, base);
    while (starts && found.count < OCTAVO_CUE_WORDS) {
        unsigned start = 63 - (unsigned)__builtin_clzll(starts), end = 63 - (unsigned)__builtin_clzll(ends);
        uint64_t bit = (uint64_t)1 << start;
        starts ^= bit, ends ^= (uint64_t)1 << end;
        size_t length = end + 1 - start;
        uint16_t told = length <= LONGEST_WORD ? bits_of(table, hash_of_lowered(lower + start, length)) : 0;
        if (!told && masks.others >> start & (((uint64_t)1 << length) - 1)) told = part_bits(table, lower + start, length);
        if (length == 1) {
            if (hashes & bit) told = number;
            else if (holds_birth(bytes, base + end + 1)) told = birth;
        }
        words[found.count++] = told;
        found.all |= told;
        if (sentence & bit) found.in_sentence = found.count;
        if (!starts || found.count < OCTAVO_CUE_WORDS) continue;
        least = SIZE_MAX;
    }
    found.is_whole = least == 0;
    return found;
}
