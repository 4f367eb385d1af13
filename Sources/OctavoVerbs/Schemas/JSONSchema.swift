import OctavoTable
import OctavoText

/// A JSON Schema (draft 2020-12, https://json-schema.org/draft/2020-12) ready to check values: its references resolved, its
/// patterns compiled.
struct JSONSchema: Sendable {
    /// One schema of the document; references are places in `nodes`.
    struct Node: Sendable {
        /// `false` as a schema: nothing fits.
        var isNever = false
        var rules: [Rule] = []
        /// Schemas of named properties, for telling whether a null there is a value or stands for nothing.
        var properties: [String: Int] = [:]
        /// Its `description`.
        var about: String?
    }

    enum Rule: Sendable {
        case types([JSONType])
        case oneOfValues([Datum])
        case multiple(of: Datum)
        case bound(Bound, Datum)
        case textLength(least: Int?, most: Int?)
        case pattern(TextPattern)
        case format(JSONFormat)
        case itemCount(least: Int?, most: Int?)
        case uniqueItems
        /// The first items have schemas of their own, the others share one.
        case items(first: [Int], rest: Int?)
        case contains(Int, least: Int, most: Int?)
        case propertyCount(least: Int?, most: Int?)
        case required([String])
        case properties([String: Int], patterns: [(TextPattern, Int)], others: Int?)
        case propertyNames(Int)
        case requiredWith(String, [String])
        case schemaWith(String, Int)
        case all([Int])
        case any([Int])
        case one([Int])
        case not(Int)
        case conditional(Int, then: Int?, otherwise: Int?)
        case reference(Int)
    }

    enum Bound: String, Sendable {
        case minimum, maximum, exclusiveMinimum, exclusiveMaximum
    }

    let nodes: [Node]
    let root: Int

    /// What breaks the schema and where.
    struct Violation: Sendable, Equatable {
        /// A JSON Pointer (RFC 6901) into the value; empty for the whole.
        let pointer: String
        let reason: String
        var kind = Kind.value
        /// What would be right, where that is one of a few names or texts.
        var alternatives: [String] = []
        /// What the schema says the value is for.
        var about: String?

        enum Kind: Sendable {
            case value
            /// The pointer's last part is a field that should not be there.
            case unknownField
            /// The pointer's last part is a field that should be there.
            case missingField
        }

        var text: String { pointer.isEmpty ? reason : "\(pointer) \(reason)" }
    }

    func accepts(_ value: Datum, nullsAreAbsent: Bool = false) -> Bool {
        var check = JSONSchemaCheck(self, nullsAreAbsent: nullsAreAbsent, limit: 0)
        return check.accepts(value, root)
    }

    /// The first violations, in the schema's order. A row of a table cannot tell a field that is null from one that is missing:
    /// with `nullsAreAbsent` a null counts as missing unless its schema takes null.
    func violations(of value: Datum, nullsAreAbsent: Bool = false, limit: Int = .max) -> [Violation] {
        var check = JSONSchemaCheck(self, nullsAreAbsent: nullsAreAbsent, limit: limit)
        _ = check.accepts(value, root)
        return check.found
    }
}

enum JSONType: String, CaseIterable, Sendable {
    case null, boolean, object, array, number, string, integer

    /// Whether a value is of this type; a float without a fraction is an integer, times and dates are strings.
    func holds(_ value: Datum) -> Bool {
        switch (self, value) {
        case (.null, .null), (.boolean, .bool), (.object, .record), (.array, .list), (.number, .int), (.number, .float),
            (.integer, .int), (.string, .text), (.string, .time), (.string, .date), (.string, .duration):
            true
        case (.integer, .float(let number)): number.isFinite && number == number.rounded()
        default: false
        }
    }

    static func name(of value: Datum) -> String {
        switch value {
        case .null: "null"
        case .bool: "a boolean"
        case .int: "an integer"
        case .float: "a number"
        case .text, .time, .date, .duration: "a string"
        case .list: "an array"
        case .record: "an object"
        }
    }

    var withArticle: String {
        switch self {
        case .null: "null"
        case .object, .array, .integer: "an \(rawValue)"
        case .boolean, .number, .string: "a \(rawValue)"
        }
    }
}
