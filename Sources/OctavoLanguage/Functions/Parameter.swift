package import OctavoSource
import OctavoTable

/// A declared parameter: its name, Swift type, default and what it is for.
package struct Parameter<Argument: ArgumentType>: Sendable {
    package let description: ParameterDescription
    let defaultValue: Argument?

    /// A parameter that must be given (unless its type is a rest or optional one).
    package init(_ name: String, _ type: Argument.Type = Argument.self, _ about: String) {
        description = ParameterDescription(
            name: name, about: about, expects: Argument.expects, defaultText: Argument.implicitDefault == nil ? nil : "null",
            isRest: Argument.isRest, choices: Argument.choices)
        defaultValue = Argument.implicitDefault
    }

    /// A parameter with a default; `text` is the default as the language writes it.
    package init(_ name: String, default value: Argument, _ text: String, _ about: String) {
        description = ParameterDescription(
            name: name, about: about, expects: Argument.expects, defaultText: text, isRest: Argument.isRest,
            choices: Argument.choices)
        defaultValue = value
    }

    func decode(_ arguments: BoundArguments, at index: Int, in call: Call) throws -> Argument {
        if Argument.isRest { return try Argument.decode(rest: arguments.rest, in: call, parameter: description) }
        if let argument = arguments.single[index] {
            if case .unknown = argument.value, let stand = Argument.stand { return stand }
            return try Argument.decode(argument, in: call, parameter: description)
        }
        guard let defaultValue else {
            throw Diagnostic(
                "missing-argument", "`\(call.verb.name)` needs `\(description.name)`", at: call.range,
                notes: ["`\(description.name)`: \(description.about)"], help: ["`\(call.verb.shortSignature)`"])
        }
        return defaultValue
    }
}

/// A Swift type that a call's argument can be turned into.
package protocol ArgumentType: Sendable {
    static var expects: Expectation { get }
    static var isRest: Bool { get }
    static var choices: [String] { get }
    /// What an argument that is not given means, for types that can be left out.
    static var implicitDefault: Self? { get }
    /// Stands for an argument that only a run can know, while planning.
    static var stand: Self? { get }
    static func decode(_ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription) throws -> Self
    static func decode(rest: [BoundArguments.Argument], in call: Call, parameter: ParameterDescription) throws -> Self
}

extension ArgumentType {
    package static var isRest: Bool { false }
    package static var choices: [String] { [] }
    package static var implicitDefault: Self? { nil }
    package static var stand: Self? { nil }

    package static func decode(
        rest: [BoundArguments.Argument], in call: Call, parameter: ParameterDescription
    ) throws -> Self {
        guard let first = rest.first else { throw mismatch(nil, call.range, call, parameter) }
        return try decode(first, in: call, parameter: parameter)
    }

    /// The diagnostic for an argument of another kind.
    package static func mismatch(
        _ value: Value?, _ range: SourceRange, _ call: Call, _ parameter: ParameterDescription
    ) -> Diagnostic {
        Diagnostic(
            "wrong-argument",
            "`\(call.verb.name)` takes \(article(parameter.expects.description)) for `\(parameter.name)`"
                + (value.map { ", not \($0.kindName)" } ?? ""),
            at: range, help: ["`\(call.verb.shortSignature)`"])
    }
}

/// `an int`, `a table`.
package func article(_ noun: String) -> String {
    guard let first = noun.first else { return noun }
    if noun.hasPrefix("name:") { return "`name: expr` or a column" }
    return ("aeiou".contains(first) ? "an " : "a ") + noun
}
