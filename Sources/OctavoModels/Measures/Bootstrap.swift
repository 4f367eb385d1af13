package import OctavoTable

/// How far measures of rows move when the rows are drawn anew, each as often as it is drawn: Efron's percentile bootstrap. The same for the
/// same seed, on any number of threads.
package struct Bootstrap: Sendable {
    /// 0 leaves intervals out.
    package var samples: Int
    package var seed: UInt64
    /// The share of draws between the bounds, above 0 and below 1.
    package var confidence: Double

    package init(samples: Int = 1000, seed: UInt64 = 0, confidence: Double = 0.95) {
        self.samples = samples
        self.seed = seed
        self.confidence = confidence
    }

    private static let samplesPerPiece = 16

    /// One interval a measure, `nil` where it is defined and finite for less than half of the draws. `measure` is told how often each row is drawn; all
    /// measures see the same draws. Rows of one group, where there are groups, are drawn together.
    package func intervals(
        rows: Int, groups: [Int32]? = nil, threads: Int = 1, cancellation: Cancellation,
        _ measure: @Sendable (_ times: [Int32]) -> [Double?]
    ) throws -> [ClosedRange<Double>?] {
        let width = measure([Int32](repeating: 1, count: rows)).count
        let units = groups.map { ($0.max().map { Int($0) } ?? -1) + 1 } ?? rows
        guard units > 0, samples > 0 else { return Array(repeating: nil, count: width) }
        // A stream of its own for every sample.
        var seeds = SplitMix(seed: seed)
        let all = (0..<samples).map { _ in seeds.next() }
        let pieces = stride(from: 0, to: samples, by: Self.samplesPerPiece).map { $0..<min($0 + Self.samplesPerPiece, samples) }
        let found = try Parallel.map(pieces, threads: threads) { piece in
            try cancellation.check()
            return piece.map { sample -> [Double?] in
                var random = SplitMix(seed: all[sample])
                var drawn = [Int32](repeating: 0, count: units)
                for _ in 0..<units { drawn[Int(random.next(below: UInt64(units)))] += 1 }
                return measure(groups.map { $0.map { drawn[Int($0)] } } ?? drawn)
            }
        }.flatMap { $0 }
        return (0..<width).map { place in
            let values = found.compactMap { $0[place] }.filter(\.isFinite)
            return values.count * 2 > samples ? Percentiles.bounds(values.sorted(), confidence) : nil
        }
    }
}
