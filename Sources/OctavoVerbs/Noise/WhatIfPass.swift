import OctavoTable
import OctavoText
import Synchronization

/// Counts what a rule of noise would drop at several thresholds, without dropping it.
enum WhatIfPass {
    static let schema = Schema([
        Field("threshold", .float), Field("dropped", .int), Field("share", .float), Field("example", .text),
    ])
    /// Characters of an example.
    private static let longestExample = 80

    /// `nil` in `thresholds` stands for a flag.
    static func of(_ column: String, _ rule: NoiseRule, _ thresholds: [Double?]) -> RowPass {
        RowPass(name: "what_if", reads: [column], givesItsRows: false) { start in
            let whole = Counting(thresholds.count)
            let place = start.schema.index(of: column) ?? 0
            return RowPass.Running(
                prepare: { chunk in
                    let counts = try Counts.of(chunk, place, rule, thresholds)
                    return {
                        whole.counts.withLock { $0.add(counts, rule) }
                        return { nil }
                    }
                }, finish: { whole.counts.withLock { $0.chunk(thresholds) } })
        }
    }

    /// A class because the chunks of a run share it.
    private final class Counting: Sendable {
        let counts: Mutex<Counts>
        init(_ thresholds: Int) { counts = Mutex(Counts(thresholds)) }
    }

    private struct Counts: Sendable {
        private var rows = 0
        private var dropped: [Int]
        /// Of the dropped texts the one nearest to the threshold, the first of equals.
        private var nearest: [(value: Double, text: String)?]

        init(_ thresholds: Int) {
            dropped = Array(repeating: 0, count: thresholds)
            nearest = Array(repeating: nil, count: thresholds)
        }

        static func of(_ chunk: Chunk, _ place: Int, _ rule: NoiseRule, _ thresholds: [Double?]) throws -> Counts {
            var counts = Counts(thresholds.count)
            counts.rows = chunk.count
            let texts = try ChunkTexts(chunk, place)
            let meter = NoiseMeter(rule)
            var rows: [Int?] = Array(repeating: nil, count: thresholds.count)
            for row in 0..<chunk.count {
                guard let value = texts.with(row, { meter.value($0) }) else {
                    // Null says nothing.
                    if rule == .empty { counts.dropped[0] += 1 }
                    continue
                }
                for (place, threshold) in thresholds.enumerated() where rule.drops(value, at: threshold ?? 0) {
                    counts.dropped[place] += 1
                    if let known = counts.nearest[place], !isNearer(value, known.value, rule) { continue }
                    counts.nearest[place] = (value, "")
                    rows[place] = row
                }
            }
            for (place, row) in rows.enumerated() {
                if let row, let value = counts.nearest[place]?.value { counts.nearest[place] = (value, texts[row]) }
            }
            return counts
        }

        /// All dropped values lie on one side of the threshold.
        private static func isNearer(_ value: Double, _ other: Double, _ rule: NoiseRule) -> Bool {
            rule.bound == .atLeast ? value > other : value < other
        }

        mutating func add(_ later: Counts, _ rule: NoiseRule) {
            rows += later.rows
            for place in dropped.indices {
                dropped[place] += later.dropped[place]
                guard let other = later.nearest[place] else { continue }
                if let known = nearest[place], !Self.isNearer(other.value, known.value, rule) { continue }
                nearest[place] = other
            }
        }

        func chunk(_ thresholds: [Double?]) -> Chunk {
            let columns = [
                Column(.float, thresholds.map { $0.map { .float($0) } ?? .null }), Column(.int, dropped.map { .int(Int64($0)) }),
                Column(.float, dropped.map { .float(rows == 0 ? 0 : Double($0) / Double(rows)) }),
                Column(.text, nearest.map { $0.map { .text(Self.shown($0.text)) } ?? .null }),
            ]
            return Chunk(count: thresholds.count, columns: columns)
        }

        private static func shown(_ text: String) -> String {
            let head = text.prefix(longestExample)
            return head.endIndex == text.endIndex ? text : head.dropLast() + "…"
        }
    }
}
