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
