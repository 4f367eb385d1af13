package import OctavoLanguage
import OctavoSource
import OctavoTable
package import OctavoText

/// Which kinds of personal data are meant: a name or a list of names.
package struct KindsArgument: ArgumentType {
    package let kinds: PersonalDataKinds

    package static var expects: Expectation { .value(.list(.data(.text))) }
    package static var implicitDefault: KindsArgument? { KindsArgument(kinds: .standard) }
    package static var stand: KindsArgument? { implicitDefault }
    /// In the order of the reference.
    package static let names = [
        "email", "phone", "card", "iban", "ssn", "national_id", "bank_account", "ipv4", "ipv6", "mac", "url", "date_of_birth",
        "passport", "licence", "crypto",
        "api_key",
        "person", "street",
    ]

    package static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> KindsArgument {
        let items: [Value]
        switch argument.value {
        case .null: return KindsArgument(kinds: .standard)
        case .text: items = [argument.value]
        case .list(let list): items = list
        default: throw mismatch(argument.value, argument.range, call, parameter)
        }
        var kinds: PersonalDataKinds = []
        for item in items {
            guard case .text(let name) = item else { throw mismatch(argument.value, argument.range, call, parameter) }
            guard let kind = PersonalDataKind(name: name) else { throw unknown(name, argument.range, call) }
            kinds.insert(.init(kind))
        }
        if kinds.isEmpty {
            throw Diagnostic(
                "missing-argument", "`\(call.verb.name)` has nothing to look for: `kinds` is empty", at: argument.range,
                help: ["without `kinds:` it looks for all but `person` and `street`"])
        }
        return KindsArgument(kinds: kinds)
    }

    private static func unknown(_ name: String, _ range: SourceRange, _ call: Call) -> Diagnostic {
        let nearest = Suggestion.best(for: name, among: names)
        return Diagnostic(
            "unknown-choice", "`\(call.verb.name)` knows no kind `\(name)` of personal data", at: range,
            label: nearest.map { "did you mean \"\($0)\"?" } ?? "",
            notes: ["kinds: " + names.map { "\"\($0)\"" }.joined(separator: ", ")])
    }
}
