package import OctavoTable

/// Trees that tell a number of the columns of a row, and between which numbers the truth mostly is.
package struct TreeRegressor: TreeModel, RegressionModel {
    package static let kinds = ["regression_trees"]
    /// Of truths so many lie between the two numbers that are told.
    package static let coverage = 0.9
    package let ensemble: TreeEnsemble
    /// How far truths are from what is said, at the ends of that share; `nil` where too few rows could tell.
    package let spread: ClosedRange<Double>?
    package var kind: String { Self.kinds[0] }
    package var featureCount: Int { ensemble.features.count }
    package var readsTexts: Bool { false }

    package func inputType(_ place: Int) -> DataType { ensemble.features[place].type }

    package func predict(_ row: [Datum]) -> Double { ensemble.scores(ensemble.bins(row), rows: 1)[0] }

    package func predictions(_ columns: [Column], count: Int) -> [Double] { ensemble.scores(columns, count: count) }

    /// Learns, and sees how far it is off on `validation`, or where there is none on rows that are held out for that.
    package static func train(
        _ trainer: TreeTrainer, _ examples: TreeExamples, validation: TreeExamples? = nil, course: TrainingCourse
    ) throws -> TreeTraining<TreeRegressor> {
        let learnt = try HeldOutTrees(trainer: trainer, examples: examples, validation: validation, course: course).learn()
        var spread: ClosedRange<Double>?
        if let look = learnt.look, case .numbers(let truths) = look.target {
            spread = Self.spread(zip(truths, look.scores).map { $0 - $1 })
        }
        return TreeTraining(TreeRegressor(ensemble: learnt.ensemble, spread: spread), learnt)
    }

    /// Split conformal prediction, with half of the rest on either side (Lei et al., JASA 113, 2018): of n rows that were not learnt from the
    /// ones at ranks (n + 1) times 0.05 and 0.95. Fewer than 19 have no such ranks.
    package static func spread(_ misses: [Double]) -> ClosedRange<Double>? {
        let sorted = misses.filter(\.isFinite).sorted()
        let outside = (1 - coverage) / 2
        let rank = Int((Double(sorted.count + 1) * outside + 1e-9).rounded(.down))
        guard rank >= 1 else { return nil }
        return sorted[rank - 1]...sorted[sorted.count - rank]
    }

    // MARK: - Files

    package var tensors: [Tensor] { ensemble.tensors }

    package var head: [(name: String, value: Datum)] {
        [
            (name: "low", value: spread.map { .float($0.lowerBound) } ?? .null),
            (name: "high", value: spread.map { .float($0.upperBound) } ?? .null),
        ] + ensemble.head
    }

    private init(ensemble: TreeEnsemble, spread: ClosedRange<Double>?) { (self.ensemble, self.spread) = (ensemble, spread) }

    package init(kind: String, head: ModelSettings, tensors: Tensors) throws {
        ensemble = try TreeEnsemble(head: head, tensors: tensors)
        guard ensemble.outputs == 1 else { throw DamagedModel("it says more than one number") }
        if head["low"] != nil || head["high"] != nil {
            let (low, high) = (try head.float("low"), try head.float("high"))
            guard low <= high else { throw DamagedModel("its interval ends before it begins") }
            spread = low...high
        } else {
            spread = nil
        }
    }
}
