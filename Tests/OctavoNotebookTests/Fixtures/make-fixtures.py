#!/usr/bin/env python3
"""Writes the expected spans of top-level fences: make-fixtures.py CMARK SPEC.JSON

CMARK is the command-line program of cmark 0.31.2, SPEC.JSON the examples of CommonMark 0.31.2 as `spec_tests.py --dump-tests`
gives them. A record is a line: spans `first-last` in lines from 1, a tab, the document with \\n, \\r, \\t, \\\\ and \\xHH escaped.
"""
import json, pathlib, random, re, subprocess, sys

LINES = [
    "```octavo", " ```octavo", "  ```octavo", "   ```octavo", "    ```octavo", "\t```octavo", "- ```octavo", "> ```octavo",
    "2. ```octavo", "1. ```octavo", "```", "```", "~~~", "````", "`````", "  ```", "    ```", "> ```", "- item", "-", "1.", "2.",
    "10.", "1. one", "  - b", "* * *", "---", "===", "# H", "> q", ">", "> > q", "> - z", "<!-- x", "-->", "<div>", "</div>",
    "<details>", "<pre>", "</pre>", "<script>", "</script>", "<?php", "?>", "<b>", "</b>", '<a href="x" b=c/>', "<!X", "<![CDATA[",
    "]]>", "", "", "", "  ", "\t", "text", "  text", "    text", "- \tx", "-\tx", ">\tx", "[r]: /u", "[r]:", "'title", "title'",
    '[r]: <a b> "t"', "> [r]: /u", "- [r]: /u", "![a](b \"octavo k\")", "-     x", "      ```octavo",
]


def spans(cmark, document):
    xml = subprocess.run([cmark, "--to", "xml", "--sourcepos"], input=document, capture_output=True, check=True).stdout
    lines = re.split(rb"\r\n|\r|\n", document.removeprefix(b"\xef\xbb\xbf"))
    found = []
    # Two spaces: a child of the document.
    for first, column, last in re.findall(rb'^  <code_block sourcepos="(\d+):(\d+)-(\d+):\d+"', xml, re.M):
        before = lines[int(first) - 1][: int(column) - 1]
        # An indented code block begins at column 5 or after a tab.
        if len(before) <= 3 and before.strip(b" ") == b"":
            found.append(f"{int(first)}-{int(last)}")
    return " ".join(found)


def escaped(document):
    named = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\"}
    return "".join(named.get(c) or (f"\\x{ord(c):02x}" if ord(c) < 32 else c) for c in document)


def write(name, title, cmark, documents):
    path = pathlib.Path(__file__).with_name(name)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"# {title}; made by make-fixtures.py with cmark 0.31.2\n")
        for document in documents:
            file.write(f"{spans(cmark, document.encode())}\t{escaped(document)}\n")


def random_document(source):
    if source.random() < 0.2:
        characters = "`~-+*>#=_ \t\n\n<!/abp[]:()'\"1.)\\\x0b\x0c\r\u00e9"
        return "".join(source.choice(characters) for _ in range(source.randint(1, 40)))
    if source.random() < 0.2:
        prefixes = ["> ", ">", "- ", "-", "1. ", "  ", "    ", "\t", " ", ""]
        lines = ["".join(source.choice(prefixes) for _ in range(source.randint(0, 3))) + source.choice(LINES).lstrip()
                 for _ in range(source.randint(2, 10))]
    else:
        lines = [source.choice(LINES) for _ in range(source.randint(2, 14))]
    end = source.choice(["\n", "\n", "\n", "\r\n", "\r"])
    return end.join(lines) + source.choice(["", end])


cmark, examples = sys.argv[1], json.load(open(sys.argv[2], encoding="utf-8"))
write("commonmark-spec.txt", "CommonMark 0.31.2 examples, CC BY-SA 4.0 John MacFarlane", cmark, [e["markdown"] for e in examples])
source = random.Random(20)
write("random-documents.txt", "2,000 random documents, seed 20", cmark, [random_document(source) for _ in range(2000)])
