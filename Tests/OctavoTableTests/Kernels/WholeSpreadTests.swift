import OctavoSource
import OctavoTable
import Testing

/// Quantiles and deviations of a whole table are found without copying it; beside another group they are found by sorting. Both
/// must give the same.
@Suite struct WholeSpreadTests {
    private static let aggregates: [Aggregate] = [
        .std, .median, .quantile(0), .quantile(0.25), .quantile(0.3), .quantile(0.999), .quantile(1),
    ]

    private func check(_ column: Column, _ comment: String, threads: Int = 2) throws {
        let x = OctavoTableTests.column("x", column.type)
        let half = column.count / 3
        let chunks = [column.slice(0..<half), column.slice(half..<column.count)].map { Chunk(count: $0.count, columns: [$0]) }
        let table = Table(schema: Schema([Field("x", column.type)]), chunks: chunks)
        let other = Column(column.type, [.null])
        let keyed = Table(
            schema: Schema([Field("x", column.type), Field("k", .int)]),
            chunks: (chunks + [Chunk(count: 1, columns: [other])]).enumerated().map { place, chunk in
                let key = Int64(place == chunks.count ? 1 : 0)
                return Chunk(count: chunk.count, columns: chunk.columns + [ints(Array(repeating: key, count: chunk.count))])
            })
        for kind in Self.aggregates {
            let whole = try Plan(table).summarized("a", aggregate(kind, x)).values("a", .test(threads: threads))
            let key = NamedExpression("k", OctavoTableTests.column("k", .int))
            let groups = try Plan(keyed).summarized("a", aggregate(kind, x), by: [key]).values("a")
            let wanted = column.count == 0 ? .null : groups[0]
            #expect(DatumText.literal(whole[0]) == DatumText.literal(wanted), "\(kind) of \(comment)")
        }
    }

    @Test(arguments: 0...9)
    func ofShortColumns(count: Int) throws {
        let pool: [Double?] = [1.5, nil, -3, .infinity, 7, .nan, nil, -.infinity, 1e-300]
        for shift in 0..<pool.count {
            let values = (0..<count).map { pool[($0 + shift) % pool.count] }
            try check(floats(values), "\(values)")
            try check(ints(values.map { $0.map { $0.isFinite ? Int64($0) : 4 } }), "whole numbers of \(values)")
        }
    }

    @Test(arguments: [1, 2])
    func ofManyValues(threads: Int) throws {
        var random = OctavoTable.SplitMix(seed: 5)
        func draws(_ value: (UInt64) -> Double?) -> [Double?] { (0..<200_000).map { _ in value(random.next(below: 1 << 40)) } }
        try check(floats(draws { Double($0 % 100_000) / 100 }), "amounts", threads: threads)
        try check(floats(draws { $0 % 1000 == 0 ? Double($0) : 1 }), "ones", threads: threads)
        try check(floats(draws { $0 % 3 == 0 ? nil : $0 % 7 == 0 ? .nan : Double($0) * -1e-3 }), "gaps", threads: threads)
        try check(floats(draws { $0 % 5 == 0 ? 1e300 : Double($0 % 100_000) * 1e-18 + 1 }), "neighbours", threads: threads)
        try check(ints(draws { Double($0) }.map { $0.map { Int64($0) } }), "whole numbers", threads: threads)
        try check(ints(draws { Double($0 % 3) }.map { $0.map { .max - Int64($0) } }), "large numbers", threads: threads)
    }
}
