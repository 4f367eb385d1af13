"""The commands of the prompt."""

import os
import stat

from expectations import CONTINUATION, OPEN_ENTRY, OPEN_ENTRY_RESULT, PRODUCT, PROMPT, SUM, UNIQUE_PREFIX
from terminal import ENTER, TAB, UP, Terminal, check, control


def editor_that(home, script):
    """The path of an editor that runs `script`, a shell text, with the file as $1."""
    path = os.path.join(home, "editor")
    with open(path, "w") as file:
        file.write("#!/bin/sh\n" + script + "\n")
    os.chmod(path, stat.S_IRWXU)
    return path


def test_help_lists_the_commands():
    with Terminal(rows=40) as t:
        t.type(":help" + ENTER)
        t.wait(lambda: any(line.startswith(":quit") for line in t.lines()), "the list")
        t.wait_prompt()


def test_a_question_mark_asks_about_a_function():
    with Terminal() as t:
        t.type(UNIQUE_PREFIX[1] + "?" + ENTER)
        t.wait(lambda: t.text().count(UNIQUE_PREFIX[1]) >= 2, "help")
        t.wait_prompt()


def test_an_unknown_command_names_the_nearest():
    with Terminal() as t:
        t.type(":hlep" + ENTER)
        t.wait_text("did you mean `:help`?")
        t.wait_prompt()


def test_tab_completes_commands():
    with Terminal() as t:
        t.type(":hi" + TAB)
        t.wait_cursor_line(PROMPT + ":history")
        t.type(control("u") + ":time " + UNIQUE_PREFIX[0] + TAB)
        t.wait(lambda: t.cursor_line().startswith(PROMPT + ":time " + UNIQUE_PREFIX[1]), "the name in an argument")


def test_time_tells_how_long_an_entry_took():
    with Terminal() as t:
        t.type(":time " + PRODUCT[0] + ENTER)
        t.wait_line(PRODUCT[1])
        t.wait(lambda: any(line.startswith("took ") for line in t.lines()), "the time")
        t.type(":time on" + ENTER + SUM[0] + ENTER)
        t.wait(lambda: sum(line.startswith("took ") for line in t.lines()) == 2, "the time again")
        t.type(":time off" + ENTER + SUM[0] + ENTER)
        t.wait(lambda: t.lines().count(SUM[1]) == 2, "the result again")
        t.wait_prompt()
        check(sum(line.startswith("took ") for line in t.lines()) == 2, "no time any more", t)


def test_history_lists_entries():
    with Terminal() as t:
        t.enter(*SUM)
        t.enter(*PRODUCT)
        t.type(":history " + SUM[0] + ENTER)
        t.wait_line(SUM[0])
        t.wait_prompt()
        check(PRODUCT[0] not in t.lines(), "only what holds the text", t)


def test_edits_the_entry_outside():
    with Terminal() as probe:
        editor = editor_that(probe.home, 'printf "%s\\n" "' + OPEN_ENTRY[0] + '" "' + OPEN_ENTRY[1] + '" > "$1"')
        with Terminal(home=probe.home, environment={"EDITOR": editor}) as t:
            t.type("draft" + control("x") + control("e"))
            t.wait_cursor_line(CONTINUATION + OPEN_ENTRY[1])
            t.type(ENTER)
            t.wait_line(OPEN_ENTRY_RESULT)
            t.wait_prompt()
            t.type(":edit" + ENTER)
            t.wait_cursor_line(CONTINUATION + OPEN_ENTRY[1])
            t.type(ENTER)
            t.wait(lambda: t.lines().count(OPEN_ENTRY_RESULT) == 2, "the result again")


def test_an_editor_that_fails_is_told():
    with Terminal(environment={"EDITOR": "false"}) as t:
        t.type("draft" + control("x") + control("e"))
        t.wait_text("`false` ended with status 1")
        t.wait_cursor_line(PROMPT + "draft")


def test_quit_leaves():
    with Terminal() as t:
        t.type(":quit" + ENTER)
        check(t.wait_end() == 0, "ends with status 0", t)


def test_commands_are_in_the_history():
    with Terminal() as t:
        t.type(":version" + ENTER)
        t.wait(lambda: t.cursor_line() == PROMPT.rstrip(), "a prompt")
        t.type(UP)
        t.wait_cursor_line(PROMPT + ":version")


def run(t, entry):
    """Runs an entry up to the next prompt and gives the lines it showed."""
    above = len(t.text().split("\n"))
    t.type(entry + ENTER)
    t.wait(lambda: len(t.text().split("\n")) > above and t.cursor_line() == PROMPT.rstrip(), f"the end of `{entry}`")
    return t.text().split("\n")[above:-1]


def test_fix_puts_the_mended_entry_into_the_prompt():
    with Terminal() as t:
        run(t, "t = table([{alpha: 1}])")
        run(t, "t | filter(.alpah > 0) | count")
        t.wait_text("did you mean `.alpha`?")
        t.type(":fix" + ENTER)
        t.wait_cursor_line(PROMPT + "t | filter(.alpha > 0) | count")
        t.type(ENTER)
        t.wait_line("1")
        t.wait_prompt()
        check(run(t, ":fix") == ["the last entry has no suggested fix"], "nothing to fix", t)


def test_tells_names_types_plans_and_codes():
    with Terminal(rows=60) as t:
        check(run(t, ":vars") == ["no bindings yet"], "no names", t)
        run(t, 'x = 41; t = table([{alpha: 1, beta: "b"}])')
        run(t, "double(n) = n * 2")
        names = run(t, ":vars")
        check([line.split()[:2] for line in names] == [["double", "function"], ["t", "table"], ["x", "int"]], f"{names}", t)
        check(run(t, ":type t | select(.beta)") == ["table(beta text)"], "the type of a table", t)
        plan = run(t, ":plan t | filter(.alpha > 0) | head(1)")
        check(plan[0] == "as written" and "as it will run" in plan and any("filter: .alpha > 0" in line for line in plan),
              f"the plan: {plan}", t)
        run(t, "positive = t | filter(.alpha > 0)")
        run(t, "positive")
        plan = run(t, ":plan positive")
        ran = plan.index("as it ran") if "as it ran" in plan else len(plan) - 1
        check(plan[ran + 1].split() == ["rows", "time"], f"a heading for the figures: {plan}", t)
        check(any(line.split()[:3] == ["filter:", ".alpha", ">"] and line.split()[4] == "1" for line in plan[ran:]),
              f"rows of the steps: {plan}", t)
        check("no error to explain" in run(t, ":explain")[0], "nothing went wrong yet", t)
        run(t, "nothing")
        check("unknown-name" in run(t, ":explain")[0], "the last error", t)
        check("unknown-column" in run(t, ":explain unknown-column")[0], "a code", t)
        check("did you mean" in "".join(run(t, ":explain unknown-colum")), "the nearest code", t)


def test_reset_forgets():
    with Terminal() as t:
        run(t, "x = 1")
        check(run(t, ":reset") == ["all bindings are gone"], "says so", t)
        check("unknown-name" in run(t, "x")[0], "the name is gone", t)


def test_the_last_value_stays_after_a_mistake_and_a_silent_entry():
    with Terminal() as t:
        check(run(t, "40") == ["40"], "a value", t)
        run(t, "nothing")
        check(run(t, "99;") == [], "a semicolon silences", t)
        check(run(t, "_ + 2") == ["42"], "the last value that was shown", t)
        check(run(t, "[_, _] | sum") == ["84"], "and the next", t)
