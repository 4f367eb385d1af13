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
    private static let passesOverOthers = 1

    package init() {}

    /// `labels` holds each text's class, a place in `names`. Confidence is fitted to `validation` where it holds texts.
    package func train(
        _ texts: [String], _ labels: [Int32], names: [String], validation: (texts: [String], labels: [Int32])? = nil,
        threads: Int,
        cancellation: Cancellation
    ) throws -> LinearClassifier {
        precondition(
            texts.count == labels.count && labels.allSatisfy { names.indices.contains(Int($0)) }, "a class for every text")
        let (space, rows) = try FeatureLearning.learn(texts, threads: threads, cancellation: cancellation)
        let examples = LearningExamples(rows, labels: labels, columns: space.count)
        let all = (0..<UInt32(texts.count)).map { $0 }
        let isValidated = validation.map { !$0.texts.isEmpty } ?? false
        let parts = isValidated ? [] : partition(labels, classes: names.count)
        let starts = Array(stride(from: 0, to: names.count, by: LearningBlock.width))
        let blocks = try Parallel.map(starts, threads: threads) { first in
            let block = LearningBlock(examples, first: first)
            let check = { try cancellation.check() }
            try block.learn(all, cost: cost, tolerance: tolerance, mostPasses: mostPasses, check: check)
            var heldOut = [Float](repeating: 0, count: isValidated ? 0 : texts.count * LearningBlock.width)
            for part in parts {
                try block.scoreHeldOut(
                    part.rows, others: part.others, cost: cost, passes: Self.passesOverOthers, into: &heldOut, check: check)
            }
            return Block(weights: block.allWeights, heldOut: heldOut)
        }
        var classifier = LinearClassifier(names, space, blocks.map(\.weights))
        if let validation, isValidated {
            var reader = TextFeatureReader()
            var scratch = LinearClassifier.Scratch()
            classifier.calibration = Calibration.fit(validation.labels, classes: names.count) { row in
                reader.read(validation.texts[row])
                return classifier.scores(reader, &scratch)
            }
        } else if !parts.isEmpty {
            classifier.calibration = Calibration.fit(labels, classes: names.count) { row in
                names.indices.map {
                    blocks[$0 / LearningBlock.width].heldOut[row * LearningBlock.width + $0 % LearningBlock.width]
                }
            }
        }
        return classifier
    }

    private struct Block: Sendable {
        /// Sixteen a column.
        let weights: [Float]
        /// Sixteen a row.
        let heldOut: [Float]
    }

    /// Texts by part, the classes spread evenly, and the texts of all other parts.
    private func partition(_ labels: [Int32], classes: Int) -> [(rows: [UInt32], others: [UInt32])] {
        var seen = [Int](repeating: 0, count: classes)
        var partOf = [Int](repeating: 0, count: labels.count)
        for (row, label) in labels.enumerated() {
            partOf[row] = (seen[Int(label)] + Int(label)) % parts
            seen[Int(label)] += 1
        }
        return (0..<parts).compactMap { part in
            let rows = partOf.indices.filter { partOf[$0] == part }.map { UInt32($0) }
            let others = partOf.indices.filter { partOf[$0] != part }.map { UInt32($0) }
            return rows.isEmpty || others.isEmpty ? nil : (rows, others)
        }
    }
}
