import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// Parts of the rows that are measured each by itself.
struct EvaluationSlices: Sendable {
    let keys: [NamedExpression]
    private let leastRows: Int

    init(_ by: [Selection], leastRows: Int, _ call: Call, _ schema: Schema) throws {
        keys = try call.named(by, over: schema)
        guard leastRows >= 1 else {
            throw Diagnostic("wrong-argument", "`least_rows` is 1 or more, not \(leastRows)", at: call.range)
        }
        self.leastRows = leastRows
    }

    /// Throws where a key has the name of a number.
    func check(_ measured: [Field], _ call: Call) throws {
        let numbers = measured.map { NamedExpression($0.name, RowExpression(.literal(.null), type: $0.type)) }
        if !isEmpty { _ = try call.schema(keys + numbers) }
    }

    var isEmpty: Bool { keys.isEmpty }
    var expressions: [RowExpression] { keys.map(\.expression) }

    static let classFields = [
        Field("rows", .int), Field("accuracy", .float), Field("low", .float), Field("high", .float), Field("f1", .float),
        Field("calibration_error", .float), Field("note", .text),
    ]
    static let numberFields = [
        Field("rows", .int), Field("mae", .float), Field("rmse", .float), Field("bias", .float), Field("note", .text),
    ]

    static let answerFields = [Field("rows", .int), Field("response_relevance", .float), Field("note", .text)]

    func fields(_ measured: [Field]) -> [Field] { keys.map { Field($0.name, $0.expression.type) } + measured }

    /// A row for each part in order of first appearance. `values` holds the keys of each row; `measure` gives the numbers of a part's rows.
    func table(
        _ values: [[Datum]], _ measured: [Field], _ measure: (_ rows: [Int]) -> [Datum]
    ) -> Value {
        MeasuredColumns.table(
            fields(measured),
            RowPart.all(values).map { part in
                let isMeasured = part.rows.count >= leastRows
                let numbers = isMeasured ? measure(part.rows) : Array(repeating: .null, count: measured.count - 2)
                let note: Datum = isMeasured ? .null : .text("too few rows to measure: fewer than \(leastRows)")
                return part.key + [.int(Int64(part.rows.count))] + numbers + [note]
            })
    }

    /// The numbers of a part of rows with labels.
    static func classNumbers(_ rows: PredictedRows, _ part: [Int]) -> [Datum] {
        let measures = rows.measures(part)
        let interval = Proportion(measures.counts.right, of: measures.counts.rows).interval(confidence: 0.95)
        return [
            Datum(measures.counts.accuracy), Datum(interval?.lowerBound), Datum(interval?.upperBound),
            Datum(measures.counts.macroF1),
            Datum(measures.calibrationError),
        ]
    }
}
