package import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

extension Verb {
    package static let annotate = Verb(
        step: "annotate", .annotation,
        "Labels rows by rules that err and may abstain, weighed by how they agree, and says how sure each label is.",
        notes: """
            A rule gives a label, or null where it has nothing to say. No row needs a known label: how often each rule is right follows \
            from how often the rules agree (data programming, as Snorkel does it), and where they conflict the more accurate ones win. A row \
            without a vote, or with a tie, gets null. `into` names the column of labels; the label's probability stands beside it, in \
            `label_confidence`. `describe_rules` shows coverage, conflicts and accuracy of each rule, `report` the totals. \
            The result does not depend on the rows' order.

            The schema is a JSON Schema that lists the labels, in `enum` or as `const` in `oneOf` with a description each; a rule that gives \
            another value is refused. Answers of several annotators are rules too: `rules: {ann: .ann, bob: .bob}` settles where they differ. In \
            the terminal `octavo annotate` asks for labels one record at a time, the least certain first.
            """,
        examples: [
            Example(
                """
                table([{q: "cancel my room"}, {q: "book a room"}, {q: "hello"}]) \
                | annotate(.q, schema: {enum: ["Cancel", "Book"]}, rules: {cancel: if contains(.q, "cancel") then "Cancel" else null, \
                book: if contains(.q, "book") then "Book" else null}) | derive(label_confidence: round(.label_confidence, 2))
                """,
                gives: """
                    | q              | label  | label_confidence |
                    | -------------- | ------ | ---------------: |
                    | cancel my room | Cancel |              0.7 |
                    | book a room    | Book   |              0.7 |
                    | hello          | null   |             null |
                    """),
            Example(
                """
                table([{ann: "a", bob: "a"}, {ann: "a", bob: "b"}, {ann: null, bob: "b"}]) \
                | annotate(.ann, schema: {enum: ["a", "b"]}, rules: [.ann, .bob], into: "agreed") | report | select(.note) | tail(1)
                """,
                gives: """
                    | note                                                   |
                    | ------------------------------------------------------ |
                    | labelled 3, votes of bob 3, votes of ann 2, conflict 1 |
                    """),
        ],
        searchTerms: [
            "label", "snorkel", "weak_supervision", "labelling_functions", "labeling_functions", "data_programming", "adjudicate",
            "dawid_skene", "label_studio",
        ],
        Parameter("t", TableArgument.self, "The table."),
        Parameter("column", ColumnReference.self, "What is labelled: what rules that are functions are given."),
        Parameter("schema", LabelSchemaArgument.self, "The labels: the path of a JSON Schema, or the schema as a record."),
        Parameter("rules", RulesArgument.self, "`{name: expr, …}`, or a list of expressions or functions."),
        Parameter(
            "guidelines", Guidelines?.self, "The Markdown file that says what the labels mean: every label must stand in it."),
        Parameter("balance", LabelBalance?.self, "The share of each label, where they differ: `{spam: 10%, ham: 90%}`."),
        Parameter("into", default: "label", "\"label\"", "The column of labels.")
    ) { call, table, column, schema, rules, guidelines, balance, into in
        let plan = table.plan
        _ = try call.requireColumn(column, in: plan.schema)
        let resolved = try rules.resolved(call, over: column, plan.schema)
        guard !into.isEmpty else {
            throw Diagnostic("wrong-argument", "`annotate` needs a name for the column of labels", at: call.range)
        }
        let added = [Field(into, .text), Field("\(into)_confidence", .float)]
        let kept = plan.schema.fields.map { field in added.first { $0.name == field.name } ?? field }
        let result = Schema(kept + added)
        guard let labels = schema.labels else { return call.step(.slice(plan, from: 0, count: 0), result) }
        try guidelines?.check(labels, call)
        let votes = try RuleVotes(resolved, labels, call)
        let shares = try balance?.shares(of: labels)
        return call.step(
            .wholeTable(name: "annotate", inputs: [plan]) { tables, context in
                try Annotation(votes, shares, context).labelled(tables[0], result, added)
            }, result)
    }
}

/// Labels for the rows of a table from votes on them.
private struct Annotation {
    private let votes: RuleVotes
    private let balance: [Double]?
    private let context: ExecutionContext

    init(_ votes: RuleVotes, _ balance: [Double]?, _ context: ExecutionContext) {
        self.votes = votes
        self.balance = balance
        self.context = context
    }

    /// The table with the columns of `added`: labels, and how sure they are.
    func labelled(_ table: Table, _ schema: Schema, _ added: [Field]) throws -> Table {
        let found = try votes.run(over: table, context)
        let model = LabelModel(found.counts, labelCount: votes.labels.labels.count, balance: balance)
        let answers = found.patterns.map { model.label($0) }
        note(found, answers)
        let names = TextBuffer(votes.labels.labels.map(\.name))
        var first = 0
        let chunks = table.chunks.map { chunk in
            let rows = found.rows[first..<first + chunk.count].map { answers[Int($0)] }
            first += chunk.count
            let isKnown = rows.contains { $0 == nil } ? Bitmap(rows.map { $0 != nil }) : nil
            let made = [
                Column(
                    type: .text, count: chunk.count, validity: isKnown,
                    storage: .dictionary(codes: Buffer(rows.map { Int32($0?.label ?? 0) }), values: names)),
                Column(
                    type: .float, count: chunk.count, validity: isKnown,
                    storage: .floats(Buffer(rows.map { $0?.confidence ?? 0 }))),
            ]
            let columns = schema.fields.map { field in
                added.firstIndex { $0.name == field.name }.map { made[$0] }
                    ?? table.schema.index(of: field.name).map { chunk.columns[$0] } ?? .nulls(field.type, count: chunk.count)
            }
            return Chunk(count: chunk.count, columns: columns, firstRow: chunk.firstRow, place: chunk.place)
        }
        return Table(schema: schema, chunks: chunks)
    }

    private func note(_ found: RuleVotes.Result, _ answers: [(label: Int, confidence: Double)?]) {
        guard let tally = context.tally else { return }
        var labelled = 0
        for (answer, times) in zip(answers, found.times) where answer != nil { labelled += times }
        tally.add("labelled", labelled)
        tally.add("without a vote", found.counts.rowCount - found.counts.covered)
        tally.add("conflict", found.counts.conflicting)
        tally.add("tie", found.counts.covered - labelled)
        for (name, votes) in zip(votes.names, found.counts.votes) { tally.add("votes of \(name)", votes) }
    }
}
