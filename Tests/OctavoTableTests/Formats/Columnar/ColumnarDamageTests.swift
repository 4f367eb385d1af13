import OctavoSource
import OctavoTable
import Testing

/// Bytes that are no longer what a writer wrote: every one gives a table or a diagnostic.
@Suite struct ColumnarDamageTests {
    private static let names = [
        "types.parquet", "pages-v2.parquet", "deltas.parquet", "plain.arrow", "zstd.arrow", "stream.arrow",
    ]

    private func isTableOrDiagnostic(_ bytes: [UInt8], _ name: String) throws -> Bool {
        let context = ExecutionContext(files: MemoryFiles([name: bytes]), threads: 1)
        do {
            let (_, table) = try TableReader.readAll(files: [name], options: try ColumnarFixture.options(name), context: context)
            // Looks at every value.
            for column in 0..<table.schema.count { _ = table.values(column) }
            return true
        } catch { return error is Diagnostic }
    }

    @Test(arguments: names)
    func filesThatAreCutOffAreSaidToBe(_ name: String) throws {
        let whole = ColumnarFixture.bytes(name)
        for length in stride(from: 0, to: whole.count, by: 11) {
            #expect(try isTableOrDiagnostic(Array(whole.prefix(length)), name), "\(length) bytes")
        }
        let diagnostic = Reading.diagnostic {
            let context = ExecutionContext(files: MemoryFiles([name: Array(whole.prefix(whole.count - 9))]))
            _ = try TableReader.readAll(files: [name], options: try ColumnarFixture.options(name), context: context)
        }
        if name != "stream.arrow" { #expect(diagnostic?.code == "bad-file") }
    }

    @Test(arguments: names)
    func changedBytesEndNothing(_ name: String) throws {
        let whole = ColumnarFixture.bytes(name)
        var random = OctavoTable.SplitMix(seed: 7)
        for place in stride(from: 0, to: whole.count, by: 5) {
            var changed = whole
            changed[place] = UInt8(random.next(below: 256))
            if place + 1 < whole.count, random.next(below: 2) == 0 { changed[place + 1] ^= 0xFF }
            #expect(try isTableOrDiagnostic(changed, name), "byte \(place)")
        }
    }

    @Test func anEmptyFileIsNoTable() throws {
        for name in ["t.parquet", "t.arrow"] {
            let context = ExecutionContext(files: MemoryFiles([name: []]))
            let diagnostic = Reading.diagnostic {
                _ = try TableReader.inferSchema(files: [name], options: try ColumnarFixture.options(name), context: context)
            }
            #expect(diagnostic?.code == "bad-file")
            #expect(diagnostic?.message.hasPrefix("cannot read `\(name)`: ") ?? false)
        }
    }

    @Test func anotherFormatIsNamedByWhatIsMissing() throws {
        let context = ExecutionContext(files: MemoryFiles("t.parquet", "a,b\n1,2\n3,4\n"))
        let diagnostic = Reading.diagnostic {
            _ = try TableReader.inferSchema(files: ["t.parquet"], options: ScanOptions(format: .parquet), context: context)
        }
        #expect(diagnostic?.message == "cannot read `t.parquet`: it does not end as a Parquet file does")
    }
}
