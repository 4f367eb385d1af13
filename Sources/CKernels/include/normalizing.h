// What normalize_text asks about the bytes of one text. Nothing is read past `count`. Bytes that are no UTF-8 stand for themselves and have
// no properties.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Of a code point: what changes it alone, and what it is. scripts/text-tables writes them.
enum {
    OCTAVO_NFC = 1 << 0,  // may change under this form, or join the character before
    OCTAVO_NFD = 1 << 1,
    OCTAVO_NFKC = 1 << 2,
    OCTAVO_NFKD = 1 << 3,
    OCTAVO_MARK = 1 << 4,      // has a combining class: two of them may change places
    OCTAVO_SPACE = 1 << 5,     // white space beyond ASCII
    OCTAVO_QUOTE = 1 << 6,     // a curly quotation mark
    OCTAVO_DASH = 1 << 7,      // a dash or hyphen
    OCTAVO_CONTROL = 1 << 8,   // a control, a mark of direction, something without width
    OCTAVO_JOINER = 1 << 9,    // without width, but part of some words and emoji
    OCTAVO_LIGATURE = 1 << 10, // one character for several Latin letters
    OCTAVO_WIDTH = 1 << 11,    // a fullwidth or halfwidth form
    OCTAVO_EMOJI = 1 << 12,
    OCTAVO_ACCENT = 1 << 13,   // a mark over Latin, Greek or Cyrillic letters
    OCTAVO_SCRIPT = 1 << 14,   // of a script in which joiners mean something
    OCTAVO_MOJIBAKE = 1 << 15, // occurs in what is left of texts read in the wrong encoding
    // Of a text as a whole.
    OCTAVO_BAD = 1 << 16,       // holds characters side by side that only a wrong encoding brings together
    OCTAVO_REFERENCE = 1 << 17, // holds what looks like `&name;`
    OCTAVO_ESCAPE = 1 << 18,    // holds the control that begins a terminal's sequence
    OCTAVO_FOLD = 1 << 19,      // ASCII white space that is more than one space, one line break or an empty line
    OCTAVO_EDGE = 1 << 20,      // ASCII white space at an end
    OCTAVO_ORDER = 1 << 21,     // two marks side by side
    OCTAVO_HIGH = 1 << 22,      // bytes beyond ASCII
    OCTAVO_LINE = 1 << 23,      // a line break
    OCTAVO_CAPITAL = 1 << 24,   // an ASCII capital
    OCTAVO_TAG = 1 << 25,       // `<` before a letter, `/` or `!`
};

// The properties of a code point; 0 beyond Unicode.
uint32_t octavo_code_flags(uint32_t code);
// The properties of all code points of a text together, and those of the text.
uint32_t octavo_text_survey(const uint8_t *_Nullable bytes, size_t count);
// The first text from `row` on, of those before `end`, whose survey has something of `wanted`, and the survey; `end` where there is none. A text
// with tags is not asked for references. Text i is bytes[offsets[i]..<offsets[i + 1]].
size_t octavo_texts_survey(const uint8_t *_Nullable bytes, const uint32_t *_Nonnull offsets, size_t row, size_t end, uint32_t wanted,
                           uint32_t *_Nonnull survey);
// Where the next character stands, from the character at `from` on, that has one of these properties; `count` where there is none.
size_t octavo_text_next(const uint8_t *_Nullable bytes, size_t count, size_t from, uint32_t flags);

// The steps that need no neighbours, in one pass: quotes, dashes and controls, those of them that `steps` names. With OCTAVO_SPACE in it runs of
// white space become one space, or where they hold a line break and OCTAVO_LINE is named too, one line break or an empty line; with
// OCTAVO_EDGE as well nothing stays at the ends. `out` has room for count + 64 bytes. Returns how many were written; `changed` says what was
// done: QUOTE, DASH, CONTROL, FOLD, EDGE; `survey` is that of what was written, where
// something was.
size_t octavo_rewrite_plainly(const uint8_t *_Nonnull bytes, size_t count, uint32_t steps, uint8_t *_Nonnull out, uint32_t *_Nonnull changed,
                              uint32_t *_Nonnull survey);

// What a line was before it was read in a wrong encoding, one reading further back. `scratch` has room for `count` bytes, `out` for
// 2 * count + 8. Returns how many were written, or SIZE_MAX where nothing is to be repaired.
size_t octavo_repair_line(const uint8_t *_Nonnull bytes, size_t count, uint8_t *_Nonnull scratch, uint8_t *_Nonnull out);

// The value of an HTML reference's name without `&` and `;`: its bytes in UTF-8, none for a name that there is not.
const uint8_t *_Nullable octavo_entity(const uint8_t *_Nonnull name, size_t count, size_t *_Nonnull length);
enum { OCTAVO_LONGEST_ENTITY = 32 };
// The code point of a byte from 0x80 to 0x9F in Windows-1252, itself where that has none.
uint32_t octavo_windows_code(uint8_t byte);
