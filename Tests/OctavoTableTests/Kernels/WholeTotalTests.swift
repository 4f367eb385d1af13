import OctavoSource
import OctavoTable
import Testing

/// Aggregates of a whole table stream by; those of one group are held. Both must give the same.
@Suite struct WholeTotalTests {
    private static let aggregates: [Aggregate] = [.count, .sum, .mean, .min, .max]

    private static let columns: [(name: String, column: Column)] = [
        ("ints", ints([3, nil, -2, 9, nil, 0, 9])), ("floats", floats([0.1, 0.2, nil, -0.0, 0, -7.5, 1e300])),
        ("zeros", floats([0, -0.0, 0])), ("one nan", floats([2, .nan, nil, 1])), ("only nan", floats([.nan, nil])),
        ("nulls", ints([nil, nil])), ("none", floats([])),
        ("times", Column(.time, [.time(5), .null, .time(-3)])), ("days", Column(.date, [.date(2), .date(1)])),
        ("texts", texts(["b", nil, "", "é", "a"])), ("coded", coded(["b", "c", "a"], [2, 0, nil, 0])),
        ("spans", Column(.duration, [.duration(7), .duration(-7), .duration(1)])),
    ]

    private static func coded(_ values: [String], _ codes: [Int32?]) -> Column {
        let valid = Bitmap(codes.map { $0 != nil })
        let storage = Column.Storage.dictionary(codes: Buffer(codes.map { $0 ?? 0 }), values: TextBuffer(values))
        return Column(type: .text, count: codes.count, validity: valid, storage: storage)
    }

    @Test(arguments: columns.map(\.name))
    func givesWhatAGroupGives(name: String) throws {
        let whole = try #require(Self.columns.first { $0.name == name }).column
        for cut in 0...whole.count {
            let parts = [whole.slice(0..<cut), whole.slice(cut..<whole.count)]
            let schema = Schema([Field("x", whole.type)])
            let table = Table(schema: schema, chunks: parts.map { Chunk(count: $0.count, columns: [$0]) })
            for kind in Self.aggregates {
                guard kind.resultType(whole.type) != nil else { continue }
                let value = aggregate(kind, kind == .count ? nil : column("x", whole.type))
                let streamed = try Plan(table).summarized("a", value).values("a")
                let key = NamedExpression("k", literal(.int(1)))
                let grouped = try Plan(table).summarized("a", value, by: [key]).values("a")
                // Without rows there is no group, but a whole table has its one row.
                if whole.count == 0 {
                    #expect(streamed == [kind == .count ? .int(0) : kind == .sum ? .float(0) : .null])
                } else {
                    #expect(streamed == grouped, "\(kind) of \(name), cut at \(cut)")
                    #expect(streamed.map { DatumText.literal($0) } == grouped.map { DatumText.literal($0) })
                }
            }
        }
    }

    @Test func tellsASumThatDoesNotFit() throws {
        let plan = Plan([("x", ints([.max, 1]))]).summarized("a", aggregate(.sum, column("x", .int)))
        let failure = #expect(throws: Diagnostic.self) { try plan.values("a") }
        #expect(failure?.code == "overflow")
        let fits = Plan([("x", ints([.max, 1, -1]))]).summarized("a", aggregate(.sum, column("x", .int)))
        #expect(try fits.values("a") == [.int(.max)])
    }
}
