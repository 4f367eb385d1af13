"""What the benchmarks share: where things are, a peer's own environment, medians of five, and the table at the end."""

import json
import os
import pty
import random
import re
import select
import shutil
import signal
import statistics
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
WORK = os.path.join(ROOT, ".build-bench")
#: What people call, and the program that it starts once it has seen that nothing is to be built.
OCTAVO = os.path.join(ROOT, "scripts", "octavo")
BINARY = os.path.join(ROOT, ".build", "release", "octavo")
RUNS = int(os.environ.get("BENCH_RUNS", 5))


def prepare(*packages):
    """Builds Octavo, makes the working folder, and returns the python of a virtual environment that has `packages`."""
    os.makedirs(WORK, exist_ok=True)
    version = subprocess.run([OCTAVO, "--version"], check=True, capture_output=True, text=True).stdout.strip()
    python = os.path.join(WORK, "venv", "bin", "python")
    if not os.path.exists(python):
        subprocess.run([sys.executable, "-m", "venv", os.path.dirname(os.path.dirname(python))], check=True)
    listing = subprocess.run([python, "-m", "pip", "list", "--format=json"], check=True, capture_output=True, text=True).stdout
    installed = {item["name"].lower().replace("_", "-"): item["version"] for item in json.loads(listing)}
    missing = [package for package in packages if package not in installed]
    if missing:
        print("installing", *missing, "into .build-bench/venv", file=sys.stderr)
        subprocess.run([python, "-m", "pip", "install", "-q", *missing], check=True)
        return prepare(*packages)
    peers = ", ".join(f"{package} {installed[package]}" for package in packages)
    print(f"octavo {version}" + (f"; {peers}" if peers else "") + f"; {machine()}")
    return python


def within(*packages, also=None):
    """Runs the calling script once more by the python that has `packages`, and ends with its status; there it does nothing. `also` is given that
    python for what else is needed, and gives more variables of the environment."""
    if "OCTAVO_INTEROP" in os.environ:
        return
    python = prepare(*packages)
    more = also(python) if also else {}
    sys.exit(subprocess.run([python, *sys.argv], env={**os.environ, "OCTAVO_INTEROP": "1", **more}).returncode)


def tiktoken_cache():
    """The ranks of the public encodings as tiktoken looks for them, by a hash of the address they come from."""
    subprocess.run([os.path.join(ROOT, "scripts", "setup"), "--tokenizers"], check=True)
    cache = os.path.join(WORK, "tiktoken")
    os.makedirs(cache, exist_ok=True)
    for encoding, known in (("cl100k_base", "9b5ad71b2ce5302211f9c61530b329a4922fc6a4"), ("o200k_base", "fb374d419588a4632f3f557e76b4b70aebbca790")):
        shutil.copyfile(os.path.join(ROOT, ".octavo", "tokenizers", encoding + ".tiktoken"), os.path.join(cache, known))
    return cache


def machine():
    with open("/proc/cpuinfo") as file:
        names = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
    return f"{len(os.sched_getaffinity(0))} cores of {names[0] if names else os.uname().machine}"


def data_path(name):
    """A file of generated data, relative to the project root, where Octavo's paths start."""
    return os.path.join(os.path.basename(WORK), name)


def generated(name, write):
    """Makes a data file once. `write(file, random)` gets a text file and a seeded source of chance."""
    path = os.path.join(WORK, name)
    if not os.path.exists(path):
        print("generating", data_path(name), file=sys.stderr)
        with open(path + ".new", "w", newline="\n") as file:
            write(file, random.Random(0))
        os.rename(path + ".new", path)
    return data_path(name)


def notebook(name, cells):
    """Writes a notebook of these cells into the working folder; how many lines it has."""
    text = "---\noctavo: 1\n---\n\n" + "\n".join(f"```octavo\n{cell}\n```\n" for cell in cells)
    with open(os.path.join(WORK, name), "w") as file:
        file.write(text)
    return text.count("\n")


def once(command):
    """Runs a command from the project root: seconds, peak megabytes of memory, and what it printed."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    printed = process.stdout.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    if process.returncode != 0:
        sys.exit(f"failed ({process.returncode}): {' '.join(command)}\n{printed}")
    return seconds, usage.ru_maxrss / 1024, printed


def until_prompt(command):
    """Starts a program in a terminal of its own and waits for the first byte of its prompt, the last item of `command`: seconds,
    peak megabytes of memory until then, and what it printed. The program is ended there."""
    *words, prompt = command
    started = time.perf_counter()
    process, terminal = in_terminal(words)
    printed = until(terminal, prompt)
    seconds = time.perf_counter() - started
    os.kill(process, signal.SIGKILL)
    _, _, usage = os.wait4(process, 0)
    os.close(terminal)
    return seconds, usage.ru_maxrss / 1024, printed


def in_terminal(words):
    """Starts a program in a terminal of its own: its process and the terminal's descriptor."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(ROOT)
        os.environ.update(TERM="xterm-256color")
        os.execvp(words[0], words)
    return process, terminal


def until(terminal, text, patience=30):
    """Takes what a program shows until `text` is in it; everything it showed."""
    printed = b""
    while text.encode() not in printed:
        if not select.select([terminal], [], [], patience)[0]:
            sys.exit(f"waited {patience} s for `{text}`\n{printed.decode(errors='replace')}")
        printed += os.read(terminal, 65536)
    return printed.decode(errors="replace")


def took(said):
    """The times that `:time` has said, in milliseconds."""
    units = {"ns": 1e-6, "us": 1e-3, "µs": 1e-3, "ms": 1, "s": 1e3}
    return [float(number) * units[unit] for number, unit in re.findall(r"took ([0-9.]+) (ns|us|µs|ms|s)\b", said)]


def said_by(script, folder=ROOT, before=()):
    """What Octavo prints for a script on its standard input."""
    return subprocess.run([*before, BINARY], input=script, capture_output=True, text=True, check=True, cwd=folder).stdout


def compare(title, commands, of_bytes=None, medians=None, measure=once):
    """Runs every command RUNS times, taking turns so that a busy moment of the machine meets them all, after one run each that
    does not count. The first is Octavo. Prints medians and the ratio of each to Octavo's, and returns what each printed last.
    With `of_bytes`, the size of a file, peak memory also as a multiple of it. The medians in seconds go into `medians`."""
    printed = {}
    for name, command in commands.items():
        printed[name] = measure(command)[2]
    seconds = {name: [] for name in commands}
    memory = {name: [] for name in commands}
    for _ in range(RUNS):
        for name, command in commands.items():
            taken, megabytes, printed[name] = measure(command)
            seconds[name].append(taken)
            memory[name].append(megabytes)
    print(f"\n{title} (median of {RUNS}; least to most)")
    own = statistics.median(seconds[next(iter(commands))])
    for name in commands:
        median = statistics.median(seconds[name])
        spread = f"{shown(min(seconds[name]))} to {shown(max(seconds[name]))}"
        if medians is not None:
            medians[name] = median
        megabytes = statistics.median(memory[name])
        share = f"  {megabytes * (1 << 20) / of_bytes:5.2f} of the file" if of_bytes else ""
        print(f"  {name:<34} {shown(median):>10}  {spread:<22} {megabytes:7.0f} MB{share}  {median / own:7.2f}x")
    sys.stdout.flush()
    return printed


def shown(seconds):
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


def numbers(printed):
    """The numbers in a text in order, to compare the answers of two programs."""
    return [float(word) for word in re.findall(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?", printed.replace(",", " ").replace("|", " "))]


def agree(printed, tolerance=1e-9):
    """Ends with an error unless all gave the same numbers: a benchmark of different questions measures nothing."""
    names = list(printed)
    first = numbers(printed[names[0]])
    for name in names[1:]:
        other = numbers(printed[name])
        same = len(first) == len(other) and all(abs(a - b) <= tolerance * max(1, abs(a), abs(b)) for a, b in zip(first, other))
        if not same:
            sys.exit(f"answers differ: {names[0]} gave {first[:8]}, {name} gave {other[:8]}")
    print("  answers agree")
