import OctavoSource
import OctavoSyntax
import OctavoTable

/// Texts, lists, records and comprehensions.
extension Evaluator {
    func text(_ pieces: [TextPieceSyntax], _ range: ByteRange, _ scope: Scope) throws -> Value {
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
        if parts.contains(where: \.holdsFailure) { return .unknown(.failed) }
        if parts.contains(where: \.isUnknown) { return .unknown(.text) }
        var result = ""
        for (part, piece) in zip(parts, pieces) {
            guard let datum = part.datum else {
                var at = range
                if case .hole(let hole) = piece { at = hole.range }
                throw Diagnostic(
                    "no-text-form", "\(article(part.kindName)) has no text form", at: place(at),
                    help: Self.textForm(of: part, source.text(in: at)))
            }
            let text = DatumText.plain(datum)
            try evaluation.reserve(bytes: result.utf8.count + text.utf8.count, at: place(range))
            result += text
        }
        return .text(result)
    }

    func list(_ items: [ItemSyntax], _ range: ByteRange, _ scope: Scope) throws -> Value {
        var values: [Value] = []
        for item in items {
            switch item {
            case .value(let syntax): values.append(try value(syntax, scope))
            case .spread(let syntax):
                let spread = try value(syntax, scope)
                if case .unknown(let type) = spread {
                    if case .failed = type { return spread }
                    return .unknown(.list(.any))
                }
                guard let inner = spread.items else {
                    throw Diagnostic(
                        "wrong-spread", "`...` in a list takes a list, not \(spread.kindName)", at: place(syntax.range))
                }
                try evaluation.reserve(bytes: (values.count + inner.count) * MemoryLayout<Value>.stride, at: place(range))
                values += inner
            }
        }
        if values.contains(where: \.isExpression) {
            return .expression(ColumnExpression(.list(values.map { Lifting.expression($0, place(range)) }), place(range)))
        }
        return .list(values)
    }

    func record(_ entries: [EntrySyntax], _ range: ByteRange, _ scope: Scope) throws -> Value {
        var record = Record([])
        for entry in entries {
            switch entry {
            case .field(let label, let syntax): record = record.setting(label.text, to: try value(syntax, scope))
            case .shorthand(let name): record = record.setting(name.text, to: try named(name.text, name.range, scope))
            case .spread(let syntax):
                let spread = try value(syntax, scope)
                if case .unknown(let type) = spread {
                    if case .failed = type { return spread }
                    return .unknown(.any)
                }
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

    func comprehension(
        _ body: ExpressionSyntax, _ name: NameSyntax, _ sequence: ExpressionSyntax, _ condition: ExpressionSyntax?,
        _ range: ByteRange, _ scope: Scope
    ) throws -> Value {
        let items = try value(sequence, scope)
        if items.isExpression {
            return try ListLifting.comprehension(self, items, name, body, condition, range, scope)
        }
        if items.isUnknown {
            var inner = scope
            inner.bindLocal(name.text, .unknown(items.holdsFailure ? .failed : .any))
            if let condition { _ = try value(condition, inner) }
            return .unknown(.list(try value(body, inner).type))
        }
        var results: [Value] = []
        let isWhole = try Sequences.forEach(items, at: place(sequence.range), evaluation: evaluation) { item in
            var inner = scope
            inner.bindLocal(name.text, item)
            if let condition {
                let test = try value(condition, inner)
                if !test.isUnknown {
                    guard try Operators.truth(test, at: place(condition.range)) else { return true }
                }
            }
            results.append(try value(body, inner))
            return true
        }
        if !isWhole { return .unknown(.list(results.first?.type ?? .any)) }
        return .list(results)
    }

    /// What to write instead of a value that has no text form.
    private static func textForm(of value: Value, _ text: String) -> [String] {
        switch value {
        case .table: ["pick a value first, e.g. `count(\(text))` or `\(text)[0].name`"]
        case .column: ["pick a value first, e.g. `\(text)[0]` or `mean(\(text))`"]
        case .function: ["a call gives a value: `\(text)(…)`"]
        default: []
        }
    }
}
