package import OctavoTable

/// Trees that tell a label of the columns of a row, with calibrated probabilities.
package struct TreeClassifier: TreeModel, ClassifyingModel {
    package static let kinds = ["trees"]
    package let names: [String]
    package let ensemble: TreeEnsemble
    let calibration: Calibration
    package var kind: String { Self.kinds[0] }
    package var featureCount: Int { ensemble.features.count }
    package var readsTexts: Bool { false }
    package var rejection: Rejection? { nil }

    package func inputType(_ place: Int) -> DataType { ensemble.features[place].type }

    /// Learns, and fits what scores mean on `validation`, or where there is none on rows that are held out for that.
    package static func train(
        _ trainer: TreeTrainer, _ examples: TreeExamples, names: [String], validation: TreeExamples? = nil,
        course: TrainingCourse
    ) throws -> TreeTraining<TreeClassifier> {
        let learnt = try HeldOutTrees(trainer: trainer, examples: examples, validation: validation, course: course).learn()
        var calibration = Calibration.none
        if let look = learnt.look, case .labels(let labels, _) = look.target {
            calibration = Calibration.fit(labels, classes: names.count) { row in
                paired(look.scores[row * look.outputs..<(row + 1) * look.outputs])
            }
        }
        return TreeTraining(TreeClassifier(names: names, ensemble: learnt.ensemble, calibration: calibration), learnt)
    }

    /// A score for every label: of two the trees give only how far the second is ahead.
    private static func paired(_ scores: ArraySlice<Double>) -> [Float] {
        scores.count == 1 ? [0] + scores.map { Float($0) } : scores.map { Float($0) }
    }

    /// The most probable label, the first of equals.
    private func best(_ scores: [Float]) -> (label: Int, confidence: Double) {
        var best = 0
        for place in scores.indices where scores[place] > scores[best] { best = place }
        return (best, calibration.probability(of: best, in: scores[...]))
    }

    package func tell(_ columns: [Column], count: Int) -> [Column] {
        let (scores, outputs) = (ensemble.scores(columns, count: count), ensemble.outputs)
        let found = (0..<count).map { best(Self.paired(scores[$0 * outputs..<($0 + 1) * outputs])) }
        return [
            Column(
                type: .text, count: count,
                storage: .dictionary(codes: Buffer(found.map { Int32($0.label) }), values: TextBuffer(names))),
            Column(type: .float, count: count, storage: .floats(Buffer(found.map(\.confidence)))),
        ]
    }

    package func makePredictor() -> any ClassPredictor { Predictor(model: self) }

    private struct Predictor: ClassPredictor {
        let model: TreeClassifier

        private func scores(_ row: [Datum]) -> [Float] {
            TreeClassifier.paired(model.ensemble.scores(model.ensemble.bins(row), rows: 1)[...])
        }

        func predict(_ row: [Datum]) -> ClassPrediction {
            let (best, confidence) = model.best(scores(row))
            return ClassPrediction(label: best, confidence: confidence, isRejected: false)
        }

        func probabilitiesAndEnergy(_ row: [Datum]) -> (probabilities: [Double], energy: Double) {
            let scores = scores(row)
            return (model.calibration.probabilities(scores[...]), model.calibration.energy(scores[...]))
        }
    }

    // MARK: - Files

    package var tensors: [Tensor] { ensemble.tensors }

    package var head: [(name: String, value: Datum)] {
        [
            (name: "labels", value: .list(names.map { .text($0) })), (name: "factor", value: .float(calibration.factor)),
            (name: "share", value: .float(calibration.share)),
        ] + ensemble.head
    }

    private init(names: [String], ensemble: TreeEnsemble, calibration: Calibration) {
        (self.names, self.ensemble, self.calibration) = (names, ensemble, calibration)
    }

    package init(kind: String, head: ModelSettings, tensors: Tensors) throws {
        let names = try head.texts("labels")
        guard names.count >= 2, Set(names).count == names.count else { throw DamagedModel("its labels are not told apart") }
        let ensemble = try TreeEnsemble(head: head, tensors: tensors)
        guard ensemble.outputs == (names.count == 2 ? 1 : names.count) else {
            throw DamagedModel("it has no score for each label")
        }
        self.init(
            names: names, ensemble: ensemble,
            calibration: Calibration(factor: try head.float("factor"), share: try head.float("share")))
    }
}
