"""README.md and docs/: what they show is what happens.

Their `octavo` cells are replayed by `scripts/test` (`octavo test README.md docs/`). Here are the rest: the commands of `sh` fences,
the sessions of `console` fences, the notebooks inside `markdown` fences, and the links.
"""

import os
import re
import shutil

from expectations import PROMPT
from project import ROOT, Project, check_same
from terminal import ENTER, Terminal, check


def pages():
    found = [os.path.join(ROOT, "README.md")]
    for folder, _, names in os.walk(os.path.join(ROOT, "docs")):
        found += [os.path.join(folder, name) for name in names if name.endswith(".md")]
    found += [os.path.join(ROOT, path) for path in ("Tests/README.md", "data/README.md")]
    return sorted(path for path in found if os.path.exists(path))


def fences(text, language):
    """The texts of the fenced blocks of a language, in order."""
    pattern = rf"^(`{{3,}}){language}\n(.*?)^\1\n"
    return [match[2] for match in re.finditer(pattern, text, re.MULTILINE | re.DOTALL)]


def read(path):
    with open(path) as file:
        return file.read()


class Copy(Project):
    """A project with this one's pages, data, notebooks and settings."""

    def __init__(self):
        super().__init__()
        for name in ("README.md", "config", "data", "notebooks", "docs", "prompts"):
            source = os.path.join(ROOT, name)
            if os.path.isdir(source):
                shutil.copytree(os.path.realpath(source), self.path(name))
            else:
                shutil.copy(source, self.path(name))


def test_the_sessions_and_commands_of_the_readme_do_what_they_show():
    text = read(os.path.join(ROOT, "README.md"))
    with Copy() as p:
        ran = 0
        with Terminal(rows=60, home=p.folder) as t:
            for session in fences(text, "console"):
                ran += play(t, session)
            check_same(t.wait_end(), 0, "the end of the session")
        for block in fences(text, "sh"):
            ran += run(p, block)
        check(ran > 20, f"only {ran} entries and commands were found")
        return f"{ran} entries and commands"


def test_the_commands_of_the_other_pages_run():
    with Copy() as p:
        ran = sum(run(p, block) for path in pages() if not path.endswith("/README.md") for block in fences(read(path), "sh"))
    return f"{ran} commands"


def play(t, session):
    """Types the entries of a session into the prompt and compares what stands below each."""
    entries = [part.partition("\n") for part in ("\n" + session).split("\n" + PROMPT)[1:]]
    for entry, _, shown in entries:
        above = len(t.text().split("\n"))
        prompts = t.text().count(PROMPT.rstrip())
        t.type(entry + ENTER)
        if entry == ":quit":
            continue
        wanted = shown.rstrip("\n").split("\n") if shown.strip() else []
        t.wait(
            lambda: t.text().count(PROMPT.rstrip()) > prompts
            and [line.rstrip() for line in t.text().split("\n")[above:above + len(wanted)]] == wanted
            and t.cursor_line() == PROMPT.rstrip(), f"`{entry}` to show\n{shown}")
    return len(entries)


def run(p, block):
    """Runs the commands of a block. Scripts of this project, which would take minutes or run this test again, must be there."""
    ran = 0
    for line in block.splitlines():
        command = line.split(" #")[0].strip()
        script = re.match(r"scripts/([\w/]+)", command)
        if script and script[1] != "octavo":
            check(os.access(os.path.join(ROOT, script[0]), os.X_OK), f"no script for `{command}`")
        elif command:
            done = p.shell(re.sub(r"(^|\| )(scripts/)?octavo\b", r'\1"$OCTAVO"', command))
            check(done.returncode == 0, f"`{command}`: status {done.returncode}\n{done.stdout}{done.stderr}")
            ran += 1
    return ran


def test_the_notebooks_inside_fences_are_notebooks():
    count = 0
    with Copy() as p:
        for path in pages():
            for index, text in enumerate(fences(read(path), "markdown")):
                if "```octavo" in text:
                    count += 1
                    p.write(f"pages/{count}.md", text)
                    p.octavo("check", f"pages/{count}.md", status=0)
    return f"{count} notebooks"


def test_links_lead_somewhere():
    count = 0
    for path in pages():
        for link in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", read(path)):
            if "://" not in link:
                count += 1
                check(os.path.exists(os.path.join(os.path.dirname(path), link)), f"{os.path.relpath(path, ROOT)}: {link}")
    return f"{count} links"
