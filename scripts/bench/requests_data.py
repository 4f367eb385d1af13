"""Half a gigabyte of a hotel's requests, as quoted CSV and as JSON lines."""

import json

BYTES = 500_000_000
WORDS = "room night price breakfast cancel booking late arrival view garden pool parking bill guest thanks please when where".split()
INTENTS = ["book"] * 4 + ["cancel"] * 3 + ["ask"] * 2 + ["complain"]


def rows(chance):
    """Endless rows: a number, an intent, two more numbers and one of many texts, some with commas, quotes and line breaks."""
    texts = []
    for _ in range(20_000):
        text = " ".join(chance.choices(WORDS, k=chance.randrange(3, 60)))
        texts.append(text + ', "quoted"\nand a second line' if chance.random() < 0.05 else text)
    number = 0
    while True:
        texts_now, intents = chance.choices(texts, k=20_000), chance.choices(INTENTS, k=20_000)
        for text, intent in zip(texts_now, intents):
            yield number, intent, int(chance.random() * 1_000_000), int(chance.random() * 10_000_000) / 100, text
            number += 1


def write_rows(file, chance, line):
    written, batch = 0, []
    for row in rows(chance):
        batch.append(line(*row))
        if len(batch) == 20_000:
            text = "".join(batch)
            file.write(text)
            written, batch = written + len(text), []
            if written >= BYTES:
                return


def csv(file, chance):
    file.write("id,intent,visits,amount,query\n")

    def line(number, intent, visits, amount, text):
        return f'"{number}","{intent}","{visits}","{amount}","' + text.replace('"', '""') + '"\n'

    write_rows(file, chance, line)


def jsonl(file, chance):
    known = {}

    def line(number, intent, visits, amount, text):
        quoted = known.get(text) or known.setdefault(text, json.dumps(text))
        return f'{{"id": {number}, "intent": "{intent}", "visits": {visits}, "amount": {amount}, "query": {quoted}}}\n'

    write_rows(file, chance, line)
