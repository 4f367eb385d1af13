"""Near duplicates: the part `duplicates` of scripts/bench/cleaning."""

import json
import os
import statistics
import subprocess

from measuring import OCTAVO, ROOT, RUNS, compare, generated, once, shown

COUNT = 200_000
LARGER = (500_000, 1_000_000, 2_000_000)
#: datasketch takes minutes for all of them.
PART = 10_000


def utterances():
    """What guests and hotels say, line by line."""
    found = []
    for name in ("01_plain.jsonl", "02_bom_crlf.jsonl"):
        with open(os.path.join(ROOT, "data", "raw", "conversations", name), encoding="utf-8-sig") as file:
            for line in file:
                record = json.loads(line)
                found += [" ".join(record[key].split()) for key in ("query", "response") if record[key]]
    return [text for text in found if text]


def texts(count):
    """One to eight utterances each with a word of its own; a tenth are copies, a fifth copies with one word changed."""

    def write(file, chance):
        base, made = utterances(), []
        words = sorted({word for text in base for word in text.split()})
        for number in range(count):
            draw = chance.random()
            if made and draw < 0.1:
                text = chance.choice(made)
            elif made and draw < 0.3:
                parts = chance.choice(made).split()
                parts[chance.randrange(len(parts))] = chance.choice(words)
                text = " ".join(parts)
            else:
                parts = [chance.choice(base) for _ in range(chance.choice((1, 1, 1, 2, 3, 4, 6, 8)))]
                # Without it two million draws of a thousand utterances would be copies of each other, most of them.
                parts.insert(chance.randrange(len(parts) + 1), " ".join(chance.choice(words) for _ in range(4)) + f" {number}")
                text = " ".join(parts)
            if len(made) < COUNT:
                made.append(text)
            file.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")

    return write


def alike(count, words):
    """One text again and again, or one in which a number differs: alike, but most of them not enough."""

    def write(file, chance):
        for number in range(count):
            text = "Thank you for your booking, we look forward to your stay." if words else f"Your code is {chance.randrange(10**9)}."
            file.write(json.dumps({"text": text}) + "\n")

    return write


def peer(body, path, limit):
    """A program that reads texts and keeps those that are no near duplicates of one before; prints how many, and without reading seconds
    by the clock and of processors."""
    return f"""
import json, time
texts = [json.loads(line)["text"] for line in open({path!r})][:{limit}]
started, spent = time.perf_counter(), time.process_time()
{body}
print(kept, time.perf_counter() - started, time.process_time() - spent)
"""


RENSA = """
from rensa import RMinHashDeduplicator
dedup = RMinHashDeduplicator(threshold=0.8, num_perm=128, use_lsh=True)
kept = sum(dedup.add_pairs((str(i), text.split()) for i, text in enumerate(texts)))
"""
RENSA_RHO = """
from rensa import RMinHash, RMinHashLSH
matrix = RMinHash.digest_matrix_from_token_sets_rho([text.split() for text in texts], num_perm=128, seed=42)
lsh = RMinHashLSH(threshold=0.8, num_perm=128, num_bands=8)
kept = len(texts) - sum(lsh.query_duplicate_flags_matrix_one_shot(matrix))
"""
DATASKETCH = """
from datasketch import MinHash, MinHashLSH
lsh, kept = MinHashLSH(threshold=0.8, num_perm=128), 0
for i, text in enumerate(texts):
    made = MinHash(num_perm=128)
    made.update_batch([word.encode() for word in text.split()])
    if not lsh.query(made):
        lsh.insert(i, made)
        kept += 1
"""


def deduplicating(path):
    return [OCTAVO, "-e", f'load("{path}") | filter_noise(.text, preset: "none", duplicates: "near") | count']


def reading(path):
    return [OCTAVO, "-e", f'load("{path}") | summarize(n: sum(length(.text)))']


def median(command):
    """The median in seconds of a few runs."""
    return statistics.median(once(command)[0] for _ in range(RUNS))


def measure(python, processor_seconds):
    path = generated(f"texts-{COUNT}.jsonl", texts(COUNT))
    whole, read = {}, {}
    kept = compare(f"near duplicates among {COUNT:,} texts, with reading them", {"octavo": deduplicating(path)}, medians=whole)["octavo"].strip()
    compare("the same texts read", {"octavo": reading(path)}, medians=read)
    own = whole["octavo"] - read["octavo"]
    spent = processor_seconds(deduplicating(path)) - processor_seconds(reading(path))

    def tell(name, kept, clock, cores):
        print(f"  {name:<58} {kept:>8} kept  {shown(clock):>9} {clock / own:6.1f}x  {shown(cores):>9} of processors {cores / spent:6.1f}x")

    print("\nwithout reading; octavo looks at every candidate shingle by shingle, the others estimate")
    tell("octavo", kept, own, spent)
    for name, body, count, runs in (
        ("rensa, word by word, as they come", RENSA, COUNT, RUNS), ("rensa, all at once, words sampled", RENSA_RHO, COUNT, RUNS),
        ("datasketch, word by word", DATASKETCH, PART, 1)):
        results = []
        for _ in range(runs):
            made = subprocess.run([python, "-c", peer(body, path, count)], cwd=ROOT, text=True, capture_output=True)
            if made.returncode != 0:
                print(f"  {name} did not run:", made.stderr.strip().splitlines()[-1])
                break
            results.append([float(number) for number in made.stdout.split()])
        else:
            scale = COUNT / count
            of = "" if count == COUNT else f", of {count:,}; the time is for all"
            clock = statistics.median(result[1] for result in results)
            tell(name + of, f"{results[-1][0]:.0f}", clock * scale, min(result[2] for result in results) * scale)
    print("\nmore of them, without reading; seconds for each 100,000 by the clock, and of processors")
    for title, sizes, write in (
        ("of all sorts", (COUNT, *LARGER), lambda count: texts(count)), ("all the same", LARGER[-1:], lambda count: alike(count, True)),
        ("alike but for a number", (COUNT, *LARGER[-1:]), lambda count: alike(count, False))):
        for count in sizes:
            path = generated(f"texts-{title.replace(' ', '-')}-{count}.jsonl", write(count))
            clock = median(deduplicating(path)) - median(reading(path))
            cores = processor_seconds(deduplicating(path)) - processor_seconds(reading(path))
            print(f"  {title:<24} {count:>9,}  {shown(clock):>9}  {clock / count * 1e5:.3f} s  {cores / count * 1e5:.3f} s of processors")
