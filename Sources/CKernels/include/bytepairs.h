#pragma once
#include <stddef.h>
#include <stdint.h>

// Byte-pair encoding: texts cut into pieces as a tokenizer's pattern cuts them, and pieces into tokens by rank.

// What a code point is to the patterns.
enum {
    OCTAVO_PIECE_LETTER = 1,  // \p{L}
    OCTAVO_PIECE_NUMBER = 2,  // \p{N}
    OCTAVO_PIECE_SPACE = 4,   // \s
    OCTAVO_PIECE_NEWLINE = 8, // \r and \n
    OCTAVO_PIECE_UPPER = 16,  // \p{Lu} \p{Lt} \p{Lm} \p{Lo} \p{M}
    OCTAVO_PIECE_LOWER = 32,  // \p{Ll} \p{Lm} \p{Lo} \p{M}
    OCTAVO_PIECE_WORD = 64,   // \w of UTS #18: alphabetic, \p{M} \p{Nd} \p{Pc}, joiners
    OCTAVO_PIECE_SIGN = 128,  // \p{P} of Unicode 8 and ASCII's other signs
};

typedef struct {
    const uint8_t *_Nonnull classes; // of the code points below `count`
    size_t count;
} octavo_letter_classes;

// Where the piece that begins at `at`, below `length`, ends.
size_t octavo_piece_gpt2(const uint8_t *_Nonnull text, size_t length, size_t at, octavo_letter_classes classes);
size_t octavo_piece_cl100k(const uint8_t *_Nonnull text, size_t length, size_t at, octavo_letter_classes classes);
size_t octavo_piece_llama3(const uint8_t *_Nonnull text, size_t length, size_t at, octavo_letter_classes classes);
size_t octavo_piece_qwen2(const uint8_t *_Nonnull text, size_t length, size_t at, octavo_letter_classes classes);
size_t octavo_piece_o200k(const uint8_t *_Nonnull text, size_t length, size_t at, octavo_letter_classes classes);

typedef struct {
    uint64_t word; // up to eight bytes themselves, or a hash of more
    int32_t id;    // -1 where the slot is empty
    uint32_t length;
} octavo_token_slot;

// Tokens by their bytes. Lower numbers are merged first.
typedef struct {
    octavo_token_slot *_Nonnull slots;
    size_t mask; // slots less one, of which at least half are empty
    const uint8_t *_Nonnull bytes;
    const uint32_t *_Nonnull starts; // one more than there are tokens
    const int32_t *_Nonnull pairs;   // the token of two bytes b[0] << 8 | b[1]; -1 where there is none
    const int32_t *_Nonnull singles; // the token of each byte
    uint32_t longest;
} octavo_token_table;

void octavo_tokens_insert(const octavo_token_table *_Nonnull table, int32_t id);
// -1 where the bytes are no token.
int32_t octavo_token_of(const octavo_token_table *_Nonnull table, const uint8_t *_Nonnull bytes, size_t length);

// Memory that merging a long piece needs; all zero at first, given back by `octavo_merger_free`.
typedef struct {
    void *_Nullable memory;
    size_t size;
} octavo_merger;
void octavo_merger_free(octavo_merger *_Nonnull merger);

typedef size_t (*octavo_piece)(const uint8_t *_Nonnull text, size_t length, size_t at, octavo_letter_classes classes);

// Encodes pieces from `*at` on, until the text ends or fewer than a piece's bytes are left of `capacity`; returns how many tokens there are
// and moves `*at`. Without `ids` it counts them alone. SIZE_MAX where memory ran out.
size_t octavo_encode(const octavo_token_table *_Nonnull table, octavo_piece _Nonnull piece, octavo_letter_classes classes,
                     const uint8_t *_Nonnull text, size_t length, size_t *_Nonnull at, int32_t *_Nullable ids, size_t capacity,
                     octavo_merger *_Nonnull merger);
// Where the two parts that become the token of these bytes last of all meet; 0 where they do not become one, or are very many.
size_t octavo_last_pair(const octavo_token_table *_Nonnull table, const uint8_t *_Nonnull bytes, size_t length);
// The tokens of one piece.
size_t octavo_encode_piece(const octavo_token_table *_Nonnull table, const uint8_t *_Nonnull bytes, size_t length, int32_t *_Nullable ids,
                           octavo_merger *_Nonnull merger);
