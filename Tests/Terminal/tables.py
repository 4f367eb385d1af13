"""Values on the screen: tables fitted to it, colours, wide characters, and help."""

from expectations import CONTINUATION, PROMPT
from terminal import ENTER, TAB, Terminal, check, control, paste

WIDE = "table([{" + ", ".join(f"column_{n}: {n}, text_{n}: \"{'words ' * 8}\"" for n in range(8)) + "}])"


def shown_after(t, entry):
    """The rows that an entry showed, without its own."""
    before = t.text().count(PROMPT.rstrip())
    t.type(paste(entry) + ENTER)
    t.wait(lambda: t.text().count(PROMPT.rstrip()) > before and t.cursor_line() == PROMPT.rstrip(), "the next prompt")
    rows = [row.rstrip() for row in t.screen.display]
    last = max(index for index, row in enumerate(rows) if row == PROMPT.rstrip())
    first = max(index for index, row in enumerate(rows[:last]) if row.startswith(PROMPT))
    return rows[first + 1:last]


def test_a_wide_table_is_fitted_and_names_what_it_hides():
    for columns in (20, 40, 80, 130):
        with Terminal(rows=40, columns=columns) as t:
            shown_after(t, f"t = {WIDE};")
            rows = shown_after(t, "t")
            text = " ".join(rows)
            check(rows[0].lstrip().startswith("column_0"), f"{columns} columns: the first column", t)
            check("columns not shown: ." in text and "…" in rows[0], f"{columns} columns: says what is hidden", t)
            check(all(row == row.rstrip() and len(row) <= columns for row in rows), f"{columns} columns: fits", t)
            check(rows[0].count("column_") + rows[0].count("text_") + int(text.split("… ")[-1].split()[0]) == 16
                  or columns == 20, f"{columns} columns: every column is shown or hidden", t)


def test_numbers_stand_right_and_nulls_are_faint():
    with Terminal() as t:
        rows = shown_after(t, 'table([{n: 5, t: "x"}, {n: 1000, t: null}, {n: null, t: "y"}])')
        check(rows[2] == "   5  x" and rows[3] == "1000  null" and rows[4] == "null  y", f"{rows}", t)
        check(b"\x1b[2mnull" in t.raw, "faint", t)


def test_wide_characters_and_emoji_keep_the_columns_straight():
    with Terminal() as t:
        rows = shown_after(t, 'table([{t: "日本語", n: 1}, {t: "é", n: 2}, {t: "👍", n: 3}, {t: "plain text", n: 4}])')
        positions = [t.screen.display.index(next(line for line in t.screen.display if line.rstrip() == row)) for row in rows[2:]]
        ends = [max(x for x in range(t.screen.columns) if t.screen.buffer[y][x].data.strip()) for y in positions]
        check(len(set(ends)) == 1, f"the numbers end in one column: {ends}", t)


def test_a_long_table_shows_its_beginning_and_counts():
    with Terminal(rows=30) as t:
        rows = shown_after(t, "[{n: x} for x in 0..1000] | table")
        check([row.strip() for row in rows[:3]] == ["n", "int", "0"] and rows[11].strip() == "9", f"ten rows: {rows}", t)
        check(len(rows) == 13 and "990 more rows" in rows[12], f"the count: {rows}", t)


def test_an_entry_is_coloured_as_it_is_typed():
    with Terminal() as t:
        t.type('x = head([1]) | nothing(.col) and "text" # note')
        t.wait_text("# note")
        for code, what in [("33m1", "a number"), ("34mhead", "a function"), ("36m.", "a column"), ("35mand", "a keyword"),
                           ('32m"text"', "a text"), ("90m# note", "a comment")]:
            check(f"\x1b[{code}".encode() in t.raw, what, t)
        check(b"\x1b[34mnothing" not in t.raw, "a name that is no function stays plain", t)


def test_tab_inside_a_call_shows_its_signature_and_options():
    with Terminal() as t:
        t.type("[{a: 1}] | table | sample(" + TAB)
        t.wait(lambda: any(line.startswith("sample(t, ") for line in t.lines()), "the signature")
        check(any(line.startswith("seed: ") and " = " in line for line in t.lines()), "the options", t)
        t.type("see" + TAB)
        t.wait_cursor_line(PROMPT + "[{a: 1}] | table | sample(seed:")


def test_tab_knows_the_columns_at_that_point_of_the_pipeline():
    with Terminal() as t:
        t.type('t = table([{alpha: 1, beta: "x"}]);' + ENTER)
        t.wait_prompt()
        t.type("t | derive(gamma: .alpha * 2) | drop(.alpha) | filter(." + TAB)
        t.wait(lambda: any(line.split() == ["gamma", "int"] for line in t.lines()), "the new column with its type")
        check(not any(line.startswith("alpha") for line in t.lines()), "not the one that is gone", t)
        t.type("g" + TAB)
        t.wait_cursor_line(PROMPT + "t | derive(gamma: .alpha * 2) | drop(.alpha) | filter(.gamma")
        t.type(control("u") + "t | summ" + TAB)
        t.wait_cursor_line(PROMPT + "t | summarize")


def test_tab_knows_files_and_choices():
    with Terminal() as t:
        for name in ("rooms.csv", "guests.csv", ".hidden"):
            open(f"{t.home}/{name}", "w").close()
        t.type('load("' + TAB)
        t.wait(lambda: any(line.startswith("rooms.csv") for line in t.lines()), "the files")
        check(".hidden" not in t.text(), "not the hidden one", t)
        t.type("r" + TAB)
        t.wait_cursor_line(PROMPT + 'load("rooms.csv')


def test_help_is_broken_between_words():
    with Terminal(rows=60, columns=50) as t:
        t.type("count?" + ENTER)
        t.wait(lambda: any(line.startswith("count(t, by:") for line in t.lines()), "help")
        t.wait_prompt()
        check("column expression" in t.text().replace("\n", " "), "the notes", t)
        check(not any(len(line) == 50 and line[-1].isalpha() for line in t.lines()), "no word is broken", t)


def test_a_narrow_terminal_is_enough():
    with Terminal(rows=12, columns=20) as t:
        t.enter('table([{a: 1}])', "  1")
        t.type("nothing" + ENTER)
        t.wait_text("error[unknown-name]")
        t.wait_prompt()
        t.type("(1 +\r2)" + ENTER)
        t.wait_line("3")
        t.type("cou" + TAB + "(" + TAB)
        t.wait(lambda: t.cursor_line() == PROMPT + "count(", "the entry above the list")
        check(CONTINUATION not in t.cursor_line(), "one row", t)
