#!/usr/bin/env python3
"""Drives the program through a pseudo-terminal: `python3 Tests/Terminal/run.py [part of a name]…`

Needs pexpect and pyte. The program is OCTAVO_BINARY (a path, with arguments if need be), else .build/debug/octavo; what the tests
expect of it stands in expectations.py.
"""

import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

try:
    import pexpect  # noqa: F401
    import pyte  # noqa: F401
except ImportError as missing:
    sys.exit(f"needs the Python package {missing.name}: pip install pexpect pyte")

import annotation  # noqa: E402
import asking  # noqa: E402
import checkpoints  # noqa: E402
import cleaning  # noqa: E402
import commandline  # noqa: E402
import commands  # noqa: E402
import documents  # noqa: E402
import editing  # noqa: E402
import interrupts  # noqa: E402
import kills  # noqa: E402
import models  # noqa: E402
import replay  # noqa: E402
import notebooks  # noqa: E402
import progress  # noqa: E402
import prompts  # noqa: E402
import tables  # noqa: E402
import terminals  # noqa: E402
import training  # noqa: E402
from expectations import BINARY  # noqa: E402
from terminal import Failure  # noqa: E402


def main():
    if "/" in BINARY[0] and not os.access(BINARY[0], os.X_OK):
        sys.exit(f"no program at {BINARY[0]}: build it, or set OCTAVO_BINARY")
    tests = [
        (f"{module.__name__}: {name.removeprefix('test_').replace('_', ' ')}", function)
        for module in (editing, interrupts, progress, commands, notebooks, tables, terminals, commandline, cleaning, documents,
                       annotation, asking, prompts, models, training, checkpoints, replay, kills)
        for name, function in vars(module).items() if name.startswith("test_")
    ]
    wanted = sys.argv[1:]
    tests = [test for test in tests if not wanted or any(word in test[0] for word in wanted)]
    failed = 0
    start = time.monotonic()
    for name, function in tests:
        began = time.monotonic()
        try:
            note = function() or ""
            print(f"ok    {name} ({time.monotonic() - began:.1f} s){note and ': ' + note}", flush=True)
        except Failure as failure:
            failed += 1
            print(f"FAIL  {name}: {failure}", flush=True)
        except Exception as error:
            failed += 1
            print(f"FAIL  {name}: {type(error).__name__}: {error}", flush=True)
    print(f"{len(tests)} tests, {failed} failed, {time.monotonic() - start:.0f} s")
    sys.exit(1 if failed or not tests else 0)


if __name__ == "__main__":
    main()
