"""Typing, moving, recalling, completing, pasting."""

import random
import time

from expectations import (
    CONTINUATION, LIST_SUM, OPEN_ENTRY, OPEN_ENTRY_RESULT, PASTE_SECONDS, PRODUCT, PROMPT, SHARED_PREFIX, SUM, TEXT,
    UNIQUE_PREFIX)
from terminal import (
    ALT_DOWN, ALT_ENTER, ALT_UP, BACKSPACE, DOWN, ENTER, ESCAPE, LEFT, RIGHT, TAB, UP, Terminal, check, control, paste)


def test_runs_an_entry():
    with Terminal() as t:
        t.enter(*SUM)
        check(PROMPT + SUM[0] in t.lines(), "the entry stands behind its prompt", t)


def test_shows_the_prompt_in_colour_and_not_under_NO_COLOR():
    with Terminal() as t:
        check(b"\x1b[1;36m" in t.raw, "colours the prompt", t)
    with Terminal(environment={"NO_COLOR": "1"}) as t:
        t.enter(*SUM)
        check(b"\x1b[1;36m" not in t.raw and b"\x1b[33m" not in t.raw, "no colours under NO_COLOR", t)


def test_takes_wide_and_composed_characters():
    with Terminal() as t:
        entry, shown = TEXT
        t.type(entry)
        t.wait_cursor_line(PROMPT + entry)
        t.type(LEFT * 3 + "é" + BACKSPACE + RIGHT * 3)
        t.wait_cursor_line(PROMPT + entry)
        t.type(ENTER)
        t.wait(lambda: sum(shown in line for line in t.lines()) >= 2, "the text shown")


def test_enter_submits_only_what_is_complete():
    with Terminal() as t:
        t.type(OPEN_ENTRY[0] + ENTER)
        t.wait_cursor_line(CONTINUATION)
        t.type(OPEN_ENTRY[1] + ENTER)
        t.wait_line(OPEN_ENTRY_RESULT)
        t.wait_prompt()


def test_alt_enter_always_breaks_the_line():
    with Terminal() as t:
        t.type(SUM[0] + ALT_ENTER)
        t.wait_cursor_line(CONTINUATION)
        t.type(BACKSPACE)
        t.wait_cursor_line(PROMPT + SUM[0])
        t.type(ENTER)
        t.wait_line(SUM[1])


def test_up_and_down_move_inside_an_entry_of_several_lines():
    with Terminal() as t:
        t.type(OPEN_ENTRY[0] + ENTER + OPEN_ENTRY[1])
        t.wait_cursor_line(CONTINUATION + OPEN_ENTRY[1])
        t.type(UP + control("e") + " 100 +")
        t.wait_cursor_line(PROMPT + OPEN_ENTRY[0] + " 100 +")
        t.type(DOWN)
        t.wait_cursor_line(CONTINUATION + OPEN_ENTRY[1])
        t.type(ENTER)
        t.wait_line(str(int(OPEN_ENTRY_RESULT) + 100))


def test_recalls_an_entry_of_several_lines_whole():
    with Terminal() as t:
        t.type(OPEN_ENTRY[0] + ENTER + OPEN_ENTRY[1] + ENTER)
        t.wait_line(OPEN_ENTRY_RESULT)
        t.wait_prompt()
        t.type(UP)
        t.wait_cursor_line(CONTINUATION + OPEN_ENTRY[1])
        t.type(ENTER)
        t.wait(lambda: t.lines().count(OPEN_ENTRY_RESULT) == 2, "the result again")


def test_up_walks_the_history_and_down_comes_back_to_the_draft():
    with Terminal() as t:
        t.enter(*SUM)
        t.enter(*PRODUCT)
        t.type(UP)
        t.wait_cursor_line(PROMPT + PRODUCT[0])
        t.type(UP)
        t.wait_cursor_line(PROMPT + SUM[0])
        t.type(DOWN)
        t.wait_cursor_line(PROMPT + PRODUCT[0])
        t.type(DOWN)
        t.wait_prompt()


def test_up_recalls_what_begins_as_typed():
    with Terminal() as t:
        t.enter(*SUM)
        t.enter(*PRODUCT)
        t.type(SUM[0][:1] + UP)
        t.wait_cursor_line(PROMPT + SUM[0])
        t.type(DOWN)
        t.wait_cursor_line(PROMPT + SUM[0][:1])


def test_alt_up_and_down_jump_by_entry():
    with Terminal() as t:
        t.enter(*SUM)
        t.type(OPEN_ENTRY[0] + ENTER + OPEN_ENTRY[1] + ALT_UP)
        t.wait_cursor_line(PROMPT + SUM[0])
        t.type(ALT_DOWN)
        t.wait_cursor_line(CONTINUATION + OPEN_ENTRY[1])


def test_down_after_a_recalled_entry_offers_the_next():
    with Terminal() as t:
        for entry in ("1 + 1", "2 + 2", "3 + 3"):
            t.enter(entry, str(2 * int(entry[0])))
        t.type(UP * 3)
        t.wait_cursor_line(PROMPT + "1 + 1")
        t.type(ENTER)
        t.wait(lambda: t.lines().count("2") == 2, "the entry run again")
        t.wait_prompt()
        t.type(DOWN)
        t.wait_cursor_line(PROMPT + "2 + 2")


def test_history_outlives_the_session():
    with Terminal() as t:
        t.enter(*SUM)
        t.type(OPEN_ENTRY[0] + ENTER + OPEN_ENTRY[1] + ENTER)
        t.wait_line(OPEN_ENTRY_RESULT)
        t.wait_prompt()
        t.type(control("d"))
        check(t.wait_end() == 0, "ends with status 0", t)
        with Terminal(home=t.home) as u:
            u.type(UP)
            u.wait_cursor_line(CONTINUATION + OPEN_ENTRY[1])
            u.type(ALT_UP)
            u.wait_cursor_line(PROMPT + SUM[0])


def test_recalls_a_long_entry_whole():
    with Terminal() as t:
        start, element, end = LIST_SUM
        entry = start + element * 800 + end
        t.type(entry + ENTER)
        t.wait_line("800")
        t.wait_prompt()
        t.type("2 + 2" + control("a") + control("k") + UP)
        t.wait_text(element * 10)
        t.type(" + 1000" + ENTER)
        t.wait_line("1800")


def test_searches_the_history():
    with Terminal() as t:
        t.enter(*SUM)
        t.enter(*PRODUCT)
        t.type(control("r") + SUM[0][:3])
        t.wait(lambda: "search" in t.cursor_line() and t.cursor_line().endswith(SUM[0]), "the entry found")
        t.type(ENTER)
        t.wait(lambda: t.lines().count(SUM[1]) == 2, "the entry run")
        t.wait_prompt()
        t.type(control("r") + PRODUCT[0][:3] + ESCAPE)
        t.wait_cursor_line(PROMPT + PRODUCT[0])
        t.type(control("c"))
        t.wait_prompt()
        t.type("draft" + control("r") + "zzz")
        t.wait_text("no older entry")
        t.type(control("g"))
        t.wait_cursor_line(PROMPT + "draft")


def test_searching_on_finds_older_entries():
    with Terminal() as t:
        for entry in ("1 + 1", "2 + 2", "3 + 3"):
            t.enter(entry, str(2 * int(entry[0])))
        t.type(control("r") + "+" + control("r"))
        t.wait(lambda: t.cursor_line().endswith("2 + 2"), "the older entry")
        t.type(control("s"))
        t.wait(lambda: t.cursor_line().endswith("3 + 3"), "the newer entry")
        t.type(RIGHT)
        t.wait_cursor_line(PROMPT + "3 + 3")


def test_tab_completes_a_name():
    with Terminal() as t:
        prefix, name = UNIQUE_PREFIX
        t.type(prefix + TAB)
        t.wait(lambda: t.cursor_line().startswith(PROMPT + name), "the whole name")


def test_tab_lists_candidates_with_their_descriptions():
    with Terminal() as t:
        prefix, first, second = SHARED_PREFIX
        t.type(prefix + TAB + TAB)
        t.wait(lambda: any(line.startswith(first) for line in t.lines()), "a list")
        check(any(line.startswith(second) and len(line) > len(second) + 3 for line in t.lines()), "a description", t)
        check(t.cursor_line() == PROMPT + prefix, "the cursor stays in the entry", t)
        t.type("u")
        t.wait(lambda: not any(line.startswith(second) for line in t.lines()), "the list gone")
        t.wait_cursor_line(PROMPT + prefix + "u")


def test_the_list_fits_a_narrow_screen():
    with Terminal(rows=8, columns=30) as t:
        t.type(SHARED_PREFIX[0] + TAB + TAB)
        t.wait(lambda: any(line.startswith(SHARED_PREFIX[1]) for line in t.lines()), "a list")
        check(t.cursor_line() == PROMPT + SHARED_PREFIX[0], "the cursor stays in the entry", t)


def test_pastes_lines_verbatim():
    with Terminal() as t:
        t.type(paste("(1 +\n\t2 +\n   3\n)"))
        t.wait_cursor_line(CONTINUATION + ")")
        t.type(ENTER)
        t.wait_line("6")


def test_strips_the_prompts_of_a_pasted_transcript():
    with Terminal() as t:
        t.type(paste(f"{PROMPT}(10 +\n{CONTINUATION}20)\n30\n{PROMPT}"))
        t.wait(lambda: "20)" in t.text(), "the entry")
        check(t.text().count("octavo> ") == 1 and "30" not in t.lines(), "without prompts and output", t)
        t.type(ENTER)
        t.wait_line("30")


def test_pastes_200_kilobytes():
    line = "# a line of a comment that stands in a paste of two hundred kilobytes in all\n"
    text = line * (200_000 // len(line)) + "20 + 22"
    with Terminal() as t:
        start = time.monotonic()
        t.type(paste(text))
        t.wait_cursor_line(CONTINUATION + "20 + 22", PASTE_SECONDS * 4)
        took = time.monotonic() - start
        check(took < PASTE_SECONDS, f"took {took:.2f} s")
        t.type(" + 100")
        t.wait_cursor_line(CONTINUATION + "20 + 22 + 100")
        t.type(ENTER)
        t.wait_line("142")
        return f"{took:.2f} s"


def test_shows_an_entry_taller_than_the_screen_around_the_cursor():
    with Terminal(rows=10) as t:
        t.type(paste("(\n" + "\n".join(f"{n} +" for n in range(1, 31)) + "\n0)"))
        t.wait_cursor_line(CONTINUATION + "0)")
        t.type(UP * 20)
        t.wait_cursor_line(CONTINUATION + "11 +")
        t.type(control("e") + " 1000 +")
        t.wait_cursor_line(CONTINUATION + "11 + 1000 +")
        t.type("\x1b<")
        t.wait_cursor_line(PROMPT + "(")
        t.type(ENTER)
        t.wait_line(str(sum(range(1, 31)) + 1000))


def test_wraps_at_the_edge_of_the_screen():
    with Terminal(columns=20) as t:
        t.type("11111 + 22222")
        t.wait(lambda: t.screen.display[t.screen.cursor.y].rstrip() == "2", "the second row")
        t.type(BACKSPACE)
        t.wait(lambda: t.cursor_line() == "" and t.screen.cursor.x == 0, "the cursor at the start of the row")
        t.type("0" + LEFT * 5 + "9" + ENTER)
        t.wait_line(str(11111 + 922220))


def test_undoes_and_brings_back_what_was_cut():
    with Terminal() as t:
        t.type("1 + 2" + control("w") + control("u"))
        t.wait_prompt()
        t.type(control("y"))
        t.wait_cursor_line(PROMPT + "1 + 2")
        t.type(control("u"))
        t.wait_prompt()
        t.type(control("_"))
        t.wait_cursor_line(PROMPT + "1 + 2")


def test_unknown_keys_type_nothing():
    with Terminal() as t:
        t.type("1" + "\x1b[15~" + "\x1b[24;5~" + "\x1bOP" + "\x1b[57441u" + " + 2")
        t.wait_cursor_line(PROMPT + "1 + 2")


def test_clears_the_screen():
    with Terminal() as t:
        t.enter(*SUM)
        t.type("1 + " + control("l"))
        t.wait(lambda: t.screen.cursor.y == 0 and t.cursor_line() == PROMPT + "1 +", "the entry in the first row")
        t.type("1" + ENTER)
        t.wait_line("2")


def test_random_keys_leave_a_true_screen():
    """What stands on the screen after many small changes is what a fresh painting of the same entry gives."""
    keys = [
        "a", "b1", " ", "(", ")", '"', "é", "日", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[H", "\x1b[F", "\x1b[3~", "\x7f",
        "\x1bb", "\x1bf", "\x1bd", "\x1b\x7f", "\x1b\r", "\x1b[5~", "\x1b[6~", "\x17", "\x0b", "\x15", "\x19", "\x14",
        "\x1f", "\t",
        "\x1b<", "\x1b>", "\x12b\x1b[C", "\x12q\x07", "\x1b[200~x\ry\x1b[201~", "\x16\x01", "\x1b[15~", "word " * 9,
    ]
    rounds = 0
    for seed in range(6):
        chance = random.Random(seed)
        with Terminal(rows=chance.choice([6, 12, 24]), columns=chance.choice([20, 37, 80])) as t:
            t.enter(*SUM)
            for _ in range(12):
                for _ in range(chance.randrange(1, 12)):
                    t.type(chance.choice(keys))
                    if chance.random() < 0.3:
                        t.pump(0.005)
                t.type("\x1b[C\x1b[D")
                t.pump(0.05)
                shown = entry_rows(t)
                t.type(control("l"))
                t.wait(lambda: t.screen.display[0].strip() != "" or entry_rows(t) == shown, "a fresh painting")
                t.pump(0.05)
                check(entry_rows(t) == shown, f"seed {seed}: the fresh painting differs from\n" + "\n".join(shown[0]), t)
                rounds += 1
            t.type(control("c"))
            t.wait_prompt()
            t.enter(*PRODUCT)
    return f"{rounds} screens"


def entry_rows(t):
    """The rows of the entry on the screen, from its prompt (or the top) down, and where in them the cursor is."""
    rows = [row.rstrip() for row in t.screen.display]
    while rows and not rows[-1]:
        rows.pop()
    starts = [index for index, row in enumerate(rows) if row.startswith(PROMPT.rstrip())]
    start = starts[-1] if starts else 0
    return rows[start:], t.screen.cursor.y - start, t.screen.cursor.x
