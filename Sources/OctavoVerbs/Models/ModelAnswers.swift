import OctavoModels
import OctavoTable

/// What a model says of rows: the one place where measures ask one.
enum ModelAnswers {
    private static let rowsPerPiece = 512

    struct Answer: Sendable {
        /// Of every label of the model.
        let probabilities: [Double]
        /// Whether the row is of none of them.
        let isRejected: Bool
        /// How like those of some label the row is.
        let energy: Double

        /// The most probable label, as a place among the model's, the first of equals.
        var best: Int { ModelAnswers.best(probabilities) }

        /// The label that `predict` gives.
        func label(of model: ClassifierValue) -> String? {
            isRejected ? model.model.rejection?.label : model.model.names[best]
        }

        /// How sure the model is of that, as `predict` says it.
        var confidence: Double? { isRejected ? nil : probabilities[best] }
    }

    /// `body` gets a row's place and what the model says of it, and what it gives comes in the rows' order. A row is what the model reads of it.
    static func map<Result: Sendable>(
        _ rows: [[Datum]], _ model: ClassifierValue, _ context: ExecutionContext,
        _ body: @Sendable (_ row: Int, _ answer: Answer) -> Result
    ) throws -> [Result] {
        let starts = Array(stride(from: 0, to: rows.count, by: rowsPerPiece))
        return try Parallel.map(starts, threads: context.mostThreads) { start in
            try context.cancellation.check()
            let predictor = model.model.makePredictor()
            return (start..<min(start + rowsPerPiece, rows.count)).map { row in
                let (probabilities, energy) = predictor.probabilitiesAndEnergy(rows[row])
                let isRejected = model.model.rejection.map { energy < $0.least } ?? false
                return body(row, Answer(probabilities: probabilities, isRejected: isRejected, energy: energy))
            }
        }.flatMap { $0 }
    }

    /// The place of the largest, the first of equals.
    static func best(_ probabilities: [Double]) -> Int {
        var best = 0
        for place in probabilities.indices where probabilities[place] > probabilities[best] { best = place }
        return best
    }

    /// The label of each row.
    static func labels(_ rows: [[Datum]], _ model: ClassifierValue, _ context: ExecutionContext) throws -> [String?] {
        try map(rows, model, context) { _, answer in answer.label(of: model) }
    }
}
