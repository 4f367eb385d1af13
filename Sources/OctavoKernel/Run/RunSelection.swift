import OctavoLanguage
import OctavoNotebook
import OctavoSource

/// What a run may take as done already.
package enum ReusedResults: Sendable {
    /// Everything runs.
    case none
    /// Cells whose stored result carries the key that they have now need not run, nor do those that showed nothing the last
    /// time they ran with this key, which leaves no trace in the notebook.
    case stored(silentKeys: Set<String>)
}

/// Which cells a run has to run, found before it begins.
struct RunSelection {
    enum Choice {
        case run
        /// Its result is there, and no cell that runs reads what it defines.
        case upToDate
        case notAsked
    }

    private let choices: [Choice]

    subscript(number: Int) -> Choice { choices[number - 1] }

    /// `wanted`: the cells asked for, with all that they need; `nil` for all.
    init(_ graph: CellGraph, wanted: Set<Int>?, reuse: ReusedResults, images: StoredImages) {
        var mustRun = graph.nodes.map { wanted?.contains($0.cell.number) ?? true }
        if case .stored(let silentKeys) = reuse {
            /// Cells whose key can change while the notebook runs, since a cell above writes what they read.
            var isUncertain: [Bool] = []
            for (index, node) in graph.nodes.enumerated() {
                isUncertain.append(node.dependencies.contains { $0.givesResource || isUncertain[$0.cell - 1] })
                if !isUncertain[index], node.isUpToDate(silentKeys, images) { mustRun[index] = false }
            }
            for (index, node) in graph.nodes.enumerated().reversed() where mustRun[index] && !node.cell.attributes.isSkipped {
                for dependency in node.dependencies { mustRun[dependency.cell - 1] = true }
            }
        }
        choices = graph.nodes.enumerated().map { index, node in
            mustRun[index] ? .run : wanted?.contains(node.cell.number) == false ? .notAsked : .upToDate
        }
    }
}

extension CellGraph.Node {
    /// Whether a run of this cell alone would leave its result as it stands.
    fileprivate func isUpToDate(_ silentKeys: Set<String>, _ images: StoredImages) -> Bool {
        let attributes = cell.attributes
        guard isPure, !attributes.isSkipped, !attributes.isVolatile, case .known(let key) = key else { return false }
        if cell.results.isEmpty { return attributes.raises == nil && silentKeys.contains(key) }
        let limit = attributes.lines ?? ResultText.defaultLineLimit
        return endsAsExpected
            && cell.results.allSatisfy { block in
                block.attributes.key == key && !block.attributes.isStale && block.text?.isCut(to: limit) ?? true
            } && images.areThoseOf(cell)
    }

    /// A cell that failed must fail again to be told.
    private var endsAsExpected: Bool {
        guard case .error? = cell.results.last?.content else { return cell.attributes.raises == nil }
        switch cell.attributes.raises {
        case nil: return false
        case .any: return true
        case .code(let code): return cell.results.last?.attributes.code == code.rawValue
        }
    }
}
