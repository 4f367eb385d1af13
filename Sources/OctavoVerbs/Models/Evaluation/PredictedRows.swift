import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// Rows with their true labels and what was predicted, as numbers of classes.
struct PredictedRows: Sendable {
    /// Labels that the model knows, then those that it does not, in order of first appearance.
    let names: [String]
    /// How many labels the model knows; 0 without one.
    let knownCount: Int
    /// The same with the label that it gives to texts of no other.
    let toldCount: Int
    let truths: [Int32]
    /// `nil` where there is no prediction.
    let predictions: [Int?]
    let confidences: [ClassificationMeasures.Confidence]
    /// How like those of a known label each text is: the larger, the more.
    let familiarity: [Double]
    /// Each class's probability of every row, where it is kept.
    let scores: [[Double]]
    /// What each row is shown as: its text.
    let texts: [Datum]

    var rows: Range<Int> { truths.indices }
    var unknownTruths: Int { truths.count { Int($0) >= toldCount } }

    /// What a model says of rows. `keepsScores` holds every label's probability for the curves.
    init(
        _ model: ClassifierValue, rows: [[Datum]], labels: [String], keepsScores: Bool, _ context: ExecutionContext
    ) throws {
        let known = model.model.names
        var classes = ClassNames(known)
        // The label of texts that are of no other is one that is known, though none has a probability for it.
        let other = model.model.rejection?.label.map { classes.number(of: $0) }
        let told = classes.names.count
        let truths = labels.map { classes.number(of: $0) }
        let found = try ModelAnswers.map(rows, model, context) { row, answer -> Said in
            let probabilities = answer.probabilities
            let truth = truths[row]
            return Said(
                prediction: answer.isRejected ? other : answer.best,
                confidence: answer.isRejected
                    ? .unknown
                    : .init(
                        prediction: answer.confidence, truth: truth < probabilities.count ? probabilities[truth] : 0,
                        squares: probabilities.reduce(0) { $0 + $1 * $1 }),
                familiarity: answer.energy, scores: keepsScores ? probabilities : [])
        }
        names = classes.names
        knownCount = known.count
        toldCount = told
        self.truths = truths.map { Int32($0) }
        predictions = found.map(\.prediction)
        confidences = found.map(\.confidence)
        familiarity = found.map(\.familiarity)
        scores = keepsScores ? known.indices.map { label in found.map { $0.scores[label] } } : []
        texts = rows.map { model.shown($0) }
    }

    private struct Said: Sendable {
        let prediction: Int?
        let confidence: ClassificationMeasures.Confidence
        let familiarity: Double
        let scores: [Double]
    }

    /// Predictions that stand in columns. `scores` has a number for each of the known labels and every row, or nothing; without a prediction
    /// of its own a row has the label of its highest score.
    init(
        predictions: [String?]?, confidences: [Double?]?, known: [String], scores: [[Double]], texts: [Datum], labels: [String]
    ) {
        var classes = ClassNames(known)
        let truths = labels.map { classes.number(of: $0) }
        let isScored = !known.isEmpty
        let best = isScored ? labels.indices.map { row in ModelAnswers.best(scores.map { $0[row] }) } : []
        self.predictions = labels.indices.map { row in
            predictions.map { $0[row].map { classes.number(of: $0) } } ?? (isScored ? best[row] : nil)
        }
        self.confidences = labels.indices.map { row in
            guard isScored else { return .init(prediction: confidences?[row]) }
            let own = scores.map { $0[row] }
            return .init(
                prediction: confidences.map { $0[row] } ?? own[best[row]], truth: truths[row] < own.count ? own[truths[row]] : 0,
                squares: own.reduce(0) { $0 + $1 * $1 })
        }
        names = classes.names
        knownCount = known.count
        toldCount = known.count
        familiarity = self.confidences.map { $0.prediction ?? .nan }
        self.truths = truths.map { Int32($0) }
        self.scores = scores
        self.texts = texts
    }

    private struct ClassNames {
        private(set) var names: [String]
        private var places: [String: Int] = [:]

        init(_ names: [String]) {
            self.names = names
            for (place, name) in names.enumerated() { places[name] = place }
        }

        mutating func number(of name: String) -> Int {
            if let place = places[name] { return place }
            places[name] = names.count
            names.append(name)
            return names.count - 1
        }
    }

    func isRight(_ row: Int) -> Bool { predictions[row] == Int(truths[row]) }

    /// The measures of some rows.
    func measures(_ rows: some Sequence<Int>) -> ClassificationMeasures {
        var measures = ClassificationMeasures(classes: names.count)
        for row in rows { measures.add(truth: Int(truths[row]), prediction: predictions[row], confidences[row]) }
        return measures
    }

    /// How the rows rank by each label that the model knows.
    func rankings(_ context: ExecutionContext) throws -> [Ranking] {
        try Parallel.map(Array(scores.indices), threads: context.mostThreads) { label in
            try context.cancellation.check()
            return Ranking(scores[label], isPositive: truths.map { Int($0) == label })
        }
    }
}
