import OctavoTable

/// Learns trees, and looks at what they say of rows that they did not learn from.
struct HeldOutTrees {
    let trainer: TreeTrainer
    let examples: TreeExamples
    /// Rows that are not learnt from; without them some of the examples are those.
    let validation: TreeExamples?
    let course: TrainingCourse

    /// More rows show nothing that these do not.
    private static let mostHeld = 10_000
    /// Of so many rows the held ones would add nothing: they are not learnt from after they were looked at.
    private static let manyRows = 50_000

    struct Learnt {
        let ensemble: TreeEnsemble
        let curve: [LearningPoint]
        /// How many rows were learnt from in the end, and how many were looked at only.
        let rows: Int
        let heldRows: Int
        let look: Look?
        let end: EarlyEnd?
    }

    /// What trees say of rows that they did not learn from.
    struct Look {
        let target: TreeTarget
        let scores: [Double]
        let outputs: Int
    }

    /// The rounds are those of the lowest loss on rows that are held out, by which all rows are learnt from then.
    func learn() throws -> Learnt {
        if let validation, validation.target.count > 0 {
            let result = try trainer.learn(examples, validation: validation, course: course)
            return Learnt(
                ensemble: result.ensemble, curve: result.curve, rows: examples.target.count, heldRows: validation.target.count,
                look: try look(result.ensemble, validation), end: result.end)
        }
        let count = examples.target.count
        let held = heldRows
        guard !held.isEmpty, held.count < count else {
            let result = try trainer.learn(examples, course: course)
            return Learnt(
                ensemble: result.ensemble, curve: result.curve, rows: count, heldRows: 0, look: nil, end: result.end)
        }
        let isHeld = Set(held)
        let others = (0..<count).filter { !isHeld.contains($0) }
        let (most, aside) = (examples.picked(others), examples.picked(held))
        let isMany = count >= Self.manyRows
        // Where all are learnt from then, this is the first half of the work.
        let first = try course.within(isMany ? 0..<1 : 0..<0.5) { try trainer.learn(most, validation: aside, course: course) }
        let look = try look(first.ensemble, aside)
        func early(_ end: EarlyEnd?) -> Learnt {
            Learnt(
                ensemble: first.ensemble, curve: first.curve, rows: others.count, heldRows: held.count, look: look,
                end: end.map { EarlyEnd(done: $0.done, of: $0.of, part: isMany ? nil : .rows(others)) })
        }
        if isMany || first.end != nil { return early(first.end) }
        var again = trainer
        again.rounds = first.ensemble.treeCount / first.ensemble.outputs
        guard again.rounds > 0 else { return early(nil) }
        let whole = try course.within(0.5..<1) { try again.learn(examples, course: course) }
        guard whole.end == nil else {
            return early(EarlyEnd(done: Double(first.curve.count), of: trainer.rounds, part: nil))
        }
        return Learnt(ensemble: whole.ensemble, curve: first.curve, rows: count, heldRows: 0, look: look, end: nil)
    }

    /// Every fifth row, or fewer of many rows; of labels so many of each.
    private var heldRows: [Int] {
        let step = max(5, examples.target.count / Self.mostHeld)
        switch examples.target {
        case .numbers(let values): return values.indices.filter { $0 % step == step - 1 }
        case .labels(let labels, let classes):
            var seen = [Int](repeating: 0, count: classes)
            return labels.indices.filter { row in
                let label = Int(labels[row])
                defer { seen[label] += 1 }
                return (seen[label] + label) % step == step - 1
            }
        }
    }

    private func look(_ ensemble: TreeEnsemble, _ examples: TreeExamples) throws -> Look {
        let bins = try TreeBins(
            examples.columns, ensemble.features, threads: course.threads, cancellation: course.cancellation)
        return Look(
            target: examples.target, scores: ensemble.scores(bins.bytes, rows: bins.rows), outputs: ensemble.outputs)
    }
}

/// A model that trees make up.
package protocol TreeModel: TrainedModel {
    var ensemble: TreeEnsemble { get }
}

/// A model of trees, and what its training was like.
package struct TreeTraining<Model: TreeModel>: Sendable {
    package let model: Model
    package let curve: [LearningPoint]
    /// How many rows were learnt from in the end, and how many were looked at only.
    package let rows: Int
    package let heldRows: Int
    /// `nil` where all rounds were done that there should be.
    package let end: EarlyEnd?

    init(_ model: Model, _ learnt: HeldOutTrees.Learnt) {
        self.model = model
        (curve, rows, heldRows, end) = (learnt.curve, learnt.rows, learnt.heldRows, learnt.end)
    }
}
