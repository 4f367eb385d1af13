import OctavoLanguage
import OctavoNotebook
package import OctavoSource

/// The part of a notebook that one cell, or one name, depends on.
package enum NotebookSlice {
    /// A notebook of the cell `name`, or else of the last cell that defines `name`, with all that it needs, in order. Prose and
    /// results stay behind; the front matter and the cells come as they are.
    package static func bytes(_ graph: CellGraph, _ name: String) throws(Diagnostic) -> [UInt8] {
        let notebook = graph.notebook
        let defining = graph.nodes.last { $0.checked.defines.contains { $0.name == name } }?.cell
        guard let cell = notebook.cell(named: name) ?? defining else {
            let names = notebook.cells.compactMap(\.name) + graph.nodes.flatMap { $0.checked.defines.map(\.name) }
            throw Diagnostic(
                "unknown-cell", "no cell is named `\(name)`, and none defines it",
                help: Suggestion.question(for: name, among: names).map { [$0] } ?? [])
        }
        var parts: [[UInt8]] = []
        if let range = notebook.frontMatter?.range { parts.append(Array(notebook.bytes[range.start..<range.end])) }
        for number in graph.ancestors(of: cell.number) + [cell.number] {
            let range = graph[number].cell.fence.range
            parts.append(Array(notebook.bytes[range.start..<range.end]) + [UInt8(ascii: "\n")])
        }
        return Array(parts.joined(separator: [UInt8(ascii: "\n")]))
    }
}
