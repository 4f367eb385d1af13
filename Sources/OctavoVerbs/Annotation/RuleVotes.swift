import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// The votes of rules on the rows of a table, ready to be computed.
struct RuleVotes: Sendable {
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
            try Self.refuseForeign(rule, labels, call)
            let name = rule.name
            let numbered = ScalarFunction.perRow("annotate", type: .int) { values in
                guard case .text(let value) = values[0] else { return .null }
                guard let number = labels[value] else { throw labels.refusal(of: value, by: "the rule `\(name)`") }
                return .int(Int64(number))
            }
            return NamedExpression(
                "\(place)", RowExpression(.function(numbered, [rule.label]), type: .int, origin: rule.label.origin))
        }
    }

    /// Refuses a rule that is seen to give what is no label.
    static func refuseForeign(_ rule: (name: String, label: RowExpression), _ labels: LabelSchema, _ call: Call) throws {
        for (value, origin) in constants(rule.label) where labels[value] == nil {
            throw labels.refusal(of: value, by: "the rule `\(rule.name)`").located(at: origin ?? call.range)
        }
    }

    /// The texts that an expression is seen to give.
    private static func constants(_ expression: RowExpression) -> [(value: String, origin: SourceRange?)] {
        switch expression.kind {
        case .literal(.text(let text)): [(text, expression.origin)]
        case .literal(.list(let items)):
            items.compactMap { if case .text(let text) = $0 { (text, expression.origin) } else { nil } }
        case .list(let items): items.flatMap(constants)
        case .widen(let inner): constants(inner)
        case .coalesce(let one, let other), .attempt(let one, otherwise: let other): constants(one) + constants(other)
        case .conditional(let branches, let otherwise): branches.flatMap { constants($0.value) } + constants(otherwise)
        default: []
        }
    }

    /// What the rules say of each row: rows of equal votes share a pattern.
    struct Result {
        /// By pattern: one vote a rule.
        var patterns: [[Int32]] = []
        var times: [Int] = []
        /// The pattern of each row.
        var rows: [Int32] = []
        let counts: VoteCounts
    }

    func run(over table: Table, _ context: ExecutionContext) throws -> Result {
        let schema = Schema(votes.map { Field($0.name, .int) })
        let plan = Plan(.select(Plan(table), votes), schema: schema, origin: range)
        var places: [[Int32]: Int32] = [:]
        var patterns: [[Int32]] = []
        var times: [Int] = []
        var rows: [Int32] = []
        rows.reserveCapacity(table.count)
        try Executor.stream(plan, context) { chunk in
            let columns = chunk.columns.map { column -> [Int32] in
                guard case .integers(let values) = column.storage else {
                    return Array(repeating: VoteCounts.abstains, count: chunk.count)
                }
                return (0..<chunk.count).map { column.isNull($0) ? VoteCounts.abstains : Int32(values[$0]) }
            }
            for row in 0..<chunk.count {
                let pattern = columns.map { $0[row] }
                if let place = places[pattern] {
                    times[Int(place)] += 1
                    rows.append(place)
                } else {
                    let place = Int32(patterns.count)
                    places[pattern] = place
                    patterns.append(pattern)
                    times.append(1)
                    rows.append(place)
                }
            }
            return true
        }
        var counts = VoteCounts(ruleCount: names.count)
        for (pattern, times) in zip(patterns, times) { counts.add(pattern, times: times) }
        return Result(patterns: patterns, times: times, rows: rows, counts: counts)
    }
}
