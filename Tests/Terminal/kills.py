"""`kill -9` at any moment of a run: the notebook is as it was or fully written, and shows no image that is not there."""

import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import tempfile
import time

from expectations import BINARY
from terminal import Failure

KILLS = 100

CELLS = [
    "rows = table([{n: i, word: text(mod(i, 7))} for i in 0..5000])",
    "rows | count(by: .word) | sort(.word)",
    "rows | summarize(total: sum(.n), by: .word) | sort(.word)",
    "rows | tail(3)",
    "rows | filter(mod(.n, 2) == 0) | write(\"out.csv\")",
    "load(\"out.csv\") | count",
    "rows | count(by: .word) | plot(x: .word, y: .n, kind: \"bar\", title: \"words\")",
    "rows | plot(x: .n, title: \"numbers\")",
]


def source():
    cells = "".join(f"\n```octavo\n{cell}\n```\n" for cell in CELLS)
    # A long tail makes the writing itself take a while.
    return ("---\noctavo: 1\n---\n" + cells + "\nprose" * 50_000 + "\n").encode()


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
        before = source()
        assets = os.path.join(folder, "nb.assets")

        def restore():
            with open(path, "wb") as file:
                file.write(before)

        def finish():
            began = time.monotonic()
            if run(folder, "run", "--fresh", "nb.md").wait() != 0:
                raise Failure("the notebook does not run")
            return time.monotonic() - began

        restore()
        usual = finish()
        whole = read(path)
        if whole.count(b"](nb.assets/") != 2:
            raise Failure("a run writes no images")
        chance = random.Random(0)
        written = killed = 0
        for number in range(KILLS):
            restore()
            shutil.rmtree(assets, ignore_errors=True)
            process = run(folder, "run", "--fresh", "nb.md")
            time.sleep(chance.random() * usual * 1.1)
            process.send_signal(signal.SIGKILL)
            killed += process.wait() == -signal.SIGKILL
            after = read(path)
            if after not in (before, whole):
                raise Failure(f"kill {number}: the notebook is neither as it was nor fully written ({len(after)} bytes)")
            written += after == whole
            # Every image that the notebook shows is there, whole: its digest stands in the notebook.
            for name, digest in re.findall(rb"\]\(nb\.assets/(\S+) \"octavo key=\S+ digest=(\S+)\"", after):
                image = os.path.join(assets, name.decode())
                if hashlib.sha256(read(image)).hexdigest()[:8] != digest.decode():
                    raise Failure(f"kill {number}: {name.decode()} is not the image that the notebook shows")
        # What killed runs left is gone after one that is not killed.
        restore()
        finish()
        left = [name for place in (folder, assets) for name in os.listdir(place) if name.endswith(".tmp")]
        if left:
            raise Failure(f"left behind: {left}")
        return f"{killed} of {KILLS} runs killed, {written} fully written"
    finally:
        shutil.rmtree(folder)
