import CKernels
import OctavoTable

/// What trees that grow say of rows that they do not learn from.
struct TreeWatch {
    private let bins: TreeBins
    private let target: TreeTarget
    private var scores: [Double]
    /// The rounds after which the loss was lowest; what is said before any tree may be best.
    private(set) var best: (loss: Double, rounds: Int)

    init(_ examples: TreeExamples, _ ensemble: TreeEnsemble, threads: Int, cancellation: Cancellation) throws {
        bins = try TreeBins(examples.columns, ensemble.features, threads: threads, cancellation: cancellation)
        target = examples.target
        scores = ensemble.scores(bins.bytes, rows: bins.rows)
        best = (TreeLoss.measure(scores, target, outputs: ensemble.outputs).loss, 0)
    }

    /// Looks at the trees of one round more.
    mutating func measure(_ ensemble: TreeEnsemble, round: Int) -> (loss: Double, accuracy: Double?) {
        let outputs = ensemble.outputs
        ensemble.forest.add(
            ensemble.treeCount - outputs..<ensemble.treeCount, outputs: outputs, bins.bytes, rows: bins.rows, to: &scores)
        let measured = TreeLoss.measure(scores, target, outputs: outputs)
        if measured.loss < best.loss { best = (measured.loss, round) }
        return measured
    }
}

/// What scores are worth, and what is said without any tree.
enum TreeLoss {
    /// Rows of a training that its loss is looked at on: it shows how learning goes, and decides nothing.
    static let manyRows = 10_000

    static func base(_ target: TreeTarget) -> [Double] {
        switch target {
        case .numbers(let values):
            // The mean of halves: sums of large numbers stay finite.
            let count = Double(max(values.count, 1))
            return [values.reduce(0) { $0 + $1 / count }]
        case .labels(let labels, let classes):
            var counts = [Double](repeating: 0.5, count: classes)
            for label in labels { counts[Int(label)] += 1 }
            let logs = counts.map { octavo_log($0 / (Double(labels.count) + Double(classes) / 2)) }
            return classes == 2 ? [logs[1] - logs[0]] : logs
        }
    }

    /// The mean loss, and of labels the share that is right; of `mostRows` rows evenly from all.
    static func measure(
        _ scores: [Double], _ target: TreeTarget, outputs: Int, mostRows: Int = .max
    ) -> (loss: Double, accuracy: Double?) {
        let step = target.count <= mostRows ? 1 : (target.count + mostRows - 1) / mostRows
        let rows = stride(from: 0, to: target.count, by: step)
        let count = Double(max((target.count + step - 1) / step, 1))
        switch target {
        case .numbers(let truths):
            return (rows.reduce(0) { $0 + (scores[$1] - truths[$1]) * (scores[$1] - truths[$1]) } / count, nil)
        case .labels(let labels, _):
            var (loss, factors, right) = (0.0, LogarithmSum(), 0)
            for row in rows {
                let label = Int(labels[row])
                if outputs == 1 {
                    // Of the own label less the other's.
                    let lead = label == 1 ? scores[row] : -scores[row]
                    loss += max(-lead, 0)
                    factors.add(1 + octavo_power(-lead.magnitude))
                    if lead > 0 || lead == 0 && label == 0 { right += 1 }
                } else {
                    let start = row * outputs
                    var (most, best, sum) = (scores[start], 0, 0.0)
                    for output in 1..<outputs where scores[start + output] > most {
                        (most, best) = (scores[start + output], output)
                    }
                    for output in 0..<outputs { sum += octavo_power(scores[start + output] - most) }
                    loss -= scores[start + label] - most
                    factors.add(sum)
                    if best == label { right += 1 }
                }
            }
            return ((loss + factors.value) / count, Double(right) / count)
        }
    }
}
