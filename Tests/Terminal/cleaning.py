"""`octavo clean`, `octavo check config/`: data through a pipe, and the files that say what is done to it."""

import json
import os
import signal
import subprocess
import time

from expectations import PATIENCE
from project import COMMAND, Project, check_mistake, check_same
from terminal import check

LINE = '{"id": 12345678901234567890, "text": "mail a@b.example",  "turns": ["call 212-555-0123"], "at": 1.50}\n'
CLEAN = '{"id": 12345678901234567890, "text": "mail [EMAIL]",  "turns": ["call [PHONE]"], "at": 1.50}\n'


def test_a_pipe_is_cleaned_and_nothing_else_changes():
    with Project() as p:
        check_same(p.octavo("clean", text=LINE + "\n" + LINE).stdout, CLEAN + "\n" + CLEAN, "jsonl")
        check_same(p.octavo("clean", text=CLEAN).stdout, CLEAN, "cleaning again")
        check_same(p.octavo("clean", text='a;b\r\n"x a@b.example";1,50\r\n').stdout, 'a;b\r\n"x [EMAIL]";1,50\r\n', "csv")
        check_same(p.octavo("clean", text="").stdout, "", "nothing")
        check_same(p.octavo("clean", "--as", "txt", text="a@b.example\nx").stdout, "[EMAIL]\nx", "txt")
        misspelt = p.octavo("clean", "--columns", "turn", text=LINE, status=1)
        check("unknown-column" in misspelt.stderr, f"a field that no record has: {misspelt.stderr}")
        check_same(p.octavo("clean", "--columns", "turns", text=LINE).stdout, LINE.replace("212-555-0123", "[PHONE]"), "one field")


def test_files_are_cleaned_by_what_a_file_says():
    config = "cleaning_operations:\n  - remove_pii: {style: mask}\ncleaning_columns: [text]\n"
    with Project({"config/octavo.yaml": "", "config/data_config.yaml": config, "in.jsonl": LINE}) as p:
        done = p.octavo("clean", "--config", "config/data_config.yaml", "in.jsonl", "-o", "out.jsonl", "--report")
        check_same(p.read("out.jsonl"), LINE.replace("a@b.example", "a***@b***.example"), "the file")
        check_same(done.stderr, "1 record; email 1\n", "the report")
        done = p.octavo("clean", "--config", "config/data_config.yaml", "--report", "--format", "json", text=LINE)
        check_same(json.loads(done.stderr), {"records": 1, "dropped": 0, "bad": 0, "counts": {"email": 1}}, "as JSON")
        p.octavo("clean", "in.jsonl", "-o", "in.jsonl")
        check_same(p.read("in.jsonl"), CLEAN, "in place")


def test_duplicates_of_a_stream_go_and_the_first_stays():
    config = "cleaning_operations:\n  - remove_pii\n  - filter_noise: {preset: none, duplicates: KIND}\ncleaning_columns: [text]\n"
    texts = ["I need a room for two nights", "i need a room for two nights!", "mail a@b.example", "mail c@d.example", "ok",
             "I need a room for two nights"]
    lines = "".join(json.dumps({"id": number, "text": text}) + "\n" for number, text in enumerate(texts))
    for kind, kept in (("near", [0, 2, 4]), ("exact", [0, 1, 2, 4])):
        with Project({"config/octavo.yaml": "", "c.yaml": config.replace("KIND", kind), "in.jsonl": lines}) as p:
            done = p.octavo("clean", "--config", "c.yaml", "--report", text=lines)
            check_same([json.loads(line)["id"] for line in done.stdout.splitlines()], kept, kind)
            check(f"{len(texts) - len(kept)} dropped" in done.stderr and "duplicate" in done.stderr, done.stderr)
            again = p.octavo("clean", "--config", "c.yaml", "--report", text=done.stdout)
            check_same(again.stdout, done.stdout, "cleaning again")
            check_same(again.stderr, f"{len(kept)} records\n", "nothing is done the second time")
            table = p.octavo("-e", 'load("in.jsonl") | clean(config: "c.yaml") | records | map(.id)')
            check_same(json.loads(table.stdout), kept, "as a table")


def test_what_is_wrong_is_said_with_its_line():
    with Project({"config/octavo.yaml": "", "c.yaml": "cleaning_operations: [remove_pi]\n", "x.parquet": ""}) as p:
        done = p.octavo("clean", text='{"a": 1}\n{"a": }\n', status=1)
        check("line 2 of `-`" in done.stderr and done.stdout == "", f"{done}")
        check_same(p.octavo("clean", "--bad", "skip", text='{"a": 1}\n{"a": }\n').stdout, '{"a": 1}\n', "skip")
        check_same(p.octavo("clean", "--bad", "keep", text='{"a": }\n').stdout, '{"a": }\n', "keep")
        for arguments, text, words in [
                (["--config", "c.yaml"], LINE, "c.yaml:1:23"), (["--operations", "remove_pi"], LINE, "did you mean `remove_pii`?"),
                (["--columns", "nobody"], "a,b\n1,2\n", "no column `.nobody`"), ([], "[1, 2]", "JSON document"),
                (["missing.jsonl"], "", "missing.jsonl"), (["x.parquet"], "", "parquet"), (["--as", "jsnl"], "", "did you mean `jsonl`?")]:
            done = p.octavo("clean", *arguments, text=text, status=1)
            check(words in done.stderr, f"{arguments}: {done.stderr}")
        check("exclude" in p.octavo("clean", "--config", "c.yaml", "--operations", "x", status=2).stderr, "both")


def test_a_text_of_100_megabytes_and_hostile_ones_are_records():
    piece = "mail ann@hotel.example or call 212-555-0123 &#64; "
    texts = [piece * (100_000_000 // len(piece)), "a@" * 500_000, "1" * 10_000, "&amp;" * 300_000 + "lt;", "(" * 300_000, "ok"]
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    with Project() as p:
        done = p.octavo("clean", text=lines)
        rows = [json.loads(line)["text"] for line in done.stdout.splitlines()]
        check_same(len(rows), len(texts), "records")
        check_same(rows[0][:40], "mail [EMAIL] or call [PHONE] @ mail [EMA", "the beginning")
        check_same((rows[0].count("[EMAIL]"), rows[0].count("[PHONE]")), (100_000_000 // len(piece),) * 2, "all of it")
        check_same(rows[-1], "ok", "the last one")
        check_same(p.octavo("clean", text=done.stdout).stdout == done.stdout, True, "cleaning again changes nothing")


def test_a_long_pipe_takes_no_more_memory_than_a_short_one():
    def most_memory(copies):
        """Of the program, in MiB, for so many MiB of records."""
        block = LINE.encode() * ((1 << 20) // len(LINE))
        with Project() as p:
            program = subprocess.Popen(
                COMMAND + ["clean"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=p.environment(), cwd=p.folder)
            for _ in range(copies):
                program.stdin.write(block)
            program.stdin.close()
            _, status, usage = os.wait4(program.pid, 0)
            program.returncode = status
            check_same(status, 0, "the status")
            return usage.ru_maxrss >> 10
    short, long = most_memory(40), most_memory(160)
    check(long < short + 40, f"{short} MiB for 40 MiB, {long} MiB for 160 MiB")


def test_an_interrupt_ends_a_pipe_that_waits():
    with Project() as p:
        program = subprocess.Popen(
            COMMAND + ["clean"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=p.environment(),
            cwd=p.folder)
        time.sleep(0.5)
        program.send_signal(signal.SIGINT)
        check_same(program.wait(PATIENCE), 130, "the status")


def test_a_check_of_config_names_lines_and_what_would_be_right():
    config = "data_sources:\n  - name: a\n    fromat: csv\n    path: data/\n"
    with Project({"config/octavo.yaml": "", "config/data_config.yaml": config, "data/t.csv": "a\n1\n"}) as p:
        done = p.octavo("check", "config/", status=1)
        check("config/data_config.yaml:3:5" in done.stderr and "did you mean `format`?" in done.stderr, done.stderr)
        found, = p.objects("check", "config/", status=1)
        check_mistake(found, "bad-config", line=3, column=5, file="config/data_config.yaml", cell=None)
        p.write("config/data_config.yaml", config.replace("fromat", "format"))
        check_same(p.octavo("check", "config/").stderr, "", "a right one")
        p.write("config/octavo.yaml", "memroy: 4GB\n")
        check("did you mean `memory`?" in p.octavo("check", "config/", status=1).stderr, "the settings")
