// The JSON parser, included once a vector width: OCTAVO_NAME names the functions, OCTAVO_TARGET their instruction set, and
// OCTAVO_WIDTH bytes are looked at together by OCTAVO_SPECIAL (quotes, backslashes, controls) and OCTAVO_HIGH (beyond ASCII).

OCTAVO_TARGET static inline const uint8_t *OCTAVO_NAME(string)(const uint8_t *p, const uint8_t *end, uint32_t *bits, uint32_t *error) {
    const uint8_t *start = p;
    uint32_t wide = 0;
    *bits = 0;
    for (;;) {
        if (end - p >= OCTAVO_WIDTH) {
            OCTAVO_LOAD(p);
            uint32_t special = OCTAVO_SPECIAL, high = OCTAVO_HIGH;
            if (special == 0) { wide |= high; p += OCTAVO_WIDTH; continue; }
            unsigned place = (unsigned)__builtin_ctz(special);
            wide |= high & ((1u << place) - 1);
            p += place;
        } else {
            while (p < end && *p != '"' && *p != '\\' && *p >= 0x20) wide |= *p++ & 0x80;
            if (p == end) { *error = OCTAVO_JSON_ERROR_END; return p; }
        }
        if (*p == '"') break;
        if (*p != '\\') { *error = OCTAVO_JSON_ERROR_CONTROL; return p; }
        *bits = OCTAVO_JSON_ESCAPED;
        if (end - p < 2) { *error = OCTAVO_JSON_ERROR_END; return end; }
        switch (p[1]) {
        case '"': case '\\': case '/': case 'b': case 'f': case 'n': case 'r': case 't': p += 2; break;
        case 'u':
            for (int i = 2; i < 6; i++) {
                if (p + i >= end) { *error = OCTAVO_JSON_ERROR_END; return end; }
                if (!is_hex(p[i])) { *error = OCTAVO_JSON_ERROR_ESCAPE; return p; }
            }
            p += 6;
            break;
        default: *error = OCTAVO_JSON_ERROR_ESCAPE; return p;
        }
    }
    if (wide && !octavo_utf8_valid(start, (size_t)(p - start))) { *error = OCTAVO_JSON_ERROR_UTF8; return start; }
    if (p - start > OCTAVO_LENGTH) { *error = OCTAVO_JSON_ERROR_LENGTH; return start; }
    return p;
}

// One value at p. `lines`: a line feed ends the text instead of being white space. Returns the first byte after the value;
// on an error *error is set and the result is where.
OCTAVO_TARGET static inline __attribute__((always_inline)) const uint8_t *OCTAVO_NAME(value)(
    const uint8_t *bytes, const uint8_t *p, const uint8_t *end, octavo_token *tape, size_t *tokens, size_t capacity, bool lines,
    uint32_t *error) {
    uint32_t open[OCTAVO_JSON_DEPTH];
    unsigned depth = 0;
    size_t count = *tokens;
    bool in_record = false;
    uint32_t bits;
#define SKIP() while (p < end && (*p == ' ' || *p == '\t' || *p == '\r' || (!lines && *p == '\n'))) p++
#define FAIL(code) do { *error = (code); return p; } while (0)
#define ROOM() do { if (count == capacity) FAIL(OCTAVO_JSON_ERROR_FULL); } while (0)
#define AT_END() (p >= end || (lines && *p == '\n'))

value:
    SKIP();
    if (AT_END()) FAIL(OCTAVO_JSON_ERROR_END);
    ROOM();
    octavo_token *token = &tape[count];
    token->offset = (uint32_t)(p - bytes);
    switch (*p) {
    case '"': {
        const uint8_t *start = ++p;
        p = OCTAVO_NAME(string)(p, end, &bits, error);
        if (*error) return p;
        token->offset = (uint32_t)(start - bytes);
        token->kind = OCTAVO_JSON_STRING;
        token->payload = (uint32_t)(p - start) | bits;
        p++;
        count++;
        break;
    }
    case '{':
    case '[': {
        if (depth == OCTAVO_JSON_DEPTH) FAIL(OCTAVO_JSON_ERROR_DEPTH);
        in_record = *p == '{';
        token->kind = in_record ? OCTAVO_JSON_RECORD : OCTAVO_JSON_LIST;
        open[depth++] = (uint32_t)count++;
        p++;
        SKIP();
        if (AT_END()) FAIL(OCTAVO_JSON_ERROR_END);
        if (*p == (in_record ? '}' : ']')) goto close;
        if (in_record) goto key;
        goto value;
    }
    case 't':
        if (end - p < 4 || memcmp(p, "true", 4)) FAIL(OCTAVO_JSON_ERROR_VALUE);
        token->kind = OCTAVO_JSON_TRUE;
        token->payload = 4;
        p += 4;
        count++;
        break;
    case 'f':
        if (end - p < 5 || memcmp(p, "false", 5)) FAIL(OCTAVO_JSON_ERROR_VALUE);
        token->kind = OCTAVO_JSON_FALSE;
        token->payload = 5;
        p += 5;
        count++;
        break;
    case 'n':
        if (end - p < 4 || memcmp(p, "null", 4)) FAIL(OCTAVO_JSON_ERROR_VALUE);
        token->kind = OCTAVO_JSON_NULL;
        token->payload = 4;
        p += 4;
        count++;
        break;
    case '-': case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': case '8': case '9': {
        int64_t integer = 0;
        double number = 0;
        const uint8_t *after;
        int kind = octavo_number_at(p, end, &after, &integer, &number);
        if (kind == 0) { p = after; FAIL(p >= end ? OCTAVO_JSON_ERROR_END : OCTAVO_JSON_ERROR_NUMBER); }
        if (after - p >= 1 << 24) FAIL(OCTAVO_JSON_ERROR_LENGTH);
        token->kind = (uint32_t)(kind == 1 ? OCTAVO_JSON_INTEGER : OCTAVO_JSON_FLOAT) | (uint32_t)(after - p) << 8;
        if (kind == 1) token->payload = (uint64_t)integer;
        else memcpy(&token->payload, &number, 8);
        // "01" and "1x" are two things without a comma; say what is wrong with the number.
        if (after < end && (octavo_is_digit(*after) || *after == '.' || (*after | 0x20) == 'x')) { p = after; FAIL(OCTAVO_JSON_ERROR_NUMBER); }
        p = after;
        count++;
        break;
    }
    default: FAIL(OCTAVO_JSON_ERROR_VALUE);
    }

after_value:
    if (depth == 0) { *tokens = count; return p; }
    if (p < end && *p == ',') {
        p++;
        if (!in_record) goto value;
        SKIP();
        if (AT_END()) FAIL(OCTAVO_JSON_ERROR_END);
        goto key;
    }
    SKIP();
    if (AT_END()) FAIL(OCTAVO_JSON_ERROR_END);
    if (*p == ',') goto after_value;
    if (*p == (in_record ? '}' : ']')) goto close;
    FAIL(OCTAVO_JSON_ERROR_COMMA);

key:
    if (*p != '"') FAIL(OCTAVO_JSON_ERROR_KEY);
    ROOM();
    {
        const uint8_t *start = ++p;
        p = OCTAVO_NAME(string)(p, end, &bits, error);
        if (*error) return p;
        tape[count].offset = (uint32_t)(start - bytes);
        tape[count].kind = OCTAVO_JSON_STRING;
        tape[count].payload = (uint32_t)(p - start) | bits;
        p++;
        count++;
    }
    if (p >= end || *p != ':') {
        SKIP();
        if (AT_END()) FAIL(OCTAVO_JSON_ERROR_END);
        if (*p != ':') FAIL(OCTAVO_JSON_ERROR_COLON);
    }
    p++;
    goto value;

close:
    p++;
    depth--;
    tape[open[depth]].payload = (uint64_t)(uint32_t)count | (uint64_t)(uint32_t)(p - bytes - tape[open[depth]].offset) << 32;
    if (p - bytes - tape[open[depth]].offset > OCTAVO_LENGTH) { p = bytes + tape[open[depth]].offset; FAIL(OCTAVO_JSON_ERROR_LENGTH); }
    if (depth > 0) in_record = tape[open[depth - 1]].kind == OCTAVO_JSON_RECORD;
    goto after_value;
#undef AT_END
#undef ROOM
#undef FAIL
#undef SKIP
}

OCTAVO_TARGET static octavo_json_progress OCTAVO_NAME(lines)(const uint8_t *bytes, size_t position, size_t end_position,
                                                            octavo_token *tape, size_t tokens, size_t capacity) {
    const uint8_t *p = bytes + position, *end = bytes + end_position;
    octavo_json_progress progress = {position, tokens, 0, 0};
    while (p < end) {
        while (p < end && (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n')) p++;
        if (p >= end) break;
        const uint8_t *line = p;
        uint32_t error = 0;
        size_t before = progress.tokens;
        p = OCTAVO_NAME(value)(bytes, p, end, tape, &progress.tokens, capacity, true, &error);
        if (!error) {
            while (p < end && (*p == ' ' || *p == '\t' || *p == '\r')) p++;
            if (p < end && *p != '\n') error = OCTAVO_JSON_ERROR_TRAILING;
        }
        // A line feed in a text is where the line was cut off.
        if (error == OCTAVO_JSON_ERROR_CONTROL && *p == '\n') error = OCTAVO_JSON_ERROR_END;
        if (error) {
            progress.tokens = before;
            if (error == OCTAVO_JSON_ERROR_FULL || before == capacity) {
                progress.position = (size_t)(line - bytes);
                progress.error = OCTAVO_JSON_ERROR_FULL;
                return progress;
            }
            const uint8_t *stop = memchr(line, '\n', (size_t)(end - line));
            if (!stop) stop = end;
            octavo_token *token = &tape[progress.tokens++];
            token->offset = (uint32_t)(line - bytes);
            token->kind = OCTAVO_JSON_BAD | error << 8;
            token->payload = (uint64_t)(stop - line) | (uint64_t)(p - line) << 32;
            p = stop;
        }
        progress.position = (size_t)(p - bytes);
    }
    progress.position = (size_t)(p - bytes);
    return progress;
}

OCTAVO_TARGET static octavo_json_progress OCTAVO_NAME(document)(const uint8_t *bytes, size_t position, size_t end,
                                                               octavo_token *tape, size_t tokens, size_t capacity) {
    octavo_json_progress progress = {position, tokens, 0, 0};
    const uint8_t *p =
        OCTAVO_NAME(value)(bytes, bytes + position, bytes + end, tape, &progress.tokens, capacity, false, &progress.error);
    if (progress.error) progress.errorPosition = (size_t)(p - bytes);
    else progress.position = (size_t)(p - bytes);
    return progress;
}
