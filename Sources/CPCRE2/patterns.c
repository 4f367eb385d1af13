#define _GNU_SOURCE
#define PCRE2_CODE_UNIT_WIDTH 8
#include "octavo_pcre2.h"
#include "starts.h"

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
// Bytes of a text with its matches replaced: as many as a column can hold.
#define RESULT_LIMIT ((size_t)UINT32_MAX)
// Bytes of such a text that are kept for the next one.
#define KEPT_RESULT (1024 * 1024)

struct octavo_pattern {
    pcre2_code *code;
    // The same pattern over bytes, several times as fast, for texts that are ASCII, where both find the same. NULL for patterns that name
    // other characters or steer the search.
    pcre2_code *bytes_code;
    // The same pattern as `code`, that matches where a search begins or not at all. Only beside `starts`.
    pcre2_code *anchored_code;
    // Where a match can begin, so that the matcher is not asked about other places. NULL where that is not known, or one byte, which the
    // matcher finds as fast.
    struct starts *starts;
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
    // For a text with its matches replaced: the bounds of a match, of as many pairs as the data, and the text.
    size_t *bounds;
    uint8_t *text;
    size_t capacity;
};

static pthread_key_t workspace_key;
static pthread_once_t workspace_once = PTHREAD_ONCE_INIT;

static void free_workspace(void *pointer) {
    struct workspace *space = pointer;
    if (space->data) pcre2_match_data_free(space->data);
    if (space->context) pcre2_match_context_free(space->context);
    if (space->stack) pcre2_jit_stack_free(space->stack);
    free(space->bounds);
    free(space->text);
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
        size_t *bounds = malloc(2 * (size_t)pairs * sizeof *bounds);
        if (!data || !bounds) {
            if (data) pcre2_match_data_free(data);
            free(bounds);
            return NULL;
        }
        if (space->data) pcre2_match_data_free(space->data);
        free(space->bounds);
        space->data = data;
        space->bounds = bounds;
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

// Whether a pattern has one of the signs.
static bool has_any(const uint8_t *bytes, size_t length, const char *signs) {
    for (size_t i = 0; i < length; i++)
        if (bytes[i] && strchr(signs, bytes[i])) return true;
    return false;
}

// NULL where it cannot be compiled, or not to machine code: without that there is nothing to gain.
static pcre2_code *compiled(const uint8_t *bytes, size_t length, uint32_t options) {
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    if (!context) return NULL;
    set_up(context);
    int error = 0;
    PCRE2_SIZE place = 0;
    pcre2_code *code = pcre2_compile(bytes, length, options, &error, &place, context);
    pcre2_compile_context_free(context);
    if (code && pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) != 0) {
        pcre2_code_free(code);
        return NULL;
    }
    return code;
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
    if (octavo_high_bytes(bytes, length) > 0 || memmem(bytes, length, "(*", 2)) return;
    // Classes such as \d and \w hold the same ASCII characters with and without PCRE2_UCP.
    pattern->bytes_code = compiled(bytes, length, PCRE2_NEVER_BACKSLASH_C);
    if (!pattern->bytes_code) return;
    const uint8_t *firsts = NULL;
    pcre2_pattern_info(pattern->bytes_code, PCRE2_INFO_FIRSTBITMAP, &firsts);
    if (!firsts) return;
    pattern->anchored_code = compiled(bytes, length, PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_ANCHORED);
    if (pattern->anchored_code) pattern->starts = octavo_starts_make(firsts);
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
    if (pattern->anchored_code) pcre2_code_free(pattern->anchored_code);
    free(pattern->starts);
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

// The form of a pattern that suits a text.
struct form {
    const pcre2_code *code;
    // Where matches of `code` can begin; NULL where it looks for that itself.
    const struct starts *starts;
    // Whether a match can also begin at any byte of a character beyond ASCII.
    bool high_starts;
};

static struct form form_for(const octavo_pattern *pattern, const uint8_t *text, size_t length) {
    if (!pattern->bytes_code) return (struct form){pattern->code, NULL, false};
    size_t high = octavo_high_bytes(text, length);
    if (high == 0) return (struct form){pattern->bytes_code, pattern->starts, false};
    // Each character beyond ASCII is looked at with a call of its own: too dear where most are.
    if (!pattern->starts || high > length / 8) return (struct form){pattern->code, NULL, false};
    return (struct form){pattern->anchored_code, pattern->starts, true};
}

static int32_t match_at(const octavo_pattern *pattern, const pcre2_code *code, struct workspace *space, const uint8_t *text, size_t length,
                        size_t start, uint32_t options, size_t *bounds) {
    int result = pcre2_match(code, text, length, start, options | PCRE2_NO_UTF_CHECK, space->data, space->context);
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

// The first match from `start` on.
static int32_t search(const octavo_pattern *pattern, struct form form, struct workspace *space, const uint8_t *text, size_t length,
                      size_t start, bool after_empty, size_t *bounds) {
    if (pattern->literal) {
        const uint8_t *found = memmem(text + start, length - start, pattern->literal, pattern->literal_length);
        // A literal is never empty, so that no search comes after an empty match.
        if (!found) return octavo_pattern_none;
        bounds[0] = (size_t)(found - text);
        bounds[1] = bounds[0] + pattern->literal_length;
        return 1;
    }
    if (after_empty)
        return match_at(pattern, form.code, space, text, length, start, PCRE2_NOTEMPTY_ATSTART | PCRE2_ANCHORED, bounds);
    if (!form.starts) return match_at(pattern, form.code, space, text, length, start, 0, bounds);
    while ((start = octavo_starts_next(form.starts, form.high_starts, text, start, length)) < length) {
        int32_t result = match_at(pattern, form.code, space, text, length, start, 0, bounds);
        // Over bytes the matcher has looked at all later places too.
        if (result != octavo_pattern_none || !form.high_starts) return result;
        do start++;
        while (start < length && (text[start] & 0xC0) == 0x80);
    }
    return octavo_pattern_none;
}

int32_t octavo_pattern_search(const octavo_pattern *pattern, const uint8_t *text, size_t length, size_t start,
                              bool after_empty, size_t *bounds) {
    struct workspace *space = workspace_for(pattern->groups + 1);
    if (!space) return octavo_pattern_failed;
    if (!text) text = (const uint8_t *)"";
    return search(pattern, form_for(pattern, text, length), space, text, length, start, after_empty, bounds);
}

// The next match of a series; `place` moves behind it.
static int32_t next_match(const octavo_pattern *pattern, struct form form, struct workspace *space, const uint8_t *text, size_t length,
                          octavo_pattern_place *place, size_t *bounds) {
    while (place->start <= length) {
        int32_t result = search(pattern, form, space, text, length, place->start, place->after_empty, bounds);
        if (result > 0) {
            // A \K can move the start of a match, never its end, behind where the search began.
            place->after_empty = bounds[0] == bounds[1];
            if (bounds[1] > place->start) place->start = bounds[1];
            return result;
        }
        if (result != octavo_pattern_none) return result;
        if (!place->after_empty) break;
        place->after_empty = false;
        do place->start++;
        while (place->start < length && (text[place->start] & 0xC0) == 0x80);
    }
    place->start = length + 1;
    return octavo_pattern_none;
}

int32_t octavo_pattern_matches(const octavo_pattern *pattern, const uint8_t *text, size_t length, octavo_pattern_place *place, size_t *bounds,
                               size_t capacity) {
    struct workspace *space = workspace_for(pattern->groups + 1);
    if (!space) return octavo_pattern_failed;
    if (!text) text = (const uint8_t *)"";
    struct form form = form_for(pattern, text, length);
    size_t width = 2 * ((size_t)pattern->groups + 1), found = 0;
    while (found < capacity) {
        int32_t result = next_match(pattern, form, space, text, length, place, bounds + found * width);
        if (result == octavo_pattern_none) break;
        if (result < 0) return result;
        found++;
    }
    return (int32_t)found;
}

// MARK: - Replacing

// A text that is being written into a workspace.
struct writer {
    struct workspace *space;
    size_t count;
    int32_t problem;
};

static void append(struct writer *writer, const uint8_t *bytes, size_t count) {
    struct workspace *space = writer->space;
    if (count > space->capacity - writer->count) {
        if (writer->problem) return;
        if (count > RESULT_LIMIT - writer->count) {
            writer->problem = octavo_pattern_large;
            return;
        }
        size_t larger = writer->count + count + space->capacity + 1024;
        uint8_t *text = realloc(space->text, larger);
        if (!text) {
            writer->problem = octavo_pattern_failed;
            return;
        }
        space->text = text;
        space->capacity = larger;
    }
    if (count > 0) memcpy(space->text + writer->count, bytes, count);
    writer->count += count;
}

int32_t octavo_pattern_replace(const octavo_pattern *pattern, const uint8_t *text, size_t length, const octavo_pattern_piece *pieces,
                               size_t count, const uint8_t *literals, const uint8_t **result, size_t *result_length) {
    struct workspace *space = workspace_for(pattern->groups + 1);
    if (!space) return octavo_pattern_failed;
    if (!text) text = (const uint8_t *)"";
    if (space->capacity > KEPT_RESULT) {
        free(space->text);
        space->text = NULL;
        space->capacity = 0;
    }
    struct form form = form_for(pattern, text, length);
    struct writer writer = {space, 0, 0};
    octavo_pattern_place place = {0, false};
    size_t copied = 0;
    bool has_match = false;
    int32_t found;
    while ((found = next_match(pattern, form, space, text, length, &place, space->bounds)) > 0) {
        const size_t *bounds = space->bounds;
        has_match = true;
        if (bounds[0] > copied) append(&writer, text + copied, bounds[0] - copied);
        for (size_t i = 0; i < count; i++) {
            const octavo_pattern_piece *piece = &pieces[i];
            if (piece->group < 0) append(&writer, literals + piece->start, piece->length);
            else if (bounds[2 * piece->group] != SIZE_MAX)
                append(&writer, text + bounds[2 * piece->group], bounds[2 * piece->group + 1] - bounds[2 * piece->group]);
        }
        if (bounds[1] > copied) copied = bounds[1];
        if (writer.problem) return writer.problem;
    }
    if (found != octavo_pattern_none) return found;
    if (!has_match) {
        *result = text;
        *result_length = length;
        return 1;
    }
    append(&writer, text + copied, length - copied);
    if (writer.problem) return writer.problem;
    *result = space->text ? space->text : text;
    *result_length = writer.count;
    return 1;
}
