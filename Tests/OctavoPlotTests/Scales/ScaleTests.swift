import OctavoPlot
import Testing

@Suite struct ScaleTests {
    private func labels(_ scale: Scale, _ limit: Int) -> String {
        scale.resolved(atMost: limit).ticks.map { tick in
            tick.context.map { "\(tick.label) [\($0)]" } ?? tick.label
        }.joined(separator: " ")
    }

    // MARK: - Numbers

    @Test(
        arguments: [
            (0, 129, 7, "0 25 50 75 100 125 150"), (0, 1, 6, "0 0.2 0.4 0.6 0.8 1.0"), (-15, 12.5, 7, "−15 −10 −5 0 5 10 15"),
            (0.1, 0.3, 5, "0.10 0.15 0.20 0.25 0.30"), (5, 5, 7, "4.4 4.6 4.8 5.0 5.2 5.4 5.6"), (0, 0, 3, "−1 0 1"),
            (0, 4e6, 5, "0 1,000,000 2,000,000 3,000,000 4,000,000"), (0, 5e7, 6, "0 10M 20M 30M 40M 50M"),
            (0, 2.5e9, 6, "0 0.5B 1.0B 1.5B 2.0B 2.5B"), (0, 1e-6, 6, "0 2e−7 4e−7 6e−7 8e−7 1e−6"),
            (-1e300, 1e300, 5, "−1e300 −5e299 0 5e299 1e300"), (1e18, 4e18, 4, "1e18 2e18 3e18 4e18"),
            (0, 1.5e13, 4, "0 5T 10T 15T"),
        ] as [(Double, Double, Int, String)])
    func marksRoundNumbersThatCoverTheRange(lower: Double, upper: Double, limit: Int, expected: String) {
        #expect(labels(.linear(LinearScale(lower, upper)), limit) == expected)
    }

    @Test(
        arguments: [
            (0, 3, 10, "0 1 2 3"), (1, 2, 7, "1 2"), (0, 24, 6, "0 5 10 15 20 25"), (7, 7, 5, "6 7 8"),
            (0, 1000, 5, "0 250 500 750 1,000"),
        ] as [(Double, Double, Int, String)])
    func marksOnlyWholeNumbersForCounts(lower: Double, upper: Double, limit: Int, expected: String) {
        #expect(labels(.linear(LinearScale(lower, upper, isInteger: true)), limit) == expected)
    }

    /// 3,000 ranges of every magnitude: the ticks ascend, are at most as many as asked for, enclose the range, lie at equal
    /// distances of 1, 2, 2.5 or 5 times a power of ten, and no two have one label.
    @Test func everyRangeGetsFewRoundTicksThatCoverIt() {
        var numbers = Numbers(seed: 7)
        for _ in 0..<3000 {
            let magnitude = (numbers.share() - 0.5) * 500
            let size = Double("1e\(Int(magnitude))") ?? 1
            let start = (numbers.share() * 2 - 1) * size
            let width = numbers.share() * size * (numbers.below(2) == 0 ? 1 : 1e-6)
            let limit = 3 + numbers.below(9)
            let scale = Scale.linear(LinearScale(start, start + width))
            let resolved = scale.resolved(atMost: limit)
            let ticks = resolved.ticks
            #expect(
                ticks.count >= 2 && ticks.count <= limit,
                "\(ticks.count) ticks for \(start) to \(start + width), at most \(limit)")
            #expect(resolved.lower <= start && resolved.upper >= start + width)
            #expect(ticks.first?.value == resolved.lower && ticks.last?.value == resolved.upper)
            #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0.value < $1.value })
            #expect(Set(ticks.map(\.label)).count == ticks.count, "\(ticks.map(\.label)) for \(start) to \(start + width)")
            #expect(resolved.fraction(start) >= 0 && resolved.fraction(start + width) <= 1)
            let step = (ticks[1].value - ticks[0].value).description
            let digits = step.prefix { $0 != "e" }.filter { $0 != "." && $0 != "-" }.drop { $0 == "0" }
            let isRound =
                ["1", "2", "5", "25"].contains { digits.hasPrefix($0) }
                || ["0", "9"].contains { digits.dropFirst(2).hasPrefix($0) }
            #expect(isRound, "a step of \(step)")
        }
    }

    @Test func labelsSayTheTicksValue() {
        var numbers = Numbers(seed: 11)
        for _ in 0..<500 {
            let size = Double("1e\(numbers.below(11) - 4)") ?? 1
            for tick in Scale.linear(LinearScale(numbers.share() * size, numbers.share() * size)).resolved(atMost: 8).ticks {
                let plain = tick.label.filter { $0 != "," && $0 != "M" && $0 != "B" }.replacing("−", with: "-")
                let unit = tick.label.hasSuffix("M") ? 1e6 : tick.label.hasSuffix("B") ? 1e9 : 1
                let value = (Double(plain) ?? .nan) * unit
                #expect(abs(value - tick.value) <= abs(tick.value) * 1e-12, "\(tick.label) for \(tick.value)")
            }
        }
    }

    // MARK: - Logarithms

    @Test(
        arguments: [
            (1, 1000, 7, "1 10 100 1,000"), (1, 8, 7, "1 2 5 10"), (3, 3, 7, "2 5"),
            (0.0001, 17, 7, "0.0001 0.001 0.01 0.1 1 10 100"),
        ] as [(Double, Double, Int, String)])
    func marksPowersOfTen(lower: Double, upper: Double, limit: Int, expected: String) {
        #expect(labels(.log(LogScale(lower, upper)), limit) == expected)
    }

    @Test func logarithmicTicksAreFewAndEncloseTheRange() {
        var numbers = Numbers(seed: 3)
        for _ in 0..<500 {
            let lower = Double("1e\(numbers.below(560) - 290)") ?? 1
            let upper = lower * (Double("1e\(numbers.below(12))") ?? 1) * (1 + numbers.share())
            let limit = 4 + numbers.below(6)
            let resolved = Scale.log(LogScale(lower, upper)).resolved(atMost: limit)
            #expect(
                resolved.ticks.count >= 2 && resolved.ticks.count <= limit + 1,
                "\(resolved.ticks) for \(lower) to \(upper), \(limit)")
            #expect(resolved.lower <= lower && resolved.upper >= upper)
            #expect((0...1).contains(resolved.fraction(lower)) && (0...1).contains(resolved.fraction(upper)))
        }
    }

    // MARK: - Times

    private static let day = 86_400_000_000.0
    private static let start = 1_704_067_200_000_000.0  // 2024-01-01T00:00Z, a Monday

    @Test(
        arguments: [
            (0, 400, "Jan [2024] Mar May Jul Sep Nov Jan [2025]"), (0, 30, "Jan 1 [2024] Jan 8 Jan 15 Jan 22 Jan 29"),
            (0, 2, "00:00 [Jan 1, 2024] 12:00 00:00 [Jan 2, 2024] 12:00 00:00 [Jan 3, 2024]"),
            (0, 4000, "2024 2026 2028 2030 2032 2034"), (0.5, 0.52, "12:00 [Jan 1, 2024] 12:05 12:10 12:15 12:20 12:25"),
            (0, 0.00001, "00:00:00.0 [Jan 1, 2024] 00:00:00.2 00:00:00.4 00:00:00.6 00:00:00.8"),
        ] as [(Double, Double, String)])
    func marksWhatACalendarHas(from: Double, to: Double, expected: String) {
        let scale = TimeScale(Self.start + from * Self.day, Self.start + to * Self.day, isDate: false)
        #expect(labels(.time(scale), 7) == expected)
    }

    @Test func daysHaveNoHours() {
        let scale = TimeScale(Self.start, Self.start + 2 * Self.day, isDate: true)
        #expect(labels(.time(scale), 7) == "Jan 1 [2024] Jan 2 Jan 3")
    }

    @Test func timesOfEveryLengthGetFewTicksWithinThem() {
        var numbers = Numbers(seed: 5)
        for _ in 0..<1000 {
            let lower = Self.start + (numbers.share() - 0.5) * 1e17
            let upper = lower + numbers.share() * (Double("1e\(numbers.below(18))") ?? 1)
            let limit = 3 + numbers.below(9)
            let resolved = Scale.time(TimeScale(lower, upper, isDate: numbers.below(4) == 0)).resolved(atMost: limit)
            #expect(resolved.ticks.count <= limit)
            #expect(resolved.ticks.allSatisfy { $0.value >= resolved.lower && $0.value <= resolved.upper })
            #expect(zip(resolved.ticks, resolved.ticks.dropFirst()).allSatisfy { $0.value < $1.value })
        }
    }

    @Test func theCalendarsEndsAreReached() {
        let whole = Scale.time(TimeScale(-1e30, 1e30, isDate: false)).resolved(atMost: 6)
        #expect(whole.ticks.map(\.label) == ["-5000", "0000", "5000"])
    }

    // MARK: - Categories

    @Test func everyLabelIsMarkedWhereThereIsRoom() {
        #expect(labels(.category(CategoryScale(["a", "b", "c"])), 3) == "a b c")
        #expect(labels(.category(CategoryScale((0..<10).map { "\($0)" })), 4) == "0 3 6 9")
    }

    @Test func categoriesStandInTheMiddleOfTheirBands() {
        let resolved = Scale.category(CategoryScale(["a", "b"])).resolved(atMost: 2)
        #expect(resolved.fraction(0) == 0.25)
        #expect(resolved.fraction(1) == 0.75)
    }
}
