#define _GNU_SOURCE
#include "octavo_libedit.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

// -- Size, characters --------------------------------------------------------------------------------------------------------

bool octavo_terminal_size(int32_t descriptor, int32_t *rows, int32_t *columns) {
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return false;
    *rows = size.ws_row;
    *columns = size.ws_col;
    return true;
}

void octavo_use_utf8(void) {
    if (setlocale(LC_CTYPE, "") == NULL || strcmp(nl_langinfo(CODESET), "UTF-8") != 0) {
        if (setlocale(LC_CTYPE, "C.UTF-8") == NULL) (void)setlocale(LC_CTYPE, "en_US.UTF-8");
    }
}

int32_t octavo_scalar_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

// -- Modes -------------------------------------------------------------------------------------------------------------------

// Written once before `remembered` is set, only read afterwards, also by signal handlers.
static struct termios original;
static atomic_bool remembered;
static atomic_bool running;
static atomic_bool pasting;
static atomic_bool full_screen;

static void say(const char *text) {
    ssize_t ignored = write(STDOUT_FILENO, text, strlen(text));
    (void)ignored;
}

static void restore(void) {
    if (!atomic_load(&remembered)) return;
    int saved = errno;
    if (atomic_exchange(&pasting, false)) say("\033[?2004l");
    if (atomic_exchange(&full_screen, false)) say("\033[?7h\033[?25h\033[?1049l");
    // From the background this would stop the process.
    if (tcgetpgrp(STDIN_FILENO) == getpgrp()) (void)tcsetattr(STDIN_FILENO, TCSANOW, &original);
    errno = saved;
}

void octavo_terminal_remember(void) {
    if (atomic_load(&remembered) || tcgetattr(STDIN_FILENO, &original) != 0) return;
    atomic_store(&remembered, true);
    (void)atexit(restore);
}

void octavo_terminal_restore(void) {
    atomic_store(&running, false);
    restore();
}

static void enter_run_mode(void) {
    if (!atomic_load(&remembered) || tcgetpgrp(STDIN_FILENO) != getpgrp()) return;
    struct termios modes = original;
    modes.c_lflag &= ~(tcflag_t)(ECHO | ICANON | IEXTEN);
    modes.c_lflag |= ISIG;
    modes.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IGNCR);
    modes.c_cc[VMIN] = 1;
    modes.c_cc[VTIME] = 0;
    (void)tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
}

void octavo_terminal_run_mode(bool on) {
    atomic_store(&running, on);
    if (on) enter_run_mode();
}

void octavo_terminal_bracketed_paste(bool on) { atomic_store(&pasting, on); }

void octavo_terminal_full_screen(bool on) { atomic_store(&full_screen, on); }

void octavo_terminal_suspend(void) {
    bool paste = atomic_load(&pasting);
    bool screen = atomic_load(&full_screen);
    restore();
    (void)kill(getpid(), SIGSTOP);
    // Here again when the shell continues the process.
    atomic_store(&pasting, paste);
    atomic_store(&full_screen, screen);
}

// -- Signals -----------------------------------------------------------------------------------------------------------------

static int wake[2] = {-1, -1};
static int interrupts[2] = {-1, -1};
static atomic_int marks;
static atomic_bool in_edit;

static void poke(int descriptor) {
    int saved = errno;
    ssize_t ignored = write(descriptor, "", 1);
    (void)ignored;  // A full pipe wakes its reader as well.
    errno = saved;
}

static void on_resize(int number) {
    (void)number;
    atomic_fetch_or(&marks, OCTAVO_RESIZED);
    poke(wake[1]);
}

static void on_interrupt(int number) {
    (void)number;
    if (atomic_load(&in_edit)) {
        atomic_fetch_or(&marks, OCTAVO_INTERRUPTED);
        poke(wake[1]);
    } else {
        poke(interrupts[1]);
    }
}

static void on_stop(int number) {
    (void)number;
    octavo_terminal_suspend();
}

static void on_continue(int number) {
    (void)number;
    int saved = errno;
    if (atomic_load(&running)) enter_run_mode();
    errno = saved;
    atomic_fetch_or(&marks, OCTAVO_CONTINUED | OCTAVO_RESIZED);
    poke(wake[1]);
}

static void on_end(int number) {
    restore();
    (void)signal(number, SIG_DFL);
    (void)raise(number);
}

static void handle(int number, void (*handler)(int)) {
    struct sigaction old;
    // What the parent told us to ignore (nohup) stays ignored.
    if (sigaction(number, NULL, &old) == 0 && old.sa_handler == SIG_IGN) return;
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    (void)sigaction(number, &action, NULL);
}

bool octavo_signals_install(void) {
    static bool installed;
    if (installed) return true;
    if (pipe2(wake, O_CLOEXEC | O_NONBLOCK) != 0) return false;
    if (pipe2(interrupts, O_CLOEXEC) != 0) return false;
    // The handler must never block; the waiter should.
    (void)fcntl(interrupts[1], F_SETFL, O_NONBLOCK);
    installed = true;
    handle(SIGWINCH, on_resize);
    handle(SIGCONT, on_continue);
    handle(SIGTSTP, on_stop);
    handle(SIGINT, on_interrupt);
    handle(SIGTERM, on_end);
    handle(SIGHUP, on_end);
    handle(SIGQUIT, on_end);
    return true;
}

int32_t octavo_signals_wake_descriptor(void) { return wake[0]; }

int32_t octavo_signals_take(void) {
    char bytes[64];
    if (wake[0] >= 0) {
        while (read(wake[0], bytes, sizeof bytes) == (ssize_t)sizeof bytes) {}
    }
    return atomic_exchange(&marks, 0);
}

void octavo_signals_editing(bool editing) { atomic_store(&in_edit, editing); }

bool octavo_signals_wait_interrupt(void) {
    if (interrupts[0] < 0) return false;
    char byte;
    for (;;) {
        ssize_t count = read(interrupts[0], &byte, 1);
        if (count == 1) return true;
        if (count == 0 || errno != EINTR) return false;
    }
}

// -- Files -------------------------------------------------------------------------------------------------------------------

int32_t octavo_open_locked(const char *path, bool wait, bool is_private) {
    // A file that is replaced while we wait for its lock is locked in vain; the name then leads to another one.
    for (int attempt = 0; attempt < 100; attempt++) {
        int descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, is_private ? 0600 : 0666);
        if (descriptor < 0) return -1;
        int result;
        do result = flock(descriptor, wait ? LOCK_EX : LOCK_EX | LOCK_NB);
        while (result != 0 && errno == EINTR);
        if (result != 0) {
            int saved = errno;
            close(descriptor);
            errno = saved;
            return -1;
        }
        struct stat opened, named;
        if (fstat(descriptor, &opened) == 0 && stat(path, &named) == 0 && opened.st_ino == named.st_ino
            && opened.st_dev == named.st_dev) {
            return descriptor;
        }
        close(descriptor);
    }
    return -1;
}
