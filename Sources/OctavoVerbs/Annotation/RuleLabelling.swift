import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// Labels for the rows of a table from the votes of rules.
enum RuleLabelling {
    static func plan(
        _ plan: Plan, _ rules: [(name: String, label: RowExpression)], _ labels: LabelSchema, _ balance: LabelBalance?,
        _ columns: SuggestionColumns, _ call: Call
    ) throws -> Plan {
        let shares = try balance?.shares(of: labels)
        let run: @Sendable (Table, ExecutionContext) throws -> Table
        if let counts = labels.counts {
            let votes = try LabelSetVotes(rules, labels, call)
            run = { try several($0, votes, counts, shares, columns, $1) }
        } else {
            let votes = try RuleVotes(rules, labels, call)
            run = { try one($0, votes, shares, columns, $1) }
        }
        return call.step(.wholeTable(name: "annotate", inputs: [plan]) { try run($0[0], $1) }, columns.schema)
    }

    private static func one(
        _ table: Table, _ votes: RuleVotes, _ balance: [Double]?, _ columns: SuggestionColumns, _ context: ExecutionContext
    ) throws -> Table {
        let found = try votes.run(over: table, context)
        let model = LabelModel(found.counts, labelCount: votes.labels.labels.count, balance: balance)
        let answers = found.patterns.map { model.label($0) }
        if let tally = context.tally {
            let labelled = zip(answers, found.times).reduce(0) { $0 + ($1.0 == nil ? 0 : $1.1) }
            tally.add("labelled", labelled)
            tally.add("without a vote", found.counts.rowCount - found.counts.covered)
            tally.add("conflict", found.counts.conflicting)
            tally.add("tie", found.counts.covered - labelled)
            for (name, votes) in zip(votes.names, found.counts.votes) { tally.add("votes of \(name)", votes) }
        }
        let names = TextBuffer(votes.labels.labels.map(\.name))
        return columns.added(to: table) { (range: Range<Int>) in
            let rows = found.rows[range].map { answers[Int($0)] }
            let isKnown = rows.contains { $0 == nil } ? Bitmap(rows.map { $0 != nil }) : nil
            return (
                Column(
                    type: .text, count: rows.count, validity: isKnown,
                    storage: .dictionary(codes: Buffer(rows.map { Int32($0?.label ?? 0) }), values: names)),
                Column(
                    type: .float, count: rows.count, validity: isKnown,
                    storage: .floats(Buffer(rows.map { $0?.confidence ?? 0 })))
            )
        }
    }

    private static func several(
        _ table: Table, _ votes: LabelSetVotes, _ counts: ClosedRange<Int>, _ balance: [Double]?, _ columns: SuggestionColumns,
        _ context: ExecutionContext
    ) throws -> Table {
        let found = try votes.run(over: table, context)
        let labels = votes.labels.labels
        let model = LabelSetModel(
            found.patterns, times: found.times, ruleCount: votes.names.count, labelCount: labels.count, balance: balance)
        let answers = found.patterns.map { pattern -> (label: Datum, confidence: Double?)? in
            // Too few labels are no answer, as too few votes are none.
            guard let answer = model.labels(pattern, most: counts.upperBound), answer.labels.count >= counts.lowerBound else {
                return nil
            }
            return (.list(answer.labels.map { .text(labels[$0].name) }), answer.confidence)
        }
        if let tally = context.tally {
            let labelled = zip(answers, found.times).reduce(0) { $0 + ($1.0 == nil ? 0 : $1.1) }
            tally.add("labelled", labelled)
            tally.add("without a vote", table.count - found.covered)
            tally.add("conflict", found.conflicting)
            tally.add("too few labels", found.covered - labelled)
            for (rule, name) in votes.names.enumerated() { tally.add("votes of \(name)", found.count { $0[rule] != .abstains }) }
        }
        return columns.added(to: table) { (row: Int) in answers[Int(found.rows[row])] }
    }
}
