import OctavoTable
import OctavoText
import Synchronization

/// What `what_if` counts: a rule of noise, or near duplicates.
enum CountedRule: RawRepresentable, CaseIterable, Sendable {
    case noise(NoiseRule)
    case nearDuplicate

    static let allCases = NoiseRule.allCases.map { CountedRule.noise($0) } + [.nearDuplicate]

    init?(rawValue: String) {
        if rawValue == DuplicatePass.nearRule {
            self = .nearDuplicate
        } else if let rule = NoiseRule(rawValue: rawValue) {
            self = .noise(rule)
        } else {
            return nil
        }
    }

    var rawValue: String {
        switch self {
        case .noise(let rule): rule.rawValue
        case .nearDuplicate: DuplicatePass.nearRule
        }
    }

    var bound: NoiseRule.Bound {
        switch self {
        case .noise(let rule): rule.bound
        case .nearDuplicate: .atMost
        }
    }

    /// Thresholds that are worth a look where nobody names some.
    var ladder: [Double] {
        switch self {
        case .noise(let rule): rule.ladder
        case .nearDuplicate: [0.6, 0.7, 0.8, 0.9, 1]
        }
    }
}

/// Counts what a rule would drop at several thresholds, without dropping it.
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
                        whole.state.withLock { $0.counts.add(counts, rule.bound) }
                        return { nil }
                    }
                }, finish: { whole.state.withLock { $0.counts.chunk(thresholds) } })
        }
    }

    /// The same of near duplicates: a search for each threshold.
    static func nearDuplicates(_ column: String, _ thresholds: [Double]) -> RowPass {
        let resemblances = thresholds.map { Resemblance(threshold: $0) }
        return RowPass(name: "what_if", reads: [column], givesItsRows: false) { start in
            let whole = Counting(thresholds.count, resemblances)
            let place = start.schema.index(of: column) ?? 0
            return RowPass.Running(
                prepare: { chunk in
                    let texts = try ChunkTexts(chunk, place)
                    let sketches = resemblances.map { texts.sketches($0) }
                    return {
                        try start.hold(whole.state.withLock { $0.take(sketches, texts, chunk.count) })
                        return { nil }
                    }
                }, finish: { whole.state.withLock { $0.counts.chunk(thresholds) } })
        }
    }

    /// A class because the chunks of a run share it.
    private final class Counting: Sendable {
        let state: Mutex<State>
        init(_ thresholds: Int, _ resemblances: [Resemblance] = []) {
            state = Mutex(State(counts: Counts(thresholds), searches: resemblances.map { NearDuplicates($0) }))
        }
    }

    private struct State: Sendable {
        var counts: Counts
        var searches: [NearDuplicates]

        /// The next texts; gives how much more memory is held.
        mutating func take(_ sketches: [TextSketches], _ texts: ChunkTexts, _ rows: Int) -> Int {
            var found = Counts(searches.count)
            found.rows = rows
            let before = searches.reduce(0) { $0 + $1.byteCount }
            for place in searches.indices {
                _ = searches[place].take(
                    sketches[place], isPresent: { texts.isPresent($0) },
                    dropped: { row, likeness in found.note(place, likeness, .atMost) { texts[row] } })
            }
            counts.add(found, .atMost)
            return searches.reduce(0) { $0 + $1.byteCount } - before
        }
    }

    private struct Counts: Sendable {
        var rows = 0
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
                    // The text itself once it is known which: most are passed over.
                    counts.note(place, value, rule.bound) {
                        rows[place] = row
                        return ""
                    }
                }
            }
            for (place, row) in rows.enumerated() {
                if let row, let value = counts.nearest[place]?.value { counts.nearest[place] = (value, texts[row]) }
            }
            return counts
        }

        /// A text that measures `value` is dropped at one of the thresholds.
        mutating func note(_ place: Int, _ value: Double, _ bound: NoiseRule.Bound, _ text: () -> String) {
            dropped[place] += 1
            if let known = nearest[place], !Self.isNearer(value, known.value, bound) { return }
            nearest[place] = (value, text())
        }

        /// All dropped values lie on one side of the threshold.
        private static func isNearer(_ value: Double, _ other: Double, _ bound: NoiseRule.Bound) -> Bool {
            bound == .atLeast ? value > other : value < other
        }

        mutating func add(_ later: Counts, _ bound: NoiseRule.Bound) {
            rows += later.rows
            for place in dropped.indices {
                dropped[place] += later.dropped[place]
                guard let other = later.nearest[place] else { continue }
                if let known = nearest[place], !Self.isNearer(other.value, known.value, bound) { continue }
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
