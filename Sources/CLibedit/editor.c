#define _GNU_SOURCE
#include "octavo_libedit.h"

#include <histedit.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <wchar.h>

_Static_assert(sizeof(wchar_t) == sizeof(uint32_t), "libedit's characters are Unicode scalars");

struct octavo_editor {
    EditLine *edit;
    FILE *nowhere;
    void *context;
    octavo_next_scalar next;
    octavo_key_pressed pressed;
};

static octavo_editor *owner(EditLine *edit) {
    void *data = NULL;
    el_get(edit, EL_CLIENTDATA, &data);
    return data;
}

static int read_scalar(EditLine *edit, wchar_t *out) {
    octavo_editor *editor = owner(edit);
    int32_t scalar = editor->next(editor->context);
    if (scalar < 0) return -1;
    *out = (wchar_t)scalar;
    return 1;
}

static unsigned char dispatch(EditLine *edit, bool after_escape, int key) {
    octavo_editor *editor = owner(edit);
    // The text of a finished entry was taken by `pressed`, so the buffer need not end in a newline as libedit's own does.
    return editor->pressed(editor->context, after_escape, (int32_t)key) ? CC_NEWLINE : CC_REFRESH;
}

static unsigned char plain_key(EditLine *edit, int key) { return dispatch(edit, false, key); }
static unsigned char escaped_key(EditLine *edit, int key) { return dispatch(edit, true, key); }
static wchar_t *no_prompt(EditLine *edit) {
    (void)edit;
    static wchar_t empty[] = L"";
    return empty;
}

octavo_editor *octavo_editor_make(void *context, octavo_next_scalar next, octavo_key_pressed pressed) {
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return NULL;
    octavo_use_utf8();
    octavo_editor *editor = calloc(1, sizeof *editor);
    if (!editor) return NULL;
    editor->context = context;
    editor->next = next;
    editor->pressed = pressed;
    editor->nowhere = fopen("/dev/null", "we");
    if (!editor->nowhere) goto failed;
    // The streams lead nowhere, the descriptors to the terminal: libedit sets its modes and draws nothing.
    editor->edit = el_init_fd("octavo", stdin, editor->nowhere, editor->nowhere, STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO);
    if (!editor->edit) goto failed;
    EditLine *edit = editor->edit;
    el_set(edit, EL_CLIENTDATA, editor);
    el_set(edit, EL_TERMINAL, "dumb");
    el_set(edit, EL_EDITOR, "emacs");
    el_set(edit, EL_EDITMODE, 1);
    el_wset(edit, EL_PROMPT, no_prompt);
    el_set(edit, EL_GETCFN, read_scalar);
    // With 1, libedit sends what it catches to the whole process group.
    el_set(edit, EL_SIGNAL, 0);
    // Ctrl-C, Ctrl-Z, Ctrl-S are keys while editing. Only the editing modes change.
    el_set(edit, EL_SETTY, "-d", "-isig", NULL);
    el_set(edit, EL_SETTY, "-d", "-ixon", NULL);
    el_wset(edit, EL_ADDFN, L"octavo-key", L"a key of Octavo's", plain_key);
    el_wset(edit, EL_ADDFN, L"octavo-escaped-key", L"a key of Octavo's after Escape", escaped_key);
    return editor;

failed:
    if (editor->nowhere) fclose(editor->nowhere);
    free(editor);
    return NULL;
}

void octavo_editor_free(octavo_editor *editor) {
    el_end(editor->edit);
    fclose(editor->nowhere);
    free(editor);
}

bool octavo_editor_bind(octavo_editor *editor, const char *key, bool after_escape) {
    return el_set(editor->edit, EL_BIND, key, after_escape ? "octavo-escaped-key" : "octavo-key", NULL) == 0;
}

bool octavo_editor_bind_function(octavo_editor *editor, const char *key, const char *function) {
    return el_set(editor->edit, EL_BIND, key, function, NULL) == 0;
}

void octavo_editor_edit(octavo_editor *editor) {
    int count = 0;
    (void)el_wgets(editor->edit, &count);
}

const uint32_t *octavo_editor_text(octavo_editor *editor, size_t *count, size_t *cursor) {
    const LineInfoW *line = el_wline(editor->edit);
    *count = (size_t)(line->lastchar - line->buffer);
    *cursor = (size_t)(line->cursor - line->buffer);
    return (const uint32_t *)line->buffer;
}

void octavo_editor_move(octavo_editor *editor, size_t cursor) {
    const LineInfoW *line = el_wline(editor->edit);
    // libedit keeps the result inside the buffer.
    (void)el_cursor(editor->edit, (int)((ptrdiff_t)cursor - (line->cursor - line->buffer)));
}

bool octavo_editor_replace(octavo_editor *editor, size_t start, size_t end, const uint32_t *scalars) {
    const LineInfoW *line = el_wline(editor->edit);
    size_t count = (size_t)(line->lastchar - line->buffer);
    if (end > count) end = count;
    if (start > end) start = end;
    octavo_editor_move(editor, end);
    el_deletestr(editor->edit, (int)(end - start));
    return scalars[0] == 0 || el_winsertstr(editor->edit, (const wchar_t *)scalars) == 0;
}

int32_t octavo_editor_read_scalar(octavo_editor *editor) {
    wchar_t scalar = 0;
    return el_wgetc(editor->edit, &scalar) == 1 ? (int32_t)scalar : -1;
}

void octavo_editor_push(octavo_editor *editor, const uint32_t *scalars) {
    el_wpush(editor->edit, (const wchar_t *)scalars);
}

void octavo_editor_take_terminal(octavo_editor *editor, bool editing) {
    el_set(editor->edit, EL_PREP_TERM, editing ? 1 : 0);
}
