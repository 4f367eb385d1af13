"""Every command of the command line: what it does, what it says, and its exit status."""

import json
import os
import re
import shutil
import signal
import subprocess
import time

from expectations import LONG_RUN, PATIENCE
from project import COMMAND, ROOT, Project, check_mistake, check_same
from terminal import check

NOTEBOOK = "# Notes\n\n```octavo name=one\nx=1+1\nx\n```\n\nText.\n\n```octavo name=two\nx*21\n```\n"
FORMATTED = NOTEBOOK.replace("x=1+1", "x = 1 + 1").replace("x*21", "x * 21")
PROJECT = {"config/octavo.yaml": "", "notebooks/a.md": NOTEBOOK, "data/t.csv": "a,b\n1,x\n2,y\n"}
COMMANDS = ["start", "run", "test", "check", "fmt", "plan", "strip", "explain", "reference", "init", "diff",
            "slice", "export", "import", "watch", "prune", "clean", "merge-driver"]


# -- expressions and scripts

def test_expressions_run_as_lines_of_one_program():
    with Project() as p:
        check_same(p.octavo("-e", "1 + 1").stdout, "2\n", "one")
        check_same(p.octavo("-e", "x = 20", "-e", "x + 22").stdout, "42\n", "two")
        check_same(p.octavo("-e", "[3, 1]", "-e", "| sum").stdout, "4\n", "a pipe goes on")
        check_same(p.objects("-e", "[1, null]", "-e", "print(\"a\")"), [[1, None], {"text": "a"}], "as JSON")


def test_a_wrong_expression_ends_with_1_and_says_where():
    with Project() as p:
        done = p.octavo("-e", "1 + nothing", status=1)
        check("error[unknown-name]" in done.stderr and done.stdout == "", f"{done}")
        found, = p.objects("-e", "1 + nothing", status=1)
        check_mistake(found, "unknown-name", severity="error", line=1, column=5, file="<expression>", cell=None)
        found, = p.objects("-e", "div(1, 0)", status=1)
        check_mistake(found, found["code"], line=1)


def test_a_script_runs_from_a_file_and_from_standard_input():
    with Project({"s.oct": "x = load(\"t.csv\")\nx | count\n", "t.csv": "a\n1\n2\n"}) as p:
        check_same(p.octavo("s.oct").stdout, "2\n", "a file")
        check_same(p.octavo("-", text="1 +\n 1").stdout, "2\n", "standard input")
        check_same(p.octavo(text="1 + 1\n| sum([3, 4])\n"[:6]).stdout, "2\n", "no argument and no terminal")


def test_what_is_no_script_is_said():
    with Project({"t.csv": "a\n1\n", "folder/a.md": NOTEBOOK, "script.oct": "1"}) as p:
        for argument, words in [
                ("script.otc", "script.oct"), ("missing.md", "no file `missing.md`"), ("folder", "is a folder"),
                ("t.csv", "is data"), ("", "path")]:
            done = p.octavo(argument, status=2)
            check(words in done.stderr and done.stdout == "", f"{argument}: {done.stderr}")
            found, = p.objects(argument, status=2)
            check_mistake(found, found["code"], severity="error")


def test_an_expression_and_a_script_exclude_each_other():
    with Project({"s.oct": "1"}) as p:
        check("exclude" in p.octavo("-e", "1", "s.oct", status=2).stderr, "the reason")


def test_a_file_that_may_not_be_read_is_said():
    with Project({"secret.oct": "1", "secret.md": NOTEBOOK}) as p:
        os.chmod(p.folder, 0o755)
        options = {}
        if os.geteuid() == 0:
            nobody = 65534
            if subprocess.run(COMMAND + ["--version"], capture_output=True, user=nobody, cwd="/").returncode != 0:
                return "skipped: nobody but root may run the program here"
            options = {"user": nobody}
        for name in ("secret.oct", "secret.md"):
            os.chmod(p.path(name), 0)
        for arguments in (["secret.oct"], ["run", "secret.md"], ["fmt", "secret.md"], ["check", "secret.md"]):
            done = p.octavo(*arguments, status=2, **options)
            check("permission denied" in done.stderr, f"{arguments}: {done.stderr}")


def test_a_script_stays_inside_its_project():
    with Project({"config/octavo.yaml": "", "s.oct": "load(\"/etc/hostname\", format: \"txt\")"}) as p:
        check("outside the project" in p.octavo("s.oct", status=1).stderr, "refused")
        p.octavo("s.oct", "--allow", "/etc/hostname")
        p.octavo("-e", "load(\"/etc/hostname\", format: \"txt\")")


def test_a_reader_that_leaves_ends_the_program_quietly():
    with Project() as p:
        done = subprocess.run(
            ["bash", "-c", '"$0" -e "(0..1000000) | map(x -> x)" | head -c 1', COMMAND[0]], capture_output=True,
            env=p.environment(), cwd=p.folder, timeout=PATIENCE * 4)
        check_same(done.stderr.decode(), "", "nothing on standard error")


# -- usage

def test_every_command_helps_with_examples():
    with Project() as p:
        whole = p.octavo("--help").stdout
        for command in COMMANDS:
            check(f"\n  {command}" in whole, f"`{command}` in the list")
            text = p.octavo(command, "--help").stdout
            check("USAGE: octavo " + command in text and "octavo " in text.split("USAGE")[0], f"{command}: {text}")
            check_same(p.octavo("help", command).stdout, text, f"help {command}")
        check(re.fullmatch(r"\d+\.\d+\.\d+\n", p.octavo("--version").stdout), "a version")


def test_wrong_usage_ends_with_2_and_says_what_is_wanted():
    with Project() as p:
        for arguments, words in [
                (["--nonsense"], "--nonsense"), (["run"], "paths"), (["test"], "paths"), (["fmt"], "paths"),
                (["run", "a.md", "b.md", "--output", "c.md"], "one notebook"), (["-e"], "-e"), (["explain", "a", "b"], "b"),
                (["run", "a.md", "--timeout", "soon"], "soon"), (["-e", "1", "--format", "xml"], "xml")]:
            done = p.octavo(*arguments, status=2)
            check(done.stderr.startswith("error[") and words in done.stderr and done.stdout == "", f"{arguments}: {done.stderr}")
        found, = p.objects("run", status=2)
        check_mistake(found, "bad-usage", severity="error", file=None, line=None)
        check(any("octavo run" in note for note in found["notes"]), f"the usage: {found}")


def test_a_mistyped_command_is_told_from_a_missing_file():
    with Project() as p:
        check("did you mean `run`?" in p.octavo("rnu", "a.md", status=2).stderr, "the nearest command")
        check("no file `zzzzzzz`" in p.octavo("zzzzzzz", status=2).stderr, "a file that is missing")


def test_completion_scripts_work():
    with Project() as p:
        for shell in ("bash", "zsh", "fish"):
            text = p.octavo("--generate-completion-script", shell).stdout
            check(len(text) > 500 and "octavo" in text, shell)
            if shutil.which(shell):
                p.write("complete", text)
                checked = subprocess.run([shell, "-n", p.path("complete")], capture_output=True)
                check(checked.returncode == 0, f"{shell}: {checked.stderr}")
        p.write("complete.bash", p.octavo("--generate-completion-script", "bash").stdout)
        script = (
            "source ./complete.bash; name=$(complete -p octavo | sed -E 's/.*-F ([^ ]+).*/\\1/')\n"
            "COMP_WORDS=(octavo \"$1\"); COMP_CWORD=1; COMP_LINE=\"octavo $1\"; COMP_POINT=${#COMP_LINE}; COMP_TYPE=9\n"
            "$name octavo \"$1\" octavo; printf '%s\\n' \"${COMPREPLY[@]}\"\n")
        done = subprocess.run(
            ["bash", "-c", script, "bash", "ru"], capture_output=True, text=True, cwd=p.folder, env=p.environment())
        check("run" in done.stdout.split(), f"{done}")


# -- notebooks

def test_a_run_writes_results_and_a_second_one_changes_nothing():
    with Project(PROJECT) as p:
        check("2 cells: 2 run" in p.octavo("run", "notebooks/a.md").stderr, "the summary")
        first = p.read("notebooks/a.md")
        check("\n2\n" in first and "\n42\n" in first, first)
        check("2 up to date" in p.octavo("run", "notebooks/a.md").stderr, "the second summary")
        check_same(p.read("notebooks/a.md"), first, "the second run")
        check(all(found["outcome"] for found in p.objects("run", "notebooks/a.md") if "cell" in found), "as JSON")


def test_a_notebook_finds_its_project_from_any_folder():
    load = "```octavo\nload(\"data/t.csv\") | count\n```\n"
    with Project({"project/" + path: text for path, text in {**PROJECT, "notebooks/b.md": load}.items()}) as p:
        for folder, path in [("", "project/notebooks/b.md"), ("project/notebooks", "b.md"), ("project/data", "../notebooks/b.md"),
                             ("", p.path("project/notebooks/b.md"))]:
            p.octavo("run", path, folder=folder)
            p.octavo("test", path, folder=folder)
            p.octavo("check", path, folder=folder)
            p.octavo("plan", path, folder=folder)
        check("\n2\n" in p.read("project/notebooks/b.md"), p.read("project/notebooks/b.md"))
        p.write("project/s.oct", "load(\"data/t.csv\") | count")
        check_same(p.octavo("project/s.oct").stdout, "2\n", "a script too")


def test_a_failing_cell_ends_a_run_with_1():
    with Project({"a.md": "```octavo\nnothing\n```\n\n```octavo\n1\n```\n"}) as p:
        check("unknown-name" in p.octavo("run", "a.md", status=1).stderr, "the mistake")
        check("code=unknown-name" in p.read("a.md") and "\n1\n" in p.read("a.md"), p.read("a.md"))
        found = [line for line in p.objects("run", "a.md", status=1) if "code" in line]
        check_mistake(found[0], "unknown-name", file="a.md", line=2, column=1, cell=1)


def test_a_table_that_fails_when_it_is_shown_ends_with_1():
    with Project({"a.csv": "t\n1\nx\n"}) as p:
        done = p.octavo("-e", 'load("a.csv") | derive(n: int(.t))', status=1)
        check("row 2 (a.csv:3)" in done.stderr, done.stderr)


def test_an_interrupted_run_ends_with_130():
    text = f"```octavo\n{LONG_RUN}\n```\n"
    with Project({"a.md": text, "s.oct": LONG_RUN}) as p:
        for arguments in (["run", "a.md"], ["test", "a.md"], ["s.oct"], ["-e", LONG_RUN]):
            process = subprocess.Popen(
                COMMAND + arguments, cwd=p.folder, env=p.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            time.sleep(0.5)
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=PATIENCE)
            check_same(process.returncode, 130, f"{arguments}")
        check_same(p.read("a.md"), text, "the notebook")


def test_a_replay_tells_what_differs():
    with Project(PROJECT) as p:
        p.octavo("run", "notebooks/a.md")
        p.octavo("test", "notebooks/")
        check_same(len(p.objects("test", "notebooks/")), 1, "one object a notebook")
        p.write("notebooks/a.md", p.read("notebooks/a.md").replace("\n42\n", "\n43\n"))
        done = p.octavo("test", "notebooks/", status=1)
        check("42" in done.stdout and "43" in done.stdout and "two" in done.stdout, done.stdout)
        p.octavo("test", "data", status=2)
        p.octavo("test", "missing.md", status=2)


def test_a_check_runs_nothing():
    with Project({"a.md": "```octavo\nprint(nothing)\n```\n", "b.md": "```octavo\n1 + 1;\n```\n"}) as p:
        check("unknown-name" in p.octavo("check", "a.md", status=1).stderr, "the mistake")
        p.octavo("check", "b.md")
        found, = p.objects("check", "a.md", status=1)
        check_mistake(found, "unknown-name", file="a.md", line=2, column=7, cell=1)


def test_a_plan_tells_what_a_run_would_do():
    with Project(PROJECT) as p:
        text = p.octavo("plan", "notebooks/a.md").stdout
        check("1 one" in text and "defines x" in text and "reads x" in text, text)
        cells = p.objects("plan", "notebooks/a.md")
        check_same([(cell["cell"], cell["title"], cell["needs"]) for cell in cells], [(1, "one", []), (2, "two", [1])], "cells")
        p.octavo("plan", "missing.md", status=2)


def test_strip_removes_results_alone():
    with Project(PROJECT) as p:
        p.octavo("run", "notebooks/a.md")
        p.octavo("strip", "notebooks/a.md")
        check_same(p.read("notebooks/a.md"), NOTEBOOK, "the notebook as it was")
        p.octavo("strip", "missing.md", status=2)


# -- layout

def test_fmt_lays_out_files_and_folders():
    with Project({**PROJECT, "s.oct": "a=1\n", "notes.txt": "a=1\n"}) as p:
        done = p.octavo("fmt", "--check", ".", status=1)
        check("notebooks/a.md: not formatted" in done.stderr and "s.oct: not formatted" in done.stderr, done.stderr)
        check_same(p.read("notebooks/a.md"), NOTEBOOK, "a check writes nothing")
        p.octavo("fmt", "notebooks", "s.oct")
        check_same(p.read("notebooks/a.md"), FORMATTED, "the notebook")
        check_same(p.read("s.oct"), "a = 1\n", "the script")
        p.octavo("fmt", "--check", ".")
        check_same(p.read("notes.txt"), "a=1\n", "other files")


def test_fmt_is_a_filter():
    with Project() as p:
        check_same(p.octavo("fmt", "-", text="a=1\nb=[1,2]\n").stdout, "a = 1\nb = [1, 2]\n", "standard input")
        p.octavo("fmt", "--check", "-", text="a=1\n", status=1)
        check_same(p.octavo("fmt", "--check", "-", text="a = 1\n").stdout, "", "a check says nothing")


def test_fmt_leaves_what_it_cannot_read_and_goes_on():
    with Project({"a.oct": "f(", "b.oct": "b=1\n", "c.md": "```octavo\n(\n```\n"}) as p:
        done = p.octavo("fmt", "a.oct", "c.md", "b.oct", status=1)
        check("a.oct:1:2" in done.stderr and "c.md:2:1" in done.stderr, done.stderr)
        check_same((p.read("a.oct"), p.read("b.oct")), ("f(", "b = 1\n"), "the files")
        found = p.objects("fmt", "a.oct", "b.oct", status=1)
        check_mistake(found[0], found[0]["code"], file="a.oct", line=1)
        check_same(found[1], {"file": "b.oct", "changed": False, "written": False}, "the other")


def test_fmt_keeps_line_ends_and_indentation():
    with Project({"a.md": "x\r\n\r\n  ```octavo\r\n  a=1\r\n\r\n  b=2\r\n  ```\r\n"}) as p:
        p.octavo("fmt", "a.md")
        check_same(p.read("a.md"), "x\r\n\r\n  ```octavo\r\n  a = 1\r\n\r\n  b = 2\r\n  ```\r\n", "the notebook")
        p.octavo("fmt", "--check", "a.md")


# -- new projects, pages

def test_a_new_project_runs_and_passes_its_test():
    with Project() as p:
        said = p.octavo("init", "hotels").stdout
        check("made    hotels/notebooks/01-first-look.md" in said and "Next: cd hotels && octavo " in said, said)
        made = sorted(os.path.relpath(os.path.join(base, name), p.path("hotels"))
                      for base, _, names in os.walk(p.path("hotels")) for name in names)
        check_same(made, [".gitignore", "config/octavo.yaml", "data/messages.csv", "notebooks/01-first-look.md",
                          "prompts/templates/reply.md"], "the files")
        first = p.read("hotels/notebooks/01-first-look.md")
        check("```output key=" in first, "results stand in the notebook")
        for folder, path in [("hotels", "notebooks/"), ("", "hotels/notebooks")]:
            p.octavo("test", path, folder=folder)
            p.octavo("check", path, folder=folder)
            p.octavo("fmt", "--check", path, folder=folder)
        p.octavo("run", "notebooks/01-first-look.md", folder="hotels")
        check_same(p.read("hotels/notebooks/01-first-look.md"), first, "a run changes nothing")


def test_init_leaves_what_is_there():
    with Project({"a.txt": "mine", "README.md": "mine", "data/messages.csv": "mine"}) as p:
        done = p.octavo("init", status=2)
        check("not empty" in done.stderr and "a.txt" in done.stderr and not os.path.exists(p.path("config")), done.stderr)
        check_mistake(p.objects("init", status=2)[0], "bad-usage")
        said = p.octavo("init", "--keep")
        check_same(p.read("data/messages.csv"), "mine", "a file that was there")
        check("kept    data/messages.csv" in said.stdout, said.stdout)


def test_init_takes_a_folder_with_only_a_readme_and_git():
    with Project({"README.md": "mine", "LICENSE": "", ".git/HEAD": ""}) as p:
        p.octavo("init")
        p.octavo("test", "notebooks")
        check_same(p.read("README.md"), "mine", "the README")


def test_explain_tells_more_about_every_code():
    with Project() as p:
        codes = [line.split()[0] for line in p.octavo("explain").stdout.splitlines()]
        check("unknown-column" in codes and codes == [page["code"] for page in p.objects("explain")], "the list")
        check("## unknown-column" in p.octavo("explain", "unknown-column").stdout, "a page")
        check("did you mean `unknown-column`" in p.octavo("explain", "unknown-colum", status=2).stderr, "the nearest")
        check_mistake(p.objects("explain", "nothing", status=2)[0], "bad-usage")
        with open(os.path.join(ROOT, "docs", "errors.md")) as file:
            check_same(p.octavo("explain", "--markdown").stdout, file.read(), "docs/errors.md")


def test_the_reference_tells_of_every_function():
    with Project() as p:
        whole = json.loads(p.octavo("reference", "--json").stdout)
        functions = {function["name"]: function for function in whole["functions"]}
        check({"load", "count", "filter"} <= functions.keys(), "the functions")
        check(functions["count"]["parameters"][1]["name"] == "by" and functions["count"]["examples"], f"{functions['count']}")
        check_same(p.objects("reference"), [whole], "`--format json`")
        check(p.octavo("reference", "count").stdout.startswith("count("), "one function")
        check("did you mean `count`?" in p.octavo("reference", "cuont", status=2).stderr, "the nearest")
        p.octavo("reference", "--output", "pages")
        check("## count" in p.octavo("reference").stdout and os.path.exists(p.path("pages/README.md")), "the pages")
