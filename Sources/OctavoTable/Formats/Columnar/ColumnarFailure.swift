import OctavoSource

/// What is wrong with a columnar file, before its name is known.
enum ColumnarFailure: Error {
    /// The bytes are not what the format says; completes "cannot read `x`: …".
    case damaged(String)
    /// The file is whole and holds something that Octavo does not read; completes the same sentence.
    case unsupported(String)
    /// A value that the column's type does not hold; completes "row 3 of `.a` in `x` …".
    case value(row: Int, String, help: String?)

    func diagnostic(path: String, column: String? = nil, firstRow: Int = 0) -> Diagnostic {
        let place = column.map { "`.\(DatumText.label($0))` of `\(path)`" } ?? "`\(path)`"
        switch self {
        case .damaged(let reason):
            return Diagnostic(
                "bad-file", "cannot read \(place): \(reason)", notes: ["the file is damaged or cut off"],
                help: ["make or fetch the file again"])
        case .unsupported(let reason):
            var help = ["what is read and what is not stands in docs/formats.md"]
            if column != nil { help.insert("`columns:` loads the others without it", at: 0) }
            return Diagnostic("not-supported", "cannot read \(place): \(reason)", help: help)
        case .value(let row, let reason, let help):
            return Diagnostic(
                "value-out-of-range", "row \(firstRow + row + 1) of \(place) \(reason)", help: help.map { [$0] } ?? [])
        }
    }
}
