import OctavoSource
import OctavoTable
import OctavoText

/// The values that keywords take, or what is wrong with them.
extension JSONSchemaCompiler {
    func items(_ value: Datum) -> [Datum]? { if case .list(let items) = value { items } else { nil } }

    func type(_ value: Datum, _ place: String) throws -> JSONType {
        let name = try text(value, place)
        if let type = JSONType(rawValue: name) { return type }
        let names = JSONType.allCases.map(\.rawValue)
        throw Self.problem(
            place, "stands an unknown type \(DatumText.quoted(name))",
            help: [Suggestion.question(for: name, among: names) ?? "types: " + names.joined(separator: ", ")])
    }

    mutating func schemas(_ value: Datum, _ place: String) throws -> [Int] {
        guard let list = items(value), !list.isEmpty else { throw Self.problem(place, "a list of schemas is wanted") }
        return try list.enumerated().map { try node($0.element, "\(place)/\($0.offset)") }
    }

    func fields(_ value: Datum, _ place: String) throws -> [(name: String, value: Datum)] {
        guard case .record(let fields) = value else { throw Self.problem(place, "an object is wanted") }
        return fields
    }

    func number(_ value: Datum, _ place: String) throws -> Datum {
        switch value {
        case .int, .float: return value
        default: throw Self.problem(place, "a number is wanted")
        }
    }

    func count(_ value: Datum, _ place: String) throws -> Int {
        switch value {
        case .int(let number) where number >= 0: return Int(number)
        case .float(let number) where number >= 0 && number == number.rounded() && number < 1e15: return Int(number)
        default: throw Self.problem(place, "a whole number from 0 on is wanted")
        }
    }

    func flag(_ value: Datum, _ place: String) throws -> Bool {
        guard case .bool(let bit) = value else { throw Self.problem(place, "`true` or `false` is wanted") }
        return bit
    }

    func text(_ value: Datum, _ place: String) throws -> String {
        guard case .text(let text) = value else { throw Self.problem(place, "a text is wanted") }
        return text
    }

    func texts(_ value: Datum, _ place: String) throws -> [String] {
        guard let list = items(value) else { throw Self.problem(place, "a list of names is wanted") }
        return try list.map { try text($0, place) }
    }

    func pattern(_ value: Datum, _ place: String) throws -> TextPattern {
        let written = try text(value, place)
        do {
            return try PatternCache.shared.pattern(written)
        } catch {
            let reason = Patterns.diagnostic(error, written)
            throw Self.problem(place, "stands a pattern that cannot be read: \(reason.message)", help: reason.notes)
        }
    }
}
