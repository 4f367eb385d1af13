"""`kill -9` at any moment of a run: the notebook is as it was or fully written."""

import os
import random
import shutil
import signal
import subprocess
import tempfile
import time

from expectations import BINARY
from terminal import Failure

KILLS = 100

CELLS = [
    "rows = table([{n: i, word: \"w{i % 7}\"} for i in 0..20000])",
    "rows | count(by: .word) | sort(.word)",
    "rows | summarize(total: sum(.n), by: .word) | sort(.word)",
    "rows | tail(3)",
    "rows | filter(mod(.n, 2) == 0) | write(\"out.csv\")",
    "load(\"out.csv\") | count",
]


def write(path, factor):
    with open(path, "w") as file:
        file.write("---\noctavo: 1\n---\n")
        for cell in CELLS:
            file.write(f"\n```octavo\n{cell.replace('20000', str(20000 + factor))}\n```\n")
        # A long tail makes the writing itself take a while.
        file.write("\nprose " * 200_000)


def run(folder, *words):
    return subprocess.Popen(
        [*BINARY_PATH, *words], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


#: The tests change the folder, so a relative program would not be found.
BINARY_PATH = [os.path.abspath(BINARY[0]) if "/" in BINARY[0] else BINARY[0], *BINARY[1:]]


def read(path):
    with open(path, "rb") as file:
        return file.read()


def test_a_killed_run_leaves_the_notebook_whole():
    folder = tempfile.mkdtemp(prefix="octavo-kill-")
    try:
        path = os.path.join(folder, "nb.md")
        os.makedirs(os.path.join(folder, "config"))
        open(os.path.join(folder, "config", "octavo.yaml"), "w").close()
        chance = random.Random(0)
        write(path, 0)
        began = time.monotonic()
        if run(folder, "run", "--fresh", "nb.md").wait() != 0:
            raise Failure("the notebook does not run")
        usual = time.monotonic() - began
        written = killed = 0
        for number in range(KILLS):
            write(path, number)
            before = read(path)
            if run(folder, "run", "--fresh", "--output", "whole.md", "nb.md").wait() != 0:
                raise Failure("the notebook does not run")
            whole = read(os.path.join(folder, "whole.md"))
            process = run(folder, "run", "--fresh", "nb.md")
            time.sleep(chance.random() * usual * 1.1)
            process.send_signal(signal.SIGKILL)
            killed += process.wait() == -signal.SIGKILL
            after = read(path)
            if after not in (before, whole):
                raise Failure(f"kill {number}: the notebook is neither as it was nor fully written ({len(after)} bytes)")
            written += after == whole
        # What killed runs left is gone after one that is not killed.
        if run(folder, "run", "--fresh", "nb.md").wait() != 0:
            raise Failure("the notebook does not run after the kills")
        left = [name for name in os.listdir(folder) if name.endswith(".tmp")]
        if left:
            raise Failure(f"left behind: {left}")
        return f"{killed} of {KILLS} runs killed, {written} fully written"
    finally:
        shutil.rmtree(folder)
