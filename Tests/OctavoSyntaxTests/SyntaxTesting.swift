import OctavoSource
import OctavoSyntax
import Testing

/// Helpers that every suite here uses.
enum SyntaxTesting {
    static func parse(_ text: String, mode: Parser.Mode = .cell) -> SyntaxTree {
        Parser.parse(Source(name: "test", text: text), mode: mode)
    }

    static func dump(_ text: String, mode: Parser.Mode = .cell) -> String {
        let tree = parse(text, mode: mode)
        guard tree.diagnostics.isEmpty else { return "error: " + codes(tree) }
        return SyntaxDump.text(tree)
    }

    static func codes(_ tree: SyntaxTree) -> String { tree.diagnostics.map(\.code.rawValue).joined(separator: " ") }

    /// A text with marked places: the text without the marks, and what they enclose in byte ranges.
    static func unmark(_ marked: String) -> (text: String, places: [ByteRange]) {
        var text = ""
        var open: [Int] = []
        var places: [ByteRange] = []
        for scalar in marked.unicodeScalars {
            if scalar == "«" {
                open.append(text.utf8.count)
            } else if scalar == "»", let start = open.popLast() {
                places.append(ByteRange(start, text.utf8.count))
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return (text, places.sorted { $0.start < $1.start })
    }

    /// The text with every certain and possible fix of its diagnostics applied, last place first.
    static func fixed(_ text: String, mode: Parser.Mode = .cell) -> String {
        let edits = parse(text, mode: mode).diagnostics.compactMap(\.fix).flatMap(\.edits)
        return apply(edits, to: text)
    }

    static func apply(_ edits: [Fix.Edit], to text: String) -> String {
        var bytes = Array(text.utf8)
        let ordered = edits.enumerated().sorted {
            ($0.element.range.bytes.start, $0.offset) > ($1.element.range.bytes.start, $1.offset)
        }
        for (_, edit) in ordered {
            bytes.replaceSubrange(edit.range.bytes.start..<edit.range.bytes.end, with: Array(edit.replacement.utf8))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A text and what is expected of it.
struct Example: Sendable, CustomTestStringConvertible {
    let text: String
    let dump: String

    init(_ text: String, _ dump: String) {
        self.text = text
        self.dump = dump
    }

    var testDescription: String { text.isEmpty ? "(empty)" : text }
}
