import OctavoTable
import OctavoText
import Synchronization

/// Steps that keep the first of texts that are alike. Null is like nothing.
enum DuplicatePass {
    /// What reports call a row that is gone.
    static let nearRule = "near_duplicate"
    static let exactRule = "duplicate"

    /// Of the texts of one column; `verb` is who asks.
    static func of(_ search: DuplicateSearch, _ column: String, in verb: String) -> RowPass {
        switch search {
        case .exact: exact(column, verb)
        case .near(let resemblance): near(column, resemblance, verb)
        }
    }

    private static func exact(_ column: String, _ verb: String) -> RowPass {
        RowPass(name: verb, reads: [column], givesItsRows: true) { start in
            let known = Shared(ExactDuplicates())
            let place = start.schema.index(of: column) ?? 0
            return RowPass.Running { chunk in
                let texts = try ChunkTexts(chunk, place)
                let digests = (0..<chunk.count).map { row in texts.with(row) { ExactDuplicates.Digest($0) } }
                return {
                    let stay = known.state.withLock { known in
                        digests.indices.filter { row in digests[row].map { known.insert($0).isFirst } ?? true }
                    }
                    try start.hold(stay.count * ExactDuplicates.bytesPerText)
                    return { try texts.staying(stay, chunk, start.tally, exactRule) }
                }
            }
        }
    }

    private static func near(_ column: String, _ resemblance: Resemblance, _ verb: String) -> RowPass {
        RowPass(name: verb, reads: [column], givesItsRows: true) { start in
            let known = Shared(NearDuplicates(resemblance))
            let place = start.schema.index(of: column) ?? 0
            return RowPass.Running { chunk in
                let texts = try ChunkTexts(chunk, place)
                let sketches = texts.sketches(resemblance)
                return {
                    let (stay, bytes) = known.state.withLock { known in
                        let before = known.byteCount
                        let stay = known.take(sketches, isPresent: { texts.isPresent($0) })
                        return (stay, known.byteCount - before)
                    }
                    try start.hold(bytes)
                    return { try texts.staying(stay, chunk, start.tally, nearRule) }
                }
            }
        }
    }

    /// A class because the chunks of a run share it.
    private final class Shared<State: Sendable>: Sendable {
        let state: Mutex<State>
        init(_ state: State) { self.state = Mutex(state) }
    }
}

/// The texts of one column of a chunk.
struct ChunkTexts: Sendable {
    private let column: Column
    private let texts: TextBuffer

    init(_ chunk: Chunk, _ place: Int) throws {
        column = chunk.columns[place]
        texts = try column.plainTexts()
    }

    func isPresent(_ row: Int) -> Bool { !column.isNull(row) }

    /// `nil` for null.
    func with<Result>(_ row: Int, _ body: (Span<UInt8>) -> Result) -> Result? {
        isPresent(row) ? texts.withText(row, body) : nil
    }

    subscript(_ row: Int) -> String { texts[row] }

    /// One a row; that of null is never looked at.
    func sketches(_ resemblance: Resemblance) -> TextSketches {
        var sketcher = TextSketcher(resemblance, reserving: column.count, bytes: texts.byteCount)
        for row in 0..<column.count { texts.withText(row) { sketcher.add($0) } }
        return sketcher.sketches
    }

    /// The chunk's rows at ascending places; notes the texts of the others.
    func staying(_ rows: [Int], _ chunk: Chunk, _ tally: StepTally?, _ rule: String) throws -> Chunk {
        if rows.count == chunk.count { return chunk }
        if let tally {
            var next = 0
            for row in 0..<chunk.count {
                if next < rows.count, rows[next] == row { next += 1 } else { tally.add(rule, to: texts[row]) }
            }
        }
        return try chunk.gathered(Buffer(rows.map { Int32(truncatingIfNeeded: $0) }))
    }
}
