import OctavoNotebook
import OctavoSource
import Testing

@Suite struct SplicePropertyTests {
    /// Documents with a cell in each of eight seeded batches; 10,000 together.
    static let documentsPerBatch = 1250

    @Test(arguments: UInt64(0)..<8) func holdsForRandomDocuments(seed: UInt64) {
        var random = RandomNotebook(seed: seed)
        var closed = 0
        var tried = 0
        while tried < Self.documentsPerBatch {
            let bytes = random.document()
            let before = Notebook.parse(bytes, name: "nb.md")
            #expect(before.bytes == bytes)
            guard let cell = before.cells.randomElement(using: &random.numbers) else { continue }
            tried += 1
            if cell.isClosed { closed += 1 }
            let failures = Self.failures(before, cell.number, random.result())
            #expect(failures.isEmpty, "seed \(seed): \(failures) in \(text(bytes).debugDescription)")
        }
        #expect(closed > Self.documentsPerBatch / 2)
    }

    /// The properties that do not hold.
    static func failures(_ before: Notebook, _ number: Int, _ result: CellResult) -> [String] {
        var failures: [String] = []
        func check(_ holds: Bool, _ property: String) { if !holds { failures.append(property) } }
        let cell = before.cells[number - 1]
        let splice = Splice.apply([number: .replace(result)], to: before)
        let after = Notebook.parse(splice.bytes, name: "nb.md")
        guard let closer = cell.fence.closer else {
            return splice.bytes == before.bytes && splice.refused.count == 1 ? [] : ["refuses what is not closed"]
        }
        let region = cell.resultRegion ?? ByteRange(closer.end, closer.end)
        check(splice.bytes.starts(with: before.bytes[..<region.start]), "keeps the bytes before")
        check(splice.bytes.suffix(before.bytes.count - region.end) == before.bytes[region.end...], "keeps the bytes after")
        check(splice.refused.isEmpty, "refuses nothing")

        check(after.cells.count == before.cells.count, "keeps the number of cells")
        check(after.orphans.count == before.orphans.count, "keeps the orphans")
        for (old, new) in zip(before.cells, after.cells) {
            check(old.text == new.text && old.isClosed == new.isClosed && old.name == new.name, "keeps the cells")
            if old.number != number { check(old.results.map(\.content) == new.results.map(\.content), "keeps the other results") }
        }
        if after.cells.count == before.cells.count {
            check(after.cells[number - 1].results.map(\.content) == expected(result), "reads the same result back")
            check(after.cells[number - 1].results.first?.attributes.isStale ?? result.isStale == result.isStale, "keeps the flag")
            let comparison = ResultComparison(.exact)
            check(comparison.differences(stored: after.cells[number - 1].results, fresh: result).isEmpty, "compares equal")
        }
        check(Splice.apply([number: .replace(result)], to: after).bytes == splice.bytes, "is idempotent")

        let bare = Splice.strip(before)
        let first = Splice.apply([number: .replace(result)], to: Notebook.parse(bare.bytes, name: "nb.md"))
        let again = Splice.strip(Notebook.parse(first.bytes, name: "nb.md"))
        check(
            Notebook.parse(again.bytes, name: "nb.md").cells.allSatisfy { !$0.isClosed || $0.results.isEmpty },
            "strips everything")
        let second = Splice.apply([number: .replace(result)], to: Notebook.parse(again.bytes, name: "nb.md"))
        check(second.bytes == first.bytes, "records the same after a strip")
        return failures
    }

    private static func expected(_ result: CellResult) -> [ResultBlock.Content] {
        var contents: [ResultBlock.Content] = []
        for part in result.parts {
            switch part {
            case .text(let text, _):
                if !text.isEmpty { contents.append(.output(text)) }
            case .image(let path, let alternative, _, _):
                contents.append(.image(path: path, alternative: oneLine(alternative)))
            }
        }
        if let failure = result.failure { contents.append(.error(failure.text)) }
        return contents
    }

    /// An alternative text as it is shown: one line, trimmed, without control characters.
    private static func oneLine(_ alternative: String) -> String {
        let spaced = String(decoding: alternative.utf8.map { [0x09, 0x0A, 0x0D].contains($0) ? 0x20 : $0 }, as: UTF8.self)
        let start = spaced.utf8.firstIndex { $0 != 0x20 } ?? spaced.utf8.endIndex
        return stored(String(spaced[start...])).lines.first ?? ""
    }
}
