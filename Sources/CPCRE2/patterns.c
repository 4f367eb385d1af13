#define _GNU_SOURCE
#define PCRE2_CODE_UNIT_WIDTH 8
#include "octavo_pcre2.h"

#include <pcre2.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// How often the matcher may be entered again from one start: PCRE2's own default, under a tenth of a second here when compiled.
// It does not count single steps of a simple loop, so a pattern of quadratic cost over a very long text is not stopped by it.
#define MATCH_LIMIT 10000000
// Kilobytes the interpreter may keep for backtracking, where there is no just-in-time compiler.
#define HEAP_LIMIT 65536
// Bytes a compiled search may use for backtracking; the first are taken at once.
#define STACK_START (32 * 1024)
#define STACK_LIMIT (16 * 1024 * 1024)
// Bytes of a pattern as written.
#define PATTERN_LIMIT (64 * 1024)

struct octavo_pattern {
    pcre2_code *code;
    // The same pattern over bytes, several times as fast, for texts that are ASCII, where both find the same. NULL for patterns that name
    // other characters or steer the search.
    pcre2_code *bytes_code;
    // The pattern itself where it has no sign with a meaning.
    uint8_t *literal;
    size_t literal_length;
    uint32_t groups;
};

// What a search writes to. One a thread, so that no search allocates.
struct workspace {
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
    uint32_t pairs;
};

static pthread_key_t workspace_key;
static pthread_once_t workspace_once = PTHREAD_ONCE_INIT;

static void free_workspace(void *pointer) {
    struct workspace *space = pointer;
    if (space->data) pcre2_match_data_free(space->data);
    if (space->context) pcre2_match_context_free(space->context);
    if (space->stack) pcre2_jit_stack_free(space->stack);
    free(space);
}

static void make_workspace_key(void) { pthread_key_create(&workspace_key, free_workspace); }

static struct workspace *workspace_for(uint32_t pairs) {
    pthread_once(&workspace_once, make_workspace_key);
    struct workspace *space = pthread_getspecific(workspace_key);
    if (!space) {
        space = calloc(1, sizeof *space);
        if (!space) return NULL;
        space->context = pcre2_match_context_create(NULL);
        space->stack = pcre2_jit_stack_create(STACK_START, STACK_LIMIT, NULL);
        if (!space->context || pthread_setspecific(workspace_key, space) != 0) {
            free_workspace(space);
            return NULL;
        }
        pcre2_set_match_limit(space->context, MATCH_LIMIT);
        pcre2_set_heap_limit(space->context, HEAP_LIMIT);
        if (space->stack) pcre2_jit_stack_assign(space->context, NULL, space->stack);
    }
    if (space->pairs < pairs) {
        pcre2_match_data *data = pcre2_match_data_create(pairs, NULL);
        if (!data) return NULL;
        if (space->data) pcre2_match_data_free(space->data);
        space->data = data;
        space->pairs = pairs;
    }
    return space;
}

static void set_up(pcre2_compile_context *context) {
    // Both have defaults that differ from one build of PCRE2 to the next.
    pcre2_set_newline(context, PCRE2_NEWLINE_LF);
    pcre2_set_bsr(context, PCRE2_BSR_UNICODE);
    pcre2_set_max_pattern_length(context, PATTERN_LIMIT);
}

static bool is_ascii(const uint8_t *bytes, size_t length) {
    uint8_t all = 0;
    size_t i = 0;
    for (; i + 64 <= length; i += 64) {
        for (size_t j = 0; j < 64; j++) all |= bytes[i + j];
        if (all >= 0x80) return false;
    }
    for (; i < length; i++) all |= bytes[i];
    return all < 0x80;
}

// Whether a pattern has one of the signs.
static bool has_any(const uint8_t *bytes, size_t length, const char *signs) {
    for (size_t i = 0; i < length; i++)
        if (bytes[i] && strchr(signs, bytes[i])) return true;
    return false;
}

// Where one of these cannot be made, the pattern is searched for as it is.
static void add_faster_forms(octavo_pattern *pattern, const uint8_t *bytes, size_t length) {
    if (length > 0 && !has_any(bytes, length, "\\^$.|?*+()[]{}")) {
        pattern->literal = malloc(length);
        if (!pattern->literal) return;
        memcpy(pattern->literal, bytes, length);
        pattern->literal_length = length;
        return;
    }
    // Verbs such as (*UTF) change what a pattern means, or where its search goes on.
    if (!is_ascii(bytes, length) || memmem(bytes, length, "(*", 2)) return;
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    if (!context) return;
    set_up(context);
    int code = 0;
    PCRE2_SIZE place = 0;
    // Classes such as \d and \w hold the same ASCII characters with and without PCRE2_UCP.
    pattern->bytes_code = pcre2_compile(bytes, length, PCRE2_NEVER_BACKSLASH_C, &code, &place, context);
    pcre2_compile_context_free(context);
    if (pattern->bytes_code && pcre2_jit_compile(pattern->bytes_code, PCRE2_JIT_COMPLETE) != 0) {
        // Without a compiler there is nothing to gain.
        pcre2_code_free(pattern->bytes_code);
        pattern->bytes_code = NULL;
    }
}

octavo_pattern *octavo_pattern_compile(const uint8_t *bytes, size_t length, int32_t *error, size_t *offset) {
    *error = 0;
    *offset = 0;
    octavo_pattern *pattern = calloc(1, sizeof *pattern);
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    if (!pattern || !context) {
        *error = PCRE2_ERROR_NOMEMORY;
        if (context) pcre2_compile_context_free(context);
        free(pattern);
        return NULL;
    }
    set_up(context);
    int code = 0;
    PCRE2_SIZE place = 0;
    pattern->code = pcre2_compile(bytes, length, PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C, &code, &place, context);
    pcre2_compile_context_free(context);
    if (!pattern->code) {
        *error = code;
        *offset = place < length ? place : length;
        free(pattern);
        return NULL;
    }
    // Where there is no just-in-time compiler the interpreter searches; a failure here is no error.
    (void)pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE);
    pcre2_pattern_info(pattern->code, PCRE2_INFO_CAPTURECOUNT, &pattern->groups);
    add_faster_forms(pattern, bytes, length);
    return pattern;
}

void octavo_pattern_free(octavo_pattern *pattern) {
    pcre2_code_free(pattern->code);
    if (pattern->bytes_code) pcre2_code_free(pattern->bytes_code);
    free(pattern->literal);
    free(pattern);
}

size_t octavo_pattern_reason(int32_t error, uint8_t *buffer, size_t capacity) {
    int length = pcre2_get_error_message(error, buffer, capacity);
    if (length >= 0) return (size_t)length;
    return length == PCRE2_ERROR_NOMEMORY && capacity > 0 ? capacity - 1 : 0;
}

uint32_t octavo_pattern_groups(const octavo_pattern *pattern) { return pattern->groups; }

int32_t octavo_pattern_group(const octavo_pattern *pattern, const char *name) {
    return pcre2_substring_number_from_name(pattern->code, (PCRE2_SPTR)name);
}

// One search for either form of a pattern.
static int32_t search(const octavo_pattern *pattern, const pcre2_code *code, struct workspace *space, const uint8_t *text, size_t length,
                      size_t start, bool after_empty, size_t *bounds) {
    if (pattern->literal) {
        const uint8_t *found = memmem(text + start, length - start, pattern->literal, pattern->literal_length);
        // A literal is never empty, so that no search comes after an empty match.
        if (!found) return octavo_pattern_none;
        bounds[0] = (size_t)(found - text);
        bounds[1] = bounds[0] + pattern->literal_length;
        return 1;
    }
    uint32_t options = PCRE2_NO_UTF_CHECK;
    if (after_empty) options |= PCRE2_NOTEMPTY_ATSTART | PCRE2_ANCHORED;
    int result = pcre2_match(code, text, length, start, options, space->data, space->context);
    if (result == PCRE2_ERROR_NOMATCH) return octavo_pattern_none;
    if (result == PCRE2_ERROR_MATCHLIMIT || result == PCRE2_ERROR_JIT_STACKLIMIT || result == PCRE2_ERROR_HEAPLIMIT
        || result == PCRE2_ERROR_DEPTHLIMIT || result == PCRE2_ERROR_NOMEMORY)
        return octavo_pattern_slow;
    if (result <= 0) return octavo_pattern_failed;
    const PCRE2_SIZE *vector = pcre2_get_ovector_pointer(space->data);
    size_t pairs = pattern->groups + 1;
    for (size_t index = 0; index < pairs; index++) {
        // Groups after the last that took part are not written by every version.
        bool isSet = index < (size_t)result && vector[2 * index] != PCRE2_UNSET && vector[2 * index] <= vector[2 * index + 1];
        bounds[2 * index] = isSet ? vector[2 * index] : SIZE_MAX;
        bounds[2 * index + 1] = isSet ? vector[2 * index + 1] : SIZE_MAX;
    }
    return bounds[0] == SIZE_MAX ? octavo_pattern_failed : (int32_t)pairs;
}

static const pcre2_code *code_for(const octavo_pattern *pattern, const uint8_t *text, size_t length) {
    return pattern->bytes_code && is_ascii(text, length) ? pattern->bytes_code : pattern->code;
}

int32_t octavo_pattern_search(const octavo_pattern *pattern, const uint8_t *text, size_t length, size_t start,
                              bool after_empty, size_t *bounds) {
    struct workspace *space = workspace_for(pattern->groups + 1);
    if (!space) return octavo_pattern_failed;
    if (!text) text = (const uint8_t *)"";
    return search(pattern, code_for(pattern, text, length), space, text, length, start, after_empty, bounds);
}

int32_t octavo_pattern_matches(const octavo_pattern *pattern, const uint8_t *text, size_t length, octavo_pattern_place *place, size_t *bounds,
                               size_t capacity) {
    struct workspace *space = workspace_for(pattern->groups + 1);
    if (!space) return octavo_pattern_failed;
    if (!text) text = (const uint8_t *)"";
    const pcre2_code *code = code_for(pattern, text, length);
    size_t width = 2 * ((size_t)pattern->groups + 1), found = 0;
    while (found < capacity && place->start <= length) {
        size_t *match = bounds + found * width;
        int32_t result = search(pattern, code, space, text, length, place->start, place->after_empty, match);
        if (result > 0) {
            // A \K can move the start of a match, never its end, behind where the search began.
            place->after_empty = match[0] == match[1];
            if (match[1] > place->start) place->start = match[1];
            found++;
        } else if (result != octavo_pattern_none) {
            return result;
        } else if (place->after_empty) {
            place->after_empty = false;
            do place->start++;
            while (place->start < length && (text[place->start] & 0xC0) == 0x80);
        } else {
            place->start = length + 1;
        }
    }
    return (int32_t)found;
}
