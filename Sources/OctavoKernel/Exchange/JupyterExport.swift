package import OctavoNotebook
import OctavoSource

/// A notebook as Jupyter's format 4.5. Prose becomes Markdown cells; cells keep their words in `metadata.octavo`, so that an
/// import gives them back.
package struct JupyterExport {
    private let notebook: Notebook
    private let digest: ([UInt8]) -> String
    private let image: (String) -> String?
    private var ids: Set<String> = []

    /// `digest` gives SHA-256 in hexadecimal; `image` the text of an SVG file by the path that stands in the notebook, if it is
    /// there.
    package static func json(_ notebook: Notebook, digest: ([UInt8]) -> String, image: (String) -> String?) -> JSON {
        withoutActuallyEscaping(digest) { digest in
            withoutActuallyEscaping(image) { image in
                var export = JupyterExport(notebook: notebook, digest: digest, image: image)
                return export.whole()
            }
        }
    }

    private init(notebook: Notebook, digest: @escaping ([UInt8]) -> String, image: @escaping (String) -> String?) {
        self.notebook = notebook
        self.digest = digest
        self.image = image
    }

    private mutating func whole() -> JSON {
        var cells: [JSON] = []
        var start = notebook.frontMatter?.range.end ?? (notebook.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
        for cell in notebook.cells {
            addProse(from: start, to: cell.fence.range.start, to: &cells)
            cells.append(code(cell))
            start = cell.resultRegion?.end ?? cell.fence.range.end
        }
        addProse(from: start, to: notebook.bytes.count, to: &cells)
        var octavo: [(String, JSON)] = []
        if let range = notebook.frontMatter?.range {
            octavo.append(
                ("front_matter", .text(lines(notebook.source.text(in: range)).dropFirst().dropLast().joined(separator: "\n"))))
        }
        return .object([
            ("cells", .array(cells)),
            (
                "metadata",
                .object([
                    (
                        "kernelspec",
                        .object([("display_name", .text("Octavo")), ("language", .text("octavo")), ("name", .text("octavo"))])
                    ),
                    ("language_info", .object([("file_extension", .text(".oct")), ("name", .text("octavo"))])),
                    ("octavo", .object(octavo)),
                ])
            ), ("nbformat", .int(4)), ("nbformat_minor", .int(5)),
        ])
    }

    // MARK: - Cells

    private mutating func addProse(from start: Int, to end: Int, to cells: inout [JSON]) {
        guard start < end else { return }
        var kept = lines(notebook.source.text(in: ByteRange(start, end)))[...]
        func isBlank(_ line: String) -> Bool { line.allSatisfy { $0 == " " || $0 == "\t" } }
        while let first = kept.first, isBlank(first) { kept.removeFirst() }
        while let last = kept.last, isBlank(last) { kept.removeLast() }
        guard !kept.isEmpty else { return }
        let text = kept.joined(separator: "\n")
        cells.append(
            .object([
                ("cell_type", .text("markdown")), ("id", .text(makeID("m" + digest(Array(text.utf8)).prefix(8)))),
                ("metadata", .object([])), ("source", .text(text)),
            ]))
    }

    private mutating func code(_ cell: Cell) -> JSON {
        let source = lines(String(decoding: cell.text, as: UTF8.self)).joined(separator: "\n")
        let name = cell.name.map { String($0.map { $0 == "." ? "-" : $0 }) }
        var metadata: [(String, JSON)] = []
        let tags = Self.tags(cell.attributes)
        if !tags.isEmpty { metadata.append(("tags", .texts(tags))) }
        let words = InfoString.words(of: notebook.bytes, in: cell.fence.info).dropFirst().map { notebook.source.text(in: $0) }
        if !words.isEmpty { metadata.append(("octavo", .object([("words", .text(words.joined(separator: " ")))]))) }
        return .object([
            ("cell_type", .text("code")), ("execution_count", .null),
            ("id", .text(makeID(name ?? "c" + digest(cell.text).prefix(8)))), ("metadata", .object(metadata)),
            ("outputs", .array(cell.results.map(output))),
            ("source", .text(source.hasSuffix("\n") ? String(source.dropLast()) : source)),
        ])
    }

    /// What other tools know of a cell's words.
    private static func tags(_ attributes: CellAttributes) -> [String] {
        let tags: [(Bool, String)] = [
            (attributes.isParameters, "parameters"), (attributes.raises != nil, "raises-exception"),
            (attributes.isSkipped, "skip-execution"), (attributes.isVolatile, "nbval-ignore-output"),
            (attributes.isHidden, "remove-cell"),
        ]
        return tags.filter(\.0).map(\.1)
    }

    private func output(_ block: ResultBlock) -> JSON {
        switch block.content {
        case .output(let text):
            let body = text.lines.joined(separator: "\n")
            var data = [("text/plain", JSON.text(body))]
            if PipeTable(text.lines) != nil { data.insert(("text/markdown", .text(body)), at: 0) }
            return display(data)
        case .error(let text):
            return .object([
                ("ename", .text(block.attributes.code ?? "error")), ("evalue", .text(text.lines.first ?? "")),
                ("output_type", .text("error")), ("traceback", .texts(text.lines)),
            ])
        case .image(let path, let alternative):
            let svg = image(path).map { [("image/svg+xml", JSON.text($0))] } ?? []
            return display(svg + [("text/plain", .text(alternative))])
        }
    }

    private func display(_ data: [(String, JSON)]) -> JSON {
        .object([("data", .object(data)), ("metadata", .object([])), ("output_type", .text("display_data"))])
    }

    /// An id that no cell has yet: a second `raw` is `raw-2`.
    private mutating func makeID(_ wanted: String) -> String {
        var id = wanted
        var number = 2
        while !ids.insert(id).inserted {
            id = "\(wanted.prefix(58))-\(number)"
            number += 1
        }
        return id
    }

    /// Without line ends of any kind.
    private func lines(_ text: String) -> [String] {
        var lines: [String] = [""]
        for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
            if scalar == "\n" || scalar == "\r" { lines.append("") } else { lines[lines.count - 1].unicodeScalars.append(scalar) }
        }
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}
