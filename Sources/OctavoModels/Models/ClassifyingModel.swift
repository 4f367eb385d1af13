package import OctavoTable

/// A model that tells which of its labels a row has.
package protocol ClassifyingModel: TrainedModel {
    /// The labels, in the order of their probabilities.
    var names: [String] { get }
    /// `nil` where every row is given a label.
    var rejection: Rejection? { get }
    /// Predicts rows one after another, in memory of its own; used by one thread at a time.
    func makePredictor() -> any ClassPredictor
}

/// Tells the label of rows. A row has a value for each column that its model reads; of texts that is one.
package protocol ClassPredictor {
    /// The most probable label.
    func predict(_ row: [Datum]) -> ClassPrediction
    /// The probability of every label, and how familiar the row is: the larger, the more it is like those of some label.
    func probabilitiesAndEnergy(_ row: [Datum]) -> (probabilities: [Double], energy: Double)
}

/// What is said of one row.
package struct ClassPrediction: Sendable, Equatable {
    /// A place in the model's names; of no label where `isRejected`.
    package let label: Int
    /// The probability of the label, given that the row is of one that the model knows.
    package let confidence: Double
    package let isRejected: Bool

    package init(label: Int, confidence: Double, isRejected: Bool) {
        self.label = label
        self.confidence = confidence
        self.isRejected = isRejected
    }
}

extension ClassifyingModel {
    package var told: [Field] { [Field("label", .text), Field("confidence", .float)] }

    package func makeTeller() -> (_ row: [Datum]) -> [Datum] {
        let predictor = makePredictor()
        return { row in
            // A text that is null says nothing; of other columns some may be.
            if readsTexts, row.contains(where: \.isNull) { return [.null, .null] }
            let prediction = predictor.predict(row)
            guard prediction.isRejected else { return [.text(names[prediction.label]), .float(prediction.confidence)] }
            return [rejection?.label.map { .text($0) } ?? .null, .null]
        }
    }
}
