import OctavoLanguage
import OctavoNotebook

/// What a run would do, cell by cell: `octavo plan`.
package enum PlanReport {
    package struct Row: Sendable {
        package let number: Int
        package let title: String
        package let status: CellStatus
        package let reads: [String]
        package let defines: [String]
        package let resources: [String]
        package let effects: [String]
        /// Cells it needs, by number.
        package let needs: [Int]
    }

    package static func rows(_ graph: CellGraph) -> [Row] {
        graph.nodes.map { node in
            Row(
                number: node.cell.number, title: node.cell.title, status: graph.status(of: node.cell.number),
                reads: node.checked.reads.map(name), defines: node.checked.defines.map(name),
                resources: GraphBuilder.accesses(of: node.checked).map { "\($0.kind.rawValue) \($0.resource)" },
                effects: node.checked.effects.names, needs: node.dependencies.map(\.cell))
        }
    }

    /// One line a cell: what it is, whether its stored result is its own, what it reads and defines.
    package static func text(_ graph: CellGraph) -> String {
        let rows = rows(graph)
        let titles = rows.map { "\($0.number) \($0.title)" }
        let width = titles.map { TextWidth.columns(of: $0) }.max() ?? 0
        let lines = zip(rows, titles).map { row, title in
            var parts = [TextWidth.pad(title, width), TextWidth.pad(row.status.name, 9)]
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

    package static func json(_ graph: CellGraph) -> JSON {
        .array(
            zip(rows(graph), graph.nodes).map { row, node in
                .object([
                    ("cell", .int(row.number)), ("title", .text(row.title)), ("status", .text(row.status.name)),
                    ("key", .optional(node.key.text)), ("reads", .texts(row.reads)), ("defines", .texts(row.defines)),
                    ("resources", .texts(row.resources)), ("effects", .texts(row.effects)),
                    ("needs", .array(row.needs.map { .int($0) })), ("volatile", .bool(node.isVolatile)),
                ])
            })
    }

    private static func name(_ use: NameUse) -> String { use.kind == .function ? "\(use.name)()" : use.name }
}
