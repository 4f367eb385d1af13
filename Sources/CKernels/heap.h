#pragma once
#include <stddef.h>
#include <stdint.h>

// A binary heap of numbers, the least first, over memory of the caller's.

static inline void heap_sink(uint64_t *heap, size_t count, size_t at) {
    uint64_t value = heap[at];
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= count) break;
        if (child + 1 < count && heap[child + 1] < heap[child]) child++;
        if (heap[child] >= value) break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = value;
}

static inline void heap_lift(uint64_t *heap, size_t at) {
    uint64_t value = heap[at];
    while (at > 0 && heap[(at - 1) / 2] > value) {
        heap[at] = heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap[at] = value;
}
