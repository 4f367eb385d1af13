package import OctavoSource
package import OctavoTable

/// One call while its body runs: where it stands, and what the body may use.
package struct Call: Sendable {
    package let verb: Verb
    /// The whole call as written, for messages and as the origin of the step it makes.
    package let range: SourceRange
    package let evaluation: Evaluation

    package init(verb: Verb, range: SourceRange, evaluation: Evaluation) {
        self.verb = verb
        self.range = range
        self.evaluation = evaluation
    }

    package var capabilities: Capabilities { evaluation.capabilities }
    package var isChecking: Bool { evaluation.mode == .check }

    /// Runs a plan and gives its rows. Only bodies that declare their result may call it: never while checking.
    package func force(_ plan: Plan) throws -> Table { try evaluation.force(plan) }

    /// Types `expression` against the columns of a table.
    package func resolve(_ expression: ColumnExpression, over schema: Schema, mayAggregate: Bool = true) throws -> RowExpression {
        try ExpressionResolver(schema: schema, evaluation: evaluation).resolve(expression)
    }

    /// `name` in `schema`, or the error that says which columns there are.
    package func requireColumn(_ reference: ColumnReference, in schema: Schema) throws -> Field {
        guard let index = schema.index(of: reference.name) else {
            throw UnknownColumn.diagnostic(reference.name, in: schema, at: reference.range, evaluation: evaluation)
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

    /// Output of the cell, in order with the values it shows.
    package func show(_ value: Value) { evaluation.output(.value(value)) }
    package func print(_ text: String) { evaluation.output(.text(text)) }

    /// A step over `plan` made by this call.
    package func step(_ node: Plan.Node, _ schema: Schema) -> Plan { Plan(node, schema: schema, origin: range) }
}

/// The message for a column that a table lacks.
package enum UnknownColumn {
    /// Columns beyond this many are counted, not listed.
    static let listed = 12

    package static func diagnostic(
        _ name: String, in schema: Schema, at range: SourceRange, evaluation: Evaluation?
    ) -> Diagnostic {
        let nearest = Suggestion.nearest(to: name, among: schema.names)
        let sorted =
            nearest.compactMap { name in schema.fields.first { $0.name == name } }
            + schema.fields.filter { !nearest.contains($0.name) }
        var list = sorted.prefix(listed).map { ".\(DatumText.label($0.name)) \($0.type)" }.joined(separator: ", ")
        if schema.count > listed { list += ", and \(schema.count - listed) more" }
        let label = Suggestion.question(for: name, among: schema.names, prefix: ".") ?? ""
        let binding = evaluation?.binding(named: name)
        var notes = ["columns: " + (schema.count == 0 ? "none" : list)]
        var fix = nearest.first.map {
            Fix.replace(range, with: "." + DatumText.label($0), nearest.count == 1 ? .certain : .maybe)
        }
        if let binding, nearest.isEmpty {
            notes.insert("there is a value `\(name)` (\(binding.kindName)); a value is written without the dot", at: 0)
            fix = .replace(range, with: name, .maybe)
        }
        return Diagnostic(
            "unknown-column", "no column `.\(DatumText.label(name))` here", at: range, label: label, notes: notes, fix: fix)
    }
}
