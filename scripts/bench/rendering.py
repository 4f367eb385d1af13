"""Rendering prompts: the conversation template rendered 100,000 times, beside minijinja and Jinja2: every text made, and their lengths added up.

Each program holds the template and its inputs in memory and renders them seven times; the median counts. Octavo renders a table into
a column, on one core and on all; the others are called once a row, which is how they are used."""

import json
import os
import random
import statistics
import subprocess
import sys

from measuring import OCTAVO, ROOT, WORK, data_path, generated, prepare

RUNS = 7


def cases(file, chance):
    """Contexts and queries of the sample data, and two or three examples for every third."""
    with open(os.path.join(ROOT, "data", "raw", "conversations", "01_plain.jsonl"), encoding="utf-8") as source:
        records = [json.loads(line) for line in source]
    with open(os.path.join(ROOT, "prompts", "examples", "reservations.jsonl"), encoding="utf-8") as source:
        known = [{key: json.loads(line)[key] for key in ("query", "response")} for line in source]
    for row in range(100_000):
        record = chance.choice(records)
        examples = chance.sample(known, chance.choice([2, 3])) if row % 3 == 0 else []
        case = {"context": " ".join(record["context"]) or "none", "query": f"{row}: {record['query']}", "examples": examples}
        file.write(json.dumps(case, ensure_ascii=False) + "\n")


JINJA = """Given the following conversation context:
{{ context }}

{% if examples|length > 0 %}
Answers that guests liked:
{% for example in examples %}
User query: {{ example.query }}
Response: {{ example.response }}

{% endfor %}
{% endif %}
User query: {{ query }}

Generate a response that:
1. Addresses the user's query
2. Maintains context
3. Follows hotel policies

Response:"""

PEER = """
import json, sys, time
cases = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
text = sys.stdin.read()
if sys.argv[2] == "minijinja":
    import minijinja
    environment = minijinja.Environment(templates={"t": text}, trim_blocks=True, lstrip_blocks=True, auto_escape_callback=lambda name: False)
    render = lambda case: environment.render_template("t", **case)
else:
    import jinja2
    template = jinja2.Environment(trim_blocks=True, lstrip_blocks=True).from_string(text)
    render = lambda case: template.render(case)
for _ in range(int(sys.argv[3])):
    start = time.perf_counter()
    texts = [render(case) for case in cases]
    print("took", time.perf_counter() - start, "s")
print("answer", sum(map(len, texts)), len(texts))
"""


def run(command, typed):
    process = subprocess.run(command, cwd=ROOT, input=typed, capture_output=True, text=True)
    units = {"us": 1e-6, "ms": 1e-3, "s": 1}
    took = [line.split() for line in process.stdout.splitlines() if line.startswith("took ")]
    answer = [line.removeprefix("answer ") for line in process.stdout.splitlines() if line.startswith("answer ")]
    if process.returncode or len(took) != RUNS or not answer:
        sys.exit(f"failed: {command}\n{process.stdout}{process.stderr}")
    return statistics.median(float(number) * units[unit] for _, number, unit in took), answer[0]


def render():
    python = prepare("minijinja", "jinja2")
    path = generated("prompts.jsonl", cases)
    # `all_distinct` would need every text; `count` of those that end as the template does does too, and costs next to nothing.
    step = 't | render(p, into: "made") | filter(ends_with(.made, "Response:")) | count'
    typed = (
        f't = load("{path}")\nt[-1]\np = prompt("prompts/templates/conversation.md")\n'
        + f":time {step}\n" * RUNS
        + 't | render(p, into: "made") | summarize(n: sum(length(.made)), rows: count()) | records | map("answer \\(.n) \\(.rows)") | get(0) | print'
    )
    rows = {
        "octavo, one core": run(["taskset", "-c", "0", OCTAVO], typed),
        "octavo": run([OCTAVO], typed),
        **{name: run(["taskset", "-c", "0", python, "-c", PEER, os.path.join(ROOT, path), name, str(RUNS)], JINJA) for name in ("minijinja", "jinja2")},
    }
    own = rows["octavo, one core"][0]
    print("\n100,000 renders of prompts/templates/conversation.md")
    for name, (seconds, answer) in rows.items():
        print(f"  {name:<20} {seconds:8.3f} s  {seconds / own:6.2f}x  {answer} characters, texts")
    if len({answer for _, answer in rows.values()}) > 1:
        sys.exit("the answers differ")
