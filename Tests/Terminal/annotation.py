"""`octavo annotate`: keys, undo, notes, guidelines, suggestions, several annotators, export, and what a kill or a full disk leaves."""

import contextlib
import fcntl
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import termios
import time

from expectations import BINARY, PATIENCE
from terminal import BACKSPACE, DOWN, ENTER, ESCAPE, Failure, Terminal, check, control, paste

#: A kill waits for no answer longer than this.
KILLS = 100

SCHEMA = {
    "oneOf": [
        {"const": "Book", "description": "wants a room"},
        {"const": "Cancel", "description": "gives one back"},
        {"const": "Other", "x-key": "o"},
    ]
}

GUIDELINES = "# Labels\n\n## Book\n\nWants a room.\n\n## Cancel\n\nGives one back.\n" + "".join(
    f"\nline {number}\n" for number in range(40)) + "\n## Other\n\nThe rest.\n"

#: The second is the least sure.
ROWS = [
    {"id": 1, "query": "book a room", "label": "Book", "label_confidence": 0.9, "context": ["Hello", "How can I help?"]},
    {"id": 2, "query": "cancel or book 取消我的预订", "label": "Cancel", "label_confidence": 0.5, "context": []},
    {"id": 3, "query": "hello", "label": None, "label_confidence": None, "context": []},
    {"id": 4, "query": "book a room", "label": "Book", "label_confidence": 0.9, "context": []},
    {"id": 5, "query": "", "label": None, "label_confidence": None, "context": []},
]


class Project:
    """A folder with records, a schema and guidelines, and its answers."""

    def __init__(self, rows=ROWS, schema=SCHEMA):
        self.home = tempfile.mkdtemp(prefix="octavo-annotate-")
        os.makedirs(os.path.join(self.home, "config"))
        self.write("config/octavo.yaml", "")
        self.write("rows.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
        self.write("schema.json", json.dumps(schema))
        self.write("guide.md", GUIDELINES)
        self.store = os.path.join(self.home, "data/annotated/rows.annotations.jsonl")

    def write(self, name, text):
        with open(os.path.join(self.home, name), "w") as file:
            file.write(text)

    def events(self):
        if not os.path.exists(self.store):
            return []
        with open(self.store) as file:
            return [json.loads(line) for line in file]

    def answers(self):
        return [(event["annotator"], event["action"], event["label"], event["text"]) for event in self.events()]

    def words(self, *more, annotator="ann"):
        return ["annotate", "rows.jsonl", "--schema", "schema.json", "--guidelines", "guide.md", "--annotator", annotator, *more]

    @contextlib.contextmanager
    def session(self, *more, annotator="ann", rows=24, columns=80, environment=None, starter=(), shown="of "):
        with Terminal(
                rows=rows, columns=columns, home=self.home, wait=False, arguments=self.words(*more, annotator=annotator),
                environment=environment, starter=starter) as t:
            t.wait_text(shown)
            yield t

    def run(self, *words, **options):
        command = [os.path.abspath(BINARY[0]) if "/" in BINARY[0] else BINARY[0], *BINARY[1:], *words]
        return subprocess.run(
            command, cwd=self.home, capture_output=True, timeout=PATIENCE * 4, stdin=subprocess.DEVNULL,
            env={"HOME": self.home, "PATH": os.environ.get("PATH", "")}, **options)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        shutil.rmtree(self.home, ignore_errors=True)


def on_screen(t):
    return "\n".join(line.rstrip() for line in t.screen.display)


def wait_screen(t, text):
    t.wait(lambda: text in on_screen(t), f"`{text}` on the screen")


def test_asks_for_the_least_certain_first_and_keeps_each_answer():
    with Project() as p, p.session() as t:
        wait_screen(t, "hello")
        check("0 of 3 (0 %)" in on_screen(t), "equal texts are asked about once, empty ones never", t)
        check("suggested" not in on_screen(t), "no suggestion without a label", t)
        t.type("o")
        wait_screen(t, "取消我的预订")
        check(p.answers() == [("ann", "label", "Other", "hello")], f"one answer: {p.answers()}")
        wait_screen(t, "suggested: Cancel, 50 % sure")
        t.type(ENTER)
        wait_screen(t, "(2 rows hold this text)")
        check("suggested: Book, 90 % sure" in on_screen(t), "the surest last", t)
        t.type("1")
        wait_screen(t, "all 3 have an answer")
        check([event["label"] for event in p.events()] == ["Other", "Cancel", "Book"], f"{p.answers()}")
        event = p.events()[1]
        check((event["suggestion"], event["confidence"]) == ("Cancel", 0.5) and event["time"].endswith("Z"), f"{event}")
        t.type("q")
        check(t.wait_end() == 0, "ends with status 0", t)
        check(b"ann: 3 of 3 labelled; answers are in " in t.raw, "says what was done", t)


def test_takes_back_skips_and_goes_on_where_it_was_left():
    with Project() as p:
        with p.session() as t:
            wait_screen(t, "hello")
            t.type("o")
            wait_screen(t, "取消")
            t.type("u")
            wait_screen(t, "0 of 3")
            wait_screen(t, "hello")
            t.type("s")
            wait_screen(t, "取消")
            check("0 of 3 (0 %), 1 skipped" in on_screen(t), "counts what was skipped", t)
            t.type("2")
            wait_screen(t, "book a room")
            t.type("q")
            check(t.wait_end() == 0, "ends with status 0", t)
        check([event["action"] for event in p.events()] == ["label", "undo", "skip", "label"], f"{p.answers()}")
        with p.session() as t:
            wait_screen(t, "book a room")
            t.type("1")
            # What was skipped comes last.
            wait_screen(t, "hello")
            t.type(BACKSPACE)
            wait_screen(t, "book a room")
            t.type(BACKSPACE)
            wait_screen(t, "取消")
            check("0 of 3 (0 %), 1 skipped" in on_screen(t), "answers of an earlier session are taken back too", t)
            t.type("q")
            t.wait_end()


def test_notes_guidelines_and_finding_a_label():
    with Project() as p, p.session() as t:
        wait_screen(t, "hello")
        t.type("n")
        wait_screen(t, "note (Enter keeps it")
        t.type("nur ein Grüß" + BACKSPACE + "ß" + ENTER)
        wait_screen(t, "note: nur ein Grüß")
        t.type("?")
        wait_screen(t, "Wants a room.")
        t.type(DOWN * 100)
        wait_screen(t, "The rest.")
        t.type("q")
        wait_screen(t, "0 of 3")
        t.type("/can")
        wait_screen(t, "label: can")
        check("Book" not in on_screen(t), "only the labels that fit", t)
        t.type("x" + BACKSPACE + ENTER)
        wait_screen(t, "取消")
        event = p.events()[0]
        check((event["label"], event["note"]) == ("Cancel", "nur ein Grüß"), f"{event}")
        # At the section of what is suggested.
        t.type("?")
        wait_screen(t, "Gives one back.")
        check("# Labels" not in on_screen(t), "begins at the section", t)
        t.type(ESCAPE)
        wait_screen(t, "1 of 3")
        t.type("x")
        wait_screen(t, "`x` is no key here")
        t.type(paste("12o"))
        wait_screen(t, "pasted text is no answer")
        check(len(p.events()) == 1, f"{p.answers()}")


def test_two_annotators_at_once_differ_and_a_third_settles():
    with Project() as p:
        with p.session() as ann, p.session(annotator="bob") as bob:
            for t, keys in ((ann, "o21"), (bob, "o11")):
                for number, key in enumerate(keys):
                    t.wait(lambda: f"{number} of 3" in on_screen(t), f"record {number}")
                    t.type(key)
            for t in (ann, bob):
                wait_screen(t, "all 3 have an answer")
                t.type("q")
                check(t.wait_end() == 0, "ends with status 0", t)
        check(len(p.events()) == 6, f"{p.answers()}")
        done = p.run(*p.words("--export", "out.jsonl"))
        check(done.returncode == 0 and b"1 disputed" in done.stderr, f"{done}")
        with open(os.path.join(p.home, "out.jsonl")) as file:
            rows = [json.loads(line) for line in file]
        check([row["label"] for row in rows] == ["Book", None, "Other", "Book", None], f"{rows}")
        check([row["label_ann"] for row in rows] == ["Book", "Cancel", "Other", "Book", None], f"{rows}")
        check([row["label_bob"] for row in rows] == ["Book", "Book", "Other", "Book", None], f"{rows}")
        with p.session("--adjudicate", annotator="cat", shown="cat settles") as t:
            wait_screen(t, "取消")
            check("ann: Cancel" in on_screen(t) and "bob: Book" in on_screen(t), "shows who said what", t)
            t.type("2")
            wait_screen(t, "all 1 have an answer")
            t.type("q")
            check(t.wait_end() == 0, "ends with status 0", t)
        done = p.run(*p.words("--export", "out.csv"))
        check(done.returncode == 0 and b"disputed" not in done.stderr, f"{done}")
        done = p.run("-e", "load(\"out.csv\") | map(.label)")
        check(b"Cancel" in p.run("-e", "load(\"out.csv\").label").stdout, f"{done}")


def test_asks_by_what_the_configuration_says():
    with Project() as p:
        done = p.run("annotate", "rows.jsonl", "--export", "out.jsonl")
        check(done.returncode == 2 and b"no schema says which labels there are" in done.stderr, f"{done}")
        p.write("config/data_config.yaml", "annotation_schema:\n  path: schema.json\n  guidelines: guide.md\n")
        with Terminal(
                rows=24, columns=80, home=p.home, wait=False, arguments=["annotate", "rows.jsonl", "--annotator", "ann"]) as t:
            wait_screen(t, "hello")
            t.type("?")
            wait_screen(t, "Wants a room.")
            t.type("q")
            wait_screen(t, "0 of 3")
            t.type("o")
            wait_screen(t, "取消")
        check(p.answers() == [("ann", "label", "Other", "hello")], f"{p.answers()}")
        p.write("config/data_config.yaml", "annotation_schema:\n  path: none.json\n")
        done = p.run("annotate", "rows.jsonl", "--export", "out.jsonl")
        check(done.returncode == 1 and b"none.json" in done.stderr, f"{done}")


SEVERAL = {"type": "array", "maxItems": 2, "items": {"enum": ["Book", "Cancel", "Other"]}}


def test_several_labels_are_marked_and_accepted():
    rows = [{"query": "a", "label": ["Book"], "label_confidence": 0.9}, {"query": "b", "label": ["Book", "Cancel"], "label_confidence": 0.5},
            {"query": "c"}, {"query": "d", "label": "Other", "label_confidence": 0.95}, {"query": "e", "label": ["None"]}]
    with Project(rows=rows) as p:
        p.write("schema.json", json.dumps(SEVERAL))
        with p.session() as t:
            # Without a suggestion, or with one that is none, first.
            wait_screen(t, "0 of 5")
            check("\nc\n" in on_screen(t) and "✓" not in on_screen(t), "nothing is marked", t)
            t.type(ENTER)
            wait_screen(t, "✓ no label")
            check("\ne\n" in on_screen(t), "a foreign suggestion is none", t)
            t.type("13")
            wait_screen(t, "✓3 Other")
            t.type("2")
            wait_screen(t, "✓2 Cancel")
            t.type(ENTER)
            wait_screen(t, "2 labels at the most")
            t.type("1" + ENTER)
            wait_screen(t, "suggested: Book, Cancel, 50 % sure")
            check("✓1 Book" in on_screen(t) and "✓2 Cancel" in on_screen(t), "what is suggested is marked", t)
            t.type("/can" + ENTER)
            t.wait(lambda: "✓2" not in on_screen(t), "found and no longer marked")
            t.type(ENTER)
            wait_screen(t, "suggested: Book, 90 % sure")
            # What is taken back is marked as it was.
            t.type("u")
            wait_screen(t, "suggested: Book, Cancel, 50 % sure")
            check("✓1 Book" in on_screen(t) and "✓2 Cancel" not in on_screen(t), "marked as it was answered", t)
            t.type(ENTER)
            wait_screen(t, "suggested: Book, 90 % sure")
            t.type(ENTER)
            wait_screen(t, "suggested: Other, 95 % sure")
            t.type(ENTER)
            wait_screen(t, "all 5 have an answer")
            t.type("q")
            check(t.wait_end() == 0, "ends with status 0", t)
        with p.session(annotator="bob") as t:
            for number, key in enumerate(["2", "", "2", "", ""]):
                wait_screen(t, f"{number} of 5")
                t.type(key + ENTER)
            wait_screen(t, "all 5 have an answer")
            t.type("q")
            t.wait_end()
        done = p.run(*p.words("--export", "out.jsonl"))
        check(done.returncode == 0 and b"2 disputed" in done.stderr, f"{done}")
        with open(os.path.join(p.home, "out.jsonl")) as file:
            out = [json.loads(line) for line in file]
        check([row["label_ann"] for row in out] == [["Book"], ["Book"], [], ["Other"], ["Cancel", "Other"]], f"{out}")
        check([row["label_bob"] for row in out] == [["Book"], ["Book"], ["Cancel"], ["Other"], []], f"{out}")
        check([row["label"] for row in out] == [["Book"], ["Book"], None, ["Other"], None], f"{out}")


def test_sets_of_labels_are_settled_and_survive_a_kill():
    with Project(rows=[{"query": "a"}, {"query": "b"}]) as p:
        p.write("schema.json", json.dumps(SEVERAL))
        for annotator, keys in (("ann", ["12", "1"]), ("bob", ["1", "1"]), ("cid", ["12", "1"])):
            with p.session(annotator=annotator) as t:
                for number, key in enumerate(keys):
                    wait_screen(t, f"{number} of 2")
                    t.type(key + ENTER)
                    if number == 0:
                        wait_screen(t, "1 of 2")
                wait_screen(t, "all 2 have an answer")
                t.kill()
        check(len(p.events()) == 6, f"{p.answers()}")
        with p.session("--adjudicate", annotator="dan", shown="dan settles") as t:
            wait_screen(t, "ann: Book, Cancel")
            check("bob: Book\n" in on_screen(t) and "✓1 Book" in on_screen(t) and "✓2 Cancel" in on_screen(t), "what most said is marked", t)
            t.type(ENTER)
            wait_screen(t, "all 1 have an answer")
            t.type("q")
            check(t.wait_end() == 0, "ends with status 0", t)
        done = p.run(*p.words("--export", "out.jsonl"))
        with open(os.path.join(p.home, "out.jsonl")) as file:
            check([json.loads(line)["label"] for line in file] == [["Book", "Cancel"], ["Book"]], f"{done}")
        # A schema of single labels takes those answers that have one.
        p.write("schema.json", json.dumps({"enum": ["Book", "Cancel", "Other"]}))
        done = p.run(*p.words("--export", "out.jsonl"))
        check(b"do not count: `Book, Cancel`" in done.stderr, f"{done}")


def test_what_annotate_suggests_is_shown_the_least_certain_first():
    """From `annotate(…, by: …)`, saved, to the screen."""
    rows = [{"id": number, "query": text} for number, text in enumerate(["two rooms please", "cancel it", "rooms or cancel", "hello"])]
    with Project(rows=rows) as p:
        program = (
            'm = train(table([{q: "a room", l: "Book"}, {q: "two rooms", l: "Book"}, {q: "book rooms", l: "Book"}, '
            '{q: "cancel it", l: "Cancel"}, {q: "cancel", l: "Cancel"}, {q: "cancel all", l: "Cancel"}]), text: .q, label: .l)\n'
            't = load("rows.jsonl") | annotate(.query, schema: "schema.json", by: m)\n'
            't | write("rows.jsonl")\nrecords(t | sort(.label_confidence)) | map(.query)')
        done = p.run("-e", program)
        check(done.returncode == 0, f"{done}")
        order = json.loads(done.stdout)
        with open(os.path.join(p.home, "rows.jsonl")) as file:
            known = {row["query"]: row for row in map(json.loads, file)}
        with p.session() as t:
            for number, text in enumerate(order):
                wait_screen(t, f"{number} of 4")
                row = known[text]
                check(f"\n{text}\n" in on_screen(t), f"record {number} is `{text}`", t)
                check(f"suggested: {row['label']}, {round(row['label_confidence'] * 100)} % sure" in on_screen(t), f"{row}", t)
                t.type(ENTER)
            wait_screen(t, "all 4 have an answer")
        check([event["label"] for event in p.events()] == [known[text]["label"] for text in order], f"{p.answers()}")


def test_the_screen_fits_any_size_and_takes_resizing():
    long = "很长的句子" * 200 + " " + "x" * 300
    with Project(rows=[{"query": long, "label": "Book", "label_confidence": 0.4}]) as p, p.session() as t:
        wait_screen(t, "more lines")
        for rows, columns in ((24, 40), (10, 20), (5, 12), (3, 6), (1, 1), (24, 80)):
            t.resize(rows, columns)
            t.pump(0.3)
            check(len(t.screen.display) == rows, "the screen's own rows")
            top = t.screen.display[0].rstrip()
            check(rows < 4 or top.startswith("rows"[:columns - 2]) or "of" in top or "…" in top, f"the head stays: {top!r}", t)
        wait_screen(t, "suggested: Book, 40 % sure")
        t.type(DOWN * 100)
        t.wait(lambda: "more line" not in on_screen(t), "the end of the text")
        t.type(ENTER)
        wait_screen(t, "all 1 have an answer")


def modes(fd):
    return termios.tcgetattr(fd)


def test_leaves_the_terminal_as_it_was():
    for end in ("q", control("d"), control("c"), signal.SIGTERM, signal.SIGHUP):
        with Project() as p:
            with p.session(starter=[sys.executable, "-c", "import os, sys; os.execv(sys.argv[1], sys.argv[1:])"]) as t:
                wait_screen(t, "hello")
                before = None
                # The other side of the terminal shows the same modes.
                during = modes(t.fd)
                check(during[3] & (termios.ICANON | termios.ECHO) == 0, "keys come one by one while it asks")
                if isinstance(end, str):
                    t.type(end)
                    status = t.wait_end()
                    check(status == (130 if end == control("c") else 0), f"{end!r} ends with {status}", t)
                else:
                    os.kill(t.process.pid, end)
                    status = t.wait_end()
                    check(status == -end, f"ends by the signal, not {status}")
                check(b"\x1b[?1049h" in t.raw and t.raw.count(b"\x1b[?1049l") == 1, f"leaves the other screen: {t.raw[-300:]!r}")
                check(t.raw.rindex(b"\x1b[?25h") > t.raw.rindex(b"\x1b[?25l"), "shows the cursor")
                check(t.raw.rindex(b"\x1b[?2004l") > t.raw.rindex(b"\x1b[?2004h"), "switches bracketed paste off")
                try:
                    after = modes(t.fd)
                except termios.error:
                    after = None
                check(after is None or after[3] & (termios.ICANON | termios.ECHO), "the modes are as before")


def test_suspends_and_goes_on():
    with Project() as p, p.session() as t:
        wait_screen(t, "hello")
        t.type(control("z"))
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            t.pump(0.05)
            with open(f"/proc/{t.process.pid}/stat") as file:
                if file.read().rsplit(")", 1)[1].split()[0] == "T":
                    break
        check(t.raw.endswith(b"\x1b[?1049l"), "gives the screen back while it is stopped", t)
        os.kill(t.process.pid, signal.SIGCONT)
        t.wait(lambda: t.raw.count(b"\x1b[?1049h") == 2, "the screen again")
        t.type("o")
        wait_screen(t, "取消")
        check(len(p.events()) == 1, f"{p.answers()}")


def test_colours_only_where_they_are_wanted():
    for environment, wanted in (({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)):
        with Project() as p, p.session(environment=environment) as t:
            t.wait_text("hello")
            t.type("o")
            t.wait_text("取消")
            check((b"\x1b[1;36m" in t.raw) == wanted, f"{environment}: {t.raw!r}")
            if "TERM" in environment:
                check(b"\x1b" not in t.raw, f"no escape sequence at all: {t.raw!r}")
            check(len(p.events()) == 1, f"{p.answers()}")


def test_needs_a_terminal_and_says_what_is_wrong():
    with Project() as p:
        done = p.run(*p.words())
        check(done.returncode == 1 and b"error[no-terminal]" in done.stderr, f"{done}")
        for words, code in (
                (["--schema", "none.json"], b"file-not-found"), (["--column", "qery"], b"did you mean `query`?"),
                (["--column", "id"], b"type-mismatch"), (["--show", "nothing"], b"unknown-column")):
            done = p.run(*p.words(*words, "--export", "out.jsonl"))
            check(done.returncode == 1 and code in done.stderr, f"{words}: {done}")
        p.write("schema.json", "{\"oneOf\": [{\"const\": 1}]}")
        done = p.run(*p.words("--export", "out.jsonl"))
        check(b"at `/oneOf/0/const` stands an integer" in done.stderr and b"schema.json" in done.stderr, f"{done}")
        p.write("schema.json", "{\n  \"enum\": [\"A\",]\n}")
        done = p.run(*p.words("--export", "out.jsonl"))
        check(b"a value is wanted at line 2, character 16 (`schema.json`)" in done.stderr, f"{done}")


def test_answers_outside_the_schema_do_not_count():
    with Project() as p:
        os.makedirs(os.path.dirname(p.store))
        with open(p.store, "w") as file:
            file.write(json.dumps({"id": "x", "annotator": "ann", "action": "label", "label": "Gone"}) + "\nrubbish\n")
        done = p.run(*p.words("--export", "out.jsonl"))
        check(done.returncode == 0 and b"does not list do not count: `Gone`" in done.stderr, f"{done}")
        check(b"1 line of" in done.stderr, f"{done}")


def test_a_full_disk_loses_no_answer_and_goes_on_after():
    """The file may not grow beyond a limit; the signal that this sends is ignored, so that writing fails as on a full disk."""
    starter = [
        sys.executable, "-c",
        "import os, resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300, resource.RLIM_INFINITY))\n"
        "os.execv(sys.argv[1], sys.argv[1:])"]
    with Project() as p:
        with p.session(starter=starter) as t:
            wait_screen(t, "hello")
            t.type("o")
            wait_screen(t, "取消")
            t.type("2")
            wait_screen(t, "not saved: File too large")
            check("1 of 3" in on_screen(t) and "取消" in on_screen(t), "the record stays", t)
            check(len(p.events()) == 1, "no half line")
            resource.prlimit(t.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            t.type("2")
            wait_screen(t, "2 of 3")
            check(len(p.events()) == 2, f"{p.answers()}")


def test_half_a_line_is_mended_by_the_next_answer():
    with Project() as p:
        with p.session() as t:
            wait_screen(t, "hello")
            t.type("o")
            wait_screen(t, "1 of 3")
            t.kill()
        with open(p.store, "a") as file:
            file.write("{\"id\": \"half")
        with p.session() as t:
            wait_screen(t, "1 of 3")
            t.type("2")
            wait_screen(t, "2 of 3")
        check([event["label"] for event in p.events()] == ["Other", "Cancel"], f"{p.answers()}")


def test_kills_at_random_lose_no_answer():
    """A hundred times: keys are pressed, the program is killed at a random moment. Each answer whose next record was seen is kept, and
    the store holds whole lines alone, while a second annotator writes to it all the time."""
    rows = [{"id": number, "query": f"record {number:04}"} for number in range(1000)]
    chance = random.Random(0)
    with Project(rows=rows) as p, p.session(annotator="bob") as bob:
        confirmed = other = 0
        for number in range(KILLS):
            with p.session() as t:
                t.wait(lambda: f"record {confirmed:04}" in on_screen(t) or f"record {confirmed + 1:04}" in on_screen(t), "the next record")
                # A kill between the write and the next screen leaves one answer more than was seen.
                confirmed = len([event for event in p.events() if event["annotator"] == "ann"])
                wait_screen(t, f"record {confirmed:04}")
                keys = chance.randrange(1, 6)
                os.write(t.fd, b"1" * keys)
                os.write(bob.fd, b"2")
                other += 1
                end = time.monotonic() + chance.random() * 0.012
                while time.monotonic() < end:
                    t.pump(0.0005)
                t.process.kill(signal.SIGKILL)
                t.process.wait()
                t.pump(0.01)
                seen = max(
                    [int(line.split("record ")[1][:4]) for line in t.screen.display if line.startswith("record ")], default=0)
                lines = p.events()
                kept = [event for event in lines if event["annotator"] == "ann"]
                check(len(kept) >= seen, f"kill {number}: record {seen} showed, and only {len(kept)} answers are kept")
                check([event["text"] for event in kept] == [f"record {place:04}" for place in range(len(kept))], f"kill {number}: order")
                confirmed = len(kept)
        bob.wait(lambda: f"{other} of 1000" in on_screen(bob), "the other annotator's answers")
        check(len([event for event in p.events() if event["annotator"] == "bob"]) == other, "the other annotator's answers are kept")
        return f"{confirmed} answers kept over {KILLS} kills"
