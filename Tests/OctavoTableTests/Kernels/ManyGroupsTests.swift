import OctavoSource
import OctavoTable
import Testing

/// More groups than fit accumulators: the sums of each are what adding its values by themselves gives.
@Suite struct ManyGroupsTests {
    private static let rows = 60_000

    private static func value(_ draw: UInt64) -> Double? {
        switch draw % 100 {
        case 0: nil
        case 1: .infinity
        case 2: -0.0
        case 3: Double.leastNonzeroMagnitude
        case 4: -1.7e308
        case 5...40: Double(draw % 10_000) / 100
        default: Double(draw) * (draw % 2 == 0 ? 1e-9 : -3e7)
        }
    }

    @Test(arguments: [Aggregate.sum, .mean])
    func sumsEachGroupExactly(function: Aggregate) throws {
        var random = SplitMix(seed: 11)
        // One group in ten is large, and group 0 has no value at all.
        let groups: [Int64] = (0..<Self.rows).map { row in
            if row % 10 == 0 { return Int64(row % 3) * 7 }
            return Int64(random.next(upperBound: UInt64(9000)))
        }
        let values: [Double?] = groups.map { group in
            let draw = random.next(upperBound: UInt64(1) << 50)
            return group == 0 ? nil : Self.value(draw)
        }
        let numbers: [Int64?] = groups.map { $0 % 5 == 0 ? nil : $0 << 40 }
        let plan = Plan([("k", ints(groups)), ("x", floats(values)), ("n", ints(numbers))])
        let key = NamedExpression("k", column("k", .int))
        let found = try plan.summarized("r", aggregate(function, column("x", .float)), by: [key]).values("r")
        let wholes = try plan.summarized("r", aggregate(function, column("n", .int)), by: [key]).values("r")
        let keys = try plan.summarized("r", aggregate(function, column("n", .int)), by: [key]).values("k")
        var byGroup: [Int64: [Double]] = [:]
        var counts: [Int64: Int64] = [:]
        for row in groups.indices {
            counts[groups[row], default: 0] += 1
            if let value = values[row] { byGroup[groups[row], default: []].append(value) }
        }
        for (place, key) in keys.enumerated() {
            guard case .int(let group) = key else { continue }
            let own = byGroup[group] ?? []
            var sum = ExactSum()
            sum.add(own)
            let wanted: Datum =
                function == .sum ? .float(sum.value) : own.isEmpty ? .null : .float(sum.value / Double(own.count))
            #expect(DatumText.plain(found[place]) == DatumText.plain(wanted), "group \(group)")
            let rows = counts[group] ?? 0
            let whole: Int64 = group % 5 == 0 ? 0 : (group << 40) * rows
            let mean: Datum = group % 5 == 0 ? .null : .float(Double(whole) / Double(rows))
            #expect(wholes[place] == (function == .sum ? .int(whole) : mean))
        }
    }
}
