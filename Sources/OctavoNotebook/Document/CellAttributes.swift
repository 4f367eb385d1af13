package import OctavoSource

/// How a stored result is compared with a fresh one.
package enum CompareMode: String, CaseIterable, Sendable {
    case exact
    /// Numbers within the tolerance, everything else exact.
    case close
    /// Rows of a table in any order.
    case rows
    /// Names of the columns and number of rows.
    case shape
    /// Not at all.
    case none
}

/// What the words after `octavo` in a cell's info string ask for.
package struct CellAttributes: Sendable {
    package enum Raises: Hashable, Sendable {
        case any
        case code(DiagnosticCode)
    }

    package internal(set) var name: String?
    /// Bindings of this cell can be replaced from outside, as by `--set`.
    package internal(set) var isParameters = false
    package internal(set) var isSkipped = false
    package internal(set) var isVolatile = false
    package internal(set) var isHidden = false
    package internal(set) var raises: Raises?
    package internal(set) var compare = CompareMode.exact
    /// `nil` where the cell does not say; `ResultComparison.defaultTolerance` holds then.
    package internal(set) var tolerance: Double?
    package internal(set) var timeout: Duration?
    /// How many lines of a text are stored, `nil` where the cell does not say.
    package internal(set) var lines: Int?
    /// Words that mean nothing to this version, as they stand.
    package internal(set) var unknown: [String] = []

    package init() {}

    package static let flags = ["params", "skip", "volatile", "hide"]
    package static let keys = ["name", "raises", "compare", "tol", "timeout", "lines"]
}

extension CellAttributes {
    /// Reads the words of `info` but the first. Every mistake is reported, and the other words still count.
    static func parse(_ info: ByteRange, of source: Source, diagnostics: inout [Diagnostic]) -> CellAttributes {
        var attributes = CellAttributes()
        var seen: [String: SourceRange] = [:]
        for word in InfoString.words(of: source.bytes, in: info).dropFirst() {
            let range = SourceRange(source, word)
            guard let attribute = InfoAttribute(source.bytes, word) else {
                diagnostics.append(malformed(range))
                continue
            }
            if let first = seen[attribute.key] {
                diagnostics.append(
                    Diagnostic(
                        "duplicate-attribute", "the cell has the attribute `\(attribute.key)` twice", at: range,
                        secondary: [.init(first, "first here")], help: ["keep one of the two"]))
                continue
            }
            seen[attribute.key] = range
            do throws(Diagnostic) {
                try attributes.set(attribute)
            } catch {
                diagnostics.append(error.located(at: range))
            }
        }
        return attributes
    }

    private mutating func set(_ attribute: InfoAttribute) throws(Diagnostic) {
        switch attribute.key {
        case "params": isParameters = try attribute.flag()
        case "skip": isSkipped = try attribute.flag()
        case "volatile": isVolatile = try attribute.flag()
        case "hide": isHidden = try attribute.flag()
        case "name": name = try attribute.name()
        case "raises":
            let code = try attribute.value(example: "raises=unknown-column")
            raises = code == "any" ? .any : .code(DiagnosticCode(code))
        case "compare":
            let value = try attribute.value(example: "compare=close")
            guard let mode = CompareMode(rawValue: value) else {
                let names = CompareMode.allCases.map(\.rawValue)
                throw Diagnostic(
                    "attribute-value", "`compare` cannot be `\(value)`",
                    help: [
                        Suggestion.question(for: value, among: names) ?? "one of "
                            + names.map { "`\($0)`" }.joined(separator: ", ")
                    ])
            }
            compare = mode
        case "tol":
            let value = try attribute.value(example: "tol=1e-6")
            guard let number = Double(value), number >= 0, number.isFinite else {
                throw Diagnostic(
                    "attribute-value", "`tol` cannot be `\(value)`: a tolerance is a number from 0 up", help: ["e.g. `tol=1e-6`"])
            }
            tolerance = number
        case "timeout":
            let value = try attribute.value(example: "timeout=30s")
            guard let duration = DurationText.parse(value) else {
                throw Diagnostic(
                    "attribute-value", "`timeout` cannot be `\(value)`: a time limit is a whole number with a unit",
                    help: ["units are `ms`, `s`, `m` and `h`, e.g. `timeout=30s`"])
            }
            timeout = duration
        case "lines":
            let value = try attribute.value(example: "lines=100")
            guard let number = Int(value), number > 0 else {
                throw Diagnostic(
                    "attribute-value", "`lines` cannot be `\(value)`: it is a whole number from 1 up", help: ["e.g. `lines=100`"])
            }
            lines = number
        default:
            unknown.append(attribute.text)
            throw Self.unknownAttribute(attribute.key)
        }
    }

    private static func unknownAttribute(_ key: String) -> Diagnostic {
        let names = flags + keys
        let list = names.map { "`\($0)`" }.joined(separator: ", ")
        return Diagnostic(
            "unknown-attribute", "a cell has no attribute `\(key)`", severity: .warning,
            help: [Suggestion.question(for: key, among: names) ?? "the attributes are \(list)"])
    }

    private static func malformed(_ range: SourceRange) -> Diagnostic {
        Diagnostic(
            "malformed-attribute", "cannot read `\(range.text)` as an attribute of the cell", at: range,
            notes: ["an attribute is a word, or `key=value` with a value of letters, digits and `._:/+~@%-`"],
            help: ["write attributes with spaces between them and without quotes or braces, e.g. `name=raw compare=close`"])
    }
}

/// One word of an info string: `flag` or `key=value`.
struct InfoAttribute {
    let key: String
    let value: String?

    var text: String { value.map { "\(key)=\($0)" } ?? key }

    init?(_ bytes: [UInt8], _ word: ByteRange) {
        var index = word.start
        while index < word.end,
            bytes[index].isLetter || bytes[index].isDigit || bytes[index] == 0x5F || bytes[index] == Byte.hyphen
        {
            index += 1
        }
        guard index > word.start else { return nil }
        key = String(decoding: bytes[word.start..<index], as: UTF8.self)
        if index == word.end {
            value = nil
            return
        }
        guard bytes[index] == Byte.equal, index + 1 < word.end else { return nil }
        let rest = bytes[(index + 1)..<word.end]
        guard rest.allSatisfy(Self.isValueByte) else { return nil }
        value = String(decoding: rest, as: UTF8.self)
    }

    /// What CommonMark readers agree on: no quotes, braces, backslashes or `&`.
    private static func isValueByte(_ byte: UInt8) -> Bool {
        if byte.isLetter || byte.isDigit { return true }
        switch byte {
        case 0x2E, 0x5F, Byte.colon, Byte.slash, 0x2B, Byte.tilde, 0x40, 0x25, Byte.hyphen: return true
        default: return false
        }
    }

    func flag() throws(Diagnostic) -> Bool {
        guard value == nil else {
            throw Diagnostic("attribute-value", "`\(key)` takes no value", help: ["write `\(key)` alone, or leave it out"])
        }
        return true
    }

    func value(example: String) throws(Diagnostic) -> String {
        guard let value else { throw Diagnostic("attribute-value", "`\(key)` needs a value", help: ["e.g. `\(example)`"]) }
        return value
    }

    /// A name becomes a part of file names and an ipynb cell id, which has at most 64 characters.
    func name() throws(Diagnostic) -> String {
        let value = try value(example: "name=raw")
        let isPlain = value.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == 0x5F || $0 == Byte.hyphen || $0 == 0x2E }
        guard isPlain, value.utf8.count <= 64, value.first != ".", value.first != "-" else {
            throw Diagnostic(
                "attribute-value", "a cell cannot be named `\(value)`",
                notes: ["a name has at most 64 letters, digits, `_`, `-` and `.`, and begins with a letter, a digit or `_`"])
        }
        return value
    }
}

/// Time limits as text: `500ms`, `30s`, `10m`, `2h`.
package enum DurationText {
    package static func parse(_ text: String) -> Duration? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let count = Int64(digits), count > 0, count <= 1_000_000_000 else { return nil }
        switch text.dropFirst(digits.count) {
        case "ms": return .milliseconds(count)
        case "s": return .seconds(count)
        case "m": return .seconds(count * 60)
        case "h": return .seconds(count * 3600)
        default: return nil
        }
    }
}
