import OctavoSource
import OctavoTable
import Testing

/// Tables large enough to be sorted in buckets on several threads, against the standard library's sort of the same rows.
@Suite struct RowSortTests {
    private static let rows = 70_000

    enum Kind: CaseIterable { case alike, long, few, noted, numbers, floats }

    /// Values that meet every branch: shared beginnings, texts that begin others, zero bytes, long equal stretches, nulls, NaN.
    private static func value(_ kind: Kind, _ random: inout SplitMix) -> Datum {
        let draw = random.next(upperBound: UInt64(1) << 40)
        switch kind {
        case .alike: return .text("https://example.org/\(draw % 30_000)")
        case .long: return .text(String(repeating: "ab", count: Int(draw % 40)) + (draw % 3 == 0 ? "\0" : ""))
        case .few: return .text(["", "a", "a\0", "é", "zz"][Int(draw % 5)])
        case .noted: return draw % 7 == 0 ? .null : .text(String(draw % 5000, radix: 7))
        case .numbers: return draw % 11 == 0 ? .null : .int(Int64(draw % 1000) - 500)
        case .floats:
            let odd: [Datum] = [.null, .float(.nan), .float(-0.0), .float(0), .float(.infinity)]
            return draw % 50 < 5 ? odd[Int(draw % 50)] : .float(Double(draw % 100_000) / 7 - 5000)
        }
    }

    private static func comesFirst(_ left: Datum, _ right: Datum, isDescending: Bool) -> Bool? {
        func rank(_ value: Datum) -> Int {
            if value.isNull { return 2 }
            if case .float(let number) = value { return number.isNaN ? 1 : 0 }
            return 0
        }
        if rank(left) != rank(right) { return rank(left) < rank(right) }
        if rank(left) > 0 { return nil }
        switch (left, right) {
        case (.text(let one), .text(let other)):
            let (a, b) = (Array(one.utf8), Array(other.utf8))
            return a == b ? nil : a.lexicographicallyPrecedes(b) != isDescending
        case (.int(let one), .int(let other)): return one == other ? nil : (one < other) != isDescending
        case (.float(let one), .float(let other)): return one == other ? nil : (one < other) != isDescending
        default: return nil
        }
    }

    @Test(arguments: Kind.allCases, [false, true])
    func sortsAsTheStandardLibraryDoes(kind: Kind, isDescending: Bool) throws {
        var random = SplitMix(seed: 7)
        let first = (0..<Self.rows).map { _ in Self.value(kind, &random) }
        let second = (0..<Self.rows).map { _ in Self.value(.numbers, &random) }
        let type = first.first { !$0.isNull }?.type ?? .null
        let chunks = stride(from: 0, to: Self.rows, by: 9_000).map { start in
            let range = start..<min(start + 9_000, Self.rows)
            return Chunk(
                count: range.count,
                columns: [Column(type, first[range]), Column(.int, second[range]), Column(.int, range.map { .int(Int64($0)) })])
        }
        let table = Table(schema: Schema([Field("a", type), Field("b", .int), Field("row", .int)]), chunks: chunks)
        let plan = Plan(table).sorted(
            SortKey(column("a", type), isDescending: isDescending), SortKey(column("b", .int), isDescending: !isDescending))
        let wanted = (0..<Self.rows).sorted { left, right in
            Self.comesFirst(first[left], first[right], isDescending: isDescending)
                ?? Self.comesFirst(second[left], second[right], isDescending: !isDescending) ?? (left < right)
        }
        #expect(try plan.values("row") == wanted.map { .int(Int64($0)) })
    }

    @Test func sortsCodedTextsByTheirTexts() throws {
        let values = TextBuffer(["pear", "apple", "fig", "Äpfel"])
        let codes = (0..<Self.rows).map { Int32($0 * 7 % 4) }
        let coded = Column(type: .text, count: codes.count, storage: .dictionary(codes: Buffer(codes), values: values))
        let plan = Plan([("a", coded)]).sorted(SortKey(column("a", .text)))
        let wanted = codes.map { values[Int($0)] }.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
        #expect(try plan.values("a") == wanted.map { .text($0) })
    }

    /// Enough distinct texts for the table of keys to grow many times, on several threads.
    @Test func numbersManyTextsInTheOrderTheyAreMet() throws {
        let names = (0..<150_000).map { row -> String? in row % 1001 == 0 ? nil : "name \(row * 7919 % 60_000)" }
        let plan = Plan([("name", texts(names))])
        let key = NamedExpression("name", column("name", .text))
        let grouped = plan.summarized("n", aggregate(.count, nil), by: [key])
        var (order, counts): ([String?], [String?: Int64]) = ([], [:])
        for name in names {
            if counts[name] == nil { order.append(name) }
            counts[name, default: 0] += 1
        }
        #expect(try grouped.values("name") == order.map { $0.map { .text($0) } ?? .null })
        #expect(try grouped.values("n") == order.map { .int(counts[$0] ?? 0) })
    }
}
