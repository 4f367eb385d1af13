#include "include/normalizing.h"

#include <string.h>

#include "entities_tables.h"

_Static_assert(LONGEST_ENTITY <= OCTAVO_LONGEST_ENTITY, "a name is longer than what is looked at");

const uint8_t *octavo_entity(const uint8_t *name, size_t count, size_t *length) {
    size_t low = 0, high = ENTITIES;
    while (low < high) {
        size_t middle = (low + high) / 2;
        size_t own = (size_t)(name_starts[middle + 1] - name_starts[middle]);
        int order = memcmp(name_bytes + name_starts[middle], name, own < count ? own : count);
        if (order == 0) order = own < count ? -1 : own > count;
        if (order == 0) {
            *length = (size_t)(value_starts[middle + 1] - value_starts[middle]);
            return value_bytes + value_starts[middle];
        }
        if (order < 0) low = middle + 1; else high = middle;
    }
    return NULL;
}
