package import OctavoLanguage
import OctavoSource

/// The share of each label, as a record.
package struct LabelBalance: ArgumentType {
    private let record: Record
    private let range: SourceRange

    package static var expects: Expectation { .value(.record([])) }

    package static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> LabelBalance {
        guard case .record(let record) = argument.value else { throw mismatch(argument.value, argument.range, call, parameter) }
        return LabelBalance(record: record, range: argument.range)
    }

    /// In the labels' order. All labels have a share above zero. Together they make 1 but for rounding, unless several may hold at once: then
    /// each is the share of rows that have it, which is below 1.
    func shares(of labels: LabelSchema) throws -> [Double]? {
        if let unknown = record.names.first(where: { labels[$0] == nil }) {
            throw labels.refusal(of: unknown, by: "`balance`").located(at: range)
        }
        if record.fields.contains(where: \.value.isUnknown) { return nil }
        let shares = try labels.labels.map { label -> Double in
            let share = record[label.name]?.datum.flatMap { Double(datum: $0) } ?? 0
            guard share > 0, share <= 1 else {
                throw Diagnostic(
                    "bad-balance", "`balance` needs a share above 0 and up to 1 for the label `\(label.name)`", at: range,
                    help: ["a label that never comes does not belong in the schema"])
            }
            return share
        }
        if labels.isOfSeveral {
            guard let place = shares.firstIndex(of: 1) else { return shares }
            throw Diagnostic(
                "bad-balance", "`balance` says that every row has the label `\(labels.labels[place].name)`", at: range,
                help: ["a label that every row has does not belong in the schema"])
        }
        let sum = shares.reduce(0, +)
        guard abs(sum - 1) < 1e-6 else {
            throw Diagnostic("bad-balance", "the shares of `balance` add up to \(sum), not to 1", at: range)
        }
        return shares
    }
}
