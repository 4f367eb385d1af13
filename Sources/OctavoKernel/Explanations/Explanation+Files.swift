import OctavoSource

extension Explanation {
    /// Reading and writing.
    static let files: [Explanation] = [
        Explanation(
            "file-not-found", "A path that names no file",
            "Relative paths start at the project's root. The message says what the folder holds.",
            wrong: "load(\"data/none.csv\")", right: "table([{a: 1}])"),
        Explanation(
            "file-not-readable", "A file that this user may not read",
            "Look at its permissions."),
        Explanation(
            "file-not-writable", "A file that cannot be written",
            "The message has the system's own reason. A file is written under another name first and renamed when it is complete, so the old "
                + "one is as it was."),
        Explanation(
            "file-changed", "A file that changed while it was read",
            "Types are found in one pass over a file and rows may be read in another, and both must see the same bytes. Run again; where "
                + "another program keeps writing to the file, load a copy."),
        Explanation(
            "spill-failed", "Rows that could not be set aside on disk",
            "`sort`, `distinct`, `summarize` and `join` keep on disk what does not fit the memory budget, in the folder that `TMPDIR` names, "
                + "else `/var/tmp`. The message has the system's own reason. Nothing stays there when a run ends, however it ends."
        ),
        Explanation(
            "outside-project", "A path outside the project",
            "A notebook that is run or tested reads and writes inside its project alone; `--allow PATH` names more."),
        Explanation(
            "unknown-format", "A file name that does not say its format",
            "Name it: `load(path, format: \"csv\")`."),
        Explanation(
            "mixed-formats", "Files of several formats in one `load`",
            "A folder or pattern names files that are read in one way. Load each kind by a pattern of its own, such as `data/*.csv`, "
                + "and put the tables together with `union`."),
        Explanation(
            "format-not-writable", "A format that is only read",
            "Tables are written as jsonl, json, csv, tsv, txt, parquet or arrow, and into SQLite databases."),
        Explanation(
            "wrong-columns", "A table that a txt file cannot hold",
            "A txt file holds one text a line: `select` that column first."),
        Explanation(
            "line-break-in-text", "A text of several lines for a txt file",
            "A txt file holds one text a line. Write jsonl or csv, or replace the line breaks."),
        Explanation(
            "bad-record", "A record that cannot be read",
            "`bad: \"skip\"` leaves such records out and counts them, `bad: \"keep\"` keeps them in a column `_bad`. "
                + "JSON is UTF-8: `bad: \"repair\"` reads its other bytes as Windows-1252, which the other text formats always do."
        ),
        Explanation(
            "wrong-type", "A value that is not of the type that `types:` fixes",
            "Leave the column out of `types:`, and all its values decide; or load it as text and convert it: `try int(.x) else null`."
        ),
        Explanation(
            "record-too-long", "A record of half a gigabyte",
            "That is hardly one record: in a csv file a quote that is never closed makes the rest of the file one field."),
        Explanation(
            "too-many-columns", "More fields than columns",
            "Every name of a field is a column. Where names are data, such as one field a user, name those that are needed by "
                + "`columns:`."),
        Explanation(
            "unsupported-encoding", "A file that is not UTF-8",
            "Text is read as UTF-8, and csv, txt and mail also as Windows-1252. Convert others first: `iconv -f UTF-16 -t UTF-8`."
        ),
        Explanation(
            "unsupported-line-ends", "Lines that end in carriage returns alone",
            "Lines end in a line feed, with or without a carriage return before it. Convert the file first: `tr '\\r' '\\n'`."),
        Explanation(
            "not-compressed", "A plain file under a compressed file's name",
            "The first bytes tell what a file is. Rename it without `.gz` or `.zst`."),
        Explanation(
            "compressed-damaged", "A compressed file that is cut off or damaged",
            "`gzip -t` or `zstd -t` says the same. Fetch the file again."),
        Explanation(
            "compressed-too-far", "A small file that unpacks to a huge one",
            "Such files are made to fill a machine's memory. Unpack it by hand if its source can be trusted."),
        Explanation(
            "compression-failed", "A file that could not be compressed",
            "This happens when memory is out. Write it without `.gz` or `.zst`."),
        Explanation(
            "out-of-memory", "No memory for a compressed file",
            "Close other programs, or work on less at a time."),
        Explanation(
            "duplicate-cell", "Two values for one cell",
            "`pivot` makes one row of all rows whose other columns are equal, and found two values there for one new column. An "
                + "aggregate says what becomes of them; a column that tells the rows apart keeps both.",
            wrong: "table([{m: \"x\", n: 1}, {m: \"x\", n: 2}]) | pivot(names: .m, values: .n)",
            right: "table([{m: \"x\", n: 1}, {m: \"x\", n: 2}]) | pivot(names: .m, values: sum(.n))"),
        Explanation(
            "too-many-names", "A column with too many distinct values to make columns of",
            "`pivot` makes a column of every distinct value of `names`, ten thousand at most. Numbers, times and identifiers are "
                + "seldom meant; round or cut them first.",
            wrong: "table([{id: i, n: 1} for i in 0..20000]) | pivot(names: .id, values: .n)",
            right:
                "table([{id: i, n: 1} for i in 0..20000]) | derive(part: mod(.id, 4)) | drop(.id) | pivot(names: .part, values: sum(.n))"
        ),
        Explanation(
            "join-many", "A row that meets several where one was expected",
            "`expect: \"one\"` says that the right table has each key once. Use `distinct` on it first, or expect many.",
            wrong: "table([{k: 1}]) | join(table([{k: 1, n: 2}, {k: 1, n: 3}]), on: .k, expect: \"one\")",
            right: "table([{k: 1}]) | join(table([{k: 1, n: 2}, {k: 1, n: 3}]) | distinct(.k), on: .k, expect: \"one\")"),
    ]
}
