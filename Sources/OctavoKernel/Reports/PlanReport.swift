import OctavoLanguage
import OctavoNotebook
import OctavoSource

/// What a run would do, cell by cell: `octavo plan`.
package enum PlanReport {
    package struct Row: Sendable {
        package let number: Int
        package let title: String
        package let status: CellStatus
        /// Whether `octavo run` would run it.
        package let willRun: Bool
        package let reads: [String]
        package let defines: [String]
        package let resources: [String]
        package let effects: [String]
        /// Cells it needs, by number.
        package let needs: [Int]
    }

    /// `reuse`: what a run would take as done.
    package static func rows(_ graph: CellGraph, reuse: ReusedResults, images: StoredImages) -> [Row] {
        let selection = RunSelection(graph, wanted: nil, reuse: reuse, images: images)
        return graph.nodes.map { node in
            Row(
                number: node.cell.number, title: node.cell.title, status: graph.status(of: node.cell.number),
                willRun: selection[node.cell.number] == .run && !node.cell.attributes.isSkipped,
                reads: node.checked.reads.map(\.text), defines: node.checked.defines.map(\.text),
                resources: node.accesses.map { "\($0.kind.rawValue) \($0.resource)" },
                effects: node.checked.effects.names, needs: node.dependencies.map(\.cell))
        }
    }

    /// One line a cell: what it is, whether it would run, whether its stored result is its own, what it reads and defines.
    package static func text(_ graph: CellGraph, reuse: ReusedResults, images: StoredImages) -> String {
        let rows = rows(graph, reuse: reuse, images: images)
        let titles = rows.map { "\($0.number) \($0.title)" }
        let width = titles.map { TextWidth.columns(of: $0) }.max() ?? 0
        let lines = zip(rows, titles).map { row, title in
            var parts = [TextWidth.pad(title, width), row.willRun ? "run" : "   ", TextWidth.pad(row.status.name, 9)]
            if !row.defines.isEmpty { parts.append("defines " + row.defines.joined(separator: ", ")) }
            if !row.reads.isEmpty { parts.append("reads " + row.reads.joined(separator: ", ")) }
            parts += row.resources
            if !row.needs.isEmpty { parts.append("after " + row.needs.map(String.init).joined(separator: ", ")) }
            var line = parts.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }
        return lines.joined(separator: "\n")
    }

    /// One object a cell.
    package static func json(_ graph: CellGraph, reuse: ReusedResults, images: StoredImages) -> [JSON] {
        zip(rows(graph, reuse: reuse, images: images), graph.nodes).map { row, node in
            .object([
                ("cell", .int(row.number)), ("title", .text(row.title)), ("status", .text(row.status.name)),
                ("run", .bool(row.willRun)), ("key", .optional(node.key.text)), ("reads", .texts(row.reads)),
                ("defines", .texts(row.defines)), ("resources", .texts(row.resources)), ("effects", .texts(row.effects)),
                ("needs", .array(row.needs.map { .int($0) })), ("volatile", .bool(node.isVolatile)),
            ])
        }
    }
}
