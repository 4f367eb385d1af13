import OctavoSource
import OctavoSyntax
import OctavoTable

/// Walks one text's tree. While checking, a part that fails is reported and becomes an unknown value, so that one mistake
/// gives one message.
struct Evaluator {
    let evaluation: Evaluation
    let source: Source
    /// Calls around this one.
    var depth: Int
    /// Inside `try`, only mistakes of the program itself are reported while checking: the rest is what `try` is for.
    var isTrying = false
    /// The calls of the user's functions around this place, innermost last.
    var frames: [Frame] = []
    /// The call whose arguments are looked at.
    var surroundings = Surroundings()

    /// A call of one of the user's functions.
    struct Frame {
        let name: String
        let range: SourceRange
    }

    /// Calls that a diagnostic shows, innermost first.
    static let shownFrames = 5

    var isChecking: Bool { evaluation.mode == .check }

    func place(_ range: ByteRange) -> SourceRange { SourceRange(source, range) }

    /// The value of `syntax`; errors leave with a place.
    func value(_ syntax: ExpressionSyntax, _ scope: Scope) throws -> Value {
        do {
            try evaluation.step()
            let value = try plainValue(syntax, scope)
            let limit = ColumnExpression.maximumHeight
            if value.expressionHeight > limit { throw ColumnExpression.tooHigh(limit) }
            return value
        } catch let diagnostic as Diagnostic {
            let located = diagnostic.located(at: place(syntax.range))
            if isChecking, diagnostic.code != "interrupted" {
                if !isTrying || Self.programMistakes.contains(diagnostic.code) { evaluation.report(traced(located)) }
                return .unknown(.failed)
            }
            throw located
        }
    }

    /// With the calls that led here, for a mistake in a function's body.
    func traced(_ diagnostic: Diagnostic) -> Diagnostic {
        guard diagnostic.primary?.range.source === source else { return diagnostic }
        return frames.reversed().prefix(Self.shownFrames).reduce(diagnostic) {
            $0.labelling($1.range, "in this call of `\($1.name)`")
        }
    }

    private static let programMistakes: Set<DiagnosticCode> = [
        "unknown-name", "unknown-function", "unknown-column", "unknown-argument", "missing-argument", "too-many-arguments",
        "duplicate-argument", "wrong-argument", "unknown-choice", "column-without-table", "recursion", "not-a-function",
    ]

    private func plainValue(_ syntax: ExpressionSyntax, _ scope: Scope) throws -> Value {
        switch syntax.kind {
        case .null: return .null
        case .bool(let bit): return .bool(bit)
        case .integer(let number): return .int(number)
        case .float(let number): return .float(number)
        case .duration(let length): return .duration(length)
        case .date(let day): return .date(day)
        case .instant(let instant): return .time(instant)
        case .text(let pieces): return try text(pieces, syntax.range, scope)
        case .name(let name): return try named(name, syntax.range, scope)
        case .column(let label): return .expression(ColumnExpression(.column(label.text), place(syntax.range)))
        case .row: return .expression(ColumnExpression(.row, place(syntax.range)))
        case .list(let items): return try list(items, syntax.range, scope)
        case .comprehension(let body, let name, let sequence, let condition):
            return try comprehension(body, name, sequence, condition, syntax.range, scope)
        case .record(let entries): return try record(entries, syntax.range, scope)
        case .parenthesized(let inner): return try value(inner, scope)
        case .unary(let sign, let operand): return try unary(sign, operand, syntax.range, scope)
        case .binary(let sign, let signRange, let left, let right):
            return try binary(sign, signRange, left, right, syntax.range, scope)
        case .conditional(let condition, let then, let otherwise):
            return try choice([(condition, then)], otherwise: otherwise, syntax.range, scope)
        case .choice(let choices, let otherwise):
            return try choice(choices, otherwise: otherwise, syntax.range, scope)
        case .attempt(let body, let otherwise): return try attempt(body, otherwise, syntax.range, scope)
        case .lambda(let parameters, let body):
            let lambda = Lambda(parameters: parameters, body: body, source: source, range: syntax.range, scope: scope)
            if isChecking { try check(lambda) }
            return .function(.lambda(lambda))
        case .call(let callee, let arguments):
            return try call(callee, arguments, piped: nil, syntax.range, scope)
        case .pipe(let input, let stage): return try pipe(input, stage, syntax.range, scope)
        case .member(let base, let label): return try member(base, label, syntax.range, scope)
        case .index(let base, let index):
            return try Indexing.item(
                try value(base, scope), try value(index, scope),
                Indexing.Places(whole: place(syntax.range), base: place(base.range), index: place(index.range)), in: self)
        case .slice(let base, let from, let to):
            return try Indexing.slice(
                try value(base, scope), from: try from.map { try value($0, scope) }, to: try to.map { try value($0, scope) },
                at: place(syntax.range), evaluation: evaluation)
        case .block(let statements, let result):
            var inner = scope
            for statement in statements { try run(statement, isTopLevel: false, &inner) { _ in } }
            return try value(result, inner)
        case .missing: return .unknown(.failed)
        }
    }

    // MARK: - Names

    /// A name where a value is meant: first a value, then a function.
    func named(_ name: String, _ range: ByteRange, _ scope: Scope) throws -> Value {
        if let value = scope.value(name) {
            // What is wrong with an element is shown where it is used.
            if case .expression(let expression) = value, case .element = expression.kind {
                return .expression(ColumnExpression(expression.kind, place(range)))
            }
            return value
        }
        if let function = scope.function(name) { return .function(.user(function)) }
        if let verb = evaluation.catalog[name] { return .function(.verb(verb)) }
        throw UnknownName.value(name, at: place(range), scope, surroundings, evaluation.catalog)
    }

    // MARK: - Choices

    private func choice(
        _ choices: [(condition: ExpressionSyntax, value: ExpressionSyntax)], otherwise: ExpressionSyntax?, _ range: ByteRange,
        _ scope: Scope
    ) throws -> Value {
        var lifted: [(condition: ColumnExpression, value: ColumnExpression)] = []
        var unknown: ValueType?
        var decided: Value?
        for choice in choices {
            if decided != nil, !isChecking { break }
            let condition = try value(choice.condition, scope)
            if case .expression(let expression) = condition, decided == nil {
                lifted.append((expression, Lifting.expression(try value(choice.value, scope), place(choice.value.range))))
            } else if condition.isUnknown || decided != nil {
                let result = try value(choice.value, scope)
                if decided == nil { unknown = unknown.map { Operators.joined($0, result.type) } ?? result.type }
            } else if try Operators.truth(condition, at: place(choice.condition.range)) {
                decided = try value(choice.value, scope)
            } else if isChecking {
                _ = try value(choice.value, scope)
            }
        }
        var result = decided
        if let otherwise, decided == nil || isChecking {
            let last = try value(otherwise, scope)
            if result == nil { result = last }
        }
        let last = result ?? .null
        if let unknown { return .unknown(Operators.joined(unknown, last.type)) }
        if lifted.isEmpty { return last }
        return .expression(
            ColumnExpression(
                .conditional(lifted, otherwise: Lifting.expression(last, place(otherwise?.range ?? range))), place(range)))
    }

    private func attempt(
        _ body: ExpressionSyntax, _ otherwise: ExpressionSyntax, _ range: ByteRange, _ scope: Scope
    ) throws -> Value {
        if isChecking {
            var trying = self
            trying.isTrying = true
            let first = try trying.value(body, scope)
            let second = try value(otherwise, scope)
            if first.isExpression || second.isExpression { return lift(first, second) }
            if case .table = first { return first }
            return .unknown(Operators.joined(first.type, second.type))
        }
        func lift(_ first: Value, _ second: Value) -> Value {
            let attempted = Lifting.expression(first, place(body.range))
            let other = Lifting.expression(second, place(otherwise.range))
            return .expression(ColumnExpression(.attempt(attempted, otherwise: other), place(range)))
        }
        do {
            let first = try value(body, scope)
            if first.isExpression { return lift(first, try value(otherwise, scope)) }
            // The plan runs inside the try: an error in it is this expression's.
            if case .table(let plan) = first { _ = try evaluation.force(plan) }
            return first
        } catch let diagnostic as Diagnostic where diagnostic.code != "interrupted" && diagnostic.code != "budget" {
            return try value(otherwise, scope)
        }
    }
}
