#include "minhash.h"
#include "cloned.h"

// Sixteen functions at a time: their minima stay in registers while the hashes go by.
CLONED void octavo_minhash(const uint64_t *hashes, size_t count, const uint32_t *multipliers, const uint32_t *addends, uint32_t *minima, size_t lanes) {
    for (size_t block = 0; block + 16 <= lanes; block += 16) {
        uint32_t factor[16], addend[16], least[16];
        for (int i = 0; i < 16; i++) {
            factor[i] = multipliers[block + i];
            addend[i] = addends[block + i];
            least[i] = minima[block + i];
        }
        for (size_t place = 0; place < count; place++) {
            uint32_t hash = (uint32_t)(hashes[place] >> 32);
            for (int i = 0; i < 16; i++) {
                uint32_t made = hash * factor[i] + addend[i];
                least[i] = made < least[i] ? made : least[i];
            }
        }
        for (int i = 0; i < 16; i++) minima[block + i] = least[i];
    }
}
