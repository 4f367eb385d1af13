import OctavoTable
import OctavoText

/// Finds the texts of one table in another.
enum LeakageSearch {
    static let schema = Schema([
        Field("test_row", .int), Field("train_row", .int), Field("kind", .text), Field("likeness", .float), Field("text", .text),
        Field("train_text", .text),
    ])

    /// One found text.
    private struct Leak: Sendable {
        let testRow: Int
        let trainRow: Int
        let isExact: Bool
        let likeness: Double
    }

    /// The first rows of both tables are their columns of text; without `resemblance` exact duplicates alone are looked for.
    static func run(train: Table, test: Table, _ resemblance: Resemblance?, _ context: ExecutionContext) throws -> Table {
        let known = try Known(train, resemblance, context)
        let leaks = try Parallel.map(chunks(test), threads: context.threads) { chunk, first in
            try context.cancellation.check()
            return try known.leaks(in: chunk, from: first)
        }
        return table(leaks.flatMap { $0 }, train, test)
    }

    /// Chunks with the number of their first row.
    private static func chunks(_ table: Table) -> [(chunk: Chunk, first: Int)] {
        var first = 0
        return table.chunks.map { chunk in
            defer { first += chunk.count }
            return (chunk, first)
        }
    }

    /// The training texts.
    private struct Known: Sendable {
        private var exact = ExactDuplicates()
        /// The rows of the texts that `exact` and `near` number.
        private var exactRows: [Int] = []
        private var near: NearDuplicates?
        private var nearRows: [Int] = []
        private let resemblance: Resemblance?

        init(_ train: Table, _ resemblance: Resemblance?, _ context: ExecutionContext) throws {
            self.resemblance = resemblance
            near = resemblance.map { NearDuplicates($0) }
            let prepared = try Parallel.map(train.chunks, threads: context.threads) { chunk in
                try context.cancellation.check()
                let texts = try ChunkTexts(chunk, 0)
                let digests = (0..<chunk.count).map { row in
                    texts.with(row) { $0.isEmpty ? nil : ExactDuplicates.Digest($0) } ?? nil
                }
                return (digests: digests, sketches: resemblance.map { texts.sketches($0) })
            }
            var first = 0
            for (digests, sketches) in prepared {
                try context.cancellation.check()
                for (row, digest) in digests.enumerated() {
                    if let digest, exact.insert(digest).isFirst { exactRows.append(first + row) }
                }
                if let sketches {
                    nearRows += (near?.add(sketches) { row in digests[row] != nil } ?? []).map { first + $0 }
                }
                first += digests.count
            }
        }

        func leaks(in chunk: Chunk, from first: Int) throws -> [Leak] {
            let texts = try ChunkTexts(chunk, 0)
            let sketches = resemblance.map { texts.sketches($0) }
            var likeness = ShingleLikeness()
            var leaks: [Leak] = []
            for row in 0..<chunk.count {
                guard let digest = texts.with(row, { $0.isEmpty ? nil : ExactDuplicates.Digest($0) }) ?? nil else { continue }
                if let number = exact.find(digest) {
                    leaks.append(Leak(testRow: first + row, trainRow: exactRows[number], isExact: true, likeness: 1))
                } else if let near, let sketches, let match = near.match(sketches, row, &likeness) {
                    leaks.append(
                        Leak(testRow: first + row, trainRow: nearRows[match.text], isExact: false, likeness: match.likeness))
                }
            }
            return leaks
        }
    }

    private static func table(_ leaks: [Leak], _ train: Table, _ test: Table) -> Table {
        let columns = [
            Column(.int, leaks.map { .int(Int64($0.testRow)) }), Column(.int, leaks.map { .int(Int64($0.trainRow)) }),
            Column(.text, leaks.map { .text($0.isExact ? "exact" : "near") }), Column(.float, leaks.map { .float($0.likeness) }),
            Column(.text, leaks.map { test.record($0.testRow)[0].value }),
            Column(.text, leaks.map { train.record($0.trainRow)[0].value }),
        ]
        return Table(schema: schema, chunks: [Chunk(count: leaks.count, columns: columns)])
    }
}
