import OctavoSource
import OctavoTable
import Testing

/// Text files that are cut off, changed, or larger than anybody wants: rows or a diagnostic, never anything else.
@Suite struct DamageTests {
    static let samples: [(FileFormat, String)] = [
        (
            .jsonl,
            "{\"a\":1,\"b\":\"x\\u00e9\\ud83d\\ude00\",\"c\":[1,{\"d\":null}]}\n{\"a\":-2.5e3,\"b\":\"é\",\"c\":[]}\r\n{\"a\":true}\n"
        ),
        (.json, "[ {\"a\":1, \"b\":\"x\\n\"},\n {\"a\":2.5, \"b\":[1,2,[3]]}, {\"c\":{\"d\":null}} ]\n"),
        (.csv, "id,name,note\n1,\"a \"\"b\"\", c\",x\n2,\"two\nlines\",é\n3,,\n"),
        (.tsv, "id\tname\n1\ta\n2\t\"b\tc\"\n"),
        (.txt, "one\ntwo é\r\n\nfour"),
        (.md, "# Title\n\nText é\n"),
        (
            .eml,
            "From: a@b.c\r\nSubject: =?utf-8?B?w6k=?=\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
                + "Content-Transfer-Encoding: quoted-printable\r\n\r\na=C3=A9=\r\nb\r\n--x\r\nContent-Type: text/html; charset=latin1\r\n\r\n<b>h\u{e9}</b>\r\n--x--\r\n"
        ),
        (
            .mbox,
            "From a@b Mon Jan  1 00:00:00 2026\nSubject: one\n\nbody\n>From here\n\nFrom c@d Tue Jan  2 00:00:00 2026\nSubject: two\n\nx\n"
        ),
    ]

    /// Reads in both ways that plans do, with records that are wrong skipped and not.
    private func read(_ bytes: [UInt8], _ format: FileFormat) throws {
        for bad in [ScanOptions.BadRecords.error, .skip, .keep] {
            do {
                let whole = try Reading.all(bytes, Reading.options(format, bad: bad))
                let again = try Reading.inTwoPasses(bytes, Reading.options(format, bad: bad), threads: 1)
                #expect(Reading.rows(whole) == Reading.rows(again))
            } catch is Diagnostic {
                continue
            }
        }
    }

    @Test(arguments: samples.indices) func everyBeginningIsRowsOrADiagnostic(_ place: Int) throws {
        let (format, text) = Self.samples[place]
        let bytes = Array(text.utf8)
        for count in 0...bytes.count { try read(Array(bytes.prefix(count)), format) }
    }

    @Test(arguments: samples.indices) func everyChangedByteIsRowsOrADiagnostic(_ place: Int) throws {
        let (format, text) = Self.samples[place]
        let bytes = Array(text.utf8)
        for index in bytes.indices {
            for byte in [0x00, 0x0A, 0x22, 0x2C, 0x5C, 0x7B, 0x80, 0xFF] as [UInt8] where byte != bytes[index] {
                var changed = bytes
                changed[index] = byte
                try read(changed, format)
            }
        }
    }

    /// Larger than the pieces that files are read in.
    @Test(arguments: [FileFormat.jsonl, .csv, .tsv, .txt, .json]) func fieldsOfTenMegabytesComeBack(_ format: FileFormat) throws {
        let long = String(repeating: "0123456é ", count: 1 << 20)
        let files = MemoryFiles()
        let context = ExecutionContext(files: files)
        let table = Table([("t", Column(.text, ["a", long, "b", long].map { .text($0) }))])
        try TableWriter.write(table, to: "t.\(format.rawValue)", context: context)
        let (_, found) = try TableReader.readAll(
            files: ["t.\(format.rawValue)"], options: Reading.options(format), context: context)
        #expect(found.values(0) == table.values(0))
    }

    @Test func aHundredThousandColumnsAreRead() throws {
        let count = 100_000
        let names = (0..<count).map { "c\($0)" }
        let csv = names.joined(separator: ",") + "\n" + (0..<count).map(String.init).joined(separator: ",") + "\n"
        let table = try Reading.all(csv, Reading.options(.csv))
        #expect(table.schema.count == count && table.count == 1)
        #expect(table.chunks[0].columns[count - 1][0] == .int(Int64(count - 1)))
        let record = "{" + names.enumerated().map { "\"\($1)\":\($0)" }.joined(separator: ",") + "}\n"
        let records = try Reading.all(record + record, Reading.options(.jsonl))
        #expect(records.schema.count == count && records.count == 2)
        #expect(records.chunks[0].columns[count - 1][0] == .int(Int64(count - 1)))
    }

    @Test func numbersOutOfRangeWidenAndAreNotCut() throws {
        let wide = try Reading.all("a\n9223372036854775807\n9223372036854775808\n", Reading.options(.csv))
        // Every digit stays.
        #expect(Reading.types(wide) == ["a: text"])
        #expect(wide.values(0)[1] == .text("9223372036854775808"))
        let lines = try Reading.all("{\"a\":1}\n{\"a\":123456789012345678901234567890}\n", Reading.options(.jsonl))
        #expect(Reading.types(lines) == ["a: float"])
    }

    @Test func theLastOfRepeatedNamesCounts() throws {
        let table = try Reading.all("{\"a\":1,\"b\":{\"c\":1,\"c\":2},\"a\":3}\n", Reading.options(.jsonl))
        #expect(Reading.rows(table) == ["{a: 3, b: {c: 2}}"])
    }

    /// Formats that are read as a whole are unpacked as a whole, and so is what they hold.
    @Test(arguments: [FileFormat.json, .md, .mbox]) func bombsOfDocumentsAreDefused(_ format: FileFormat) throws {
        let files = MemoryFiles()
        let context = ExecutionContext(files: files)
        try TableWriter.write(
            Table([("line", Column(.text, [.text(String(repeating: " ", count: 1 << 20))]))]), to: "t.txt.zst", context: context)
        let one = files.bytes("t.txt.zst")
        files.put("bomb", Array((0..<80).map { _ in one }.joined()))
        let problem = Reading.diagnostic {
            _ = try TableReader.readAll(files: ["bomb"], options: Reading.options(format), context: context)
        }
        #expect(problem?.code == "compressed-too-far")
    }
}
