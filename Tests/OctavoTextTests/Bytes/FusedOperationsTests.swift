import OctavoText
import Testing

@Suite struct FusedOperationsTests {
    /// Replaces a text by another wherever it stands.
    private struct Replacing: TextOperation {
        let old: String
        let new: String
        func makeWorker() -> any TextWorker { Worker(self) }

        private final class Worker: TextWorker {
            let operation: Replacing
            init(_ operation: Replacing) { self.operation = operation }

            func run(_ text: Span<UInt8>, into result: inout [UInt8]) -> TextOutcome {
                let whole = text.string
                let changed = whole.replacing(operation.old, with: operation.new)
                if changed == whole { return .unchanged }
                result += changed.utf8
                return .changed
            }
        }
    }

    /// Drops texts that hold another.
    private struct Dropping: TextOperation {
        let part: String
        func makeWorker() -> any TextWorker { Worker(part) }

        private final class Worker: TextWorker {
            let part: String
            init(_ part: String) { self.part = part }

            func run(_ text: Span<UInt8>, into result: inout [UInt8]) -> TextOutcome {
                text.string.contains(part) ? .dropped("holds \(part)") : .unchanged
            }
        }
    }

    private func run(_ operations: [any TextOperation], _ text: String) -> String {
        var result: [UInt8] = []
        switch FusedOperations(operations).makeWorker().run(text.utf8.span, into: &result) {
        case .unchanged: return "unchanged" + (result.isEmpty ? "" : " with a rest")
        case .changed: return String(decoding: result, as: UTF8.self)
        case .dropped(let rule): return "dropped: \(rule)"
        }
    }

    @Test func goesThroughAllOfThem() {
        let all: [any TextOperation] = [Replacing(old: "a", new: "b"), Replacing(old: "c", new: "d")]
        #expect(run(all, "ac") == "bd")
        #expect(run(all, "a") == "b")
        #expect(run(all, "xc") == "xd")
        #expect(run(all, "x") == "unchanged")
        #expect(run(all, "") == "unchanged")
        #expect(run([], "a") == "unchanged")
    }

    /// What a later one makes, an earlier one takes up, so that doing it twice changes nothing more.
    @Test func takesTurnsUntilNothingChanges() {
        let all: [any TextOperation] = [Replacing(old: "secret", new: "[X]"), Replacing(old: "s-ecret", new: "secret")]
        #expect(run(all, "a s-ecret") == "a [X]")
        #expect(run([Dropping(part: "b"), Replacing(old: "a", new: "b")], "a") == "dropped: holds b")
    }

    @Test func endsWhereOperationsFight() {
        #expect(["a", "b"].contains(run([Replacing(old: "a", new: "b"), Replacing(old: "b", new: "a")], "a")))
    }

    /// What is told of each of some texts that lie end to end: what it becomes, or the rule and what it was.
    private func told(_ operations: [any TextOperation], _ texts: [String], _ rows: Range<Int>) -> [Int: String] {
        let bytes = texts.flatMap { Array($0.utf8) }
        let offsets = texts.reduce(into: [UInt32(0)]) { $0.append($0[$0.count - 1] + UInt32($1.utf8.count)) }
        var told: [Int: String] = [:]
        var last = -1
        FusedOperations(operations).makeWorker().run(rows, bytes.span, offsets.span) { row, text, rule in
            #expect(row > last, "in order")
            last = row
            told[row] = rule.map { "dropped: \($0)" } ?? text.string
        }
        return told
    }

    private static let letters: [any TextOperation] = [
        Replacing(old: "ab", new: "c"), Replacing(old: "cc", new: "a"), Dropping(part: "bcb"), Replacing(old: "a-", new: "ab"),
    ]

    /// Whatever lies beside it, and however many operations there are.
    @Test(arguments: [0, 1, 2, 3, 4])
    func doesToAColumnWhatItDoesToEachText(operations: Int) {
        var state: UInt64 = 5
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var texts = (0..<500).map { _ in String((0..<next(9)).map { _ in Array("abc-")[next(4)] }) }
        // Longer than what operations take turns on together.
        texts[100] = String(repeating: "ab-", count: 60_000)
        texts[101] = String(repeating: "xy", count: 90_000)
        texts[499] = String(repeating: "bcb", count: 60_000)
        let all = Array(Self.letters.prefix(operations))
        for rows in [0..<500, 3..<300, 100..<101, 7..<7, 499..<500] {
            let told = told(all, texts, rows)
            for row in rows {
                #expect(told[row] ?? "unchanged" == run(all, texts[row]), "row \(row)")
            }
        }
    }

    @Test func endsWhereOperationsFightInAColumn() {
        let all: [any TextOperation] = [Replacing(old: "a", new: "b"), Replacing(old: "b", new: "a")]
        for row in ["a", "xb", "y"] { #expect(told(all, ["y", row], 1..<2)[1] ?? "unchanged" == run(all, row)) }
    }

    /// Personal data that an operation before removed is in no report.
    @Test func tellsOfADroppedTextAsItWasThen() {
        let worker = FusedOperations([Replacing(old: "secret", new: "[X]"), Dropping(part: "!")]).makeWorker()
        var told: [String] = []
        worker.run(0..<1, Array("secret!".utf8).span, [0, 7].span) { _, text, rule in told += [text.string, rule ?? ""] }
        #expect(told == ["[X]!", "holds !"])
    }

    @Test func tellsWhatItDropped() {
        let worker = FusedOperations([Dropping(part: "x")]).makeWorker()
        var result: [UInt8] = []
        for text in ["x", "y", "xx"] { _ = worker.run(text.utf8.span, into: &result) }
        #expect(worker.counts.map { "\($0.what): \($0.count)" } == ["dropped by holds x: 2"])
    }
}

extension Span<UInt8> {
    fileprivate var string: String { String(decoding: indices.map { self[$0] }, as: UTF8.self) }
}
