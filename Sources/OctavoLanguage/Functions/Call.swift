package import OctavoSource
package import OctavoTable

/// One call while its body runs: where it stands, and what the body may use.
package struct Call: Sendable {
    package let verb: Verb
    /// The call as written, without what flows into it: for messages, and as the origin of the step it makes.
    package let range: SourceRange
    package let evaluation: Evaluation
    let surroundings: Surroundings

    init(verb: Verb, range: SourceRange, evaluation: Evaluation, surroundings: Surroundings) {
        self.verb = verb
        self.range = range
        self.evaluation = evaluation
        self.surroundings = surroundings
    }

    /// A call that nobody wrote: of a verb whose options stand in a file, or on a command line.
    package init(of verb: Verb, at range: SourceRange, in evaluation: Evaluation) {
        self.init(verb: verb, range: range, evaluation: evaluation, surroundings: Surroundings())
    }

    /// Where the argument at `index` was written; the whole call where its default holds.
    package func range(ofArgument index: Int) -> SourceRange {
        surroundings.arguments.indices.contains(index) ? surroundings.arguments[index] ?? range : range
    }

    /// Runs `body`, which works with the path in an argument: what is wrong with the path is shown there, with a fix where one
    /// is known.
    package func locating<Result>(argument index: Int, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch var diagnostic as Diagnostic where diagnostic.primary == nil {
            let place = range(ofArgument: index)
            diagnostic.primary = .init(place)
            if let better = diagnostic.suggestion, diagnostic.fix == nil {
                // The fix says it already.
                diagnostic.help.removeAll { $0.hasPrefix("did you mean") && $0.contains("`\(better)`?") }
                diagnostic.primary = .init(place, "did you mean `\(better)`?")
                diagnostic.fix = .replace(place, with: DatumText.quoted(better), .maybe)
            }
            throw diagnostic
        }
    }

    package var capabilities: Capabilities { evaluation.capabilities }
    package var isChecking: Bool { evaluation.mode == .check }

    /// Runs a plan and gives its rows. Only bodies that declare their result may call it: never while checking.
    package func force(_ plan: Plan) throws -> Table { try evaluation.force(plan) }

    /// Types `expression` against the columns of a table.
    package func resolve(_ expression: ColumnExpression, over schema: Schema, mayAggregate: Bool = true) throws -> RowExpression {
        try ExpressionResolver(schema: schema, in: self).resolve(expression)
    }

    /// `name` in `schema`, or the error that says which columns there are.
    package func requireColumn(_ reference: ColumnReference, in schema: Schema) throws -> Field {
        guard let index = schema.index(of: reference.name) else {
            throw UnknownColumn.diagnostic(reference.name, in: schema, at: reference.range, surroundings)
        }
        return schema[index]
    }

    /// Calls a lambda, a function or an expression with one element or more.
    package func apply(_ function: ElementFunction, _ values: [Value]) throws -> Value {
        try evaluation.apply(function.value, values, at: function.range)
    }

    package func warn(_ diagnostic: Diagnostic) { evaluation.report(diagnostic.located(at: range)) }

    /// Notes a file or store name that this call reads or writes; `nil` where only a run can know it.
    package func record(_ kind: Access.Kind, _ scheme: String, _ name: String?) {
        evaluation.record(Access(kind, "\(scheme):\(name ?? "*")"))
    }

    /// Notes what this call may do besides what its function declares.
    package func record(_ effects: Effects) { evaluation.record(effects) }

    /// Output of the cell, in order with the values it shows.
    package func show(_ value: Value) { evaluation.output(.value(value)) }
    package func print(_ text: String) { evaluation.output(.text(text)) }

    /// A step over `plan` made by this call.
    package func step(_ node: Plan.Node, _ schema: Schema) -> Plan { Plan(node, schema: schema, origin: range) }
}
