package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let drift = Verb(
        "drift", .cleaning,
        "Tells how far values are distributed otherwise than those of a reference: the population stability index.",
        notes:
            "0 is no difference; below 0.1 is taken for none, above 0.25 for a large one. Numbers and times are counted in the "
            + "reference's tenths, other values one by one; null is a value of its own. A share of zero counts as 0.0001. "
            + "`expect(drift(.price, data(\"train\")) < 0.2)` guards a table against a saved one.",
        parameters: [
            ParameterDescription(
                name: "values", about: "A column inside verbs; or a list, or a column of a table.", expects: .anything,
                defaultText: nil, isRest: false),
            ParameterDescription(
                name: "reference",
                about:
                    "What they are compared with: a column of a table, or a list; a table stands for its column of the same name.",
                expects: .anything,
                defaultText: nil, isRest: false),
        ],
        returns: .float,
        examples: [
            Example("drift([\"a\", \"b\"], [\"b\", \"a\"])", gives: "0.0"),
            Example("round(drift([1, 1, 2], [1, 2, 2]), 2)", gives: "0.46"),
        ],
        searchTerms: ["psi", "population_stability", "data_drift", "distribution_shift"], checking: .runsBody,
        liftCondition: .firstArgumentIsExpression,
        lift: { resolver, arguments, range in
            guard let first = arguments.single[0], let second = arguments.single[1] else {
                throw Diagnostic("missing-argument", "`drift` needs a reference", at: range)
            }
            let argument = try resolver.resolve(first)
            let reference = try DriftReference(DriftReference.column(of: second, like: argument), resolver.evaluation)
            if let type = reference.type, argument.type.unified(with: type) == nil {
                throw Diagnostic(
                    "type-mismatch", "cannot compare \(argument.type) with a reference of \(type)", at: range,
                    secondary: [.init(first.range, "\(argument.type)"), .init(second.range, "\(type)")])
            }
            let values = RowExpression(
                .aggregate(.collect, argument, by: []), type: .list(argument.type), origin: argument.origin)
            let rows = RowExpression(.aggregate(.count, nil, by: []), type: .int, origin: range)
            let function = ScalarFunction.perRow("drift", type: .float, nullGivesNull: false) { group in
                guard case .list(let values) = group[0], case .int(let rows) = group[1] else { return .null }
                return reference.index(of: values, nulls: Int(rows) - values.count)
            }
            return RowExpression(.function(function, [values, rows]), type: .float, origin: range)
        },
        run: { call, arguments in
            guard let first = arguments.single[0], let second = arguments.single[1] else { return .null }
            if first.value.isNull { return .null }
            let reference = try DriftReference(second, call.evaluation)
            if call.isChecking { return .unknown(.float) }
            let values = try DriftReference.data(first, call.evaluation)
            let present = values.filter { !$0.isNull }
            return Value(reference.index(of: present, nulls: values.count - present.count))
        })
}

/// How the values of a reference are distributed.
struct DriftReference: Sendable {
    /// Bins of a numeric reference.
    static let bins = 10
    /// Stands for an empty bin, whose logarithm has no value.
    static let leastShare = 0.0001

    /// The values' type, where it is known before they are read.
    let type: DataType?
    private let count: Int
    private let nulls: Int
    /// Upper ends of the bins but the last, ascending; empty where values are counted one by one.
    private let edges: [Double]
    private let shares: [Key: Int]

    private enum Key: Hashable {
        case bin(Int)
        case value(Datum)
    }

    init(_ argument: BoundArguments.Argument, _ evaluation: Evaluation) throws {
        if case .column(let plan, let name) = argument.value { type = plan.schema.type(of: name) } else { type = nil }
        let values = evaluation.mode == .check ? [] : try Self.data(argument, evaluation)
        let present = values.filter { !$0.isNull }
        count = values.count
        nulls = values.count - present.count
        let numbers = present.compactMap(Self.number)
        if numbers.count == present.count, Set(numbers).count > Self.bins {
            let sorted = numbers.sorted()
            var ends: [Double] = []
            for bin in 1..<Self.bins {
                let end = sorted[min(sorted.count * bin / Self.bins, sorted.count - 1)]
                if ends.last != end { ends.append(end) }
            }
            edges = ends
        } else {
            edges = []
        }
        shares = Self.counts(present, edges)
    }

    /// A table as its column of the same name as a column of the rows; anything else as it is.
    static func column(of argument: BoundArguments.Argument, like values: RowExpression) throws -> BoundArguments.Argument {
        guard case .table(let plan) = argument.value, case .column(let name) = values.kind else { return argument }
        guard plan.schema.index(of: name) != nil else {
            throw Diagnostic(
                "unknown-column", "the reference has no column `.\(DatumText.label(name))`", at: argument.range,
                label: Suggestion.question(for: name, among: plan.schema.names, prefix: ".") ?? "",
                notes: ["columns: " + plan.schema.names.prefix(12).map { "." + DatumText.label($0) }.joined(separator: ", ")])
        }
        return BoundArguments.Argument(value: .column(plan, name), range: argument.range)
    }

    static func data(_ argument: BoundArguments.Argument, _ evaluation: Evaluation) throws -> [Datum] {
        if argument.value.isExpression {
            throw Diagnostic(
                "wrong-argument", "`drift` compares with a column of a table or a list, not with a column of the row",
                at: argument.range,
                help: ["`drift(.x, reference.x)`"])
        }
        return try Sequences.items(argument.value, at: argument.range, evaluation: evaluation).map { $0.datum ?? .null }
    }

    /// Σ (p − q) ln(p / q) over the bins; null where a side has no row.
    func index(of values: [Datum], nulls otherNulls: Int) -> Datum {
        let rows = values.count + otherNulls
        guard rows > 0, count > 0 else { return .null }
        let others = Self.counts(values, edges)
        func part(_ own: Int, _ other: Int) -> Double {
            let p = max(Double(other) / Double(rows), Self.leastShare)
            let q = max(Double(own) / Double(count), Self.leastShare)
            return (p - q) * Logarithm.natural(p / q)
        }
        var parts = Set(shares.keys).union(others.keys).map { part(shares[$0] ?? 0, others[$0] ?? 0) }
        if nulls > 0 || otherNulls > 0 { parts.append(part(nulls, otherNulls)) }
        // In a fixed order, whatever the hash's was.
        return .float(parts.sorted().reduce(0, +))
    }

    private static func counts(_ values: [Datum], _ edges: [Double]) -> [Key: Int] {
        var counts: [Key: Int] = [:]
        for value in values {
            if !edges.isEmpty, let number = number(value) {
                counts[.bin(edges.count { $0 <= number }), default: 0] += 1
            } else {
                counts[.value(value), default: 0] += 1
            }
        }
        return counts
    }

    private static func number(_ value: Datum) -> Double? {
        switch value {
        case .int(let number), .time(let number), .date(let number), .duration(let number): Double(number)
        case .float(let number): number.isNaN ? nil : number
        default: nil
        }
    }
}
