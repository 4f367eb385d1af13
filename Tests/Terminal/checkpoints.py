"""Long trainings: what the progress line says, what Ctrl-C gives at the prompt and in a notebook, and what a killed one leaves."""

import glob
import os
import re
import signal
import subprocess
import time

from expectations import PATIENCE
from project import COMMAND, Project, check_same
from servers import wait_for
from terminal import ENTER, Terminal, check, control

WORDS = ["room", "stay", "bill", "dinner", "pool", "car", "night", "card", "menu", "spa"]
ROWS = "".join(
    '{"q": "%s %s please %d %s", "l": "%s"}\n' % (WORDS[n % 10], WORDS[n * 7 % 10], n % 23, WORDS[n // 10 % 10], WORDS[n % 10])
    for n in range(4000))
#: Some ten seconds on one core.
TRAIN = 'm = train(load("t.jsonl"), text: .q, label: .l, model: "embedding", epochs: {epochs})'
LINE = re.compile(r"^train  \S+ +[0-9]+%  loss [0-9.]+  .*(s|min) left")


def files(epochs):
    return {
        "config/octavo.yaml": "", "t.jsonl": ROWS,
        "nb.md": "---\noctavo: 1\n---\n\n```octavo\n%s\np = publish(m, \"m\", version: \"1.0.0\")\np.kind\n```\n" % TRAIN.format(epochs=epochs)}


def checkpoints(p):
    return [path for path in glob.glob(p.path(".octavo/checkpoints/*")) if path.endswith(".safetensors")]


def model(p):
    with open(p.path("models/m/1.0.0.safetensors"), "rb") as file:
        return file.read()


def started(p, *words):
    return subprocess.Popen(
        COMMAND + list(words), cwd=p.folder, env=p.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT)


def test_the_progress_line_and_what_ctrl_c_gives_at_the_prompt():
    with Project(files(1)) as p, Terminal(home=p.folder, columns=100) as t:
        t.type(TRAIN.format(epochs=2000) + ENTER)
        t.wait(lambda: any(LINE.search(line) and "rows/s" in line for line in t.lines()), "loss, rate and time left")
        t.type(control("c"))
        t.wait_text("warning[ended-early]")
        t.wait_prompt()
        check("the same call goes on from here" in t.text(), "says that it goes on", t)
        t.enter('m.kind', '"embedding"')
        check(len(checkpoints(p)) == 1, f"left {checkpoints(p)}")
        t.type("m.parameters.epochs_done < 2000" + ENTER)
        t.wait_line("true")
        t.wait_prompt()


def test_an_interrupted_notebook_goes_on_and_ends_in_the_same_bytes():
    with Project(files(300)) as whole, Project(files(300)) as p:
        begin = time.monotonic()
        whole.octavo("run", "nb.md")
        unbroken = time.monotonic() - begin
        before = p.read("nb.md")
        process = started(p, "run", "nb.md")
        time.sleep(unbroken / 2)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=PATIENCE)[0].decode()
        check_same(process.returncode, 130, said)
        check_same(p.read("nb.md"), before, "the notebook is as it was")
        check(len(checkpoints(p)) == 1 and not os.path.exists(p.path("models")), f"left {checkpoints(p)}\n{said}")
        p.octavo("run", "nb.md")
        check(model(p) == model(whole), "the same bytes")
        check_same(checkpoints(p), [], "checkpoints")


def test_a_killed_training_goes_on_from_its_checkpoint_and_ends_in_the_same_bytes():
    # The first checkpoint comes after five seconds: long enough is what lasts longer here.
    epochs = 400
    while True:
        with Project(files(epochs)) as p:
            process = started(p, "run", "nb.md")
            wait_for(lambda: checkpoints(p) or process.poll() is not None, "a checkpoint")
            process.kill()
            process.communicate()
            if not checkpoints(p):
                epochs *= 4
                continue
            return goes_on(p, epochs)


def goes_on(p, epochs):
    with Project(files(epochs)) as whole:
        begin = time.monotonic()
        whole.octavo("run", "nb.md")
        unbroken = time.monotonic() - begin
        # Two at once, which both go on from it.
        other = started(p, "run", "nb.md", "--output", "other.md")
        begin = time.monotonic()
        p.octavo("run", "nb.md")
        rest = time.monotonic() - begin
        check_same(other.wait(PATIENCE * 4), 0, other.stdout.read().decode())
        check(model(p) == model(whole), "the same bytes")
        return f"{unbroken:.1f} s unbroken, {rest:.1f} s for the rest beside another"


def test_a_script_that_is_interrupted_leaves_its_checkpoint():
    with Project(files(1)) as p:
        p.write("a.oct", TRAIN.format(epochs=2000) + "\nm.kind\n")
        process = started(p, "a.oct")
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=PATIENCE)[0].decode()
        check_same(process.returncode, 130, said)
        check(len(checkpoints(p)) == 1, f"left {checkpoints(p)}\n{said}")


def test_ctrl_c_at_the_prompt_gives_the_trees_so_far_and_in_a_script_none():
    numbers = 'm = train(table(map(0..50000, {a: mod(. * 7919, 5003), b: mod(. * 104729, 997)})), columns: [.a], label: .b, rounds: 100000)'
    with Project({"config/octavo.yaml": "", "a.oct": numbers + "\nm.kind\n"}) as p, Terminal(home=p.folder, columns=120) as t:
        t.type(numbers + ENTER)
        t.wait(lambda: any("validation" in line and "rows/s" in line for line in t.lines()), "losses and the rate")
        t.type(control("c"))
        t.wait_text("warning[ended-early]")
        t.wait_prompt()
        t.enter("m.parameters.rounds_done < 100000", "true")
        t.enter("predict({a: 3}, m).prediction > 0", "true")
        process = started(p, "a.oct")
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=PATIENCE)[0].decode()
        check_same(process.returncode, 130, said)
        check("regression_trees" not in said and not checkpoints(p), said)
