"""Trainings by a provider: a server of this machine speaks the protocol; kills, interrupts and replays."""

import json
import signal
import subprocess
import time

from expectations import PATIENCE
from project import COMMAND, Project, check_same
from servers import Handler, Server, wait_for
from terminal import check

ROWS = "".join(f'{{"q": "question {i}", "l": "{"book" if i % 2 else "stop"}"}}\n' for i in range(12))
TRAIN = 't = load("t.jsonl")\nm = train(t, text: .q, label: .l, model: "desk:small"{options})\n[m.model, m.job]\n'


class Provider(Server):
    """Files and fine-tuning jobs; a job ends once `is_done` is set, with the state `end`."""

    def __init__(self, is_done=True, end="succeeded"):
        self.is_done, self.end = is_done, end
        self.files, self.jobs, self.cancelled = [], [], []
        self.looks = 0
        super().__init__(Jobs)

    def settings(self):
        return (f"providers:\n  desk:\n    base_url: {self.base_url}\n"
                "    prices: {small: {input: 1, output: 2, training: 3}}\n")

    def job(self, name):
        job = dict(self.jobs[int(name.split("-")[1]) - 1])
        job["status"] = "cancelled" if name in self.cancelled else self.end if self.is_done else "running"
        if job["status"] == "succeeded":
            job.update(fine_tuned_model="ft:" + name, trained_tokens=500, finished_at=1767225700)
        if job["status"] == "failed":
            job["error"] = {"message": "The loss went to infinity."}
        return job


class Jobs(Handler):
    def do_POST(self):
        body = self.body()
        server = self.server
        if self.path.endswith("/files"):
            server.files.append(body)
            return self.answer({"id": f"file-{len(server.files)}", "object": "file"})
        if self.path.endswith("/cancel"):
            server.cancelled.append(self.path.split("/")[-2])
            return self.answer(server.job(server.cancelled[-1]))
        job = json.loads(body)
        name = f"ftjob-{len(server.jobs) + 1}"
        server.jobs.append({**job, "id": name, "object": "fine_tuning.job", "created_at": 1767225600, "error": {}})
        return self.answer(server.job(name))

    def do_GET(self):
        server = self.server
        path = self.path.split("?")[0]
        if path.endswith("/events"):
            return self.answer({"data": [{"id": "ev-1", "created_at": 1767225601, "level": "info", "message": "begun"}], "has_more": False})
        if path.endswith("/jobs"):
            return self.answer({"data": [server.job(job["id"]) for job in server.jobs], "has_more": False})
        server.looks += 1
        return self.answer(server.job(path.split("/")[-1]))


def project(server, **files):
    return Project({"config/octavo.yaml": server.settings(), "t.jsonl": ROWS, **files})


def started(p, options=""):
    """A run that is under way."""
    process = subprocess.Popen(COMMAND + ["-"], cwd=p.path(""), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               text=True, env=p.environment())
    process.stdin.write(TRAIN.format(options=options))
    process.stdin.close()
    process.stdin = None
    return process


def test_a_training_that_was_killed_is_followed_by_the_next_run():
    with Provider(is_done=False) as server, project(server) as p:
        process = started(p)
        wait_for(lambda: server.looks > 0, "the first look")
        process.send_signal(signal.SIGKILL)
        process.wait()
        server.is_done = True
        done = p.octavo("-", text=TRAIN.format(options=""))
        check_same(done.stdout, '["ft:ftjob-1", "ftjob-1"]\n', "the same job")
        check_same((len(server.jobs), len(server.files)), (1, 1), "one job, one file")
        p.octavo("-", text=TRAIN.format(options=""))
        rows = p.objects("runs", "list")[0]["rows"]
        check_same([(row["model"], row["rows"], row["labels"]) for row in rows], [("desk:small", 12, 2)], "noted once")


def test_an_interrupt_cancels_the_training():
    with Provider(is_done=False) as server, project(server) as p:
        process = started(p)
        wait_for(lambda: server.looks > 0, "the first look")
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=PATIENCE * 4)
        check_same(process.returncode, 130, f"interrupted: {errors}")
        check_same(server.cancelled, ["ftjob-1"], "cancelled there")
        server.is_done = True
        check("ftjob-2" in p.octavo("-", text=TRAIN.format(options="")).stdout, "the next call begins another")


def test_a_training_that_fails_says_why():
    with Provider(end="failed") as server, project(server) as p:
        wrong = p.octavo("-", text=TRAIN.format(options=""), status=1)
        check("error[training-failed]" in wrong.stderr and "The loss went to infinity." in wrong.stderr, wrong.stderr)


def test_a_training_beyond_its_budget_is_not_sent():
    with Provider() as server, project(server) as p:
        wrong = p.octavo("-", text=TRAIN.format(options=", epochs: 2, limits: {money: 0.0001}"), status=1)
        check("error[over-budget]" in wrong.stderr and not server.files, wrong.stderr)


def test_a_replay_of_a_training_asks_nobody():
    with Provider() as server, project(server, **{"a.md": "```octavo\n" + TRAIN.format(options="") + "```\n"}) as p:
        p.octavo("run", "a.md")
        asked = (len(server.jobs), server.looks)
        p.octavo("test", "a.md")
        p.octavo("run", "a.md")
        check_same((len(server.jobs), server.looks), asked, "nobody was asked")
        check('"task": "fine-tuning"' in p.read("prompts/recordings/a/cell-1.jsonl"), "the recording")


def test_a_file_of_options_names_a_providers_model():
    config = "model:\n  name: desk:small\ntraining: {batch_size: 16, learning_rate: 1.0e-5, epochs: 3}\n"
    with Provider() as server, project(server, **{"config/model_config.yaml": config}) as p:
        done = p.octavo("-", text='train(load("t.jsonl"), text: .q, label: .l, config: "config/model_config.yaml").job\n')
        check_same(done.stdout, '"ftjob-1"\n', "trained")
        check("warning[unused-option]" in done.stderr and "`learning_rate`" in done.stderr, done.stderr)
        check_same(server.jobs[0]["method"]["supervised"]["hyperparameters"], {"batch_size": 16, "n_epochs": 3}, "sent")
