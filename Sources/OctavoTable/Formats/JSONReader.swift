package import OctavoSource

/// Reads one JSON text (RFC 8259). Whole numbers that fit are ints, others floats; a repeated name keeps its place and takes
/// the last value.
package struct JSONReader {
    /// Deeper nesting is refused: it would use up the stack.
    package static let deepest = 200

    private let bytes: [UInt8]
    private var place = 0
    /// Where the text stands, if that is a file.
    private let source: Source?

    private init(_ bytes: [UInt8], _ source: Source?) {
        self.bytes = bytes
        self.source = source
    }

    package static func read(_ text: String) throws -> Datum { try read(JSONReader(Array(text.utf8), nil)) }

    /// Mistakes are shown at their place.
    package static func read(_ source: Source) throws -> Datum { try read(JSONReader(source.bytes, source)) }

    private static func read(_ reader: JSONReader) throws -> Datum {
        var reader = reader
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.place == reader.bytes.count else { throw reader.problem("more follows after the value") }
        return value
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
    }

    private func problem(_ reason: String) -> Diagnostic {
        if let source {
            let start = min(place, bytes.count)
            return Diagnostic(
                "bad-json", "`\(source.name)` is not JSON: \(reason)",
                at: SourceRange(source, ByteRange(start, min(start + 1, bytes.count))))
        }
        let before = bytes[..<min(place, bytes.count)]
        let lines = before.count { $0 == 0x0A }
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let characters = before[lineStart...].count { $0 & 0xC0 != 0x80 }
        let spot = (lines > 0 ? "line \(lines + 1), " : "") + "character \(characters + 1)"
        return Diagnostic(
            "bad-json", "the text is not JSON: \(reason) at \(spot)",
            help: ["`try parse_json(…) else null` gives null for such texts"])
    }

    private mutating func value(depth: Int) throws -> Datum {
        guard depth <= Self.deepest else { throw problem("it nests more than \(Self.deepest) deep") }
        skipSpace()
        switch next {
        case nil: throw problem("it ends where a value is wanted")
        case UInt8(ascii: "{"): return try record(depth: depth)
        case UInt8(ascii: "["): return try list(depth: depth)
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ word: String, _ value: Datum) throws -> Datum {
        guard bytes[place...].starts(with: word.utf8) else { throw problem("a value is wanted") }
        place += word.utf8.count
        return value
    }

    private mutating func list(depth: Int) throws -> Datum {
        place += 1
        var items: [Datum] = []
        skipSpace()
        if next == UInt8(ascii: "]") {
            place += 1
            return .list([])
        }
        while true {
            items.append(try value(depth: depth + 1))
            skipSpace()
            if next == UInt8(ascii: "]") {
                place += 1
                return .list(items)
            }
            guard next == UInt8(ascii: ",") else { throw problem("`,` or `]` is wanted") }
            place += 1
        }
    }

    /// A name by its code points: two that Unicode takes for the same text are two names.
    private struct Name: Hashable {
        let text: String
        init(_ text: String) { self.text = text }
        static func == (one: Name, other: Name) -> Bool { one.text.utf8.elementsEqual(other.text.utf8) }
        func hash(into hasher: inout Hasher) { for byte in text.utf8 { hasher.combine(byte) } }
    }

    private mutating func record(depth: Int) throws -> Datum {
        place += 1
        var fields: [(name: String, value: Datum)] = []
        var places: [Name: Int] = [:]
        skipSpace()
        if next == UInt8(ascii: "}") {
            place += 1
            return .record([])
        }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw problem("a name in quotes is wanted") }
            let name = try text()
            skipSpace()
            guard next == UInt8(ascii: ":") else { throw problem("`:` is wanted") }
            place += 1
            let value = try value(depth: depth + 1)
            if let known = places[Name(name)] {
                fields[known].value = value
            } else {
                places[Name(name)] = fields.count
                fields.append((name: name, value: value))
            }
            skipSpace()
            if next == UInt8(ascii: "}") {
                place += 1
                return .record(fields)
            }
            guard next == UInt8(ascii: ",") else { throw problem("`,` or `}` is wanted") }
            place += 1
        }
    }

    private mutating func digits() -> Int {
        let start = place
        while let byte = next, byte &- 0x30 < 10 { place += 1 }
        return place - start
    }

    private mutating func number() throws -> Datum {
        let start = place
        if next == UInt8(ascii: "-") { place += 1 }
        let isZero = next == UInt8(ascii: "0")
        let whole = digits()
        guard whole > 0 else {
            place = start
            throw problem("a value is wanted")
        }
        if isZero, whole > 1 { throw problem("a number starts with 0") }
        var isWhole = true
        if next == UInt8(ascii: ".") {
            place += 1
            isWhole = false
            guard digits() > 0 else { throw problem("a digit is wanted") }
        }
        if let byte = next, byte | 0x20 == UInt8(ascii: "e") {
            place += 1
            isWhole = false
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { place += 1 }
            guard digits() > 0 else { throw problem("a digit is wanted") }
        }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        if isWhole, let number = Int64(text) { return .int(number) }
        guard let number = Double(text) else { throw problem("a value is wanted") }
        return .float(number)
    }

    private mutating func text() throws -> String {
        place += 1
        var result: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                place += 1
                return String(decoding: result, as: UTF8.self)
            case UInt8(ascii: "\\"):
                place += 1
                try escape(into: &result)
            case 0..<0x20: throw problem("a control character stands in a text")
            default:
                result.append(byte)
                place += 1
            }
        }
        throw problem("a text has no end")
    }

    private mutating func escape(into result: inout [UInt8]) throws {
        guard let byte = next else { throw problem("a text has no end") }
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(byte)
        case UInt8(ascii: "b"): result.append(0x08)
        case UInt8(ascii: "f"): result.append(0x0C)
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "u"):
            var code = try hexadecimal()
            // A pair of surrogates is one code point; a surrogate alone is none, and U+FFFD stands for it.
            if (0xD800..<0xDC00).contains(code), bytes[place...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) {
                let back = place
                place += 2
                let low = try hexadecimal()
                if (0xDC00..<0xE000).contains(low) {
                    code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
                } else {
                    place = back
                }
            }
            result.append(contentsOf: String(Unicode.Scalar(code) ?? "\u{FFFD}").utf8)
        default:
            place -= 1
            throw problem("an unknown escape stands in a text")
        }
    }

    private mutating func hexadecimal() throws -> UInt32 {
        guard place + 4 <= bytes.count, bytes[place..<place + 4].allSatisfy({ $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 6 }),
            let code = UInt32(String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16)
        else { throw problem("four hex digits are wanted") }
        place += 4
        return code
    }
}
