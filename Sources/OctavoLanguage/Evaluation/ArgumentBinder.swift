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
                        + "and this is one more", at: argument.range, help: ["`\(verb.signature)`"])
            }
        }
        for (index, parameter) in verb.parameters.enumerated()
        where bound.single[index] == nil && !parameter.isRest && parameter.defaultText == nil {
            throw Diagnostic(
                "missing-argument", "`\(verb.name)` needs `\(parameter.name)`: \(parameter.about)", at: range,
                help: ["`\(verb.signature)`"])
        }
        return bound
    }

    private static func unknownOption(_ label: NameSyntax, of verb: Verb, _ range: SourceRange) -> Diagnostic {
        let options = verb.parameters.filter { !$0.isRest }.map(\.name)
        let nearest = Suggestion.best(for: label.text, among: options)
        let list = verb.parameters.dropFirst().map(\.text).joined(separator: ", ")
        return Diagnostic(
            "unknown-argument", "`\(verb.name)` has no option `\(label.text)`", at: range,
            label: nearest.map { "did you mean `\($0)`?" } ?? "", notes: list.isEmpty ? [] : ["options: " + list],
            help: ["`\(verb.signature)`"], fix: nearest.map { .replace(range, with: $0) })
    }
}
