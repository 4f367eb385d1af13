"""`octavo models`, `octavo runs`: published models and noted trainings from the shell, and what two processes do at once."""

import glob
import json
import os
import resource
import signal
import subprocess
import time

from expectations import PATIENCE
from project import COMMAND, Project, check_same
from terminal import check

ROWS = "\n".join(
    f'{{"q": "{text}", "l": "{label}"}}' for text, label in [
        ("book a room", "book"), ("i want two rooms", "book"), ("a room, please", "book"),
        ("cancel my stay", "stop"), ("cancel it", "stop"), ("cancel all", "stop")]) + "\n"
TRAIN = 't = load("t.jsonl")\nm = train(t, text: .q, label: .l{options})\ne = t | evaluate(m)\n'
PUBLISH = TRAIN + 'publish(m, "intent", version: "{version}", measured: e, stage: "candidate");\n'


def project():
    return Project({"config/octavo.yaml": "", "t.jsonl": ROWS})


def program(version, options=""):
    return PUBLISH.format(version=version, options=options)


def test_models_are_listed_shown_compared_and_promoted():
    with project() as p:
        p.octavo("-", text=program("1.0.0"))
        p.octavo("-", text=program("1.1.0", ", cost: 0.5"))
        rows = p.objects("models", "list")[0]["rows"]
        check_same([(row["version"], row["stages"]) for row in rows], [("1.0.0", []), ("1.1.0", ["candidate"])], "versions")
        check("# intent 1.1.0" in p.octavo("models", "show", "intent@candidate").stdout, "the card")
        rows = p.objects("models", "diff", "intent@1.0.0", "intent@1.1.0")[0]["rows"]
        check({"name": "cost", "before": "2.0", "after": "0.5"} in rows, f"{rows}")
        p.octavo("models", "promote", "intent@1.1.0", "production", "--expect", ".accuracy >= 0.9")
        wrong = p.octavo("models", "promote", "intent@1.0.0", "production", "--expect", ".accuracy > 1", status=1)
        check("error[expectation-failed]" in wrong.stderr, wrong.stderr)
        check("production: 1.1.0" in p.read("models/intent/stages.yaml"), "the stage stays")


def test_a_model_leaves_and_comes_back_as_it_is():
    with project() as p:
        p.octavo("-", text=program("1.0.0"))
        p.octavo("models", "export", "intent@candidate", "out.safetensors")
        check_same(p.octavo("models", "import", "out.safetensors", "copy", "2.0.0").stdout, "copy@2.0.0 is published\n", "said")
        files = [open(p.path(path), "rb").read() for path in ("models/intent/1.0.0.safetensors", "models/copy/2.0.0.safetensors")]
        check(files[0] == files[1], "the same bytes")
        with open(p.path("out.safetensors"), "wb") as file:
            file.write(files[0][:-1])
        wrong = p.octavo("models", "import", "out.safetensors", "copy", "3.0.0", status=1)
        check("error[damaged-model]" in wrong.stderr and not os.path.exists(p.path("models/copy/3.0.0.safetensors")), wrong.stderr)
        wrong = p.octavo("models", "import", "models/intent/1.0.0.safetensors", "../x", "1.0.0", status=1)
        check("error[bad-name]" in wrong.stderr, wrong.stderr)


def test_of_two_publishers_of_one_version_one_succeeds():
    with project() as p:
        programs = [program("1.0.0", f", cost: {cost}") for cost in (0.5, 1, 2, 4)]
        running = [subprocess.Popen(COMMAND + ["-"], cwd=p.path(""), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                    text=True) for _ in programs]
        said = [process.communicate(text, timeout=PATIENCE) for process, text in zip(running, programs)]
        check_same(sorted(process.returncode for process in running), [0, 1, 1, 1], f"one succeeds: {said}")
        check(sum("error[published-version]" in errors for _, errors in said) == 3, f"{said}")
        check_same(os.listdir(p.path("models/intent")).count("1.0.0.safetensors"), 1, "one file")
        check_same(len(p.objects("runs", "list")[0]["rows"]), 4, "every training is noted")


def test_trainings_are_listed_shown_and_compared():
    with project() as p:
        p.octavo("-", text=TRAIN.format(options=', model: "embedding", epochs: 3'))
        p.octavo("-", text=TRAIN.format(options=', model: "embedding", epochs: 4'))
        rows = p.objects("runs", "list")[0]["rows"]
        check_same([(row["model"], row["rows"], row["labels"]) for row in rows], [("embedding", 6, 2)] * 2, "both")
        check("curve" in p.octavo("runs", "show", rows[0]["run"]).stdout, "its curve")
        changed = [row["name"] for row in p.objects("runs", "diff", rows[0]["run"], rows[1]["run"])[0]["rows"]]
        check("parameters" in changed and "data" not in changed, f"{changed}")
        check("error[unknown-run]" in p.octavo("runs", "show", "none", status=1).stderr, "an unknown one")


def test_a_replay_notes_no_training():
    with Project({"config/octavo.yaml": "", "t.jsonl": ROWS, "a.md": "```octavo\n" + TRAIN.format(options="") + "m.labels\n```\n"}) as p:
        p.octavo("run", "a.md")
        p.octavo("test", "a.md")
        check_same(len(p.objects("runs", "list")[0]["rows"]), 1, "the run alone")


def test_a_kill_while_models_are_published_leaves_whole_files():
    with project() as p:
        for number in range(12):
            process = subprocess.Popen(COMMAND + ["-"], cwd=p.path(""), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL, text=True)
            process.stdin.write(program(f"1.{number}.0", f", cost: {number + 1}"))
            process.stdin.close()
            time.sleep(0.03 + 0.005 * number)
            process.send_signal(signal.SIGKILL)
            process.wait()
        found = glob.glob(p.path("models/intent/*.safetensors"))
        for path in found:
            p.octavo("models", "show", os.path.relpath(path, p.path("")))
        p.octavo("runs", "list")
        return f"{len(found)} of 12 published"


def registry(p):
    """Every file and folder below `models/`, with its bytes."""
    found = {}
    for folder, folders, files in os.walk(p.path("models")):
        found[folder] = sorted(folders + files)
        for name in files:
            with open(os.path.join(folder, name), "rb") as file:
                found[os.path.join(folder, name)] = file.read()
    return found


def test_a_write_that_fails_publishes_nothing():
    """No file may grow beyond a limit, at its beginning, in its middle and just before its end."""
    with project() as p:
        p.octavo("-", text=program("1.0.0"))
        before = registry(p)
        size = os.path.getsize(p.path("models/intent/1.0.0.safetensors"))
        for limit in (0, 1, size // 2, size - 100):
            def limited():
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

            wrong = p.octavo("-", text=program("1.1.0", ", cost: 0.5"), status=1, preexec_fn=limited)
            check("error[file-not-writable]: cannot write `models/intent/1.1.0.safetensors`: it would be larger" in wrong.stderr, wrong.stderr)
            check_same(registry(p), before, f"the registry, with {limit} of {size} bytes")
            wrong = p.octavo("-", text=program("1.0.0").replace('"intent"', '"other"'), status=1, preexec_fn=limited)
            check("cannot write `models/other/1.0.0.safetensors`" in wrong.stderr, wrong.stderr)
            check_same(registry(p), before, "no folder is left of a model that was not published")
        p.octavo("-", text=program("1.1.0", ", cost: 0.5"))
        check("candidate: 1.1.0" in p.read("models/intent/stages.yaml"), "afterwards it is published")


def test_a_full_disk_publishes_nothing():
    """A disk of a few pages, mounted where this process alone sees it."""
    own = ["unshare", "--mount", "--map-root-user"]
    try:
        allowed = subprocess.run([*own, "sh", "-c", "mount -t tmpfs tmpfs /mnt"], capture_output=True).returncode == 0
    except FileNotFoundError:
        allowed = False
    if not allowed:
        return "left out: this machine lets nobody mount a disk"
    with project() as p:
        os.makedirs(p.path("models"))
        p.write("a.oct", program("1.0.0"))
        script = ('mount -t tmpfs -o size=16k tmpfs models && head -c 12000 /dev/zero > models/filler && "$@" a.oct; '
                  'echo "status $?"; find models -mindepth 1; rm models/filler; mount -o remount,size=1m models; "$@" a.oct; echo "status $?"; find models')
        done = subprocess.run([*own, "sh", "-c", script, "sh", *COMMAND], cwd=p.folder, env=p.environment(), capture_output=True, text=True)
        check("cannot write `models/intent/1.0.0.safetensors`: the disk is full" in done.stderr, done.stderr)
        check("status 1\nmodels/filler\nstatus 0\n" in done.stdout and "models/intent/1.0.0.safetensors" in done.stdout, done.stdout)


def test_a_model_leaves_as_onnx_and_says_what_its_inputs_are():
    with project() as p:
        p.octavo("-", text=program("1.0.0"))
        p.octavo("models", "export", "intent", "intent.onnx")
        with open(p.path("intent.onnx"), "rb") as file:
            data = file.read()
        check(data[:2] == b"\x08\x08" and b"octavo" in data[:20] and b"probabilities" in data, f"{data[:40]}")
        lines = p.octavo("models", "features", "intent", text="cancel a room\n\nzzz\r\n").stdout.splitlines()
        found = [json.loads(line) for line in lines]
        check_same([sorted(row) for row in found], [["ids", "weights"]] * 3, "a line each")
        check(len(found[0]["ids"]) == len(found[0]["weights"]) > 3 and found[1] == {"ids": [], "weights": []}, f"{found}")
        said = p.objects("-", text='m = model("intent")\ntext_features("cancel a room", m)\n')
        check_same(said[0]["ids"], found[0]["ids"], "the language says the same")
        p.octavo("-", text='publish(train(load("t.jsonl"), text: .q, label: .l, model: "nearest"), "near", version: "1.0.0");\n')
        wrong = p.octavo("models", "export", "near", "near.onnx", status=1)
        check("error[not-supported]" in wrong.stderr and not os.path.exists(p.path("near.onnx")), wrong.stderr)
