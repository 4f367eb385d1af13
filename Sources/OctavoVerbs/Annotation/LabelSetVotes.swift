import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// The votes of rules where several labels may hold at once, ready to be computed: a text says that this label holds, a list says which do
/// and that no other does, null says nothing.
struct LabelSetVotes: Sendable {
    let names: [String]
    let labels: LabelSchema
    private let votes: [NamedExpression]
    private let range: SourceRange

    /// Throws `label-outside-schema` where a rule is seen to give another value, before any row is.
    init(_ rules: [(name: String, label: RowExpression)], _ labels: LabelSchema, _ call: Call) throws {
        names = rules.map(\.name)
        self.labels = labels
        range = call.range
        votes = try rules.enumerated().map { place, rule in
            try RuleVotes.refuseForeign(rule, labels, call)
            let name = rule.name
            let numbered = ScalarFunction.perRow("annotate", type: .list(.int)) { values in
                guard let vote = Self.numbers(values[0], labels) else {
                    throw labels.refusal(of: values[0], by: "the rule `\(name)`")
                }
                return .list(vote.map { .int(Int64($0)) })
            }
            return NamedExpression(
                "\(place)", RowExpression(.function(numbered, [rule.label]), type: .list(.int), origin: rule.label.origin))
        }
    }

    /// Before the labels of a whole answer.
    private static let whole = -1

    /// The label that a text is; the labels of a list, behind the sign that they are all. `nil` for what the schema does not allow.
    private static func numbers(_ value: Datum, _ labels: LabelSchema) -> [Int]? {
        if case .text(let name) = value { return labels[name].map { [$0] } }
        return labels.answer(value).map { [whole] + $0.names.compactMap { labels[$0] } }
    }

    private static func vote(_ value: Datum) -> LabelSetVote {
        guard case .list(let items) = value else { return .abstains }
        let numbers = items.compactMap { if case .int(let number) = $0 { Int32(number) } else { nil } }
        if numbers.first == Int32(whole) { return .all(Array(numbers.dropFirst())) }
        return numbers.first.map { .holds($0) } ?? .abstains
    }

    /// What the rules say of each row: rows of equal votes share a pattern.
    struct Result {
        /// By pattern: one vote a rule.
        var patterns: [[LabelSetVote]] = []
        var times: [Int] = []
        /// The pattern of each row.
        var rows: [Int32] = []

        func count(where holds: ([LabelSetVote]) -> Bool) -> Int {
            zip(patterns, times).reduce(0) { $0 + (holds($1.0) ? $1.1 : 0) }
        }

        var covered: Int { count { $0.contains { $0 != .abstains } } }
        var conflicting: Int { count(where: Self.isConflict) }

        static func isConflict(_ votes: [LabelSetVote]) -> Bool {
            votes.indices.contains { one in votes.indices.contains { votes[one].contradicts(votes[$0]) } }
        }
    }

    func run(over table: Table, _ context: ExecutionContext) throws -> Result {
        let schema = Schema(votes.map { Field($0.name, .list(.int)) })
        let plan = Plan(.select(Plan(table), votes), schema: schema, origin: range)
        var places: [[LabelSetVote]: Int32] = [:]
        var result = Result()
        result.rows.reserveCapacity(table.count)
        try Executor.stream(plan, context) { chunk in
            for row in 0..<chunk.count {
                let pattern = chunk.columns.map { Self.vote($0[row]) }
                if let place = places[pattern] {
                    result.times[Int(place)] += 1
                    result.rows.append(place)
                    continue
                }
                let place = Int32(result.patterns.count)
                places[pattern] = place
                result.patterns.append(pattern)
                result.times.append(1)
                result.rows.append(place)
            }
            return true
        }
        return result
    }
}
