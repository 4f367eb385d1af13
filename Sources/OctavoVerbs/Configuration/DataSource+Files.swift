import OctavoSource
import OctavoTable

extension DataConfig.DataSource {
    /// The source's files and their one format. A file whose ending says another is named: read as what it is not it would give nonsense
    /// at best.
    func files(_ access: any FileAccess) throws -> (files: [String], format: FileFormat) {
        let files = try located { try access.resolve(path) }
        guard let format else { return (files, try located { try LoadFormat.of(files, path, nil) }) }
        let isMail = format == .eml || format == .mbox
        let others = files.filter { file in
            guard let own = FileFormat(path: file), own != format else { return false }
            return !(isMail && (own == .eml || own == .mbox))
        }
        guard let first = others.first, let own = FileFormat(path: first) else { return (files, format) }
        let isAll = others.count == files.count
        let more = others.count == 1 ? "" : " and \(others.count - 1) more"
        throw Diagnostic(
            "wrong-format",
            "the source `\(name)` is said to be \(format.rawValue), and `\(first)`\(more) \(others.count == 1 ? "is" : "are") not",
            at: formatRange ?? pathRange,
            help: isAll ? [] : ["`path: \(LoadFormat.pattern(path, format))` takes those alone"],
            fix: isAll ? formatRange.map { .replace($0, with: own.rawValue, .maybe) } : nil)
    }

    /// Shows what is wrong with the source's files at its path.
    func located<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch var diagnostic as Diagnostic {
            if diagnostic.primary == nil { diagnostic.notes.insert("the source is `\(name)`", at: 0) }
            if let better = diagnostic.suggestion, diagnostic.fix == nil {
                diagnostic.fix = .replace(pathRange, with: better, .maybe)
            }
            // Help about the options of `load`, as they are written here.
            diagnostic.help = diagnostic.help.map {
                $0.replacing("`bad: \"skip\"`", with: "`bad: skip`").replacing("`bad: \"keep\"`", with: "`bad: keep`")
            }
            throw diagnostic.located(at: pathRange)
        }
    }
}
