"""Notebooks at the prompt: one that is continued, what `:save` writes, what `:recover` brings back."""

import os

from expectations import LONG_RUN, PROMPT
from project import Project, check_same
from terminal import ENTER, TAB, Terminal, check, control

NOTEBOOK = """# Notes

```octavo
rooms = table([{room: 101, kind: "single"}, {room: 102, kind: "double"}])
rooms | count
```

```output key=000000000000
old
```

The end."""


def enter(t, *entries):
    """Runs entries one after the other, each to the next prompt."""
    for entry in entries:
        before = t.text().count(PROMPT.rstrip())
        t.type(entry + ENTER)
        t.wait(lambda: t.text().count(PROMPT.rstrip()) > before and t.cursor_line() == PROMPT.rstrip(), f"the end of `{entry}`")


def test_continues_a_notebook_and_saves_what_was_added():
    with Project({"a.md": NOTEBOOK}) as p, Terminal(home=p.folder, arguments=["a.md"]) as t:
        check("a.md: 1 of 1 cells run" in t.text(), "says how the cells went", t)
        enter(t, "sum([_])", "rooms | filter(.room > 101)", "nothing", "| count", ":save")
        t.wait_text("added 3 cells to a.md")
        check_same(
            p.read("a.md"),
            NOTEBOOK + "\n\n```octavo\nresult = rooms | count\nsum([result])\n```\n\n```octavo\nresult_2 = rooms | filter(.room > 101)\n"
            "result_2\n```\n\n```octavo\nresult_2 | count\n```\n", "the notebook")
        enter(t, "2 + 2", ":save")
        t.wait_text("added 1 cell to a.md")
        enter(t, ":save")
        t.wait_text("nothing new to save")
        p.octavo("run", "a.md")
        p.octavo("test", "a.md")


def test_a_notebook_that_fails_is_told_and_can_be_continued():
    with Project({"a.md": "```octavo\nx = 1\n```\n\n```octavo\nnothing\n```\n\n```octavo raises=any\nnothing\n```\n"}) as p:
        with Terminal(home=p.folder, arguments=["a.md"]) as t:
            check("3 of 3 cells run, 1 failed" in t.text(), "counts what failed", t)
            check(t.text().count("error[unknown-name]") == 1 and "a.md:6:1 (cell 2)" in t.text(), "says where, once", t)
            t.enter("x + 41", "42")


def test_an_interrupt_stops_the_cells_of_a_notebook():
    with Project({"a.md": f"```octavo\nx = 41\n```\n\n```octavo\n{LONG_RUN}\n```\n"}) as p:
        with Terminal(home=p.folder, arguments=["a.md"], wait=False) as t:
            t.wait_text("[1/2]")
            t.pump(0.3)
            t.type(control("c"))
            t.wait_text("1 of 2 cells run, interrupted")
            t.wait_prompt()
            t.enter("x + 1", "42")


def test_a_notebook_that_is_missing_does_not_start_the_prompt():
    with Project({"notes.md": NOTEBOOK}) as p, Terminal(home=p.folder, arguments=["note.md"], wait=False) as t:
        check(t.wait_end() == 2, "ends with status 2", t)
        check("did you mean `notes.md`?" in t.text(), "names the nearest", t)


def test_saves_a_session_as_a_notebook_that_runs():
    with Project() as p, Terminal(home=p.folder) as t:
        enter(t, "x = [3, 1, 2]", "x", "| sum", "# ``` in a comment\n_ + 1".replace("\n", "\x1b\r"), "nothing", ":save notes")
        t.wait_text("`:save notes.md`")
        enter(t, ":save notes/a.md")
        t.wait_text("saved 4 cells to notes/a.md")
        check("````octavo\n" in p.read("notes/a.md"), p.read("notes/a.md"))
        p.octavo("run", "notes/a.md")
        check("\n7\n" in p.read("notes/a.md"), p.read("notes/a.md"))
        p.octavo("test", "notes/a.md")
        p.octavo("check", "notes/a.md")


def test_does_not_save_over_a_file_of_another_origin():
    with Project({"a.md": NOTEBOOK}) as p, Terminal(home=p.folder) as t:
        enter(t, "1 + 1", ":save a.md")
        t.wait_text("`:save! a.md` replaces it")
        check_same(p.read("a.md"), NOTEBOOK, "the file")
        enter(t, ":save")
        t.wait_text("`:save` needs a path")
        enter(t, ":save! a.md")
        t.wait_text("saved 1 cell to a.md")
        check_same(p.read("a.md"), "---\noctavo: 1\n---\n\n```octavo\n1 + 1\n```\n", "the file")


def test_saves_nothing_where_it_cannot():
    with Project({"file": ""}) as p, Terminal(home=p.folder) as t:
        enter(t, "1 + 1", ":save file/a.md")
        t.wait_text("a part of the path is a file")
        enter(t, ":save a.md")
        t.wait_text("saved 1 cell to a.md")


def test_completes_paths_of_save_and_codes_of_explain():
    with Project({"notebooks/a.md": "", "notes.txt": ""}) as p, Terminal(home=p.folder) as t:
        t.type(":save noteb" + TAB)
        t.wait_cursor_line(PROMPT + ":save notebooks/")
        t.type(TAB)
        t.wait_cursor_line(PROMPT + ":save notebooks/a.md")
        t.type(control("u") + ":explain unknown-col" + TAB)
        t.wait_cursor_line(PROMPT + ":explain unknown-column")


def test_a_pipe_continues_a_notebook():
    with Project({"a.md": NOTEBOOK}) as p:
        check_same(p.octavo("a.md", text="rooms | count\n").stdout, "2\n", "the result alone")
        check_same(p.objects("a.md", text="rooms | count\nprint(\"x\")\n"), [2, {"text": "x"}], "as JSON")
        found = p.objects("a.md", text="1\nnothing\n", status=1)
        check(found[0] == 1 and found[1]["code"] == "unknown-name", f"{found}")


def test_everything_of_a_killed_session_comes_back():
    with Project({"t.csv": "a\n1\n2\n"}) as p:
        with Terminal(home=p.folder) as t:
            enter(t, "t = load(\"t.csv\")", "t | count", "sum([40])", "key = secret(\"NAME\")")
            t.type(LONG_RUN + ENTER)
            t.pump(0.5)
            t.kill()
        check_same(sorted(os.listdir(p.path("state/octavo"))), ["history", "journal.md"], "the files of a killed session")
        check("secret(" not in p.read("state/octavo/journal.md") + p.read("state/octavo/history"), "secrets are kept nowhere")
        with Terminal(home=p.folder) as t:
            t.wait_text("recovered 3 entries")
            enter(t, ":recover", "t | count")
            check(t.lines().count("2") == 2 and "40" in t.lines(), "the results again", t)
