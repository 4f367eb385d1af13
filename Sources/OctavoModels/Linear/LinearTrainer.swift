package import OctavoTable

/// Learns a linear classifier of texts: each class against all others by the squared hinge loss, sixteen classes a thread, so that any
/// number of threads gives the same bits; confidence from what texts are given by the others of five parts.
///
/// Fan et al., "LIBLINEAR: a library for large linear classification", JMLR 9 (2008); Hsieh et al., "A dual coordinate descent method for
/// large-scale linear SVM", ICML 2008.
package struct LinearTrainer: Sendable {
    /// What a missed condition costs against long weights: more fits the examples closer.
    package var cost: Float = 2
    /// By how much a condition may be missed in the end.
    package var tolerance: Float = 0.3
    package var mostPasses = 200
    /// Parts of the examples for scores of texts that were not learnt.
    package var parts = 5
    /// The share of texts of known classes that may be taken for others; `nil` gives every text a class.
    package var rejectedShare: Double?
    /// The label of texts that are rejected.
    package var rejectedLabel: String?
    /// What the weights may take in a file.
    var mostBytes = LinearClassifier.mostBytes
    private static let passesOverOthers = 1

    package init() {}

    /// `labels` holds each text's class, a place in `names`, or `noClass`. Confidence is fitted to `validation` where it holds texts.
    package func train(
        _ examples: LabelledExamples, names: [String], validation: LabelledExamples? = nil, threads: Int,
        cancellation: Cancellation
    ) throws -> TextModel {
        if let validation, !validation.texts.isEmpty {
            let classifier = try classifier(examples, names: names, threads: threads, cancellation: cancellation)
            return HeldOutFit(validation, rejectedShare, rejectedLabel).model(classifier)
        }
        let parts = parts(of: examples, names: names.count)
        let (classifier, blocks) = try learn(examples, names, parts: parts, threads, cancellation)
        guard !parts.isEmpty else { return TextModel(classifier, .none) }
        let known = examples.labels.indices.filter { examples.labels[$0] != LabelledExamples.noClass }
        let fit = HeldOutFit(examples, rejectedShare, rejectedLabel).fit(classes: names.count, isOneAgainstRest: true) { place in
            let row = known[place] * LearningBlock.width
            return (names.indices.map { blocks[$0 / LearningBlock.width].heldOut[row + $0 % LearningBlock.width] }, nil)
        }
        return TextModel(classifier, fit.calibration, fit.rejection)
    }

    /// The classifier alone.
    func classifier(
        _ examples: LabelledExamples, names: [String], threads: Int, cancellation: Cancellation
    ) throws -> LinearClassifier {
        try learn(examples, names, parts: [], threads, cancellation).classifier
    }

    private func learn(
        _ examples: LabelledExamples, _ names: [String], parts: [Part], _ threads: Int, _ cancellation: Cancellation
    ) throws -> (classifier: LinearClassifier, blocks: [Block]) {
        precondition(
            examples.labels.allSatisfy { $0 == LabelledExamples.noClass || names.indices.contains(Int($0)) },
            "a class for every text")
        let (space, rows) = try FeatureLearning.learn(examples.texts, threads: threads, cancellation: cancellation)
        let learning = LearningExamples(rows, labels: examples.labels, columns: space.count)
        let all = (0..<UInt32(examples.texts.count)).map { $0 }
        let starts = Array(stride(from: 0, to: names.count, by: LearningBlock.width))
        let blocks = try Parallel.map(starts, threads: threads) { first in
            let block = LearningBlock(learning, first: first)
            let check = { try cancellation.check() }
            try block.learn(all, cost: cost, tolerance: tolerance, mostPasses: mostPasses, check: check)
            let weights = block.allWeights
            var heldOut = [Float](repeating: 0, count: parts.isEmpty ? 0 : examples.texts.count * LearningBlock.width)
            for part in parts {
                try block.scoreHeldOut(
                    part.rows, others: part.others, cost: cost, passes: Self.passesOverOthers, into: &heldOut, check: check)
            }
            return Block(weights: weights, heldOut: heldOut)
        }
        return (LinearClassifier(names, space, blocks.map(\.weights), mostBytes: mostBytes), blocks)
    }

    private struct Block: Sendable {
        /// Sixteen a column.
        let weights: [Float]
        /// Sixteen a row.
        let heldOut: [Float]
    }

    private struct Part: Sendable {
        let rows: [UInt32]
        let others: [UInt32]
    }

    /// Texts by part, the classes spread evenly, and the texts of all other parts.
    private func parts(of examples: LabelledExamples, names: Int) -> [Part] {
        let partOf = examples.parts(parts, names: names)
        return (0..<parts).compactMap { part in
            let rows = partOf.indices.filter { partOf[$0] == part }.map { UInt32($0) }
            let others = partOf.indices.filter { partOf[$0] != part }.map { UInt32($0) }
            return rows.isEmpty || others.isEmpty ? nil : Part(rows: rows, others: others)
        }
    }
}
