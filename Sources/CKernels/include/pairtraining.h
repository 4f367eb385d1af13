#pragma once
#include "bytepairs.h"

// Learning a byte-pair encoding: how often each piece of some texts occurs, and then, again and again, the pair of neighbours that
// occurs most often. Functions that may run out of memory say so; what they have done until then stays, and can be freed.

typedef struct octavo_piece_counter octavo_piece_counter;

octavo_piece_counter *_Nullable octavo_piece_counter_make(void);
void octavo_piece_counter_free(octavo_piece_counter *_Nonnull counter);
// Counts the pieces of a text, except those longer than `longest`; 0 where memory ran out.
int octavo_piece_counter_add(octavo_piece_counter *_Nonnull counter, octavo_piece _Nonnull piece, octavo_letter_classes classes,
                             const uint8_t *_Nonnull text, size_t length, size_t longest);
// Adds what another one counted; 0 where memory ran out.
int octavo_piece_counter_merge(octavo_piece_counter *_Nonnull counter, const octavo_piece_counter *_Nonnull other);
size_t octavo_piece_counter_bytes(const octavo_piece_counter *_Nonnull counter);

typedef struct octavo_pair_trainer octavo_pair_trainer;

// `units`: the symbol of each of the 256 bytes.
octavo_pair_trainer *_Nullable octavo_pair_trainer_make(const octavo_piece_counter *_Nonnull counter, const int32_t *_Nonnull units);
void octavo_pair_trainer_free(octavo_pair_trainer *_Nonnull trainer);
// The pair that occurs most often, of several the one of lower symbols; how often, 0 where no pair is left.
int64_t octavo_pair_trainer_best(octavo_pair_trainer *_Nonnull trainer, int32_t *_Nonnull left, int32_t *_Nonnull right);
// Makes that pair one symbol wherever it stands; 0 where memory ran out.
int octavo_pair_trainer_merge(octavo_pair_trainer *_Nonnull trainer, int32_t left, int32_t right, int32_t symbol);
size_t octavo_pair_trainer_bytes(const octavo_pair_trainer *_Nonnull trainer);
