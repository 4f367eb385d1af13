import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

/// A function that rewrites texts one by one and drops none: in columns of a table, in an expression, or one text alone.
struct TextRewriting: Sendable {
    /// The function's name, for messages.
    let verb: String
    /// Somebody who does it on one thread.
    let makeWorker: @Sendable () -> any TextWorker

    init(verb: String, makeWorker: @escaping @Sendable () -> any TextWorker) {
        self.verb = verb
        self.makeWorker = makeWorker
    }

    /// A call in a column expression.
    func lifted(_ resolver: ExpressionResolver, _ arguments: BoundArguments, _ range: SourceRange) throws -> RowExpression {
        if let extra = arguments.rest.first {
            throw Diagnostic(
                "too-many-arguments", "`\(verb)` of a text takes one text", at: extra.range,
                help: ["`t | \(verb)(.a, .b)` for columns of a table; `\(verb)(.a)` for one text"])
        }
        guard let first = arguments.single[0] else { return RowExpression(.literal(.null), type: .text, origin: range) }
        let text = try resolver.resolve(first)
        guard text.type == .text || text.type == .null else {
            throw WrongArgument.diagnostic(verb, takes: "text", for: "t", not: text.type.description).located(at: first.range)
        }
        return try expression(over: text, at: range)
    }

    /// A call of a table or a text.
    func run(_ call: Call, _ arguments: BoundArguments) throws -> Value {
        guard let first = arguments.single[0] else { return .null }
        switch first.value {
        case .null: return .null
        case .unknown(let type): return .unknown(type)
        case .text(let text):
            if let extra = arguments.rest.first {
                throw Diagnostic("too-many-arguments", "`\(verb)` of a text takes no columns", at: extra.range)
            }
            return .text(rewritten(text))
        case .table, .list:
            let plan = try TableArgument.decode(first, in: call, parameter: call.verb.parameters[0]).plan
            let fields = try TextColumns.fields(call, arguments, plan.schema)
            let named = try fields.map { field in
                let column = RowExpression(.column(field.name), type: .text, origin: call.range)
                return NamedExpression(field.name, try expression(over: column, at: call.range))
            }
            return .table(call.step(.derive(plan, named), plan.schema))
        default:
            throw WrongArgument.diagnostic(verb, takes: "a table or a text", for: "t", not: first.value).located(at: first.range)
        }
    }

    /// The rewriting of each row's text.
    private func expression(over text: RowExpression, at range: SourceRange) throws -> RowExpression {
        let byRow = ScalarFunction.perRow(verb, type: .text) { values in
            guard case .text(let text)? = values.first else { return .null }
            return .text(rewritten(text))
        }
        let call = ColumnCall([.column(.text)], result: .text)
        let loop = try ColumnLoop.textToText(rewriting: { _ in
            {
                let worker = makeWorker()
                return ColumnLoop.TextRewriter(
                    rewrite: { rows, bytes, offsets, tell in worker.run(rows, bytes, offsets, tell: tell) },
                    counts: { worker.counts })
            }
        }).bind(call)
        return RowExpression(.function(loop.map(byRow.running) ?? byRow, [text]), type: .text, origin: range)
    }

    private func rewritten(_ text: String) -> String {
        var result: [UInt8] = []
        switch makeWorker().run(text.utf8.span, into: &result) {
        case .changed: return String(decoding: result, as: UTF8.self)
        case .unchanged, .dropped: return text
        }
    }
}
