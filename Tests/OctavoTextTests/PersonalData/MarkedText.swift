import OctavoText
import ProjectFiles
import Testing

/// A text in which `«kind:…»` marks what must be found, as in `data/pii`.
struct MarkedText: Sendable, CustomTestStringConvertible {
    struct Mark: Hashable, Sendable, CustomStringConvertible {
        let kind: String
        let text: String
        let start: Int
        var description: String { "\(kind) `\(text)` at \(start)" }
    }

    let text: String
    let marks: Set<Mark>
    var testDescription: String { text }

    init(_ line: some StringProtocol) {
        var text = ""
        var marks: Set<Mark> = []
        var kind: String?
        var marked = ""
        var isEscaped = false
        for character in line {
            var character = character
            if isEscaped {
                character = character == "n" ? "\n" : character
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
                continue
            } else if character == "«" {
                kind = ""
                continue
            } else if character == "»", let name = kind {
                marks.insert(Mark(kind: String(name.dropLast()), text: marked, start: text.utf8.count))
                text += marked
                (kind, marked) = (nil, "")
                continue
            } else if let name = kind, !name.hasSuffix(":") {
                kind = name + String(character)
                continue
            }
            if kind == nil { text.append(character) } else { marked.append(character) }
        }
        self.text = text
        self.marks = marks
    }

    /// What a scanner finds, as marks.
    func found(_ kinds: PersonalDataKinds = .standard) -> Set<Mark> {
        var scanner = PersonalDataScanner(kinds)
        let bytes = Array(text.utf8)
        return Set(
            scanner.matches(in: bytes.span).map {
                Mark(kind: $0.kind.name, text: String(decoding: bytes[$0.start..<$0.end], as: UTF8.self), start: $0.start)
            })
    }

    /// The texts of a file in `data/pii`.
    static func file(_ name: String) -> [MarkedText] {
        Project.text("data/pii/\(name)").split(separator: "\n").filter { !$0.hasPrefix("#") }.map { MarkedText($0) }
    }
}
