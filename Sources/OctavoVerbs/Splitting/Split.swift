package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let split = Verb(
        "split", .cleaning, "Parts a table into train, validation and test tables.",
        notes: """
            Only the parts that are named are there; their shares must add up to 1. By itself a row's place follows from its content and the \
            seed alone: shares are met nearly, equal rows stay together, and rows that are added later move none of those that were there. \
            `group:` keeps all rows of one value together, by that value instead of the content. `stratify:` ranks the rows of each class by \
            the same hash, and every class has its shares exact to a row. `by_time:` gives the earliest rows to `train` and the latest to \
            `test`; rows of one time stay together. With `group:` and `stratify:` groups stay whole and classes are balanced as well as \
            that allows.

            A row without a group is one by itself, and rows without a class are a class.
            """,
        returns: .record([
            (name: "train", type: .table(nil)), (name: "val", type: .table(nil)), (name: "test", type: .table(nil)),
        ]),
        checking: .runsBody,
        examples: [
            Example(
                "t = table([{n: 1, k: \"a\"}, {n: 2, k: \"a\"}, {n: 3, k: \"b\"}, {n: 4, k: \"b\"}])\n"
                    + "parts = t | split(train: 50%, test: 50%, stratify: .k)\nparts.train | count(by: .k)",
                gives: "| k   |   n |\n| --- | --: |\n| a   |   1 |\n| b   |   1 |"),
            Example(
                "t = table([{day: 3}, {day: 1}, {day: 2}, {day: 4}])\nparts = t | split(train: 0.75, test: 0.25, by_time: .day)\n"
                    + "parts.test", gives: "| day |\n| --: |\n|   4 |"),
        ],
        searchTerms: ["train_test_split", "partition", "holdout", "random_split", "group_shuffle_split", "time_series_split"],
        Parameter("t", TableArgument.self, "The table."),
        Parameter("train", ShareArgument?.self, "The share of rows to train with, such as `0.8` or `80%`."),
        Parameter("val", ShareArgument?.self, "The share to choose between models with."),
        Parameter("test", ShareArgument?.self, "The share to measure the last model with."),
        Parameter("stratify", ColumnExpression?.self, "A class whose shares shall be the same in every part."),
        Parameter("group", ColumnExpression?.self, "What must not be torn apart, such as a customer or a conversation."),
        Parameter("by_time", ColumnExpression?.self, "A time by which rows are parted: earlier ones to train with."),
        Parameter("seed", default: 0, "0", "Chooses among the possible splits.")
    ) { call, table, train, val, test, stratify, group, byTime, seed in
        let parts = try SplitParts(call, [("train", train, 1), ("val", val, 2), ("test", test, 3)])
        let kind = try SplitKind(call, table.plan.schema, stratify: stratify, group: group, byTime: byTime)
        let splitter = Splitter(
            plan: table.plan, bounds: parts.bounds, seed: UInt64(bitPattern: Int64(seed)), range: call.range)
        let plans = splitter.parts(kind)
        return .record(Record(Swift.zip(parts.names, plans).map { (name: $0, value: .table($1)) }))
    }
}

/// The parts that a call names and where their shares end.
struct SplitParts {
    let names: [String]
    /// Upper ends of the shares, ascending; the last is 1.
    let bounds: [Double]
    /// How far from 1 shares may add up, so that 0.7 + 0.2 + 0.1 does.
    private static let tolerance = 1e-9

    typealias Named = (name: String, share: ShareArgument?, argument: Int)

    init(_ call: Call, _ shares: [Named]) throws {
        var sum = 0.0
        var names: [String] = []
        var bounds: [Double] = []
        var isKnown = true
        for (name, share, argument) in shares {
            guard let share else { continue }
            guard let share = share.value else {
                isKnown = false
                names.append(name)
                bounds.append(sum)
                continue
            }
            guard share > 0, share <= 1 else {
                throw Diagnostic(
                    "bad-shares", "`\(name)` cannot have a share of \(DatumText.float(share))",
                    at: call.range(ofArgument: argument),
                    help: [
                        share == 0
                            ? "leave `\(name)` out: only parts that are named are there"
                            : "a share is more than 0 and at most 1: `\(name): 0.8` or `\(name): 80%`"
                    ])
            }
            sum += share
            names.append(name)
            bounds.append(sum)
        }
        if names.isEmpty {
            throw Diagnostic(
                "missing-argument", "`split` needs the shares of the parts", at: call.range,
                help: ["`split(t, train: 80%, val: 10%, test: 10%)`"])
        }
        guard abs(sum - 1) <= Self.tolerance || !isKnown else {
            throw Self.notWhole(call, names, shares, sum)
        }
        bounds[bounds.count - 1] = 1
        self.names = names
        self.bounds = bounds
    }

    private static func notWhole(
        _ call: Call, _ names: [String], _ shares: [Named], _ sum: Double
    ) -> Diagnostic {
        /// To nine digits, without the dust of adding up.
        func text(_ share: Double) -> String { DatumText.float((share * 1e9).rounded() / 1e9) }
        var help: [String] = []
        let missing = shares.filter { $0.share == nil }.map(\.name)
        if sum < 1 {
            let more = missing.last.map { ["`\($0): \(text(1 - sum))` takes the rest"] } ?? []
            help = more + ["rows that no part shall have are left out before: `filter` or `sample`"]
        } else {
            help = ["shares are parts of the whole table: `train: 80%, val: 10%, test: 10%`"]
        }
        let given = shares.compactMap { one in one.share?.value.map { "\(one.name) \(text($0))" } }.joined(separator: " + ")
        return Diagnostic(
            "bad-shares", "the shares of `split` add up to \(text(sum)), not to 1", at: call.range, notes: [given], help: help)
    }
}

/// A share; without a value while checking, where only a run can know it.
struct ShareArgument: ArgumentType {
    let value: Double?
    static var expects: Expectation { Double.expects }
    static var stand: ShareArgument? { ShareArgument(value: nil) }

    static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> ShareArgument {
        ShareArgument(value: try Double.decode(argument, in: call, parameter: parameter))
    }
}
