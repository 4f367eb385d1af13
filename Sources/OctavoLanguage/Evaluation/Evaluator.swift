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

    var isChecking: Bool { evaluation.mode == .check }

    func place(_ range: ByteRange) -> SourceRange { SourceRange(source, range) }

    /// The value of `syntax`; errors leave with a place.
    func value(_ syntax: ExpressionSyntax, _ scope: Scope) throws -> Value {
        do {
            try evaluation.step()
            return try plainValue(syntax, scope)
        } catch let diagnostic as Diagnostic {
            let located = diagnostic.located(at: place(syntax.range))
            if isChecking, diagnostic.code != "interrupted" {
                if !isTrying || Self.programMistakes.contains(diagnostic.code) { evaluation.report(located) }
                return .unknown(.any)
            }
            throw located
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
                try value(base, scope), try value(index, scope), at: place(syntax.range), evaluation: evaluation)
        case .slice(let base, let from, let to):
            return try Indexing.slice(
                try value(base, scope), from: try from.map { try value($0, scope) }, to: try to.map { try value($0, scope) },
                at: place(syntax.range), evaluation: evaluation)
        case .block(let statements, let result):
            var inner = scope
            for statement in statements { try run(statement, isTopLevel: false, &inner) { _ in } }
            return try value(result, inner)
        case .missing: return .unknown(.any)
        }
    }

    // MARK: - Names

    /// A name where a value is meant: first a value, then a function.
    private func named(_ name: String, _ range: ByteRange, _ scope: Scope) throws -> Value {
        if let value = scope.value(name) { return value }
        if let function = scope.function(name) { return .function(.user(function)) }
        if let verb = evaluation.catalog[name] { return .function(.verb(verb)) }
        throw UnknownName.value(name, at: place(range), scope, evaluation.catalog)
    }

    // MARK: - Literals

    private func text(_ pieces: [TextPieceSyntax], _ range: ByteRange, _ scope: Scope) throws -> Value {
        var parts: [Value] = []
        for piece in pieces {
            switch piece {
            case .literal(let text): parts.append(.text(text))
            case .hole(let hole): parts.append(try value(hole, scope))
            }
        }
        if parts.contains(where: \.isExpression) {
            let expressions = parts.map { Lifting.expression($0, place(range)) }
            return .expression(ColumnExpression(.concatenation(expressions), place(range)))
        }
        if parts.contains(where: \.isUnknown) { return .unknown(.text) }
        var result = ""
        for (part, piece) in zip(parts, pieces) {
            guard let datum = part.datum else {
                var at = range
                if case .hole(let hole) = piece { at = hole.range }
                throw Diagnostic(
                    "no-text-form", "\(article(part.kindName)) has no text form", at: place(at),
                    help: part.kindName == "table" ? ["pick a value first, e.g. `count(t)` or `t[0].name`"] : [])
            }
            result += DatumText.plain(datum)
        }
        return .text(result)
    }

    private func list(_ items: [ItemSyntax], _ range: ByteRange, _ scope: Scope) throws -> Value {
        var values: [Value] = []
        for item in items {
            switch item {
            case .value(let syntax): values.append(try value(syntax, scope))
            case .spread(let syntax):
                let spread = try value(syntax, scope)
                if case .unknown = spread { return .unknown(.list(.any)) }
                guard let inner = spread.items else {
                    throw Diagnostic(
                        "wrong-spread", "`...` in a list takes a list, not \(spread.kindName)", at: place(syntax.range))
                }
                values += inner
            }
        }
        if values.contains(where: \.isExpression) {
            return .expression(ColumnExpression(.list(values.map { Lifting.expression($0, place(range)) }), place(range)))
        }
        return .list(values)
    }

    private func record(_ entries: [EntrySyntax], _ range: ByteRange, _ scope: Scope) throws -> Value {
        var record = Record([])
        for entry in entries {
            switch entry {
            case .field(let label, let syntax): record = record.setting(label.text, to: try value(syntax, scope))
            case .shorthand(let name): record = record.setting(name.text, to: try named(name.text, name.range, scope))
            case .spread(let syntax):
                let spread = try value(syntax, scope)
                if case .unknown = spread { return .unknown(.any) }
                guard case .record(let inner) = spread else {
                    throw Diagnostic(
                        "wrong-spread", "`...` in a record takes a record, not \(spread.kindName)", at: place(syntax.range))
                }
                for field in inner.fields { record = record.setting(field.name, to: field.value) }
            }
        }
        if record.fields.contains(where: \.value.isExpression) {
            let fields = record.fields.map { (name: $0.name, value: Lifting.expression($0.value, place(range))) }
            return .expression(ColumnExpression(.record(fields), place(range)))
        }
        return .record(record)
    }

    private func comprehension(
        _ body: ExpressionSyntax, _ name: NameSyntax, _ sequence: ExpressionSyntax, _ condition: ExpressionSyntax?,
        _ range: ByteRange, _ scope: Scope
    ) throws -> Value {
        let items = try value(sequence, scope)
        if items.isExpression {
            return try ListLifting.comprehension(self, items, name, body, condition, range, scope)
        }
        if items.isUnknown {
            var inner = scope
            inner.bindLocal(name.text, .unknown(.any))
            if let condition { _ = try value(condition, inner) }
            return .unknown(.list(try value(body, inner).type))
        }
        var results: [Value] = []
        try Sequences.forEach(items, at: place(sequence.range), evaluation: evaluation) { item in
            var inner = scope
            inner.bindLocal(name.text, item)
            if let condition {
                guard try Operators.truth(try value(condition, inner), at: place(condition.range)) else { return true }
            }
            results.append(try value(body, inner))
            return true
        }
        return .list(results)
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
            ColumnExpression(.conditional(lifted, otherwise: Lifting.expression(last, place(range))), place(range)))
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

    // MARK: - Operators

    private func unary(
        _ sign: UnaryOperatorSyntax, _ operand: ExpressionSyntax, _ range: ByteRange, _ scope: Scope
    ) throws -> Value {
        let inner = try value(operand, scope)
        if case .expression(let expression) = inner {
            return .expression(ColumnExpression(sign == .not ? .not(expression) : .negate(expression), place(range)))
        }
        switch sign {
        case .not: return inner.isUnknown ? .unknown(.bool) : .bool(!(try Operators.truth(inner, at: place(operand.range))))
        case .negate: return try Operators.negated(inner, at: place(operand.range))
        }
    }

    private func binary(
        _ sign: BinaryOperatorSyntax, _ signRange: ByteRange, _ left: ExpressionSyntax, _ right: ExpressionSyntax,
        _ range: ByteRange, _ scope: Scope
    ) throws -> Value {
        let first = try value(left, scope)
        if !isChecking, !first.isExpression {
            switch sign {
            case .and where try !Operators.truth(first, at: place(left.range)): return .bool(false)
            case .or where try Operators.truth(first, at: place(left.range)): return .bool(true)
            case .coalesce where !first.isNull: return first
            default: break
            }
        }
        let second = try value(right, scope)
        if first.isExpression || second.isExpression, sign != .range {
            let one = Lifting.expression(first, place(left.range))
            let two = Lifting.expression(second, place(right.range))
            return .expression(ColumnExpression(.binary(sign, one, two), place(range)))
        }
        let places = Operators.Places(
            whole: place(range), sign: place(signRange), left: place(left.range), right: place(right.range))
        return try Operators.binary(sign, first, second, places)
    }
}
