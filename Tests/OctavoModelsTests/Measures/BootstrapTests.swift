import OctavoModels
import OctavoTable
import Testing

@Suite struct BootstrapTests {
    private let values = (0..<200).map { Double($0 * 37 % 101) }

    private func interval(
        _ bootstrap: Bootstrap, threads: Int = 1, groups: [Int32]? = nil
    ) throws -> ClosedRange<Double>? {
        try bootstrap.intervals(rows: values.count, groups: groups, threads: threads, cancellation: Cancellation()) { times in
            let rows = times.reduce(0) { $0 + Double($1) }
            return [zip(values, times).reduce(0) { $0 + $1.0 * Double($1.1) } / rows]
        }[0]
    }

    /// The mean's interval is near mean ± 1.96 standard errors.
    @Test func aMeanStaysWithinItsStandardErrors() throws {
        let found = try #require(try interval(Bootstrap(samples: 4000)))
        let mean = values.reduce(0, +) / 200
        let error = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 200 / 200).squareRoot()
        #expect((found.lowerBound - (mean - 1.96 * error)).magnitude < error / 5)
        #expect((found.upperBound - (mean + 1.96 * error)).magnitude < error / 5)
    }

    @Test func theSeedAloneDecides() throws {
        let one = try interval(Bootstrap(samples: 300, seed: 5))
        #expect(try interval(Bootstrap(samples: 300, seed: 5), threads: 4) == one)
        #expect(try interval(Bootstrap(samples: 300, seed: 6)) != one)
    }

    /// Ten copies of each row, drawn together, tell no more than the rows themselves.
    @Test func rowsOfOneGroupAreDrawnTogether() throws {
        let groups = values.indices.map { Int32($0 / 20) }
        let alone = try #require(try interval(Bootstrap()))
        let together = try #require(try interval(Bootstrap(), groups: groups))
        #expect(together.upperBound - together.lowerBound != alone.upperBound - alone.lowerBound)
        let single = try #require(try interval(Bootstrap(), groups: values.map { _ in 0 }))
        #expect(single.lowerBound == single.upperBound)
    }

    @Test func withoutRowsOrSamplesThereIsNone() throws {
        #expect(try interval(Bootstrap(samples: 0)) == nil)
        #expect(try Bootstrap().intervals(rows: 0, cancellation: Cancellation()) { _ in [1, nil] } == [nil, nil])
    }

    /// A measure that most draws leave undefined has no interval.
    @Test func whatIsSeldomDefinedHasNone() throws {
        let found = try Bootstrap(samples: 200).intervals(rows: 50, cancellation: Cancellation()) { times in
            [times[0] > 2 ? 1 : nil, times[0] >= 0 ? 1 : nil]
        }
        #expect(found == [nil, 1...1])
    }

    @Test func whatIsNotFiniteIsNoBound() throws {
        let found = try Bootstrap(samples: 100).intervals(rows: 4, cancellation: Cancellation()) { times in
            [Double(times[0]) * 1e308 - Double(times[1]) * 1e308, times[0] > 0 ? .infinity : 1, .nan]
        }
        #expect(found[0].map { $0.lowerBound < 0 && $0.upperBound > 0 } == true && found[2] == nil)
        #expect(found[1] == nil || found[1] == 1...1)
    }

    @Test func pairsAreDrawnTogether() throws {
        let first = (0..<400).map { Double($0 % 7) }
        let always = try PairedComparison.meanDifference(
            first, first.map { $0 + 1 }, Bootstrap(), cancellation: Cancellation())
        #expect(always.value == 1 && always.interval == 1...1)
        let found = try PairedComparison(
            truths: Array(repeating: 0, count: 100), (0..<100).map { $0 < 60 ? 0 : 1 },
            (0..<100).map { $0 >= 10 && $0 < 80 ? 0 : 1 }, classes: 2, Bootstrap(), cancellation: Cancellation())
        #expect(found.fixed == Array(60..<80) && found.broken == Array(0..<10))
        #expect(found.accuracy.value.map { ($0 - 0.1).magnitude < 1e-12 } == true)
        let interval = try #require(found.accuracy.interval)
        #expect(
            interval.lowerBound < 0.1 && interval.upperBound > 0.1 && interval.lowerBound > -0.05 && interval.upperBound < 0.25)
        #expect(found.test == McNemar(onlyFirst: 10, onlySecond: 20))
    }
}
