import OctavoNotebook

/// How a cell's stored result stands to its key, without a run.
package enum CellStatus: Hashable, Sendable {
    /// The result was made by exactly this cell with exactly these inputs.
    case current
    /// Something it depends on changed, or it is marked so.
    case stale
    /// No key can be found without a run, and why.
    case unknown(String)
    /// Nothing is stored: never run, or nothing to show.
    case noResult
    /// Its result changes by itself, and is left alone.
    case volatile
    /// Marked `skip`.
    case skipped

    package var name: String {
        switch self {
        case .current: "current"
        case .stale: "stale"
        case .unknown: "unknown"
        case .noResult: "no result"
        case .volatile: "volatile"
        case .skipped: "skip"
        }
    }
}

extension CellGraph {
    package func status(of number: Int) -> CellStatus {
        let node = self[number]
        if node.cell.attributes.isSkipped { return .skipped }
        if node.cell.attributes.isVolatile { return .volatile }
        if node.cell.results.isEmpty { return .noResult }
        switch node.key {
        case .unknown(let reason): return .unknown(reason)
        case .known(let key):
            let isCurrent = node.cell.results.allSatisfy { $0.attributes.key == key && !$0.attributes.isStale }
            return isCurrent ? .current : .stale
        }
    }
}
