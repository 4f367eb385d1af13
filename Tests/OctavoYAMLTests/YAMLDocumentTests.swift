import OctavoSource
import OctavoYAML
import Testing

@Suite struct YAMLDocumentTests {
    private func read(_ text: String) throws -> YAMLNode? { try YAMLDocument.read(Source(name: "a.yaml", text: text)) }

    /// A tree on one line: `{a: 1, b: [text(x), null]}`.
    private func shown(_ node: YAMLNode?) -> String {
        switch node?.kind {
        case nil: "nothing"
        case .null?: "null"
        case .bool(let bit)?: "\(bit)"
        case .int(let number)?: "\(number)"
        case .float(let number)?: "float(\(number))"
        case .text(let text)?: "text(\(text))"
        case .list(let items)?: "[" + items.map(shown).joined(separator: ", ") + "]"
        case .mapping(let entries)?: "{" + entries.map { "\($0.key): \(shown($0.value))" }.joined(separator: ", ") + "}"
        }
    }

    @Test(
        arguments: [
            ("", "nothing"), ("# a word\n", "nothing"), ("---\n", "nothing"), ("a", "text(a)"), ("- 1\n- x\n", "[1, text(x)]"),
            ("a: 1\nb: [x, ~]\n", "{a: 1, b: [text(x), null]}"),
            ("a: no\nb: on\nc: yes", "{a: text(no), b: text(on), c: text(yes)}"),
            ("a: true\nb: False", "{a: true, b: false}"), ("a: 1.5\nb: 1e3\nc: -7", "{a: float(1.5), b: float(1000.0), c: -7}"),
            ("a: 0x1F\nb: 0o17\nc: 1.2.3\nd: 12:30", "{a: 31, b: 15, c: text(1.2.3), d: text(12:30)}"),
            ("a: '1'\nb: \"true\"", "{a: text(1), b: text(true)}"), ("a: &x 3\nb: *x", "{a: 3, b: 3}"),
            ("a: !!str 3", "{a: text(3)}"), ("a: |\n  one\n  two\n", "{a: text(one\ntwo\n)}"),
        ])
    func readsValuesAsVersionOneTwoSays(text: String, wanted: String) throws {
        #expect(shown(try read(text)) == wanted)
    }

    @Test func bytesThatAreNoUTF8MoveNoPlace() throws {
        let bytes = Array("a".utf8) + Array(repeating: 0xFF, count: 40) + Array(": 17 # why\nb: x".utf8)
        let root = try #require(try YAMLDocument.read(Source(name: "a.yaml", bytes: bytes)))
        guard case .mapping(let entries) = root.kind else {
            Issue.record("no mapping: \(shown(root))")
            return
        }
        #expect(entries.count == 2)
        #expect(entries.map { $0.value.range.text } == ["17", "x"])
        #expect(entries.map { $0.keyRange.bytes.start } == [0, bytes.count - 4])
        #expect(entries[0].keyRange.bytes.end <= bytes.count - 5)
    }

    @Test func knowsWhereEverythingStands() throws {
        let root = try #require(try read("# é\nsources:\n  - name: 'é x' # why\n    path: data/ü\n"))
        let entry = try #require(root.entry("sources"))
        #expect(entry.keyRange.text == "sources")
        let item = try #require(entry.value.items.first)
        #expect(item["name"]?.range.text == "'é x'")
        #expect(item["path"]?.range.text == "data/ü")
        #expect(item.entry("path")?.keyRange.start == SourcePosition(line: 3, column: 4))
    }

    @Test(
        arguments: [
            ("a: [1,\nb: 2", 2), ("a: 1\n\tb: 2", 2), ("a: 1\na: 2\n", 2), ("a: *nobody", 1), ("a: 1\n---\nb: 2", 2),
            ("{a: 1", 1),
            ("? [a]\n: 1\n", 1), ("a: \"x", 1),
        ])
    func namesThePlaceOfAMistake(text: String, line: Int) {
        do {
            _ = try read(text)
            Issue.record("`\(text)` was read")
        } catch let diagnostic as Diagnostic {
            #expect(diagnostic.code == "bad-config")
            #expect(diagnostic.primary.map { $0.range.start.line + 1 } ?? 0 >= line)
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test func refusesWhatWouldNeverEnd() {
        let doubled = (1...40).reduce("a0: &a0 [x, x]\n") { $0 + "a\($1): &a\($1) [*a\($1 - 1), *a\($1 - 1)]\n" }
        let deep = String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
        for text in [doubled, deep, String(repeating: "[", count: 100_000)] {
            #expect(throws: Diagnostic.self) { try read(text) }
        }
    }
}
