/// The rules of XML 1.0 that a figure could break: nesting, quoting, references, characters.
enum XMLCheck {
    /// What is wrong with a document; `nil` for one that is well-formed.
    static func problem(_ text: String) -> String? {
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: continue
            default: return "a character that XML cannot hold: \(scalar.value)"
            }
        }
        var open: [Substring] = []
        var rest = text[...]
        while let start = rest.firstIndex(of: "<") {
            if let problem = references(rest[..<start]) { return problem }
            if rest[..<start].contains(">") { return "a bare > in text" }
            guard let end = tagEnd(rest[start...]) else { return "a tag without an end" }
            let tag = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("/") {
                guard open.popLast() == tag.dropFirst() else { return "</\(tag.dropFirst())> closes another element" }
                continue
            }
            let isEmpty = tag.hasSuffix("/")
            let name = tag.prefix { $0.isLetter }
            if name.isEmpty { return "an element without a name" }
            if let problem = attributes((isEmpty ? tag.dropLast() : tag).dropFirst(name.count)) { return problem }
            if !isEmpty { open.append(name) }
        }
        return open.isEmpty ? references(rest) : "\(open.last ?? "") is not closed"
    }

    /// The `>` that ends a tag: one in quotes does not.
    private static func tagEnd(_ text: Substring) -> Substring.Index? {
        var isQuoted = false
        for index in text.indices {
            if text[index] == "\"" { isQuoted.toggle() }
            if text[index] == ">", !isQuoted { return index }
        }
        return nil
    }

    private static func attributes(_ text: Substring) -> String? {
        var names: Set<Substring> = []
        var rest = text.drop { $0 == " " || $0 == "\n" }
        while !rest.isEmpty {
            let name = rest.prefix { $0.isLetter || $0 == "-" || $0.isNumber }
            rest = rest.dropFirst(name.count)
            guard !name.isEmpty, rest.hasPrefix("=\""), let end = rest.dropFirst(2).firstIndex(of: "\"") else {
                return "an attribute that is not quoted: \(text)"
            }
            if !names.insert(name).inserted { return "the attribute \(name) twice" }
            let value = rest[rest.index(rest.startIndex, offsetBy: 2)..<end]
            if value.contains("<") { return "a bare < in an attribute" }
            if let problem = references(value) { return problem }
            rest = rest[rest.index(after: end)...].drop { $0 == " " || $0 == "\n" }
        }
        return nil
    }

    private static func references(_ text: Substring) -> String? {
        var rest = text
        while let start = rest.firstIndex(of: "&") {
            rest = rest[rest.index(after: start)...]
            guard ["amp;", "lt;", "gt;", "quot;"].contains(where: rest.hasPrefix) else { return "a bare & in \(text)" }
        }
        return nil
    }
}
