"""Notebooks from the command line: what runs, what is kept beside them, and how they are compared, exchanged and merged."""

import json
import os
import signal
import subprocess
import time
import xml.dom.minidom

from expectations import PATIENCE
from project import COMMAND, Project, check_same
from terminal import check

FENCE = "```"


def cells(*sources):
    return "---\noctavo: 1\n---\n" + "".join(f"\n{FENCE}octavo{words}\n{code}\n{FENCE}\n" for words, code in sources)


THREE = cells((" name=data", 't = load("t.csv");'), (" name=all", "t"), ("", "1 + 1"))
PROJECT = {"config/octavo.yaml": "", "t.csv": "a,b\n1,x\n2,y\n", "nb.md": THREE}


def summary(done):
    return done.stderr.strip().splitlines()[-1]


# -- what runs

def test_a_run_leaves_what_is_up_to_date():
    with Project(PROJECT) as p:
        check_same(summary(p.octavo("run", "nb.md")), "nb.md: 3 cells: 3 run", "the first run")
        first = p.read("nb.md")
        check_same(summary(p.octavo("run", "nb.md")), "nb.md: 3 cells: 3 up to date", "the second run")
        p.write("t.csv", "a,b\n1,x\n3,y\n")
        check_same(summary(p.octavo("run", "nb.md")), "nb.md: 3 cells: 2 run, 1 up to date", "after a change of data")
        changed = p.read("nb.md")
        check(changed != first, "the result changes with the data")
        check_same(summary(p.octavo("run", "--fresh", "nb.md")), "nb.md: 3 cells: 3 run", "a fresh run")
        check_same(summary(p.octavo("run", "--force", "nb.md")), "nb.md: 3 cells: 3 run", "by the name that others use")
        check_same(p.read("nb.md"), changed, "a fresh run writes the same")
        os.remove(p.path("nb.assets/run.json"))
        check_same(summary(p.octavo("run", "nb.md")), "nb.md: 3 cells: 1 run, 2 up to date", "without the record")


def test_a_run_keeps_its_record_beside_the_notebook():
    with Project(PROJECT) as p:
        p.octavo("run", "--read-only", "nb.md")
        p.octavo("run", "nb.md", "--output", "out.md")
        check(not os.path.exists(p.path("nb.assets")) and p.read("nb.md") == THREE, "a run that writes elsewhere keeps nothing")
        p.octavo("run", "nb.md")
        record = json.loads(p.read("nb.assets/run.json"))
        check_same([cell["outcome"] for cell in record["cells"]], ["finished"] * 3, "outcomes")
        check_same(record["cells"][0]["inputs"][0]["resource"], "file:t.csv", "inputs")
        check_same([cell["cached"] for cell in record["cells"]], [False] * 3, "cached")
        p.octavo("run", "nb.md")
        check_same([cell["cached"] for cell in json.loads(p.read("nb.assets/run.json"))["cells"]], [True] * 3, "cached then")
        p.write("nb.assets/run.json", "{nonsense")
        p.octavo("run", "nb.md")


def test_an_open_cell_has_no_record():
    with Project({**PROJECT, "open.md": f"{FENCE}octavo\n1\n"}) as p:
        p.octavo("run", "open.md", status=1)
        check(not os.path.exists(p.path("open.assets")), "a notebook that cannot be written has no record")


# -- replay

def test_one_byte_of_data_or_of_a_result_differs():
    with Project(PROJECT) as p:
        p.octavo("run", "nb.md")
        p.octavo("test", "nb.md")
        p.write("t.csv", "a,b\n1,x\n2,z\n")
        done = p.octavo("test", "nb.md", status=1)
        check("- |   2 | y   |" in done.stdout and "+ |   2 | z   |" in done.stdout, done.stdout)
        p.write("t.csv", PROJECT["t.csv"])
        p.write("nb.md", p.read("nb.md").replace("\n2\n", "\n3\n"))
        done = p.octavo("test", "nb.md", status=1)
        check("- 3" in done.stdout and "+ 2" in done.stdout, done.stdout)
        p.octavo("test", "--update", "nb.md")
        p.octavo("test", "nb.md")


def test_a_report_has_one_suite_a_notebook():
    with Project({**PROJECT, "more/a.md": cells(("", "1"), (" name=bad", "[1][9]"), (" skip", "2")), "more/b.txt": ""}) as p:
        p.octavo("run", "nb.md")
        p.octavo("test", "nb.md", "./nb.md", "more", "--junit", "j.xml", status=1)
        root = xml.dom.minidom.parse(p.path("j.xml")).documentElement
        suites = root.getElementsByTagName("testsuite")
        check_same([suite.getAttribute("name") for suite in suites], ["nb.md", "more/a.md"], "suites")
        kinds = [[child.nodeName for child in case.childNodes if child.nodeType == 1] for case in suites[1].getElementsByTagName("testcase")]
        check_same(kinds, [["failure"], ["error"], ["skipped"]], "cases")
        check_same((root.getAttribute("tests"), root.getAttribute("failures")), ("6", "1"), "counts")


def test_a_folder_without_notebooks_is_wrong_usage():
    with Project({**PROJECT, "empty/a.txt": "", "prose/a.md": "# Only prose\n"}) as p:
        p.octavo("test", "empty", status=2)
        p.octavo("test", "prose", status=2)
        p.octavo("test", "missing.md", status=2)


# -- other forms

def test_a_difference_names_cells_of_tables():
    with Project(PROJECT) as p:
        p.octavo("run", "nb.md")
        p.write("old.md", p.read("nb.md"))
        p.octavo("diff", "old.md", "nb.md")
        p.write("nb.md", p.read("nb.md").replace("|   2 | y   |", "|   3 | y   |"))
        check("row 2, `.a`: expected 2, got 3" in p.octavo("diff", "old.md", "nb.md", status=1).stdout, "a difference")
        found, = p.objects("diff", "old.md", "nb.md", status=1)
        check_same((found["cell"], found["changes"][0]["kind"]), ("all", "result"), "as JSON")


def test_a_slice_runs_alone():
    with Project(PROJECT) as p:
        p.octavo("slice", "all", "nb.md", "--output", "part.md")
        check_same(summary(p.octavo("run", "part.md")), "part.md: 2 cells: 2 run", "the slice")
        check("did you mean" in p.octavo("slice", "al", "nb.md", status=2).stderr, "the nearest name")


def test_jupyter_notebooks_come_and_go():
    with Project(PROJECT) as p:
        p.octavo("run", "nb.md")
        p.octavo("export", "--ipynb", "nb.md")
        check_same(json.loads(p.read("nb.ipynb"))["nbformat"], 4, "the format")
        p.octavo("import", "nb.ipynb", status=2)
        p.octavo("import", "nb.ipynb", "--output", "back.md")
        check_same(p.read("back.md"), THREE, "the notebook comes back without results")


def test_a_link_to_a_notebook_is_that_notebook():
    plot = cells((" name=p", "table([{a: 1}, {a: 2}]) | plot(x: .a)"))
    with Project({"config/octavo.yaml": "", "real/nb.md": plot}) as p:
        os.symlink("real/nb.md", p.path("link.md"))
        p.octavo("run", "link.md")
        check(os.path.islink(p.path("link.md")), "the link is still one")
        check_same(sorted(os.listdir(p.path("real"))), ["nb.assets", "nb.md"], "images lie beside the file")
        check("](nb.assets/p.svg " in p.read("real/nb.md"), p.read("real/nb.md"))
        check_same(p.octavo("test", ".").stdout.count("1 same"), 1, "one notebook, whatever its names")


def test_a_notebook_that_cannot_be_read_does_not_hide_the_others():
    with Project(PROJECT) as p:
        p.octavo("run", "nb.md")
        os.symlink("nowhere.md", p.path("gone.md"))
        done = p.octavo("test", ".", "--junit", "j.xml", status=2)
        check("nb.md: 3 cells: 3 same" in done.stdout and "gone.md" in done.stderr, done.stdout + done.stderr)
        root = xml.dom.minidom.parse(p.path("j.xml")).documentElement
        check_same((root.getAttribute("tests"), root.getAttribute("errors")), ("4", "1"), "the report has both")


def test_a_wrong_notebook_says_that_nothing_was_run():
    with Project({**PROJECT, "nb.md": cells((" name=a name=b", "1"))}) as p:
        check_same(summary(p.octavo("run", "nb.md", status=2)), "nb.md: nothing was run", "no count of cells")


def test_an_open_cell_is_told_of_once():
    with Project({**PROJECT, "nb.md": f"{FENCE}octavo\n1\n"}) as p:
        check_same(p.octavo("run", "nb.md", status=1).stderr.count("cell-not-closed"), 1, "one message")


def test_clean_removes_images_that_nothing_mentions():
    with Project({**PROJECT, "nb.assets/old.svg": "<svg/>", "nb.assets/notes.txt": ""}) as p:
        check("nb.assets/old.svg" in p.octavo("prune", "--dry-run", "nb.md").stdout, "what would go")
        check(os.path.exists(p.path("nb.assets/old.svg")), "nothing goes yet")
        p.octavo("prune", "nb.md")
        check_same(os.listdir(p.path("nb.assets")), ["notes.txt"], "what is left")


def test_watch_runs_what_changes_until_it_is_stopped():
    with Project(PROJECT) as p:
        process = subprocess.Popen(
            [*COMMAND, "watch", "nb.md"], cwd=p.folder, env=p.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            def wait(text):
                end = time.monotonic() + PATIENCE
                while text not in p.read("nb.md"):
                    check(time.monotonic() < end, f"{text!r} in the notebook:\n{p.read('nb.md')}")
                    time.sleep(0.05)

            wait("|   2 | y   |")
            p.write("nb.md", p.read("nb.md").replace("1 + 1", "40 + 2"))
            wait("\n42\n")
            p.write("t.csv", "a,b\n7,x\n")
            wait("|   7 | x   |")
        finally:
            process.send_signal(signal.SIGINT)
            said = process.communicate(timeout=PATIENCE)[1].decode()
        check_same(process.returncode, 130, f"status of a watch that is stopped: {said}")
        # Its own writing is no change.
        check(said.count("nb.md: 3 cells") <= 4, said)


def test_git_merges_notebooks_without_conflicts_in_results():
    base = cells(("", "a = 1\na"), ("", "b = 2\nb")).replace("```\n\n```octavo\nb", "```\n\nprose\n\n```octavo\nb")
    with Project({"config/octavo.yaml": "", "nb.md": base, ".gitattributes": "nb.md merge=octavo\n", ".gitignore": "*.assets/run.json\n"}) as p:
        def change(old, new):
            p.write("nb.md", p.read("nb.md").replace(old, new))
            p.octavo("run", "nb.md")
            return "git commit -qam x"

        p.octavo("run", "nb.md")
        git = "git -c user.name=x -c user.email=x@y"
        done = p.shell(
            "git init -q -b main . && git config user.name x && git config user.email x@y && "
            'git config merge.octavo.driver "$OCTAVO merge-driver %O %A %B %P" && git add -A && git commit -qm base && git checkout -qb left')
        check(done.returncode == 0, done.stderr)
        p.shell(change("a = 1", "a = 10") + " && git checkout -q main")
        p.shell(change("b = 2", "b = 20"))
        done = p.shell(f"{git} merge -q left")
        check(done.returncode == 0, done.stdout + done.stderr)
        check("\n10\n" in p.read("nb.md") and "\n20\n" in p.read("nb.md"), p.read("nb.md"))
        p.octavo("test", "nb.md")
