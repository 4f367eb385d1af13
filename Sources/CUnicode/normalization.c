#include "octavo_unicode.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

// The library's functions with the prototypes of its own header.
static struct {
    __typeof__(utf8proc_iterate) *iterate;
    __typeof__(utf8proc_decompose_char) *decompose_char;
    __typeof__(utf8proc_get_property) *get_property;
    __typeof__(utf8proc_normalize_utf32) *normalize;
    __typeof__(utf8proc_encode_char) *encode_char;
    bool found;
} library;

static pthread_once_t opened = PTHREAD_ONCE_INIT;

static void open_library(void) {
    void *handle = dlopen("libutf8proc.so.2", RTLD_NOW | RTLD_LOCAL);
    if (!handle) handle = dlopen("libutf8proc.so.3", RTLD_NOW | RTLD_LOCAL);
    if (!handle) return;
    *(void **)&library.iterate = dlsym(handle, "utf8proc_iterate");
    *(void **)&library.decompose_char = dlsym(handle, "utf8proc_decompose_char");
    *(void **)&library.get_property = dlsym(handle, "utf8proc_get_property");
    *(void **)&library.normalize = dlsym(handle, "utf8proc_normalize_utf32");
    *(void **)&library.encode_char = dlsym(handle, "utf8proc_encode_char");
    library.found = library.iterate && library.decompose_char && library.get_property && library.normalize && library.encode_char;
}

bool octavo_unicode_found(void) {
    pthread_once(&opened, open_library);
    return library.found;
}

// A code point's combining class.
static inline uint32_t class_of(int32_t code) { return (uint16_t)library.get_property(code)->combining_class; }

// Orders marks by their classes, equal ones as they stood. A library's own exchange of neighbours takes quadratic time for a long run.
static bool order_run(int32_t *codes, size_t count) {
    if (count < 2) return true;
    if (count <= 32) {
        for (size_t next = 1; next < count; next++) {
            int32_t code = codes[next];
            uint32_t class = class_of(code);
            size_t place = next;
            for (; place && class_of(codes[place - 1]) > class; place--) codes[place] = codes[place - 1];
            codes[place] = code;
        }
        return true;
    }
    int32_t *sorted = malloc(count * sizeof *sorted);
    if (!sorted) return false;
    size_t starts[257] = {0};
    for (size_t index = 0; index < count; index++) starts[(class_of(codes[index]) & 0xFF) + 1]++;
    for (size_t class = 0; class < 256; class++) starts[class + 1] += starts[class];
    for (size_t index = 0; index < count; index++) sorted[starts[class_of(codes[index]) & 0xFF]++] = codes[index];
    memcpy(codes, sorted, count * sizeof *codes);
    free(sorted);
    return true;
}

static bool order(int32_t *codes, size_t count) {
    for (size_t at = 0; at < count;) {
        if (!class_of(codes[at])) {
            at++;
            continue;
        }
        size_t end = at + 1;
        while (end < count && class_of(codes[end])) end++;
        if (!order_run(codes + at, end - at)) return false;
        at = end;
    }
    return true;
}

// The longest decomposition of one code point has 18.
enum { LONGEST = 32, SMALL = OCTAVO_FORM_ROOM / 4 };

// All code points decomposed, in `small`, which has room for SMALL, or in memory that the caller frees; NULL when memory is out or bytes are
// no UTF-8.
static int32_t *decomposed(const uint8_t *bytes, size_t count, utf8proc_option_t options, int32_t *small, size_t *found) {
    size_t capacity = SMALL, used = 0, at = 0;
    int32_t *codes = small;
    while (at < count) {
        int32_t code;
        utf8proc_ssize_t length = library.iterate(bytes + at, (utf8proc_ssize_t)(count - at), &code);
        if (length <= 0) break;
        if (capacity - used < LONGEST) {
            size_t wanted = capacity * 2 > count ? capacity * 2 : count + LONGEST;
            int32_t *larger = malloc(wanted * sizeof *larger);
            if (!larger) break;
            memcpy(larger, codes, used * sizeof *larger);
            if (codes != small) free(codes);
            codes = larger, capacity = wanted;
        }
        int boundary = 0;
        utf8proc_ssize_t added = library.decompose_char(code, codes + used, LONGEST, options, &boundary);
        if (added < 0 || added > LONGEST) break;
        used += (size_t)added;
        at += (size_t)length;
    }
    *found = used;
    if (at == count) return codes;
    if (codes != small) free(codes);
    return NULL;
}

size_t octavo_unicode_normalize(const uint8_t *bytes, size_t count, octavo_unicode_form form, uint8_t *room, uint8_t **out) {
    *out = NULL;
    if (!count || !octavo_unicode_found()) return 0;
    bool composes = form == OCTAVO_FORM_C || form == OCTAVO_FORM_KC;
    int options = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | (form == OCTAVO_FORM_KC || form == OCTAVO_FORM_KD ? UTF8PROC_COMPAT : 0);
    size_t used = 0;
    int32_t small[SMALL];
    int32_t *codes = decomposed(bytes, count, (utf8proc_option_t)options, small, &used);
    if (!codes) return 0;
    utf8proc_ssize_t left = (utf8proc_ssize_t)used;
    if (!order(codes, used)) left = -1;
    if (left >= 0 && composes) left = library.normalize(codes, left, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    uint8_t *text = left < 0 ? NULL : left <= SMALL ? room : malloc((size_t)left * 4);
    size_t written = 0;
    for (utf8proc_ssize_t index = 0; text && index < left; index++) {
        written += (size_t)library.encode_char(codes[index], text + written);
    }
    if (codes != small) free(codes);
    *out = text;
    return written;
}
