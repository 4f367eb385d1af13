"""The program in a terminal of its own: what is typed goes in, and a screen shows what comes out."""

import os
import select
import shutil
import signal
import tempfile
import time

import pexpect
import pyte

from expectations import BINARY, PATIENCE, PROMPT

UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
ALT_UP, ALT_DOWN, ALT_ENTER = "\x1b[1;3A", "\x1b[1;3B", "\x1b\r"
ENTER, TAB, BACKSPACE, ESCAPE = "\r", "\t", "\x7f", "\x1b"


def control(letter):
    return chr(ord(letter) & 0x1F)


def paste(text):
    return "\x1b[200~" + text.replace("\n", "\r") + "\x1b[201~"


class Failure(Exception):
    pass


class Terminal:
    """One session. `home` keeps history and journal; the folder goes away with the last session that uses it."""

    def __init__(self, rows=24, columns=80, home=None, environment=None, wait=True, starter=(), arguments=()):
        self.own_home = home is None
        self.home = home or tempfile.mkdtemp(prefix="octavo-terminal-")
        self.screen = pyte.HistoryScreen(columns, rows, history=4000)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        variables = {
            "HOME": self.home,
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "XDG_STATE_HOME": self.home + "/state",
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
            "SWIFT_BACKTRACE": "enable=no",
        }
        variables.update(environment or {})
        command = list(starter) + [os.path.abspath(BINARY[0]) if "/" in BINARY[0] else BINARY[0]] + BINARY[1:] + list(arguments)
        self.process = pexpect.spawn(
            command[0], command[1:], env={k: v for k, v in variables.items() if v is not None}, cwd=self.home,
            dimensions=(rows, columns), echo=True, timeout=PATIENCE)
        self.fd = self.process.child_fd
        if wait:
            self.wait_prompt()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.kill()
        if self.own_home:
            shutil.rmtree(self.home, ignore_errors=True)

    # -- in and out

    def type(self, text):
        """Sends bytes while taking what comes back, as a terminal does: neither side may wait for the other."""
        data = text.encode()
        while data:
            readable, writable, _ = select.select([self.fd], [self.fd], [], PATIENCE)
            if readable:
                self._take()
            if writable:
                data = data[os.write(self.fd, data[:1024]):]
            if not readable and not writable:
                raise Failure("the program takes no input")

    def _take(self):
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            data = b""
        self.raw += data
        self.stream.feed(data)
        return bool(data)

    def pump(self, seconds):
        """Takes output until none comes for so long."""
        while select.select([self.fd], [], [], seconds)[0]:
            if not self._take():
                return

    def wait(self, condition, what, seconds=PATIENCE):
        """Takes output until `condition()` holds."""
        end = time.monotonic() + seconds
        while not condition():
            left = end - time.monotonic()
            if left <= 0:
                raise Failure(f"waited {seconds:g} s for {what}; the screen shows\n{self.text()}")
            if select.select([self.fd], [], [], min(left, 0.5))[0] and not self._take():
                if condition():
                    return
                raise Failure(f"the program ended before {what}; the screen shows\n{self.text()}")

    def wait_text(self, text, seconds=PATIENCE):
        self.wait(lambda: text in self.text(), f"`{text}`", seconds)

    def wait_line(self, text, seconds=PATIENCE):
        """Waits for a line that is exactly `text`: what was typed stands behind a prompt, what was shown does not."""
        self.wait(lambda: text in self.lines(), f"the line `{text}`", seconds)

    def wait_cursor_line(self, text, seconds=PATIENCE):
        self.wait(lambda: self.cursor_line() == text.rstrip(), f"the cursor in the line `{text}`", seconds)

    def wait_prompt(self):
        """Waits for an empty prompt."""
        self.wait(
            lambda: self.cursor_line() == PROMPT.rstrip() and self.screen.cursor.x == len(PROMPT), "an empty prompt")

    def enter(self, entry, shown):
        """Types an entry and waits for a line that it shows and the next prompt."""
        self.type(entry + ENTER)
        self.wait_line(shown)
        self.wait_prompt()

    def resize(self, rows, columns):
        self.screen.resize(rows, columns)
        self.process.setwinsize(rows, columns)

    # -- what the screen shows

    def lines(self):
        """Everything since the start, also what has scrolled away."""
        above = [self._line(row) for row in self.screen.history.top]
        return above + [line.rstrip() for line in self.screen.display]

    def _line(self, row):
        return "".join(row[column].data for column in range(self.screen.columns)).rstrip()

    def text(self):
        return "\n".join(self.lines()).rstrip()

    def cursor_line(self):
        return self.screen.display[self.screen.cursor.y].rstrip()

    # -- ends

    def wait_end(self):
        """Waits for the program to end; its exit status, negative for a signal."""
        self.wait_closed()
        self.process.wait()
        return self.process.exitstatus if self.process.signalstatus is None else -self.process.signalstatus

    def wait_closed(self):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if select.select([self.fd], [], [], 0.2)[0] and not self._take():
                return
        raise Failure(f"the program did not end; the screen shows\n{self.text()}")

    def kill(self, number=signal.SIGKILL):
        if self.process.isalive():
            self.process.kill(number)
            self.process.wait()
        if number == signal.SIGKILL:
            self.process.close(force=True)


def check(condition, what, terminal=None):
    if not condition:
        raise Failure(what + (f"; the screen shows\n{terminal.text()}" if terminal else ""))
