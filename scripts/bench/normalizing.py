"""The `normalize` part of scripts/bench/cleaning: Unicode's form NFKC, straight quotes and folded white space over 200 MB of mixed texts, beside
Polars' expressions in a chain and, on a small part of the texts, ftfy. Octavo does all else that normalize_text does as well."""

import json
import os
import subprocess
import unicodedata

from measuring import OCTAVO, ROOT, compare, generated

MEGABYTES = 200
PART = 4  # megabytes for ftfy
OTHER = [
    "Bonjour, je voudrais annuler ma réservation à l’hôtel, s’il vous plaît – merci d’avance.",
    "Ich möchte für zwei Nächte ein Zimmer mit Frühstück: „Blick aufs Meer“ wäre schön.",
    "Здравствуйте, можно ли заехать раньше, чем в 15:00? Мы прилетаем утром.",
    "予約を変更したいのですが、金曜日から日曜日まで空いていますか。",
    "¿Está incluido el desayuno en el precio de la habitación? ¡Muchas gracias!",
]


def mixed(light):
    """Of a hundred texts: ten in other languages, thirty with what normalising changes, the others as guests wrote them."""

    def lines(file, chance):
        size = 0
        while size < MEGABYTES * 1_000_000:
            text, kind = chance.choice(light), chance.random()
            if kind < 0.10:
                text = chance.choice(OTHER)
            elif kind < 0.20:
                text = "“" + text.replace("'", "’") + "” – ok"
            elif kind < 0.28:
                text = "  " + text.replace(". ", ".  \t") + "\u00a0"
            elif kind < 0.31:
                text = text.replace("a", "ａ").replace("fi", "ﬁ") + " ½ № ①"
            elif kind < 0.34:
                text = unicodedata.normalize("NFD", chance.choice(OTHER))
            elif kind < 0.37:
                text = (text + " – “thé”").encode().decode("cp1252", "replace")
            elif kind < 0.40:
                text = text.replace("'", "&#39;") + " &amp; &eacute;t&eacute;"
            file.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
            size += len(text.encode()) + 12

    return lines


def ftfy_rate(python, path):
    """Megabytes a second on the first part of the file."""
    program = f"""
import json, time, ftfy
texts, size = [], 0
for line in open({path!r}):
    texts.append(json.loads(line)["text"])
    size += len(texts[-1].encode())
    if size > {PART} * 1000000: break
config = ftfy.TextFixerConfig(normalization="NFKC", explain=False)
started = time.perf_counter()
for text in texts: " ".join(ftfy.fix_text(text, config).split())
print(size / 1e6 / (time.perf_counter() - started))
"""
    run = subprocess.run([python, "-c", program], cwd=ROOT, text=True, capture_output=True)
    if run.returncode != 0:
        print("  ftfy did not run:", run.stderr.strip().splitlines()[-1] if run.stderr.strip() else "")
        return None
    return float(run.stdout)


def measure(python, light, processor_seconds):
    path = generated("guests-mixed.jsonl", mixed(light))
    size = os.path.getsize(os.path.join(ROOT, path)) / 1e6
    chain = """.str.normalize("NFKC").str.replace_all("[“”„‟]", '"').str.replace_all("[‘’‚‛ʼ]", "'").str.replace_all(r"\\s+", " ").str.strip_chars()"""
    scan = f'import polars as pl\nc = pl.col("text")\nprint(pl.scan_ndjson("{path}").select('
    steps = {
        "octavo": [OCTAVO, "-e", f'load("{path}") | normalize_text(.text, form: "NFKC", white_space: "line") | summarize(n: sum(length(.text)))'],
        "polars": [python, "-c", scan + f"c{chain}.str.len_chars().sum()).collect().rows())"],
    }
    plain_steps = {
        "octavo": [OCTAVO, "-e", f'load("{path}") | summarize(n: sum(length(.text)))'],
        "polars": [python, "-c", scan + "c.str.len_chars().sum()).collect().rows())"],
    }
    normalizing, reading = {}, {}
    compare(f"{size:.0f} MB of mixed texts normalised, and the length of what they become", steps, medians=normalizing)
    compare("the same file read, and the length of its texts", plain_steps, medians=reading)
    print("\nnormalising alone: the difference of the medians, and of the processor's time")
    own = normalizing["octavo"] - reading["octavo"]
    spent = {name: processor_seconds(steps[name]) - processor_seconds(plain_steps[name]) for name in steps}
    for name in normalizing:
        taken = normalizing[name] - reading[name]
        print(f"  {name:<34} {taken:8.2f} s  {size / taken:8.1f} MB/s  {taken / own:7.2f}x  "
              f"{spent[name]:8.2f} s of processors  {spent[name] / spent['octavo']:7.2f}x")
    rate = ftfy_rate(python, path)
    if rate:
        print(f"  {'ftfy (on %d MB, one core)' % PART:<34} {size / rate:8.0f} s  {rate:8.2f} MB/s  {size / rate / own:7.0f}x")
