/// The columns that a reader adds to those of the file, by their names in the table.
struct AddedColumns: Sendable {
    var bad: String?
    var file: String?
    var line: String?

    var names: [String] { [bad, file, line].compactMap { $0 } }

    /// Names that no column of the file has.
    init(_ options: ScanOptions, beside names: some Sequence<String>) {
        let taken = Set(names)
        func free(_ name: String) -> String {
            var candidate = name
            while taken.contains(candidate) { candidate = "_" + candidate }
            return candidate
        }
        if options.bad == .keep { bad = free("_bad") }
        if options.includesSource {
            file = free("_file")
            line = free("_line")
        }
    }

    /// Those of them that are among `names`.
    func only(_ names: [String]) -> AddedColumns {
        var wanted = self
        func kept(_ name: String?) -> String? { name.flatMap { names.contains($0) ? $0 : nil } }
        wanted.bad = kept(bad)
        wanted.file = kept(file)
        wanted.line = kept(line)
        return wanted
    }
}
