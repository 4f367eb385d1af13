// What Octavo asks of libedit and of the terminal, as functions that Swift can call.
//
// libedit edits: keys, the buffer, the terminal's modes. It never draws: its output goes to the null device, and Swift paints
// the entry. So entries may be taller than the screen, carry colours and a continuation mark, and be redrawn on a resize.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

typedef struct octavo_editor octavo_editor;

// The next Unicode scalar that was typed, or -1 to end the edit.
typedef int32_t (*octavo_next_scalar)(void *context);
// A key of ours was pressed, after Escape or on its own. True ends the edit.
typedef bool (*octavo_key_pressed)(void *context, bool after_escape, int32_t key);

// Null where standard input has no terminal or memory is short.
octavo_editor *_Nullable octavo_editor_make(void *context, octavo_next_scalar next, octavo_key_pressed pressed);
void octavo_editor_free(octavo_editor *editor);

// Sends a key (in libedit's notation, "^R") to `pressed`, on its own or after Escape.
bool octavo_editor_bind(octavo_editor *editor, const char *key, bool after_escape);
// Gives a key to one of libedit's own functions.
bool octavo_editor_bind_function(octavo_editor *editor, const char *key, const char *function);

// Edits one entry from nothing, until `next` or `pressed` ends it.
void octavo_editor_edit(octavo_editor *editor);

// The buffer. The pointer holds until the next call that changes it.
const uint32_t *octavo_editor_text(octavo_editor *editor, size_t *count, size_t *cursor);
// Puts `scalars` (ends with 0) in place of start..<end and leaves the cursor behind it. False if memory is short.
bool octavo_editor_replace(octavo_editor *editor, size_t start, size_t end, const uint32_t *scalars);
void octavo_editor_move(octavo_editor *editor, size_t cursor);

// The next scalar for a key function that reads on: first what was pushed, then what `next` gives. -1 at the end.
int32_t octavo_editor_read_scalar(octavo_editor *editor);
// Makes libedit read these scalars (end with 0) before any other.
void octavo_editor_push(octavo_editor *editor, const uint32_t *scalars);
// Sets the terminal's modes for editing again, after another program or the shell had it.
void octavo_editor_take_terminal(octavo_editor *editor, bool editing);

// -- The terminal ------------------------------------------------------------------------------------------------------------

// Rows and columns of the terminal behind `descriptor`; false where there is none or it does not say.
bool octavo_terminal_size(int32_t descriptor, int32_t *rows, int32_t *columns);

// Makes C functions read UTF-8, whatever the environment says.
void octavo_use_utf8(void);
// The columns that a terminal gives to a scalar; -1 for what it does not print.
int32_t octavo_scalar_width(uint32_t scalar);

// Remembers the terminal's modes, to be restored on exit and on signals that end the process.
void octavo_terminal_remember(void);
// While an entry runs: no echo, keys kept as typed for the next edit, Ctrl-C a signal.
void octavo_terminal_run_mode(bool on);
// The modes that were remembered, as a program started from here expects them.
void octavo_terminal_restore(void);
// Bracketed paste, so that a process that ends in mid-edit can switch it off.
void octavo_terminal_bracketed_paste(bool on);
// The alternate screen, without wrapping and with the cursor perhaps hidden, so that a process that ends there gives back what was.
void octavo_terminal_full_screen(bool on);
// Stops this process (not its group) as Ctrl-Z does, with the terminal restored.
void octavo_terminal_suspend(void);

// -- Signals -----------------------------------------------------------------------------------------------------------------

enum { OCTAVO_RESIZED = 1, OCTAVO_INTERRUPTED = 2, OCTAVO_CONTINUED = 4 };

// Installs the handlers, once. They set marks and write to pipes; nothing else happens inside a signal.
bool octavo_signals_install(void);
// The read end of the pipe that wakes an edit.
int32_t octavo_signals_wake_descriptor(void);
// The marks set since the last call, and clears them.
int32_t octavo_signals_take(void);
// Whether an interrupt belongs to the edit (true) or to `octavo_signals_wait_interrupt`.
void octavo_signals_editing(bool editing);
// Blocks until an interrupt comes outside an edit. False if it never can.
bool octavo_signals_wait_interrupt(void);

// -- Files (open is variadic, out of Swift's reach) ----------------------------------------------------------------------------

// A descriptor with an exclusive advisory lock, or -1 with errno. Creates the file, for its owner alone if `is_private`. Waits for
// the lock if `wait`.
int32_t octavo_open_locked(const char *path, bool wait, bool is_private);

#pragma clang assume_nonnull end
