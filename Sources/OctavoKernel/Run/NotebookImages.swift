import OctavoLanguage
package import OctavoNotebook
import OctavoSource
import OctavoSyntax
package import OctavoTable

/// Where the images of a notebook lie, and what they are called.
package enum NotebookImages {
    /// The folder beside the notebook `name`, as its links say it: `report.assets` for `notebooks/report.md`. A file with another
    /// ending than `.md` keeps it, so that no two notebooks share a folder.
    package static func folder(of name: String) -> String {
        let file = name.split(separator: "/").last.map(String.init) ?? name
        return (file.hasSuffix(".md") ? String(file.dropLast(3)) : file) + ".assets"
    }

    /// Where a linked image lies, seen from where `notebook` is seen from.
    package static func path(of link: String, in notebook: String) -> String {
        guard let slash = notebook.lastIndex(of: "/") else { return link }
        return notebook[...slash] + link
    }

    /// The text of a notebook's stored image; `nil` where there is none.
    package static func stored(_ link: String, in notebook: String, _ files: any FileAccess) -> String? {
        (try? files.contents(of: path(of: link, in: notebook))).map { String(decoding: $0.bytes.array, as: UTF8.self) }
    }

    /// The images that a cell's result shows, with their texts.
    package static func images(in result: CellResult) -> [(path: String, content: String)] {
        result.parts.compactMap { part in
            if case .image(let path, _, let content, _) = part { (path, content) } else { nil }
        }
    }

    /// Runs whose images an earlier cell has taken the paths of, as failures: their pictures would replace the earlier ones.
    /// Letters of either case are one name on some file systems.
    static func failingClashes(
        _ cells: [CellRun], _ graph: CellGraph, digest: @escaping @Sendable ([UInt8]) -> String
    ) -> [CellRun] {
        var first: [String: Int] = [:]
        for (node, run) in zip(graph.nodes, cells) where !run.hasRun && !run.isUpToDate {
            for block in node.cell.results {
                if case .image(let path, _) = block.content { first[path.lowercased()] = run.number }
            }
        }
        return zip(graph.nodes, cells).map { node, run in
            guard let result = run.result ?? (run.isUpToDate ? CellResult(node.cell.results) : nil) else { return run }
            for (path, _) in images(in: result) {
                guard let earlier = first[path.lowercased()], earlier != run.number else {
                    first[path.lowercased()] = run.number
                    continue
                }
                return failing(run, result, node, path, earlier: graph[earlier], digest)
            }
            return run
        }
    }

    private static func failing(
        _ run: CellRun, _ result: CellResult, _ node: CellGraph.Node, _ path: String, earlier: CellGraph.Node,
        _ digest: @escaping @Sendable ([UInt8]) -> String
    ) -> CellRun {
        let source = node.checked.tree.source
        let name = path.split(separator: "/").last.map { String($0.dropLast(4)) } ?? "plot"
        let clash = Diagnostic(
            "image-name-clash", "two cells show the image `\(path)`",
            at: SourceRange(source, ByteRange(0, source.lineText(0).utf8.count)),
            label: "\(run.title) here, \(earlier.cell.title) above",
            help: ["give the cell a name of its own, e.g. `name=\(name)_\(run.number)`"])
        var result = result
        result.parts.removeAll { if case .image = $0 { true } else { false } }
        result.failure = CellResult.Failure(
            code: clash.code,
            text: ResultText(
                Array((DiagnosticText.render([clash], relativeToCell: true) + "\n").utf8), hasher: ChainedHasher(digest)))
        return CellRun(
            number: run.number, title: run.title, outcome: .failed([clash]), result: result, key: run.key, duration: run.duration,
            inputs: run.inputs, warnings: run.warnings)
    }
}

/// The names of one cell's images: its own name, or the slug of its first image's title; `-2` and so on for more.
struct CellImages {
    private let folder: String
    private let cellName: String?
    private var base: String?
    private var count = 0

    init(folder: String, cellName: String?) {
        self.folder = folder
        self.cellName = cellName
    }

    /// The path and alternative text of the next image.
    mutating func next(title: String) -> (path: String, alternative: String) {
        let base = base ?? Self.slug(cellName ?? title)
        self.base = base
        count += 1
        let number = count == 1 ? "" : "-\(count)"
        return ("\(folder)/\(base)\(number).svg", (cellName.map { "\($0): " } ?? "") + title)
    }

    /// Whether a stored image has the path and the alternative text that the next one gets.
    mutating func isNext(_ path: String, _ alternative: String) -> Bool {
        let prefix = cellName.map { "\($0): " } ?? ""
        return alternative.hasPrefix(prefix) && next(title: String(alternative.dropFirst(prefix.count))).path == path
    }

    /// File names are no longer than this.
    private static let longest = 60

    /// A file name on every system: letters and digits of any script, `_` and inner points, everything else as `-`.
    static func slug(_ text: String) -> String {
        var slug = ""
        for character in text.lowercased() {
            let isPlain = character == "_" || character.isLetter || character.isNumber || (character == "." && !slug.isEmpty)
            if isPlain {
                slug.append(character)
            } else if !slug.isEmpty, slug.last != "-" {
                slug.append("-")
            }
            if slug.count >= longest { break }
        }
        while slug.last == "-" || slug.last == "." { slug.removeLast() }
        return slug.isEmpty ? "plot" : slug
    }
}
