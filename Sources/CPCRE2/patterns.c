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
    // Both have defaults that differ from one build of PCRE2 to the next.
    pcre2_set_newline(context, PCRE2_NEWLINE_LF);
    pcre2_set_bsr(context, PCRE2_BSR_UNICODE);
    pcre2_set_max_pattern_length(context, PATTERN_LIMIT);
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
    return pattern;
}

void octavo_pattern_free(octavo_pattern *pattern) {
    pcre2_code_free(pattern->code);
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

int32_t octavo_pattern_search(const octavo_pattern *pattern, const uint8_t *text, size_t length, size_t start,
                              bool after_empty, size_t *bounds) {
    struct workspace *space = workspace_for(pattern->groups + 1);
    if (!space) return octavo_pattern_failed;
    if (!text) text = (const uint8_t *)"";
    uint32_t options = PCRE2_NO_UTF_CHECK;
    if (after_empty) options |= PCRE2_NOTEMPTY_ATSTART | PCRE2_ANCHORED;
    int result = pcre2_match(pattern->code, text, length, start, options, space->data, space->context);
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
