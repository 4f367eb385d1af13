import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// Rows of columns with what is to be told of them, read from a table.
struct LabelledColumns: Sendable {
    let examples: TreeExamples
    /// Of labels, in order of first appearance; empty where a number is told.
    let names: [String]

    /// Whether a label of this type is a number.
    static func isNumber(_ type: DataType) -> Bool { type.isNumeric }

    /// `like` are the columns, and `names` the labels, of the rows that are learnt from, where these are others: rows of other labels are left
    /// out then.
    init(
        _ plan: Plan, _ columns: TrainingColumns, like others: TrainingColumns? = nil, names known: [String]? = nil, _ call: Call,
        _ context: ExecutionContext
    ) throws {
        let table = try columns.read(plan, call, context)
        let place = columns.inputs.count
        let truths = table.values(place)
        var kept: [Int] = []
        let target: TreeTarget
        if Self.isNumber((others ?? columns).label.type) {
            var numbers: [Double] = []
            for (row, truth) in truths.enumerated() {
                guard let number = TreeFeature.number(truth), number.isFinite else { continue }
                kept.append(row)
                numbers.append(number)
            }
            (target, names) = (.numbers(numbers), [])
        } else {
            var (names, labels) = (known ?? [], [Int32]())
            var places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Int32($0)) })
            for (row, truth) in truths.enumerated() {
                guard let name = MeasuredColumns.label(truth) else { continue }
                if places[name] == nil {
                    if known != nil { continue }
                    places[name] = Int32(names.count)
                    names.append(name)
                }
                kept.append(row)
                labels.append(places[name] ?? 0)
            }
            (target, self.names) = (.labels(labels, classes: names.count), names)
        }
        let (isWhole, rows) = (kept.count == truths.count, kept)
        let read = try Parallel.map(Array(columns.inputs.indices), threads: context.mostThreads) { place in
            try context.cancellation.check()
            let type = (others ?? columns).inputs[place].type
            let column = TreeColumn(table.chunks.map { $0.columns[place] }, type: type)
            return isWhole ? column : column.picked(rows)
        }
        examples = TreeExamples(read, target)
    }

    /// Truths from which on distances are no numbers any more.
    private static let most = 1e100

    func check(_ columns: TrainingColumns, _ call: Call, _ context: ExecutionContext) throws {
        let rows = examples.target.count
        switch examples.target {
        case .labels(_, let classes):
            try TrainingLimits.check(names, rows: rows, of: "something", call)
            // Scores, probabilities and what they should be.
            try TrainingLimits.check(bytes: rows * (classes + 4) * 16 + bytes, rows: rows, labels: classes, call)
        case .numbers(let numbers):
            let name = DatumText.label(columns.label.name)
            guard let first = numbers.first, let largest = numbers.map(\.magnitude).max(),
                numbers.contains(where: { $0 != first })
            else {
                let problem =
                    switch rows {
                    case 0: "there is no row with a number `.\(name)` to learn from"
                    case 1: "there is one row with a number `.\(name)`: nothing can be told apart"
                    default:
                        "all \(Quantity.of(rows, "row")) have the same `.\(name)`, \(text(numbers[0], columns.label)): there is nothing to learn"
                    }
                throw Diagnostic("too-few-labels", problem, at: call.range)
            }
            if largest > Self.most {
                throw Diagnostic(
                    "wrong-argument", "`.\(name)` has the number \(DatumText.float(largest)); up to 1e100 can be learnt",
                    at: call.range,
                    help: ["divide it, or take its logarithm: `derive(\(name): log(.\(name)))`"])
            }
            try TrainingLimits.check(bytes: rows * 64 + bytes, rows: rows, labels: 0, call)
            warnOfTwoNumbers(numbers, columns.label, call)
        }
        warnOfManyCategories(columns, call)
    }

    /// A number as its column shows it.
    private func text(_ number: Double, _ label: Field) -> String {
        DatumText.plain(label.type == .int ? Int64(exactly: number).map { .int($0) } ?? .float(number) : .float(number))
    }

    /// What the columns take, once for all rows and once for those that are learnt from first.
    private var bytes: Int { examples.columns.count * examples.target.count * 17 }

    /// Two whole numbers are mostly labels.
    private func warnOfTwoNumbers(_ numbers: [Double], _ label: Field, _ call: Call) {
        guard label.type == .int else { return }
        var different: Set<Double> = []
        for number in numbers {
            different.insert(number)
            if different.count > 2 { return }
        }
        let name = DatumText.label(label.name)
        let found = different.sorted().map { "\(Int64($0))" }.joined(separator: " and ")
        call.warn(
            Diagnostic(
                "two-numbers", "`.\(name)` has the numbers \(found) alone, and is learnt as a number", severity: .warning,
                at: call.range,
                help: ["`derive(\(name): text(.\(name)))` makes labels of them, which are told with a confidence"]))
    }

    /// Texts that hardly two rows share say nothing of other rows.
    private func warnOfManyCategories(_ columns: TrainingColumns, _ call: Call) {
        for (field, column) in zip(columns.inputs, examples.columns) {
            guard case .categories(let codes, let names) = column, names.count > TreeFeature.mostCategories,
                Set(codes).count * 2 > codes.count
            else { continue }
            let name = DatumText.label(field.name)
            call.warn(
                Diagnostic(
                    "many-categories",
                    "`.\(name)` has \(Quantity.grouped(names.count)) different texts in \(Quantity.of(codes.count, "row")), and tells hardly "
                        + "anything of others",
                    severity: .warning, at: call.range,
                    notes: ["the \(TreeFeature.mostCategories) most frequent are told apart, all others are one"],
                    help: ["`columns:` without it; of texts a `linear` model learns"]))
        }
    }
}
