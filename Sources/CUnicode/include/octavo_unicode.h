#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Unicode's normalization forms by libutf8proc, opened on first use. Every function may be called from any thread.

typedef enum { OCTAVO_FORM_C, OCTAVO_FORM_D, OCTAVO_FORM_KC, OCTAVO_FORM_KD } octavo_unicode_form;

// Whether libutf8proc was found; the next function is of no use without it.
bool octavo_unicode_found(void);
// A text in a form, in time linear in its length. Puts the UTF-8 into `room`, of OCTAVO_FORM_ROOM bytes, or into memory of its own that the
// caller frees, and where it is into `out`: NULL when memory is out or bytes are no UTF-8. Returns how many bytes there are.
size_t octavo_unicode_normalize(const uint8_t *_Nonnull bytes, size_t count, octavo_unicode_form form, uint8_t *_Nonnull room,
                                uint8_t *_Nullable *_Nonnull out);
enum { OCTAVO_FORM_ROOM = 2048 };
