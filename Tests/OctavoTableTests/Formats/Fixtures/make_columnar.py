#!/usr/bin/env python3
"""Makes the Parquet and Arrow files beside it with pyarrow (26), and what they hold as types.jsonl. Always the same files:

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install pyarrow==26.0.1
    /tmp/venv/bin/python Tests/OctavoTableTests/Formats/Fixtures/make_columnar.py
"""

import datetime as dt
import decimal
import json
import math
import os
import random

import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.ipc as ipc
import pyarrow.parquet as pq

os.chdir(os.path.dirname(os.path.abspath(__file__)))
chance = random.Random(1)
ROWS = 20


def some(value, share=0.2):
    return [None if chance.random() < share else value(row) for row in range(ROWS)]


START = dt.datetime(2020, 1, 1)
columns = {
    "bool": pa.array(some(lambda i: i % 3 == 0), pa.bool_()),
    "int8": pa.array(some(lambda i: i - 8), pa.int8()),
    "uint16": pa.array(some(lambda i: 65535 - i), pa.uint16()),
    "uint32": pa.array(some(lambda i: 2**32 - 1 - i), pa.uint32()),
    "uint64": pa.array(some(lambda i: i * 3), pa.uint64()),
    "int64": pa.array(some(lambda i: (-1) ** i * 2**62 + i), pa.int64()),
    "full": pa.array(range(ROWS), pa.int64()),
    "double": pa.array(some(lambda i: i / 7), pa.float64()),
    "single": pa.array(some(lambda i: i / 4), pa.float32()),
    "text": pa.array(some(lambda i: "é" * i), pa.string()),
    "large": pa.array(some(lambda i: "x" * i), pa.large_string()),
    "bytes": pa.array(some(lambda i: b"ab" * (i % 3)), pa.binary()),
    "date": pa.array(some(lambda i: START.date() + dt.timedelta(i)), pa.date32()),
    "date64": pa.array(some(lambda i: START.date() - dt.timedelta(i * 900)), pa.date64()),
    "nanos": pa.array(some(lambda i: START + dt.timedelta(hours=i)), pa.timestamp("ns")),
    "millis": pa.array(some(lambda i: START - dt.timedelta(days=365 * 60 + i)), pa.timestamp("ms", "UTC")),
    "seconds": pa.array(some(lambda i: START + dt.timedelta(seconds=i)), pa.timestamp("s", "Europe/Berlin")),
    "lasting": pa.array(some(lambda i: dt.timedelta(seconds=i)), pa.duration("us")),
    "daytime": pa.array(some(lambda i: dt.time(0, 0, i)), pa.time32("ms")),
    "money": pa.array(some(lambda i: decimal.Decimal(i) / 4 - 2), pa.decimal128(12, 2)),
    "whole": pa.array(some(lambda i: decimal.Decimal(10**17 + i)), pa.decimal128(38, 0)),
    "class": pa.array(some(lambda i: "abc"[i % 3])).dictionary_encode(),
    "list": pa.array(some(lambda i: [None if j == 1 else j for j in range(i % 4)]), pa.list_(pa.int64())),
    "lists": pa.array(
        some(lambda i: [None if j == 1 else ["a"] * j for j in range(i % 4)]), pa.list_(pa.list_(pa.string()))),
    "record": pa.array(
        some(lambda i: {"x": i, "y": [1] * (i % 3), "z": {"q": None if i % 2 else "q"}}),
        pa.struct([("x", pa.int64()), ("y", pa.list_(pa.int64())), ("z", pa.struct([("q", pa.string())]))])),
    "map": pa.array(some(lambda i: [(f"k{j}", j) for j in range(i % 3)]), pa.map_(pa.string(), pa.int64())),
    "nothing": pa.nulls(ROWS),
}
table = pa.table(columns)


def shown(value, kind):
    """A value as Octavo's JSON writes it."""
    if value is None:
        return None
    if pa.types.is_dictionary(kind):
        return value
    if pa.types.is_map(kind):
        return [{"key": key, "value": item} for key, item in value]
    if pa.types.is_binary(kind):
        return value.decode()
    if pa.types.is_timestamp(kind):
        return (value.astimezone(dt.timezone.utc) if value.tzinfo else value).strftime("%Y-%m-%dT%H:%M:%SZ")
    if pa.types.is_date(kind):
        return value.isoformat()
    if pa.types.is_duration(kind):
        return f"{value.seconds}s"
    if pa.types.is_time(kind):
        return f"{value.second}s"
    if pa.types.is_decimal(kind):
        return int(value) if kind.scale == 0 else float(value)
    return value


with open("types.jsonl", "w") as file:
    for row in range(ROWS):
        record = {field.name: shown(table[field.name][row].as_py(), field.type) for field in table.schema}
        file.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")

pq.write_table(table, "types.parquet")
pq.write_table(
    table, "pages-v2.parquet", data_page_version="2.0", compression="zstd", data_page_size=64, write_batch_size=3,
    write_page_index=True)
pq.write_table(table, "plain-gzip.parquet", compression="gzip", use_dictionary=False, row_group_size=7)
pq.write_table(table, "plain-lz4.parquet", compression="lz4", use_dictionary=False)
pq.write_table(table, "unpacked-brotli.parquet", compression={"int8": "brotli"}, use_dictionary=False)
deltas = [
    "int8", "uint16", "uint32", "uint64", "int64", "full", "date", "date64", "nanos", "millis", "seconds", "lasting", "daytime"]
encodings = {name: "DELTA_BINARY_PACKED" for name in deltas}
encodings |= {"text": "DELTA_BYTE_ARRAY", "large": "DELTA_LENGTH_BYTE_ARRAY", "bytes": "DELTA_BYTE_ARRAY", "bool": "RLE"}
encodings |= {"double": "BYTE_STREAM_SPLIT", "single": "BYTE_STREAM_SPLIT", "money": "BYTE_STREAM_SPLIT"}
pq.write_table(table, "deltas.parquet", use_dictionary=False, column_encoding=encodings)
pq.write_table(table.select(["nanos", "full"]), "int96.parquet", use_deprecated_int96_timestamps=True)
feather.write_feather(table, "types.arrow")
feather.write_feather(table, "zstd.arrow", compression="zstd", chunksize=6)
feather.write_feather(table, "plain.arrow", compression="uncompressed")
views = table.set_column(table.schema.get_field_index("text"), "text", table["text"].cast(pa.string_view()))
with ipc.new_stream("stream.arrow", views.schema) as writer:
    writer.write_table(views, max_chunksize=8)

# Rows in groups of 50 and pages of 10, for filters to skip.
count = 500
sorted_rows = {
    "n": [None if chance.random() < 0.05 else row - 100 for row in range(count)],
    "x": [math.nan if chance.random() < 0.05 else round(row / 3 + chance.random() * 20, 2) for row in range(count)],
    "t": ["word" + chr(97 + row // 20) + "é" * (row % 3) for row in range(count)],
    "d": [START.date() + dt.timedelta(row // 5) for row in range(count)],
    "at": [START + dt.timedelta(minutes=row) for row in range(count)],
    "b": [row > 250 for row in range(count)],
    "none": [None if row < 300 else row for row in range(count)],
    "l": [list(range(row % 4)) for row in range(count)],
}
skipping = pa.table(sorted_rows).set_column(3, "d", pa.array(sorted_rows["d"], pa.date32()))
skipping = skipping.set_column(4, "at", pa.array(sorted_rows["at"], pa.timestamp("ms")))
pq.write_table(
    skipping, "skipping.parquet", row_group_size=50, write_page_index=True, max_rows_per_page=10, compression="zstd")

# What is refused.
def only(name, array):
    pq.write_table(pa.table({"ok": pa.array(range(len(array))), "bad": array}), name)


only("uint64-large.parquet", pa.array([1, None, 2**63], pa.uint64()))
only("decimal-wide.parquet", pa.array([decimal.Decimal("1.5"), decimal.Decimal("12345678901234567.25")], pa.decimal128(30, 2)))
only("binary.parquet", pa.array([b"ok", None, b"\xff\xfe"], pa.binary()))
only("seconds-far.parquet", pa.array([1, None, 2**62], pa.timestamp("ms")))
pq.write_table(pa.Table.from_arrays([pa.array([1]), pa.array([2])], names=["a", "a"]), "repeated.parquet")
feather.write_feather(
    pa.table({"ok": pa.array([1]), "bad": pa.array([pa.MonthDayNano([1, 2, 3])])}), "interval.arrow",
    compression="uncompressed")
