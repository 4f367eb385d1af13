package import OctavoSource
import OctavoTable
import OctavoVerbs

/// A Jupyter notebook, of format 4, as Markdown. Octavo's cells become cells; code of another language becomes a block of that
/// language, which is prose to Octavo. Outputs are left out: a run makes them.
package enum JupyterImport {
    package static func markdown(_ text: String, name: String) throws(Diagnostic) -> String {
        let notebook: Datum
        do {
            notebook = try JSONReader.read(text)
        } catch {
            let reason = (error as? Diagnostic)?.message ?? "\(error)"
            throw Diagnostic("bad-ipynb", "cannot read `\(name)` as a Jupyter notebook: \(reason)")
        }
        guard let cells = notebook["cells"]?.items else {
            throw Diagnostic(
                "bad-ipynb", "cannot read `\(name)` as a Jupyter notebook: it has no list `cells`",
                help: notebook["worksheets"] == nil ? [] : ["it is of format 3; `jupyter nbconvert --to notebook` makes it new"])
        }
        let metadata = notebook["metadata"]
        let language = metadata?["language_info"]?["name"]?.text ?? metadata?["kernelspec"]?["language"]?.text ?? "python"
        let matter = metadata?["octavo"]?["front_matter"]?.text ?? "octavo: 1"
        var blocks = ["---\n\(matter)\n---"]
        for (index, cell) in cells.enumerated() {
            guard let type = cell["cell_type"]?.text, let source = source(cell) else {
                throw Diagnostic(
                    "bad-ipynb", "cannot read `\(name)` as a Jupyter notebook: cell \(index + 1) has no `cell_type` and `source`")
            }
            switch type {
            case "code": blocks.append(code(source, cell, language))
            case "raw": blocks.append(fenced(source, "text"))
            default: if !source.isEmpty { blocks.append(source) }
            }
        }
        return blocks.joined(separator: "\n\n") + "\n"
    }

    private static func code(_ source: String, _ cell: Datum, _ language: String) -> String {
        guard language == "octavo" else { return fenced(source, word(language)) }
        let metadata = cell["metadata"]
        let words = metadata?["octavo"]?["words"]?.text.map(oneLine) ?? words(of: metadata?["tags"]?.items ?? [])
        return fenced(source, words.isEmpty ? "octavo" : "octavo " + words)
    }

    /// The words of a cell that only tags tell about.
    private static func words(of tags: [Datum]) -> String {
        let known = [
            "parameters": "params", "raises-exception": "raises=any", "skip-execution": "skip", "nbval-ignore-output": "volatile",
            "remove-cell": "hide",
        ]
        return tags.compactMap { $0.text.flatMap { known[$0] } }.joined(separator: " ")
    }

    private static func source(_ cell: Datum) -> String? {
        switch cell["source"] {
        case .text(let text): trimmed(text)
        case .list(let lines): trimmed(lines.compactMap(\.text).joined())
        default: nil
        }
    }

    private static func trimmed(_ text: String) -> String {
        var text = text[...]
        while let last = text.last, last.isNewline { text.removeLast() }
        return String(text)
    }

    /// An info string has one line and no backtick.
    private static func oneLine(_ text: String) -> String { String(text.filter { !$0.isNewline && $0 != "`" }) }
    private static func word(_ text: String) -> String { oneLine(text).filter { !$0.isWhitespace } }

    private static func fenced(_ source: String, _ info: String) -> String {
        var longest = 0
        var run = 0
        for byte in source.utf8 {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: max(3, longest + 1))
        return "\(fence)\(info)\n\(source)\(source.isEmpty ? "" : "\n")\(fence)"
    }
}
