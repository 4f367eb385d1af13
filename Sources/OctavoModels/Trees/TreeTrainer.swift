import OctavoTable

/// Learns trees by gradient boosting over binned columns: squared distance for numbers, logistic loss for two labels, softmax for more.
///
/// Friedman, "Greedy function approximation", Annals of Statistics 29 (2001); Chen and Guestrin, "XGBoost", KDD 2016, for second-order
/// steps; Ke et al., "LightGBM", NeurIPS 2017, for bins, growth by the best leaf and categories by their mean slopes.
package struct TreeTrainer: Sendable {
    package var rounds = 100
    package var rate = 0.1
    package var leaves = 31
    /// Divisions on the way to a leaf at most.
    package var depth = 64
    /// Rows of a leaf at least; by the number of rows where `nil`.
    package var leastRows: Int?
    package var l2 = 1.0
    /// The share of rows and of columns that each tree sees.
    package var rowShare = 1.0
    package var columnShare = 1.0
    /// Rounds without a lower validation loss after which learning ends.
    package var patience: Int?
    package var seed: UInt64 = 0

    private static let usualLeastRows = 20
    private static let leastBend = 1e-3

    package init() {}

    package struct Result: Sendable {
        package let ensemble: TreeEnsemble
        package let curve: [LearningPoint]
        /// `nil` where all rounds were done that there should be.
        package let end: EarlyEnd?
    }

    /// The rounds of the lowest loss on `validation` are kept where it holds rows.
    package func learn(_ examples: TreeExamples, validation: TreeExamples? = nil, course: TrainingCourse) throws -> Result {
        try ThreadCrew.with(course.threads) { try learn(examples, validation: validation, course: course, $0) }
    }

    private func learn(
        _ examples: TreeExamples, validation: TreeExamples?, course: TrainingCourse, _ crew: ThreadCrew
    ) throws -> Result {
        let (threads, cancellation) = (course.threads, course.cancellation)
        let features = try Parallel.map(examples.columns, threads: threads) { column in
            try cancellation.check()
            return TreeFeature.learn(column)
        }
        let bins = try TreeBins(examples.columns, features, threads: threads, cancellation: cancellation)
        var ensemble = TreeEnsemble(features, base: TreeLoss.base(examples.target))
        let outputs = ensemble.outputs
        let grower = grower(TreeGround(bins, features, outputs: outputs, base: ensemble.base, crew: crew), bins.rows)
        var watch = try validation.flatMap { $0.target.count > 0 ? $0 : nil }.map {
            try TreeWatch($0, ensemble, threads: threads, cancellation: cancellation)
        }
        var random = SplitMix(seed: seed)
        var curve: [LearningPoint] = []
        var end: EarlyEnd?
        for round in 1...max(rounds, 1) {
            let (rows, allowed) = draw(bins.rows, features.count, &random)
            do {
                try grower.growRound(rows, allowed: allowed, examples.target, into: &ensemble, cancellation)
            } catch {
                // Without a single round there is nothing to give.
                guard cancellation.isCancelled, round > 1, course.takesBack() else { throw error }
                ensemble = ensemble.prefix((round - 1) * outputs)
                end = EarlyEnd(done: Double(round - 1), of: rounds, part: nil)
                break
            }
            let measured = watch?.measure(ensemble, round: round)
            let point = LearningPoint(
                step: round, epoch: Double(round),
                loss: TreeLoss.measure(
                    grower.ground.scores, examples.target, outputs: outputs, mostRows: TreeLoss.manyRows
                ).loss, validationLoss: measured?.loss, validationAccuracy: measured?.accuracy,
                rate: nil)
            curve.append(point)
            course.report(rows: round * bins.rows, loss: point.loss, last: point, Double(round) / Double(rounds))
            if let patience, let watch, round - watch.best.rounds > patience { break }
        }
        return Result(
            ensemble: watch.map { ensemble.prefix($0.best.rounds * outputs) } ?? ensemble, curve: curve, end: end)
    }

    private func grower(_ ground: TreeGround, _ rows: Int) -> TreeGrower {
        TreeGrower(
            ground: ground, leaves: leaves, depth: depth, rate: rate,
            terms: TreeGround.Terms(
                l2: l2, leastRows: leastRows ?? min(Self.usualLeastRows, max(2, rows / 20)), leastBend: Self.leastBend))
    }

    /// The rows and features that a round sees.
    private func draw(_ rows: Int, _ features: Int, _ random: inout SplitMix) -> (rows: [UInt32], features: [Bool]) {
        var chosen = (0..<UInt32(rows)).map { $0 }
        if rowShare < 1 {
            let bar = UInt64(rowShare * 0x1p53)
            let some = chosen.filter { _ in random.next() >> 11 < bar }
            if !some.isEmpty { chosen = some }
        }
        var allowed = [Bool](repeating: true, count: features)
        if columnShare < 1 {
            let wanted = max(1, Int((columnShare * Double(features)).rounded()))
            // Drawn one after the other from those that are left.
            var left = Array(0..<features)
            while left.count > wanted { allowed[left.remove(at: Int(random.next(below: UInt64(left.count))))] = false }
        }
        return (chosen, allowed)
    }
}
