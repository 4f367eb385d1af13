import OctavoModels
import OctavoTable

/// What a model says of texts: the one place where measures ask one.
enum ModelAnswers {
    private static let rowsPerPiece = 512

    /// `body` gets a text's place and the probability of every label of the model, and what it gives comes in the texts' order.
    static func map<Answer: Sendable>(
        _ texts: [String], _ model: ModelValue, _ context: ExecutionContext,
        _ body: @Sendable (_ row: Int, _ probabilities: [Double]) -> Answer
    ) throws -> [Answer] {
        let starts = Array(stride(from: 0, to: texts.count, by: rowsPerPiece))
        return try Parallel.map(starts, threads: context.mostThreads) { start in
            try context.cancellation.check()
            var reader = TextFeatureReader()
            var scratch = LinearClassifier.Scratch()
            return (start..<min(start + rowsPerPiece, texts.count)).map { row in
                reader.read(texts[row])
                return body(row, model.classifier.probabilities(reader, &scratch))
            }
        }.flatMap { $0 }
    }

    /// The most probable label of each text, as a place among the model's, the first of equals.
    static func best(_ probabilities: [Double]) -> Int {
        var best = 0
        for place in probabilities.indices where probabilities[place] > probabilities[best] { best = place }
        return best
    }

    /// What a model tells apart, in the order of its probabilities.
    static func labels(of model: ModelValue) -> [String] { model.classifier.names }

    /// The most probable label of each text.
    static func labels(_ texts: [String], _ model: ModelValue, _ context: ExecutionContext) throws -> [String] {
        try map(texts, model, context) { _, probabilities in best(probabilities) }.map { labels(of: model)[$0] }
    }
}
