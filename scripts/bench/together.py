"""The `clean` part of scripts/bench/cleaning: three operations at once, beside each of them alone and all three in a row."""

from measuring import OCTAVO, compare, generated

SINGLE = {"remove_pii": "remove_pii(.text)", "normalize_text": "normalize_text(.text)", "filter_noise": "filter_noise(.text)"}


def measure(size, lines, processor_seconds):
    path = generated("guests-75.jsonl", lines)
    summed = "summarize(n: sum(length(.text)))"
    names = ", ".join(f'"{name}"' for name in SINGLE)
    steps = {"clean, all three": f"clean(.text, operations: [{names}])", **SINGLE, "the three in a row": " | ".join(SINGLE.values())}
    commands = {name: [OCTAVO, "-e", f'load("{path}") | {step} | {summed}'] for name, step in steps.items()}
    reading = {"read alone": [OCTAVO, "-e", f'load("{path}") | {summed}']}
    medians = {}
    compare(f"{size} MB of texts cleaned, and the length of what is left", commands, medians=medians)
    compare("the same file read, and the length of its texts", reading, medians=medians)
    read = medians["read alone"]
    spent = {name: processor_seconds(command) for name, command in {**commands, **reading}.items()}
    slowest = max(SINGLE, key=lambda name: medians[name])
    print(f"\nwithout reading, beside the slowest alone, {slowest}: by the clock, and by the processor's time")
    for name in commands:
        clock = medians[name] - read, medians[slowest] - read
        cores = spent[name] - spent["read alone"], spent[slowest] - spent["read alone"]
        print(f"  {name:<34} {clock[0]:8.2f} s  {clock[0] / clock[1]:7.2f}x  {cores[0]:8.2f} s of processors  {cores[0] / cores[1]:7.2f}x")
