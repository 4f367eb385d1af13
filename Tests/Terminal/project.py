"""A folder of its own with a small project, and the program run in it without a terminal."""

import json
import os
import shutil
import subprocess
import tempfile

from expectations import BINARY, PATIENCE
from terminal import check

COMMAND = [os.path.abspath(BINARY[0]) if "/" in BINARY[0] else BINARY[0]] + BINARY[1:]
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Project:
    """`with Project({"a.md": "…"}) as p:` makes the files; the folder goes away at the end."""

    def __init__(self, files=None):
        self.folder = os.path.realpath(tempfile.mkdtemp(prefix="octavo-project-"))
        for path, text in (files or {}).items():
            self.write(path, text)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        shutil.rmtree(self.folder, ignore_errors=True)

    def path(self, path):
        return os.path.join(self.folder, path)

    def write(self, path, text):
        os.makedirs(os.path.dirname(self.path(path)), exist_ok=True)
        with open(self.path(path), "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())

    def read(self, path):
        with open(self.path(path), "rb") as file:
            return file.read().decode()

    def environment(self):
        return {
            "HOME": self.folder, "XDG_STATE_HOME": self.path(".state"), "PATH": os.environ.get("PATH", ""),
            "SWIFT_BACKTRACE": "enable=no"}

    def octavo(self, *arguments, status=0, text="", folder="", **options):
        """Runs the program; `status` is what it must end with. Standard output and standard error are texts."""
        done = subprocess.run(
            COMMAND + list(arguments), input=text.encode(), capture_output=True, env=self.environment(),
            cwd=self.path(folder), timeout=PATIENCE * 4, **options)
        done.stdout, done.stderr = done.stdout.decode(), done.stderr.decode()
        said = f"octavo {' '.join(arguments)}: status {done.returncode}\n{done.stdout}{done.stderr}"
        check(done.returncode == status, f"{said}\nwanted status {status}")
        check("Fatal error" not in done.stderr, said)
        return done

    def shell(self, command):
        """Runs a line of shell in which `$OCTAVO` is the program."""
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command], stdin=subprocess.DEVNULL, capture_output=True, cwd=self.folder,
            env={**self.environment(), "OCTAVO": COMMAND[0]}, timeout=PATIENCE * 4)
        done.stdout, done.stderr = done.stdout.decode(), done.stderr.decode()
        return done

    def objects(self, *arguments, **options):
        """The JSON objects of `--format json`, one a line; nothing else may be said anywhere."""
        done = self.octavo(*arguments, "--format", "json", **options)
        check(done.stderr == "", f"octavo {' '.join(arguments)} says on standard error: {done.stderr}")
        return [json.loads(line) for line in done.stdout.splitlines()]


def check_mistake(found, code, **fields):
    """That an object is a diagnostic with all that a program needs."""
    for key in ("code", "severity", "message", "file", "line", "column", "cell", "spans", "notes", "help", "fix"):
        check(key in found, f"no {key} in {found}")
    for key, value in {"code": code, **fields}.items():
        check(found[key] == value, f"{key} is {found[key]!r}, not {value!r}: {found}")


def check_same(found, wanted, what):
    check(found == wanted, f"{what}: {found!r}, not {wanted!r}")
