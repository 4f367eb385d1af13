package import OctavoLanguage
import OctavoSource
import OctavoTable
package import OctavoText

/// How duplicates are told.
package enum DuplicateKind: String, CaseIterable, Sendable { case none, exact, near }

/// The duplicates that are looked for.
enum DuplicateSearch: Sendable {
    case exact
    case near(Resemblance)

    /// What reports call a row that is gone.
    var rule: String {
        switch self {
        case .exact: DuplicatePass.exactRule
        case .near: DuplicatePass.nearRule
        }
    }
}

/// What `filter_noise` is asked to do.
package struct NoiseArguments: Sendable {
    package let rules: NoiseRules
    /// `nil` where duplicates stay.
    let duplicates: DuplicateSearch?

    /// After the table and the column.
    package static let parameters: [ParameterDescription] =
        [
            ParameterDescription(
                name: "preset", about: "Which rules hold at first: for messages, for pages of the web as published, or none.",
                expects: .value(.text), defaultText: "\"chat\"", isRest: false,
                choices: NoiseRules.Preset.allCases.map(\.rawValue)),
            ParameterDescription(
                name: "language",
                about: "Languages that stay, by their ISO 639-1 codes; a text whose language is not sure stays too.",
                expects: .value(.list(.text)), defaultText: "null", isRest: false),
            ParameterDescription(
                name: "duplicates",
                about: "What goes besides: texts that stood there before, byte for byte or nearly; the first stays.",
                expects: .value(.text), defaultText: "\"none\"", isRest: false, choices: DuplicateKind.allCases.map(\.rawValue)),
            ParameterDescription(
                name: "threshold", about: "How much near duplicates have in common, from 0.5 to 1 (Jaccard's index of shingles).",
                expects: .value(.float), defaultText: "0.8", isRest: false),
            ParameterDescription(
                name: "bad_words",
                about:
                    "Words that no text may hold, not as part of a longer word (C4): a list, or the path of a file with one a line.",
                expects: .anything, defaultText: "null", isRest: false),
        ]
        + NoiseRule.allCases.map { rule in
            ParameterDescription(
                name: rule.rawValue, about: rule.about, expects: .value(rule.bound == .flag ? .bool : .float),
                defaultText: "null",
                isRest: false)
        }

    /// From the arguments at and after `first`.
    package init(_ arguments: BoundArguments, from first: Int, in call: Call) throws {
        var rules = NoiseRules(try call.option("preset", arguments, Choice(option: NoiseRules.Preset.chat)).option)
        rules.languages = try call.option("language", arguments, LanguagesArgument(codes: [])).codes
        let kind = try call.option("duplicates", arguments, Choice(option: DuplicateKind.none)).option
        let threshold = try call.option("threshold", arguments, SimilarityArgument(share: 0.8))
        if let given = arguments.single[first + 3], !given.value.isNull, kind != .near {
            throw Diagnostic(
                "wrong-argument", "`threshold` is about near duplicates, which nobody asked for", at: given.range,
                help: ["`duplicates: \"near\", threshold: \(given.range.text)`"])
        }
        duplicates =
            switch kind {
            case .none: nil
            case .exact: .exact
            case .near: .near(Resemblance(threshold: threshold.share))
            }
        rules.badWords = try call.option("bad_words", arguments, BadWordsArgument(words: nil)).words
        let own = first + Self.parameters.count - NoiseRule.allCases.count
        for (place, rule) in NoiseRule.allCases.enumerated() {
            guard let argument = arguments.single[own + place], !argument.value.isNull, !argument.value.isUnknown else {
                continue
            }
            rules[rule] = try Self.threshold(argument, rule, call.verb.parameters[own + place], call)
        }
        self.rules = rules
    }

    /// `nil` for `false`, which switches a rule off.
    private static func threshold(
        _ argument: BoundArguments.Argument, _ rule: NoiseRule, _ parameter: ParameterDescription, _ call: Call
    ) throws -> Double? {
        if case .bool(false) = argument.value { return nil }
        if rule.bound == .flag {
            guard case .bool = argument.value else { throw Bool.mismatch(argument.value, argument.range, call, parameter) }
            return 1
        }
        guard let datum = argument.value.datum, let number = Double(datum: datum) else {
            throw Double.mismatch(argument.value, argument.range, call, parameter)
        }
        try check(number, rule, argument.range, call)
        return number
    }

    /// Refuses what can be no threshold of a rule.
    static func check(_ number: Double, _ rule: NoiseRule, _ range: SourceRange, _ call: Call) throws {
        if rule.isShare, !(0...1).contains(number) {
            throw Diagnostic(
                "wrong-argument", "`\(call.verb.name)` takes a share from 0 to 1 for `\(rule.rawValue)`, not \(range.text)",
                at: range,
                help: ["`0.2` and `20%` are a fifth of the text"])
        }
        guard number.isFinite, number >= 0 || rule == .maxGibberish else {
            throw Diagnostic(
                "wrong-argument", "`\(call.verb.name)` takes a number from 0 on for `\(rule.rawValue)`, not \(range.text)",
                at: range,
                help: ["`\(rule.rawValue): false` switches the rule off"])
        }
    }
}

/// A threshold of near duplicates.
package struct SimilarityArgument: ArgumentType {
    package let share: Double
    package static var expects: Expectation { .value(.float) }
    package static var stand: SimilarityArgument? { SimilarityArgument(share: 0.8) }

    package static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> SimilarityArgument {
        guard let datum = argument.value.datum, let share = Double(datum: datum) else {
            throw mismatch(argument.value, argument.range, call, parameter)
        }
        try check(share, parameter.name, argument.range, call)
        return SimilarityArgument(share: share)
    }

    /// Refuses what can be no threshold of near duplicates.
    static func check(_ share: Double, _ parameter: String, _ range: SourceRange, _ call: Call) throws {
        guard Resemblance.thresholds.contains(share) else {
            throw Diagnostic(
                "wrong-argument", "`\(call.verb.name)` takes a share from 0.5 to 1 for `\(parameter)`, not \(range.text)",
                at: range, help: ["texts that have less than half in common are no near duplicates; `0.8` is usual"])
        }
    }
}

/// A language or a list of them.
package struct LanguagesArgument: ArgumentType {
    package let codes: [String]
    package static var expects: Expectation { .value(.list(.text)) }
    package static var stand: LanguagesArgument? { LanguagesArgument(codes: []) }

    package static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> LanguagesArgument {
        let items: [Value]
        switch argument.value {
        case .text: items = [argument.value]
        case .list(let list): items = list
        default: throw mismatch(argument.value, argument.range, call, parameter)
        }
        let codes = try items.map { item in
            guard case .text(let code) = item else { throw mismatch(argument.value, argument.range, call, parameter) }
            guard LanguageIdentifier.codes.contains(code) else {
                throw Diagnostic(
                    "unknown-choice", "`\(call.verb.name)` cannot tell the language \(DatumText.quoted(code))",
                    at: argument.range,
                    notes: ["languages: " + LanguageIdentifier.codes.sorted().joined(separator: ", ")])
            }
            return code
        }
        return LanguagesArgument(codes: codes)
    }
}
