import OctavoSource
import OctavoTable

/// The message for a function where a value is meant: mostly a column without its dot, or a call without its parentheses.
enum FunctionAsValue {
    static func diagnostic(_ range: SourceRange, _ surroundings: Surroundings) -> Diagnostic {
        let name = range.text
        guard DatumText.label(name) == name else {
            return Diagnostic("not-a-value", "a function stands here where a value is wanted", at: range)
        }
        if let (type, table) = surroundings.column(name) {
            return Diagnostic(
                "not-a-value", "`\(name)` is a function here, not a value", at: range,
                notes: ["`\(name)` is also a column of \(table.name.map { "`\($0)`" } ?? "the table") (\(type))"],
                help: ["columns start with a dot: `.\(name)`"], fix: .replace(range, with: ".\(name)"))
        }
        return Diagnostic(
            "not-a-value", "`\(name)` is a function here, not a value", at: range,
            help: ["a call gives its value: `\(name)(…)`; a column starts with a dot: `.\(name)`"])
    }
}
