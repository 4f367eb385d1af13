"""Resizing, dumb and unknown terminals, other locales, and no terminal at all."""

import os
import select
import shutil
import subprocess
import tempfile
import time

from expectations import (
    BINARY, CONTINUATION, LIST_SUM, MISTAKE, OPEN_ENTRY, OPEN_ENTRY_RESULT, PATIENCE, PRODUCT, PROMPT, SUM, TEXT)
from terminal import ENTER, LEFT, UP, Terminal, check, control


def test_resizing_redraws_an_entry_of_several_rows():
    with Terminal(columns=60) as t:
        t.enter(*SUM)
        t.type(OPEN_ENTRY[0] + ENTER + "1 + " * 12 + OPEN_ENTRY[1])
        t.wait_text(OPEN_ENTRY[1])
        t.resize(24, 40)
        t.wait(lambda: t.cursor_line().endswith("20)"), "the entry in 40 columns")
        t.pump(0.3)
        t.resize(24, 100)
        t.wait(lambda: t.cursor_line() == CONTINUATION + "1 + " * 12 + OPEN_ENTRY[1], "the entry in 100 columns")
        t.pump(0.3)
        check(t.text().count(OPEN_ENTRY[0]) == 1, "the entry stands there once", t)
        check(SUM[1] in t.lines(), "what stood above is still there", t)
        t.type(ENTER)
        t.wait_line(str(int(OPEN_ENTRY_RESULT) + 12))


def test_resizing_during_a_paste_loses_nothing():
    with Terminal(columns=60) as t:
        t.type("\x1b[200~(1 +\r")
        t.resize(24, 30)
        t.pump(0.2)
        t.type("2)\x1b[201~")
        t.wait_cursor_line(CONTINUATION + "2)")
        t.type(ENTER)
        t.wait_line("3")


def test_a_tiny_screen_does_not_break():
    with Terminal(rows=2, columns=6, wait=False) as t:
        t.pump(0.5)
        t.type("111 + 222" + LEFT * 4 + ENTER)
        t.wait(lambda: "333" in t.text(), "the result")
        t.resize(24, 80)
        t.enter(*PRODUCT)


def test_a_dumb_terminal_works_line_by_line():
    with Terminal(environment={"TERM": "dumb"}) as t:
        t.enter(*SUM)
        t.type(OPEN_ENTRY[0] + "\r")
        t.wait_cursor_line(CONTINUATION)
        t.type(OPEN_ENTRY[1] + "\r")
        t.wait_line(OPEN_ENTRY_RESULT)
        t.wait_prompt()
        check(b"\x1b" not in t.raw, f"no escape sequences: {t.raw!r}")
        t.type("1 + " + control("c"))
        t.wait_text("^C")
        t.wait_prompt()
        t.type(control("d"))
        check(t.wait_end() == 0, "ends with status 0", t)


def test_an_unknown_terminal_works():
    with Terminal(environment={"TERM": "no-such-terminal"}) as t:
        t.enter(*SUM)
        t.type("9" + UP + control("u") + UP)
        t.wait_cursor_line(PROMPT + SUM[0])


def test_no_TERM_works():
    with Terminal(environment={"TERM": None}) as t:
        t.enter(*SUM)


def test_the_C_locale_takes_other_scripts():
    with Terminal(environment={"LC_ALL": "C"}) as t:
        t.type(TEXT[0] + ENTER)
        t.wait(lambda: sum(TEXT[1] in line for line in t.lines()) >= 2, "the text shown")


def test_a_locale_that_is_not_installed_works():
    with Terminal(environment={"LC_ALL": "xx_YY.ISO-8859-1"}) as t:
        t.type(TEXT[0] + ENTER)
        t.wait(lambda: sum(TEXT[1] in line for line in t.lines()) >= 2, "the text shown")


def run_piped(text, environment=None):
    home = tempfile.mkdtemp(prefix="octavo-terminal-")
    variables = {"HOME": home, "XDG_STATE_HOME": home, "PATH": os.environ.get("PATH", ""), "TERM": "xterm-256color"}
    variables.update(environment or {})
    command = [os.path.abspath(BINARY[0]) if "/" in BINARY[0] else BINARY[0]] + BINARY[1:]
    try:
        return subprocess.run(
            command, input=text.encode() if isinstance(text, str) else text, capture_output=True, env=variables,
            cwd=home, timeout=PATIENCE * 4)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def test_a_pipe_gives_results_and_nothing_else():
    done = run_piped(SUM[0] + "\n" + "\n".join(OPEN_ENTRY) + "\n\n# a comment\n" + PRODUCT[0])
    check(done.stdout.decode().split() == [SUM[1], OPEN_ENTRY_RESULT, PRODUCT[1]], f"the results alone: {done.stdout!r}")
    check(done.returncode == 0 and done.stderr == b"", f"status {done.returncode}, {done.stderr!r}")


def test_a_pipe_joins_lines_that_continue_a_statement():
    start, element, end = LIST_SUM
    done = run_piped(f"{start}{element}{end}\n# a comment\n\n  ?? 7\n# above\n{PRODUCT[0]}\n# below\n")
    check(done.stdout.decode().split() == ["1", PRODUCT[1]], f"two results: {done.stdout!r} {done.stderr!r}")


def test_typing_with_the_output_piped_answers_at_once():
    home = tempfile.mkdtemp(prefix="octavo-terminal-")
    mine, its = os.openpty()
    command = [os.path.abspath(BINARY[0]) if "/" in BINARY[0] else BINARY[0]] + BINARY[1:]
    process = subprocess.Popen(
        command, stdin=its, stdout=subprocess.PIPE, cwd=home, env={"HOME": home, "PATH": os.environ.get("PATH", "")})
    try:
        os.close(its)
        os.write(mine, SUM[0].encode() + b"\n")
        ready = select.select([process.stdout], [], [], PATIENCE)[0]
        check(ready and process.stdout.readline().decode().strip() == SUM[1], "the result before the next statement")
    finally:
        process.kill()
        process.wait()
        os.close(mine)
        shutil.rmtree(home, ignore_errors=True)


def test_a_pipe_takes_carriage_returns_and_no_last_line_end():
    done = run_piped("\r\n".join(OPEN_ENTRY))
    check(done.stdout.decode().split() == [OPEN_ENTRY_RESULT], f"{done.stdout!r} {done.stderr!r}")


def test_a_pipe_goes_on_after_a_mistake_and_says_so_in_the_end():
    done = run_piped(MISTAKE[0] + "\n" + SUM[0] + "\n")
    check(MISTAKE[1].encode() in done.stderr, f"the mistake on standard error: {done.stderr!r}")
    check(done.stdout.decode().split() == [SUM[1]], f"the next result: {done.stdout!r}")
    check(done.returncode == 1, f"status {done.returncode}")


def test_an_empty_pipe_is_no_mistake():
    for text in ("", "\n\n", "# only a comment\n", "\ufeff"[:0]):
        done = run_piped(text)
        check((done.returncode, done.stdout, done.stderr) == (0, b"", b""), f"{text!r}: {done}")


def test_bytes_that_are_no_text_do_not_break_a_pipe():
    done = run_piped(b"\xff\xfe\x00\x80\n" + SUM[0].encode() + b"\n")
    check(done.returncode == 1, f"status {done.returncode}: {done}")
    check(SUM[1] in done.stdout.decode().split(), f"the next result: {done.stdout!r}")


def test_a_long_entry_through_a_pipe_is_quick():
    start, element, end = LIST_SUM
    text = start + "\n" + (element + "\n") * 20_000 + end + "\n"
    began = time.monotonic()
    done = run_piped(text)
    check(done.stdout.decode().split() == ["20000"], f"{done.stdout[:80]!r} {done.stderr[:80]!r}")
    return f"{time.monotonic() - began:.1f} s for 20,002 lines"
