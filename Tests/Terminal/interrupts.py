"""Ctrl-C, Ctrl-D, Ctrl-Z, signals, and what is typed while something runs."""

import os
import signal
import sys
import time

from expectations import INTERRUPTED, LONG_RUN, OPEN_ENTRY, PATIENCE, PRODUCT, PROMPT, RECOVERED, SUM
from terminal import ENTER, Failure, Terminal, check, control


def test_ctrl_c_clears_the_entry():
    with Terminal() as t:
        t.type(OPEN_ENTRY[0] + ENTER + OPEN_ENTRY[1] + control("c"))
        t.wait_text("^C")
        t.wait_prompt()
        check(any(line.endswith(OPEN_ENTRY[1] + "^C") for line in t.lines()), "shows ^C", t)
        t.enter(*SUM)


def test_ctrl_c_twice_at_an_empty_prompt_offers_to_quit():
    with Terminal() as t:
        t.type(control("c"))
        t.wait_text("^C")
        t.wait_prompt()
        t.type(control("c"))
        t.wait_text("quit? [y/N]")
        t.type("n" + ENTER)
        t.wait_prompt()
        t.type(control("c"))
        t.wait(lambda: t.text().count("^C") == 3, "the third interrupt")
        time.sleep(1.2)
        t.type(control("c"))
        t.wait(lambda: t.text().count("^C") == 4, "the fourth interrupt")
        check(t.text().count("quit?") == 1, "no question after a while", t)
        t.wait_prompt()
        t.type(control("c"))
        t.wait(lambda: t.text().count("quit? [y/N]") == 2, "the question again")
        t.type("y" + ENTER)
        check(t.wait_end() == 0, "ends with status 0", t)


def test_ctrl_d_ends_only_an_empty_prompt():
    with Terminal() as t:
        t.type("1 + 23" + "\x1b[D" + control("d"))
        t.wait_cursor_line(PROMPT + "1 + 2")
        t.type(control("u") + control("d"))
        check(t.wait_end() == 0, "ends with status 0", t)


def test_ctrl_c_stops_a_long_run():
    with Terminal() as t:
        t.type("kept = 41;" + ENTER)
        t.wait_prompt()
        t.type("kept = " + LONG_RUN + ENTER)
        t.pump(0.5)
        start = time.monotonic()
        t.type(control("c"))
        t.wait(lambda: t.text().count(INTERRUPTED) >= 1, "the interrupt")
        took = time.monotonic() - start
        t.wait_prompt()
        check(took < 1, f"took {took:.2f} s")
        t.enter("kept + 1", "42")
        return f"{took:.2f} s"


def test_an_interrupt_reaches_this_process_alone():
    """The program must not pass the signal on to its process group."""
    starter = [
        sys.executable, "-c",
        "import os, subprocess, sys\n"
        "other = subprocess.Popen(['sleep', '60'])\n"
        "open('other', 'w').write(str(other.pid))\n"
        "os.execv(sys.argv[1], sys.argv[1:])"]
    with Terminal(starter=starter) as t:
        with open(os.path.join(t.home, "other")) as file:
            other = int(file.read())
        try:
            check(os.getpgid(other) == os.getpgid(t.process.pid), "both are in one group")
            os.kill(t.process.pid, signal.SIGINT)
            t.wait_text("^C")
            t.wait_prompt()
            t.enter(*SUM)
            with open(f"/proc/{other}/stat") as file:
                check(file.read().rsplit(")", 1)[1].split()[0] != "Z", "the other process lives")
        finally:
            os.kill(other, signal.SIGKILL)


def test_what_is_typed_ahead_is_run():
    with Terminal() as t:
        t.type(SUM[0] + ENTER + PRODUCT[0] + ENTER + "1000 + 1")
        t.wait_line(SUM[1])
        t.wait_line(PRODUCT[1])
        t.wait_cursor_line(PROMPT + "1000 + 1")


def test_what_is_typed_during_a_run_does_not_show_and_an_interrupt_drops_it():
    with Terminal() as t:
        t.type(LONG_RUN + ENTER)
        t.pump(0.5)
        t.type("999 + 1")
        t.pump(0.3)
        check("999" not in t.text(), "no echo during the run", t)
        t.type(control("c"))
        t.wait_text(INTERRUPTED)
        t.wait_prompt()
        t.enter(*SUM)


def test_suspends_and_goes_on():
    with Terminal() as t:
        t.type("1 + 2" + control("z"))
        wait_state(t, "T")
        os.kill(t.process.pid, signal.SIGCONT)
        t.wait(lambda: t.text().count(PROMPT + "1 + 2") == 2, "the entry again")
        t.type(ENTER)
        t.wait_line("3")


def wait_state(t, state):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        t.pump(0.05)
        with open(f"/proc/{t.process.pid}/stat") as file:
            if file.read().rsplit(")", 1)[1].split()[0] == state:
                return
    raise Failure(f"the process is not in state {state}")


def test_an_interrupted_session_is_recovered():
    with Terminal() as t:
        t.enter(*SUM)
        t.type(LONG_RUN + ENTER)
        t.pump(0.5)
        t.kill()
        with Terminal(home=t.home) as u:
            u.wait_text(RECOVERED)
            u.type(":recover" + ENTER)
            u.wait_line(SUM[1])
            u.wait_prompt()
            u.type(control("d"))
            check(u.wait_end() == 0, "ends with status 0", u)
            with Terminal(home=t.home) as v:
                check("recovered" not in v.text(), "a session that was left leaves nothing to recover", v)


def test_a_terminated_session_gives_the_terminal_back():
    with Terminal() as t:
        t.type("1 + ")
        t.wait_cursor_line(PROMPT + "1 +")
        os.kill(t.process.pid, signal.SIGTERM)
        status = t.wait_end()
        check(status == -signal.SIGTERM, f"ends by the signal, not {status}")
        check(t.raw.rstrip().endswith(b"\x1b[?2004l"), "switches bracketed paste off")
