import OctavoModels
import OctavoSource
import OctavoTable

/// What `describe_rules` shows.
enum RuleTable {
    static func schema(hasTruth: Bool) -> Schema {
        let fields = [
            Field("rule", .text), Field("labels", .list(.text)), Field("votes", .int), Field("coverage", .float),
            Field("overlaps", .float), Field("conflicts", .float), Field("accuracy", .float),
        ]
        return Schema(fields + (hasTruth ? [Field("correct", .float)] : []))
    }

    static func make(_ table: Table, _ votes: RuleVotes, truth: String?, _ context: ExecutionContext) throws -> Table {
        let found = try votes.run(over: table, context)
        let counts = found.counts
        let names = votes.labels.labels.map(\.name)
        let model = LabelModel(counts, labelCount: names.count)
        let correct = truth.flatMap { table.schema.index(of: $0) }.map { place in
            Self.correct(found, table.values(place), names)
        }
        let rows = votes.names.indices.map { rule in
            let given = Set(found.patterns.map { $0[rule] }).subtracting([VoteCounts.abstains]).sorted()
            return Row(
                name: votes.names[rule], labels: given.map { names[Int($0)] }, votes: counts.votes[rule],
                overlaps: counts.overlaps[rule], conflicts: counts.conflicts[rule],
                accuracy: counts.votes[rule] > 0 ? model.accuracies[rule] : nil, correct: correct?[rule])
        }
        return shown(rows, of: counts.rowCount, hasTruth: truth != nil)
    }

    /// The same where several labels may hold at once.
    static func make(_ table: Table, _ votes: LabelSetVotes, truth: String?, _ context: ExecutionContext) throws -> Table {
        let found = try votes.run(over: table, context)
        let names = votes.labels.labels.map(\.name)
        let model = LabelSetModel(
            found.patterns, times: found.times, ruleCount: votes.names.count, labelCount: names.count)
        let truths = truth.flatMap { table.schema.index(of: $0) }.map { table.values($0) }
        let rows = votes.names.indices.map { rule in
            var given = Array(repeating: 0, count: names.count)
            for (pattern, times) in zip(found.patterns, found.times) {
                for label in pattern[rule].labels { given[Int(label)] += times }
            }
            func others(_ pattern: [LabelSetVote], _ holds: (LabelSetVote) -> Bool) -> Bool {
                pattern[rule] != .abstains && pattern.indices.contains { $0 != rule && holds(pattern[$0]) }
            }
            return Row(
                name: votes.names[rule], labels: names.indices.filter { given[$0] > 0 }.map { names[$0] },
                votes: found.count { $0[rule] != .abstains },
                overlaps: found.count { others($0) { $0 != .abstains } },
                conflicts: found.count { pattern in others(pattern) { $0.contradicts(pattern[rule]) } },
                accuracy: model.accuracy(of: rule, given: given),
                correct: truths.map { Self.correct(found, rule, $0, votes.labels) })
        }
        return shown(rows, of: found.rows.count, hasTruth: truth != nil)
    }

    /// What is told of one rule.
    private struct Row {
        let name: String
        let labels: [String]
        let votes: Int
        let overlaps: Int
        let conflicts: Int
        let accuracy: Double?
        /// `nil` where there is no truth.
        let correct: Datum?
    }

    private static func shown(_ rules: [Row], of rowCount: Int, hasTruth: Bool) -> Table {
        func share(_ count: Int) -> Datum { rowCount > 0 ? .float(Double(count) / Double(rowCount)) : .null }
        let rows = rules.map { rule -> [Datum] in
            let own: [Datum] = [
                .text(rule.name), .list(rule.labels.map { .text($0) }), .int(Int64(rule.votes)), share(rule.votes),
                share(rule.overlaps), share(rule.conflicts), rule.accuracy.map { .float($0) } ?? .null,
            ]
            return own + (rule.correct.map { [$0] } ?? [])
        }
        let schema = schema(hasTruth: hasTruth)
        let columns = schema.fields.enumerated().map { place, field in Column(field.type, rows.map { $0[place] }) }
        return Table(schema: schema, chunks: [Chunk(count: rows.count, columns: columns)])
    }

    /// The share of a rule's votes that are right, over the rows whose truth is known.
    private static func correct(
        _ found: LabelSetVotes.Result, _ rule: Int, _ truths: [Datum], _ labels: LabelSchema
    ) -> Datum {
        var (right, all) = (0, 0)
        for (row, truth) in zip(found.rows, truths) {
            guard case .list(let items) = truth else { continue }
            let known = Set(items.compactMap { if case .text(let name) = $0 { labels[name].map { Int32($0) } } else { nil } })
            switch found.patterns[Int(row)][rule] {
            case .abstains: continue
            case .holds(let label): right += known.contains(label) ? 1 : 0
            case .all(let own): right += Set(own) == known ? 1 : 0
            }
            all += 1
        }
        return all > 0 ? .float(Double(right) / Double(all)) : .null
    }

    /// By rule: the share of its votes that equal the truth, over the rows whose truth is known.
    private static func correct(_ found: RuleVotes.Result, _ truth: [Datum], _ names: [String]) -> [Datum] {
        var right = Array(repeating: 0, count: found.counts.ruleCount)
        var all = right
        for (row, known) in zip(found.rows, truth) {
            guard case .text(let label) = known else { continue }
            for (rule, vote) in found.patterns[Int(row)].enumerated() where vote != VoteCounts.abstains {
                all[rule] += 1
                if names[Int(vote)] == label { right[rule] += 1 }
            }
        }
        return zip(right, all).map { $1 > 0 ? .float(Double($0) / Double($1)) : .null }
    }
}
