"""Asking a model from a terminal: what is seen of it, what an interrupt does, and what a kill leaves."""

import json
import os
import random
import re
import signal
import subprocess
import threading
import time

from expectations import INTERRUPTED
from project import COMMAND, Project
from servers import Handler, Server
from terminal import ENTER, Terminal, check, control


class Provider(Server):
    """Chat completions: each answer says what it was asked, after a while, whole or word by word."""

    def __init__(self, seconds=0.0, words=("Yes, ", "we ", "have ", "rooms.")):
        self.seconds, self.words = seconds, words
        self.asked = []
        self.lock = threading.Lock()
        super().__init__(Completions)

    def settings(self):
        return (f"provider: desk\nproviders:\n  desk:\n    base_url: {self.base_url}\n"
                "    model: small\n    concurrency: 4\n")


class Completions(Handler):
    def do_POST(self):
        body = json.loads(self.body())
        with self.server.lock:
            self.server.asked.append(body["input"] if "input" in body else body["messages"][-1]["content"])
        if self.path.endswith("/embeddings"):
            self.vector(body)
        elif body.get("stream"):
            self.stream()
        else:
            time.sleep(self.server.seconds)
            self.whole(body)

    def whole(self, body):
        text = "You asked: " + body["messages"][-1]["content"]
        self.answer({"choices": [{"message": {"content": text}, "finish_reason": "stop"}],
                     "usage": {"prompt_tokens": 3, "completion_tokens": 4}})

    def vector(self, body):
        texts = body["input"] if isinstance(body["input"], list) else [body["input"]]
        # In any order, as long as each says whose it is.
        data = [{"index": index, "embedding": [len(text), 0.5]} for index, text in enumerate(texts)]
        self.answer({"data": data[::-1], "usage": {"prompt_tokens": 2}})

    def stream(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        for word in self.server.words:
            self.wfile.write(f"data: {json.dumps({'choices': [{'delta': {'content': word}}]})}\n\n".encode())
            self.wfile.flush()
            time.sleep(self.server.seconds)
        self.wfile.write(b'data: {"choices": [{"delta": {}, "finish_reason": "stop"}]}\n\ndata: [DONE]\n\n')
        self.close_connection = True


def terminal(server):
    """A session in a project whose provider is the server."""
    made = Terminal(wait=False, starter=["sh", "-c", f"mkdir -p config && printf '{escaped(server.settings())}' > config/octavo.yaml && exec \"$@\"", "sh"])
    made.wait_prompt()
    return made


def escaped(text):
    return text.replace("\n", "\\n")


def test_an_answer_appears_word_by_word():
    with Provider(seconds=0.4) as server, terminal(server) as t:
        t.type('ask("Any rooms?").finish_reason' + ENTER)
        t.wait_text("Yes, we")
        check("have rooms." not in t.text(), "the rest has not come yet", t)
        t.wait_text("Yes, we have rooms.")
        t.wait_text('"stop"')
        t.wait_prompt()


def test_an_interrupt_ends_an_answer_at_once():
    with Provider(seconds=5) as server, terminal(server) as t:
        t.type('ask("Any rooms?").response' + ENTER)
        t.wait_text("Yes,")
        began = time.monotonic()
        t.type(control("c"))
        t.wait_text(INTERRUPTED)
        t.wait_prompt()
        check(time.monotonic() - began < 4, "does not wait for the answer", t)
        t.enter("1 + 2", "3")


def test_an_interrupt_ends_many_questions_at_once():
    with Provider(seconds=5) as server, terminal(server) as t:
        t.type('table([{q: "question \\(i)"} for i in 0..50]) | ask(.q) | count' + ENTER)
        t.wait(lambda: len(server.asked) > 0, "the first question")
        t.type(control("c"))
        t.wait_text(INTERRUPTED)
        t.wait_prompt()
        check(len(server.asked) <= 8, f"asks no more: {len(server.asked)}", t)
        t.enter("1 + 2", "3")


def test_the_line_of_progress_says_that_it_asks():
    with Provider(seconds=3) as server, terminal(server) as t:
        t.type('table([{q: "question \\(i)"} for i in 0..8]) | ask(.q) | count' + ENTER)
        t.wait(lambda: any(re.match(r"ask small\b", line) for line in t.lines()), "the step's name before any answer")
        check(not any(line.startswith("scan") for line in t.lines()), "no step that is over", t)
        t.wait_prompt()
        check("ask small" not in t.text(), "the line is gone", t)


ROWS = 120


def notebook():
    return ("---\noctavo: 1\n---\n\n```octavo name=answers\n"
            f'answers = table([{{q: "question \\(i)"}} for i in 0..{ROWS}]) | ask(.q)\n'
            "answers | filter(.error == null) | count\n```\n")


def recorded(project):
    """The recorded requests; a line that is none fails the test."""
    path = project.path("prompts/recordings/nb/answers.jsonl")
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as file:
        text = file.read()
    check(text == "" or text.endswith("\n"), "the last line is whole")
    return [json.loads(line)["request"]["messages"][-1]["content"] for line in text.splitlines()]


def test_a_killed_run_keeps_what_was_answered():
    with Provider(seconds=0.05) as server, Project({"nb.md": notebook()}) as project:
        project.write("config/octavo.yaml", server.settings())
        chance = random.Random(0)
        kept, kills = [], 0
        for _ in range(6):
            process = subprocess.Popen(
                COMMAND + ["run", "nb.md"], cwd=project.folder, env=project.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL)
            time.sleep(0.2 + chance.random() * 1.6)
            process.send_signal(signal.SIGKILL)
            kills += process.wait() == -signal.SIGKILL
            now = recorded(project)
            check(len(set(now)) == len(now), "each request stands once")
            check(set(kept) <= set(now), "what was recorded before is still there")
            kept = now
        before = len(server.asked)
        project.octavo("run", "nb.md")
        check(len(recorded(project)) == ROWS, "all are recorded in the end")
        check(len(server.asked) - before == ROWS - len(kept), "what was recorded is not asked again")
    return f"{kills} kills, {len(kept)} of {ROWS} answers kept through them"


def test_a_replay_needs_no_provider():
    with Project({"nb.md": notebook()}) as project:
        with Provider() as server:
            project.write("config/octavo.yaml", server.settings())
            project.octavo("run", "nb.md")
        project.octavo("test", "nb.md")
        with open(project.path("prompts/recordings/nb/answers.jsonl"), encoding="utf-8") as file:
            lines = file.read().splitlines()
        project.write("prompts/recordings/nb/answers.jsonl", "\n".join(lines[:-1]) + "\n")
        found = project.octavo("test", "nb.md", status=1)
        check("no-recording" in found.stdout + found.stderr, f"says what is missing: {found.stdout}{found.stderr}")


VECTORS = ("---\noctavo: 1\n---\n\n```octavo name=vectors\n"
           'table([{q: "a"}, {q: "bb"}, {q: "a"}]) | embed(.q) | select(.q, .embedding)\n```\n')


def test_vectors_are_recorded_and_replayed():
    with Project({"nb.md": VECTORS}) as project:
        with Provider() as server:
            project.write("config/octavo.yaml", server.settings())
            project.octavo("run", "nb.md")
            check(server.asked == [["a", "bb"]], f"equal texts are asked once, and all together: {server.asked}")
        check("[2.0, 0.5]" in project.read("nb.md"), project.read("nb.md"))
        lines = [json.loads(line) for line in project.read("prompts/recordings/nb/vectors.jsonl").splitlines()]
        check([line["answer"] for line in lines] == [{"embedding": [1.0, 0.5]}, {"embedding": [2.0, 0.5]}], f"{lines}")
        project.octavo("test", "nb.md")
        # Beside other texts a text is the same request.
        project.write("nb.md", VECTORS.replace('{q: "a"}, {q: "bb"}', '{q: "bb"}'))
        with Provider() as server:
            project.octavo("run", "nb.md")
            check(server.asked == [], f"nothing is asked again: {server.asked}")


def test_an_answer_of_the_wrong_shape_is_sent_back_once():
    with Provider() as server, Project({"config/octavo.yaml": server.settings()}) as project:
        done = project.octavo("-e", 'ask("Any rooms?", schema: {type: "object"}).error')
        check("also when asked again" in done.stdout, done.stdout)
        check(len(server.asked) == 2 and "Answer again with JSON" in server.asked[1], f"{server.asked}")


LOCAL = """
t = table([{q: "a room", l: "book"}, {q: "two rooms", l: "book"}, {q: "cancel it", l: "cancel"}, {q: "cancel", l: "cancel"}])
publish(train(t, text: .q, label: .l), "intent", version: "1.0.0");
"""


def test_a_published_model_answers_without_a_network():
    with Project({"config/octavo.yaml": ""}) as project:
        project.octavo("-e", LOCAL)
        done = project.octavo("-e", 'ask("please cancel", provider: "local:intent").response')
        check(done.stdout.strip() == '"cancel"', done.stdout)
        wrong = project.octavo("-e", 'ask("please cancel", provider: "local:intnt")', status=1)
        check("error[unknown-model]" in wrong.stderr and "did you mean" in wrong.stderr, wrong.stderr)
