import OctavoSource
import OctavoTable

/// A part of a `tokenizer.json`, with the file's name and the part's place in it for messages.
struct TokenizerPart {
    let file: String
    /// As `normalizer.normalizers[1]`; empty for the whole.
    let place: String
    let value: Datum

    /// A field; null where there is none.
    subscript(_ name: String) -> TokenizerPart {
        var found = Datum.null
        if case .record(let fields) = value, let field = fields.first(where: { $0.name == name }) { found = field.value }
        return TokenizerPart(file: file, place: place.isEmpty ? name : "\(place).\(name)", value: found)
    }

    var isNull: Bool { value.isNull }

    // MARK: - What a part holds

    func text() throws -> String {
        guard case .text(let text) = value else { throw wrong("a text") }
        return text
    }

    func bytes() throws -> [UInt8] { Array(try text().utf8) }

    func bool(default standard: Bool) throws -> Bool {
        switch value {
        case .null: return standard
        case .bool(let bit): return bit
        default: throw wrong("true or false")
        }
    }

    /// A whole number from 0 on.
    func count(default standard: Int? = nil) throws -> Int {
        if value.isNull, let standard { return standard }
        guard case .int(let number) = value, let count = Int(exactly: number), count >= 0 else {
            throw wrong("a number from 0 on")
        }
        return count
    }

    func items() throws -> [TokenizerPart] {
        guard case .list(let items) = value else { throw wrong("a list") }
        return items.enumerated().map { TokenizerPart(file: file, place: "\(place)[\($0)]", value: $1) }
    }

    func fields() throws -> [(name: String, value: Datum)] {
        guard case .record(let fields) = value else { throw wrong("an object") }
        return fields
    }

    /// The `type` of a step.
    func type() throws -> String { try self["type"].text() }

    /// One character.
    func character() throws -> [UInt8] {
        let text = try text()
        guard text.unicodeScalars.count == 1 else { throw wrong("one character") }
        return Array(text.utf8)
    }

    // MARK: - What is wrong with it

    private func wrong(_ wanted: String) -> Diagnostic {
        damaged(value.isNull ? "\(wanted) is wanted, and nothing is there" : "\(wanted) is wanted, not \(value.type)")
    }

    func damaged(_ reason: String) -> Diagnostic {
        Diagnostic(
            "damaged-tokenizer", "`\(file)` is not a tokenizer: at \(spot), \(reason)",
            help: ["a `tokenizer.json` is what Hugging Face's tokenizers library saves"])
    }

    func unsupported(_ what: String, _ known: [String] = []) -> Diagnostic {
        Diagnostic(
            "unsupported-tokenizer", "`\(file)` needs \(what), at \(spot), which Octavo does not have",
            notes: known.isEmpty ? [] : ["what it has here: \(known.joined(separator: ", "))"])
    }

    private var spot: String { place.isEmpty ? "its top" : "`\(place)`" }
}
