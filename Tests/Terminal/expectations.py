"""What these tests know about the program: the only place to change when its words change."""

import os

#: The program under test and its arguments.
BINARY = os.environ.get("OCTAVO_BINARY", ".build/debug/octavo").split()

PROMPT = "octavo> "
CONTINUATION = "    ... "

#: Entries and a text that their output holds.
SUM = ("1 + 2", "3")
PRODUCT = ("6 * 7", "42")
OPEN_ENTRY = ["(40 +", "20)"]
OPEN_ENTRY_RESULT = "60"
#: The sum of a list: its beginning, one element as often as need be, its end. The result is the number of elements.
LIST_SUM = ("sum([", "1, ", "])")
TEXT = ('"déjà 日本"', "déjà 日本")
#: Fails, with an error of this kind.
MISTAKE = ("no_such_name", "error[")
#: Runs until it is interrupted, or for much longer than a test waits.
LONG_RUN = "fold(0..1000000000, 0, (a, b) -> a + b)"
INTERRUPTED = "interrupted"

#: The beginning of one function's name, and the whole.
UNIQUE_PREFIX = ("distinct_c", "distinct_count")
#: The beginning of several functions' names, with two of them.
SHARED_PREFIX = ("co", "count", "columns")

RECOVERED = "recovered 1 entry"

#: How long 200 KB may take from the first pasted byte to the screen that shows the last. A debug build is slower.
PASTE_SECONDS = float(os.environ.get("OCTAVO_PASTE_SECONDS", "1" if "release" in BINARY[0] else "6"))
#: How long anything else may take.
PATIENCE = float(os.environ.get("OCTAVO_PATIENCE", "15"))
