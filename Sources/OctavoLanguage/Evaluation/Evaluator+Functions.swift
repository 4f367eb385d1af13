import OctavoSource
import OctavoSyntax

/// Calls of the program's own functions.
extension Evaluator {
    func invoke(_ user: UserFunction, _ written: [WrittenArgument], _ range: SourceRange) throws -> Value {
        var inner = Evaluator(evaluation: evaluation, source: user.source, depth: depth + 1)
        guard inner.depth <= Evaluation.depthLimit else {
            throw Diagnostic(
                "too-deep", "calls nest more than \(Evaluation.depthLimit) deep here", at: range,
                help: ["`map`, `fold` and verbs work over many values without nesting calls"])
        }
        let given = try arguments(written, of: user)
        var scope = user.scope
        for (parameter, value) in zip(user.parameters, given) {
            if let value {
                scope.bindLocal(parameter.name.text, value)
            } else if let fallback = parameter.defaultValue {
                scope.bindLocal(parameter.name.text, try inner.value(fallback, scope))
            } else {
                throw Diagnostic(
                    "missing-argument", "`\(user.name)` needs `\(parameter.name.text)`", at: range, help: ["`\(user.signature)`"])
            }
        }
        inner.frames = frames + [Frame(name: user.name, range: range)]
        if evaluation.isBusy { return .unknown(.any) }
        do {
            return try inner.value(user.body, scope)
        } catch let diagnostic as Diagnostic where diagnostic.primary?.range.source === user.source {
            guard diagnostic.secondary.count < Self.shownFrames else { throw diagnostic }
            throw diagnostic.labelling(range, "in this call of `\(user.name)`")
        }
    }

    /// What is given for each parameter, `nil` where nothing is.
    private func arguments(_ written: [WrittenArgument], of user: UserFunction) throws -> [Value?] {
        var given: [Value?] = user.parameters.map { _ in nil }
        var next = 0
        for argument in written {
            if let label = argument.label {
                guard let index = user.parameters.firstIndex(where: { $0.name.text == label.text }) else {
                    let names = user.parameters.map(\.name.text)
                    let nearest = Suggestion.best(for: label.text, among: names)
                    throw Diagnostic(
                        "unknown-argument", "`\(user.name)` has no parameter `\(label.text)`", at: place(label.range),
                        label: nearest.map { "did you mean `\($0)`?" } ?? "", help: ["`\(user.signature)`"],
                        fix: nearest.map { .replace(place(label.range), with: $0) })
                }
                guard given[index] == nil else {
                    throw Diagnostic("duplicate-argument", "`\(label.text)` is given twice", at: argument.range)
                }
                given[index] = argument.value
            } else {
                while next < given.count, given[next] != nil { next += 1 }
                guard next < given.count else {
                    throw Diagnostic(
                        "too-many-arguments", "`\(user.name)` takes \(user.parameters.count), and this is one more",
                        at: argument.range, help: ["`\(user.signature)`"])
                }
                given[next] = argument.value
            }
        }
        return given
    }

    /// Calls a function with values in order; an expression takes the first as its row or element.
    func apply(_ function: Value, _ values: [Value], at range: SourceRange) throws -> Value {
        switch function {
        case .function(.lambda(let lambda)):
            guard lambda.parameters.count == values.count else {
                throw Diagnostic(
                    "wrong-arity",
                    "this function takes \(Quantity.of(lambda.parameters.count, "value")) and gets \(values.count)", at: range)
            }
            var scope = lambda.scope
            for (parameter, value) in zip(lambda.parameters, values) { scope.bindLocal(parameter.text, value) }
            var inner = Evaluator(evaluation: evaluation, source: lambda.source, depth: depth + 1)
            inner.frames = frames
            guard inner.depth <= Evaluation.depthLimit else {
                throw Diagnostic("too-deep", "calls nest more than \(Evaluation.depthLimit) deep here", at: range)
            }
            return try inner.value(lambda.body, scope)
        case .function(let other):
            let written = values.map { WrittenArgument(label: nil, isTextLabel: false, value: $0, range: range) }
            return try invoke(other, written, range)
        case .expression(let expression):
            return try ExpressionInterpreter(evaluator: self, row: values.first ?? .null).value(expression)
        case .unknown: return .unknown(.any)
        default:
            throw Diagnostic("not-a-function", "\(article(function.kindName)) cannot be called", at: range)
        }
    }

    /// Looks at a lambda's body once, with nothing known of its parameters.
    func check(_ lambda: Lambda) throws {
        var scope = lambda.scope
        for parameter in lambda.parameters { scope.bindLocal(parameter.text, .unknown(.any)) }
        warnOfHidden(lambda.parameters, in: lambda.body, lambda.scope)
        _ = try value(lambda.body, scope)
    }
}
