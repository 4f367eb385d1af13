"""The line that shows how a long run goes: at a terminal, after a second, and gone without a trace."""

import os
import re
import signal
import subprocess
import time

from expectations import BINARY, INTERRUPTED, LONG_RUN, PATIENCE
from terminal import ENTER, Terminal, check, control

#: How a line ends that no step speaks for.
SECONDS = re.compile(r"running  [1-9][0-9]* s$")
#: A step with its rows and their rate; a bar before them where the end is known.
ROWS = re.compile(r"^(read|load)  (.*%  )?[0-9.]+[kM]? rows  [0-9.]+[kM]? rows/s  ")


def shows(t, pattern):
    return any(pattern.search(line) for line in t.lines())


def interrupt(t):
    t.type(control("c"))
    t.wait_text(INTERRUPTED)
    t.wait_prompt()


def test_a_run_over_a_second_shows_its_seconds_and_leaves_no_trace():
    with Terminal() as t:
        t.type(LONG_RUN + ENTER)
        t.pump(0.5)
        check(not shows(t, SECONDS), "says nothing in the first second", t)
        t.wait(lambda: shows(t, SECONDS), "the seconds")
        interrupt(t)
        check("running" not in t.text(), "the line is gone", t)


def test_a_long_load_shows_its_rows_and_their_rate():
    with Terminal() as t:
        write_rows(t.home)
        t.type(SLOW_ROWS + ENTER)
        t.wait(lambda: shows(t, ROWS), "the rows and their rate")
        interrupt(t)
        check("rows/s" not in t.text(), "the line is gone", t)


def test_a_notebook_that_runs_names_the_cell_and_its_seconds():
    with Terminal(wait=False, arguments=["run", "long.md"], starter=["sh", "-c", notebook() + 'exec "$@"', "sh"]) as t:
        t.wait(lambda: any(line.startswith("[1/1] ") and SECONDS.search(line) for line in t.lines()), "the cell's name")
        t.type(control("c"))
        check(t.wait_end() == 130, "ends as interrupted", t)
        check("running" not in t.text(), "the line is gone", t)


def test_a_notebook_that_is_continued_names_the_cell_and_its_seconds():
    with Terminal(wait=False, arguments=["long.md"], starter=["sh", "-c", notebook() + 'exec "$@"', "sh"]) as t:
        t.wait(lambda: any(line.startswith("[1/1] ") and SECONDS.search(line) for line in t.lines()), "the cell's name")
        t.type(control("c"))
        t.wait_text("0 of 1 cells run, interrupted")
        t.wait_prompt()
        check("running" not in t.text(), "the line is gone", t)


def test_a_dumb_terminal_shows_none():
    with Terminal(environment={"TERM": "dumb"}) as t:
        t.type(LONG_RUN + ENTER)
        t.pump(2.5)
        check("running" not in t.text(), "nothing but the entry", t)
        interrupt(t)


def test_where_there_is_no_terminal_nothing_is_written():
    process = subprocess.Popen([os.path.abspath(BINARY[0])] + BINARY[1:] + ["-e", LONG_RUN], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(2.5)
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=PATIENCE)
    check((output, errors) == (b"", b""), f"wrote {output!r} and {errors!r}")
    check(process.returncode == 130, f"ends as interrupted, not {process.returncode}")


#: Seconds of work for every core.
SLOW_ROWS = 'load("rows.csv") | derive(total: ' + " + ".join(
    f"fold(0..400, {number}, (sum, next) -> sum + next * .number)" for number in range(8)) + ") | summarize(all: sum(.total))"


def write_rows(folder):
    with open(os.path.join(folder, "rows.csv"), "w") as file:
        file.write("number\n" + "".join(f"{number}\n" for number in range(2_000_000)))


def notebook():
    """Shell text that writes a notebook of one long cell."""
    return f"printf '%s\\n' '```octavo' '{LONG_RUN}' '```' >long.md; "
