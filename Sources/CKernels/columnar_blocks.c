#include "include/columnar.h"
#include <string.h>

// ---- Snappy: google/snappy, format_description.txt

static size_t snappy_header(const uint8_t *bytes, size_t count, size_t *at) {
    uint64_t length = 0;
    for (unsigned shift = 0; shift <= 28; shift += 7) {
        if (*at >= count) return SIZE_MAX;
        uint8_t byte = bytes[(*at)++];
        length |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80) return length <= UINT32_MAX ? (size_t)length : SIZE_MAX;
    }
    return SIZE_MAX;
}

size_t octavo_snappy_length(const uint8_t *bytes, size_t count) {
    size_t at = 0;
    return snappy_header(bytes, count, &at);
}

// Copies `length` bytes from `distance` bytes back; both ranges may overlap, which repeats a pattern. `room` is what the target has
// left from `out` on.
static inline void copy_back(uint8_t *out, size_t distance, size_t length, size_t room) {
    const uint8_t *from = out - distance;
    if (distance >= 16 && room >= length + 16) {
        // Sixteen at a time, up to fifteen past the end, which the next element writes over.
        for (size_t done = 0; done < length; done += 16) memcpy(out + done, from + done, 16);
    } else if (distance >= 8 && room >= length + 8) {
        for (size_t done = 0; done < length; done += 8) memcpy(out + done, from + done, 8);
    } else {
        for (size_t done = 0; done < length; done++) out[done] = from[done];
    }
}

bool octavo_snappy(const uint8_t *bytes, size_t count, uint8_t *target, size_t room) {
    size_t at = 0, made = 0;
    if (snappy_header(bytes, count, &at) != room) return false;
    while (at < count) {
        uint8_t tag = bytes[at++];
        size_t length, distance;
        if ((tag & 3) == 0) {
            length = (size_t)(tag >> 2) + 1;
            if (length <= 16 && count - at >= 16 && room - made >= 16) {
                memcpy(target + made, bytes + at, 16);
            } else {
                if (length > 60) {
                    size_t extra = length - 60;
                    if (count - at < extra) return false;
                    uint32_t value = 0;
                    memcpy(&value, bytes + at, extra);
                    at += extra;
                    length = (size_t)value + 1;
                }
                if (count - at < length || room - made < length) return false;
                memcpy(target + made, bytes + at, length);
            }
            at += length;
            made += length;
            continue;
        }
        if ((tag & 3) == 1) {
            if (count - at < 1) return false;
            length = (size_t)(tag >> 2 & 7) + 4;
            distance = (size_t)(tag >> 5) << 8 | bytes[at++];
        } else {
            size_t width = (tag & 3) == 2 ? 2 : 4;
            if (count - at < width) return false;
            uint32_t value = 0;
            memcpy(&value, bytes + at, width);
            at += width;
            length = (size_t)(tag >> 2) + 1;
            distance = value;
        }
        if (distance == 0 || distance > made || room - made < length) return false;
        copy_back(target + made, distance, length, room - made);
        made += length;
    }
    return made == room;
}

// ---- LZ4: lz4/lz4, doc/lz4_Block_format.md

static bool lz4_length(const uint8_t *bytes, size_t count, size_t *at, size_t *length) {
    uint8_t byte;
    do {
        if (*at >= count) return false;
        byte = bytes[(*at)++];
        *length += byte;
    } while (byte == 255);
    return true;
}

size_t octavo_lz4(const uint8_t *bytes, size_t count, uint8_t *target, size_t before, size_t room) {
    size_t at = 0, made = 0;
    while (at < count) {
        uint8_t token = bytes[at++];
        size_t length = token >> 4;
        if (length == 15 && !lz4_length(bytes, count, &at, &length)) return SIZE_MAX;
        if (count - at < length || room - made < length) return SIZE_MAX;
        memcpy(target + made, bytes + at, length);
        at += length;
        made += length;
        // The last sequence has literals alone.
        if (at == count) return made;
        if (count - at < 2) return SIZE_MAX;
        size_t distance = (size_t)bytes[at] | (size_t)bytes[at + 1] << 8;
        at += 2;
        length = token & 15;
        if (length == 15 && !lz4_length(bytes, count, &at, &length)) return SIZE_MAX;
        length += 4;
        if (distance == 0 || distance > made + before || room - made < length) return SIZE_MAX;
        copy_back(target + made, distance, length, room - made);
        made += length;
    }
    return made;
}
