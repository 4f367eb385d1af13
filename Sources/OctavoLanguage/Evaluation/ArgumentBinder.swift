import OctavoSource
import OctavoSyntax

/// Puts written arguments at a verb's parameters.
enum ArgumentBinder {
    static func bind(_ written: [WrittenArgument], to verb: Verb, _ range: SourceRange) throws -> BoundArguments {
        var bound = BoundArguments(single: verb.parameters.map { _ in nil })
        let restIndex = verb.parameters.firstIndex(where: \.isRest)
        let takesNames = restIndex.map { if case .selection = verb.parameters[$0].expects { true } else { false } } ?? false
        var next = 0
        for argument in written {
            let given = BoundArguments.Argument(label: argument.label?.text, value: argument.value, range: argument.range)
            if let label = argument.label {
                let index = verb.parameters.firstIndex { !$0.isRest && $0.name == label.text }
                if !argument.isTextLabel, let index {
                    guard bound.single[index] == nil else {
                        throw Diagnostic("duplicate-argument", "`\(label.text)` is given twice", at: argument.range)
                    }
                    bound.single[index] = given
                } else if takesNames {
                    if bound.rest.contains(where: { $0.label == label.text }) {
                        throw Diagnostic("duplicate-argument", "`\(label.text)` is given twice", at: argument.range)
                    }
                    bound.rest.append(given)
                } else {
                    throw unknownOption(label, of: verb, SourceRange(argument.range.source, label.range))
                }
                continue
            }
            while next < verb.parameters.count, !verb.parameters[next].isRest, bound.single[next] != nil { next += 1 }
            if next < verb.parameters.count, next != restIndex {
                bound.single[next] = given
            } else if restIndex != nil {
                bound.rest.append(given)
            } else {
                throw Diagnostic(
                    "too-many-arguments",
                    "`\(verb.name)` takes \(verb.parameters.count == 0 ? "no arguments" : "at most \(verb.parameters.count)"), "
                        + "and this is one more", at: argument.range, help: ["`\(verb.shortSignature)`"])
            }
        }
        for (index, parameter) in verb.parameters.enumerated()
        where bound.single[index] == nil && !parameter.isRest && parameter.defaultText == nil {
            throw Diagnostic(
                "missing-argument", "`\(verb.name)` needs `\(parameter.name)`", at: range,
                notes: ["`\(parameter.name)`: \(parameter.about)"], help: ["`\(verb.shortSignature)`"])
        }
        return bound
    }

    private static func unknownOption(_ label: NameSyntax, of verb: Verb, _ range: SourceRange) -> Diagnostic {
        let options = verb.parameters.filter { !$0.isRest }.map(\.name)
        let nearest = OptionSynonyms.option(for: label.text, among: options) ?? Suggestion.best(for: label.text, among: options)
        // Of very many the names are enough.
        let all = verb.parameters.dropFirst()
        let list = all.map { verb.isShort ? $0.text : $0.name }.joined(separator: ", ")
        return Diagnostic(
            "unknown-argument", "`\(verb.name)` has no option `\(label.text)`", at: range,
            label: nearest.map { "did you mean `\($0)`?" } ?? "",
            notes: [list.isEmpty ? "it has no options" : "options: " + list],
            help: OptionSynonyms.help(for: label.text, of: verb.name).map { [$0] } ?? [],
            fix: nearest.map { .replace(range, with: $0) })
    }
}

/// Options as other languages call them.
private enum OptionSynonyms {
    private static let names: [String: [String]] = [
        "by": ["on"], "key": ["on"], "keys": ["on"], "how": ["kind"], "type": ["kind", "types"], "validate": ["expect"],
        "count": ["n"], "size": ["n"], "limit": ["n"], "k": ["n"], "group_by": ["by"], "groupby": ["by"], "over": ["by"],
        "partition_by": ["by"], "dtype": ["types"], "dtypes": ["types"], "schema": ["types"], "usecols": ["columns"],
        "random_state": ["seed"], "lr": ["learning_rate"], "on_error": ["bad"], "errors": ["bad"], "fmt": ["format"],
        "sep": ["separator"], "replacement": ["with"], "desc": ["sort"], "path_or_buf": ["path"], "file": ["path"],
    ]

    static func option(for name: String, among options: [String]) -> String? {
        names[name]?.first { options.contains($0) }
    }

    static func help(for name: String, of verb: String) -> String? {
        switch (verb, name) {
        case ("sort", "descending"), ("sort", "desc"), ("sort", "reverse"), ("sort", "ascending"), ("sort", "by"):
            "`sort(desc(.a), .b)` sorts by `.a` from the highest, then by `.b`"
        case ("sample", "frac"), ("sample", "fraction"): "`n` is a number of rows"
        case ("join", "left_on"), ("join", "right_on"): "keys of two names: `on: {left: .a, right: .b}`"
        case ("load", "delimiter"), ("load", "sep"): "`format: \"csv\"` reads commas, `format: \"tsv\"` tabs"
        case ("load", "header"), ("load", "skiprows"): "the first line of csv and tsv holds the names"
        default: nil
        }
    }
}
