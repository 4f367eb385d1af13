import CKernels

extension Calibration {
    /// What makes the classes of rows most probable; the scores must not have been learnt from these rows. `isOneAgainstRest` where each
    /// class was learnt against all others: sigmoids are tried then as well.
    ///
    /// Rows that were all foreseen do not show that nothing is ever missed. It is as if one more had been right and one more wrong: of n rows
    /// that were foreseen alike the next is told with (n + 1) / (n + 2), five sixths of four, and of hundreds that shows in no digit that is
    /// looked at.
    /// Platt, "Probabilistic outputs for support vector machines" (1999), section 2.2, with the rows of all classes together.
    package static func fit(
        _ labels: [Int32], classes: Int, isOneAgainstRest: Bool = false, scores: (_ row: Int) -> [Float]
    ) -> Calibration {
        guard classes > 1, !labels.isEmpty else { return .none }
        return CalibrationFit(labels, classes: classes, scores: scores).best(isOneAgainstRest: isOneAgainstRest)
    }
}

/// Looks for the calibration of the lowest loss.
private struct CalibrationFit {
    private struct Row {
        let own: Float
        let scores: [Float]
    }

    /// Rows that are looked at: a few numbers need no more.
    private static let mostRows = 4000
    /// As many as show about where to look.
    private static let fewRows = 1000
    private static let shares = [0, 0.001, 0.002, 0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.08]

    private let rows: [Row]
    private let classes: Int
    /// How much of each row counts as if its class had been another.
    private let missed: Double

    init(_ labels: [Int32], classes: Int, scores: (_ row: Int) -> [Float]) {
        let step = (labels.count + Self.mostRows - 1) / Self.mostRows
        rows = stride(from: 0, to: labels.count, by: step).map { row in
            let scores = scores(row)
            return Row(own: scores[Int(labels[row])], scores: scores)
        }
        self.classes = classes
        missed = 1 / Double(labels.count + 2)
    }

    func best(isOneAgainstRest: Bool) -> Calibration {
        func softmax(_ place: Double) -> Calibration { Calibration(factor: octavo_exp(place), share: 0) }
        let sharp = Self.lowest(in: -2.0...4.5) { loss(softmax($0)).loss }
        var found = softmax(sharp.place)
        found.share = loss(found).share
        guard isOneAgainstRest else { return found }
        func sigmoids(_ factor: Double, _ middle: Double) -> Calibration {
            Calibration(
                factor: found.factor, share: found.share,
                sigmoids: Calibration.Sigmoids(factor: octavo_exp(factor), middle: middle, share: 0))
        }
        // Both hang together: the factor is looked for anew at each middle, by some of the rows. All rows then make both exact.
        let some =
            rows.count > Self.fewRows ? stride(from: 0, to: rows.count, by: rows.count / Self.fewRows).map { rows[$0] } : rows
        func factor(at middle: Double) -> (loss: Double, place: Double) {
            Self.lowest(in: sharp.place - 1...sharp.place + 2, within: 0.05) { loss(sigmoids($0, middle), of: some).loss }
        }
        var middle = Self.lowest(in: -3...3, within: 0.05) { factor(at: $0).loss }.place
        var place = factor(at: middle).place
        var least = Double.infinity
        for reach in [0.3, 0.1] {
            middle = Self.lowest(in: middle - reach...middle + reach) { loss(sigmoids(place, $0)).loss }.place
            (least, place) = Self.lowest(in: place - reach...place + reach) { loss(sigmoids($0, middle)).loss }
        }
        guard least < sharp.loss else { return found }
        var better = sigmoids(place, middle)
        let share = loss(better).share
        better.sigmoids?.share = share
        return better
    }

    /// The mean loss with the share that makes it least; that of the calibration itself does not count.
    private func loss(_ calibration: Calibration, of some: [Row]? = nil) -> (loss: Double, share: Double) {
        let portions = (some ?? rows).map { calibration.portion($0.own, Calibration.Whole(calibration, $0.scores[...])) }
        var best = (loss: Double.infinity, share: 0.0)
        for share in Self.shares {
            var (right, wrong) = (LogarithmSum(), LogarithmSum())
            for portion in portions {
                let own = (1 - share) * portion + share / Double(classes)
                right.add(own)
                wrong.add(1 - own)
            }
            let loss = -(1 - missed) * right.value - missed * wrong.value
            if loss < best.loss { best = (loss, share) }
        }
        return best
    }

    /// The golden section, for a loss with one lowest place.
    private static func lowest(
        in range: ClosedRange<Double>, within precision: Double = 0.02, _ loss: (Double) -> Double
    ) -> (loss: Double, place: Double) {
        let section = (5.0.squareRoot() - 1) / 2
        var (low, high) = (range.lowerBound, range.upperBound)
        var (left, right) = (high - section * (high - low), low + section * (high - low))
        var (lossLeft, lossRight) = (loss(left), loss(right))
        while high - low > precision {
            if lossLeft <= lossRight {
                (high, right, lossRight) = (right, left, lossLeft)
                left = high - section * (high - low)
                lossLeft = loss(left)
            } else {
                (low, left, lossLeft) = (left, right, lossRight)
                right = low + section * (high - low)
                lossRight = loss(right)
            }
        }
        return lossLeft <= lossRight ? (lossLeft, left) : (lossRight, right)
    }
}
