#include "include/anchors.h"

#include <immintrin.h>
#include <string.h>

enum { BLOCK = 64 };

static inline bool is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }
static inline bool is_letter(uint8_t byte) { return (uint8_t)((byte | 0x20) - 'a') < 26; }
static inline bool is_hexadecimal(uint8_t byte) { return is_digit(byte) || (uint8_t)((byte | 0x20) - 'a') < 6; }

// One bit for each of a block's bytes.
typedef struct {
  uint64_t digits, words, w, signs;
} masks;

// Bytes from `first` on, `count` of them, as 0xFF; no byte of a class is 0x80 or above, so signed comparison is enough.
static inline __m128i within(__m128i bytes, char first, char last) {
  return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8((char)(first - 1))), _mm_cmplt_epi8(bytes, _mm_set1_epi8((char)(last + 1))));
}

static inline masks classify(const uint8_t *bytes) {
  masks found = {0, 0, 0, 0};
  for (int part = 0; part < 4; part++) {
    __m128i block = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
    __m128i lower = _mm_or_si128(block, _mm_set1_epi8(0x20));
    __m128i digit = within(block, '0', '9');
    __m128i word = _mm_or_si128(_mm_or_si128(digit, within(lower, 'a', 'z')), _mm_cmpeq_epi8(block, _mm_set1_epi8('_')));
    __m128i sign = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('@')), _mm_cmpeq_epi8(block, _mm_set1_epi8(':')));
    __m128i w = _mm_cmpeq_epi8(lower, _mm_set1_epi8('w'));
    found.digits |= (uint64_t)(uint32_t)_mm_movemask_epi8(digit) << (16 * part);
    found.words |= (uint64_t)(uint32_t)_mm_movemask_epi8(word) << (16 * part);
    found.signs |= (uint64_t)(uint32_t)_mm_movemask_epi8(sign) << (16 * part);
    found.w |= (uint64_t)(uint32_t)_mm_movemask_epi8(w) << (16 * part);
  }
  return found;
}

// The masks of up to 64 bytes that may end before a block does.
static inline masks classify_up_to(const uint8_t *bytes, size_t count) {
  if (count >= BLOCK) return classify(bytes);
  uint8_t padded[BLOCK] = {0};
  if (count) memcpy(padded, bytes, count);
  return classify(padded);
}

// `mask` moved down by `by`, filled from the block after it: bit i tells of byte i + by.
static inline uint64_t ahead(uint64_t mask, uint64_t next, int by) { return mask >> by | next << (64 - by); }

// A colon with nothing beside it that an address or a URL has.
static bool is_idle_colon(const uint8_t *bytes, size_t count, size_t at) {
  uint8_t before = at ? bytes[at - 1] : ' ', after = at + 1 < count ? bytes[at + 1] : ' ';
  if (after == '/') return at + 2 >= count || bytes[at + 2] != '/';
  bool left = before == ':' || is_hexadecimal(before), right = after == ':' || is_hexadecimal(after);
  return !(left && right) && !(after == ':' && at + 2 < count && is_hexadecimal(bytes[at + 2]));
}

// A short number without another within four bytes after it and without a letter before it. The one before has looked at this one.
static bool stands_alone(const uint8_t *bytes, size_t count, size_t at) {
  size_t end = at + 1;
  while (end < count && end - at < 4 && is_digit(bytes[end])) end++;
  if (end - at > 3) return false;
  if (at && (is_letter(bytes[at - 1]) || bytes[at - 1] == '+' || bytes[at - 1] == '-' || bytes[at - 1] == ':')) return false;
  size_t stop = count - end > 4 ? end + 4 : count;
  for (size_t next = end; next < stop; next++) {
    if (is_digit(bytes[next]) || bytes[next] == ':') return false;
  }
  return true;
}

size_t octavo_personal_anchors(const uint8_t *bytes, size_t count, size_t from, bool all, uint32_t *places, size_t capacity,
                               size_t *after) {
  size_t found = 0, at = from;
  masks now = at < count ? classify_up_to(bytes + at, count - at) : (masks){0, 0, 0, 0};
  uint64_t digit_before = at && is_digit(bytes[at - 1]), word_before = 0;
  if (at) word_before = is_digit(bytes[at - 1]) || is_letter(bytes[at - 1]) || bytes[at - 1] == '_';
  while (at < count && capacity - found >= BLOCK) {
    masks next = at + BLOCK < count ? classify_up_to(bytes + at + BLOCK, count - at - BLOCK) : (masks){0, 0, 0, 0};
    uint64_t starts = now.digits & ~(now.digits << 1 | digit_before);
    uint64_t long_runs = now.words & ~(now.words << 1 | word_before);
    if (long_runs) {
      // Bit i of `runs` after each step: 2, 4, 8, 16 bytes of words from i on. The block after the next is not needed: 16 < 64.
      uint64_t runs = now.words & ahead(now.words, next.words, 1), more = next.words & next.words >> 1;
      runs &= ahead(runs, more, 2), more &= more >> 2;
      runs &= ahead(runs, more, 4), more &= more >> 4;
      long_runs &= runs & ahead(runs, more, 8);
    }
    uint64_t sites = now.w & ahead(now.w, next.w, 1) & ahead(now.w, next.w, 2);
    uint64_t marks = starts | long_runs | now.signs | sites;
    while (marks) {
      unsigned bit = (unsigned)__builtin_ctzll(marks);
      size_t place = at + bit;
      marks &= marks - 1;
      uint8_t byte = bytes[place];
      if (byte == ':' && is_idle_colon(bytes, count, place)) continue;
      if (is_digit(byte) && !all && !(long_runs >> bit & 1) && stands_alone(bytes, count, place)) continue;
      places[found++] = (uint32_t)place;
    }
    digit_before = now.digits >> 63, word_before = now.words >> 63;
    now = next;
    at += BLOCK;
  }
  *after = at < count ? at : count;
  return found;
}
