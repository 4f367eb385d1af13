package import OctavoSource

/// A diagnostic as one JSON object on one line, for editors and programs.
package enum DiagnosticJSON {
    /// `{code, severity, message, file, line, column, cell, spans, notes, help, fix}`; file, line and column are the first
    /// span's, or null. A span has byte offsets in its own text (a cell's text
    /// for a cell), and line and column from 1 in the file, the column in Unicode scalars.
    package static func render(_ diagnostic: Diagnostic) -> String { object(diagnostic).text }

    package static func object(_ diagnostic: Diagnostic) -> JSON {
        let source = diagnostic.primary?.range.source
        let spans =
            (diagnostic.primary.map { [span($0, isPrimary: true, in: source)] } ?? [])
            + diagnostic.secondary.map { span($0, isPrimary: false, in: source) }
        return .object([
            ("code", .text(diagnostic.code.rawValue)), ("severity", .text(diagnostic.severity.rawValue)),
            ("message", .text(diagnostic.message)), ("file", .optional(source?.name)), ("line", line(diagnostic.primary)),
            ("column", column(diagnostic.primary)),
            ("cell", cell(source)),
            ("spans", .array(spans)), ("notes", .texts(diagnostic.notes)), ("help", .texts(diagnostic.help)),
            ("fix", diagnostic.fix.map { fix($0) } ?? .null),
        ])
    }

    private static func line(_ label: Diagnostic.Label?) -> JSON {
        label.map { .int($0.range.start.line + ($0.range.source.cell?.firstLine ?? 0) + 1) } ?? .null
    }

    private static func column(_ label: Diagnostic.Label?) -> JSON { label.map { .int($0.range.start.column + 1) } ?? .null }

    private static func cell(_ source: Source?) -> JSON { source?.cell.map { .int($0.number) } ?? .null }

    private static func span(_ label: Diagnostic.Label, isPrimary: Bool, in source: Source?) -> JSON {
        var fields = place(label.range)
        fields += [("label", .text(label.text)), ("primary", .bool(isPrimary))]
        if label.range.source !== source {
            fields += [("file", .text(label.range.source.name)), ("cell", cell(label.range.source))]
        }
        return .object(fields)
    }

    private static func place(_ range: SourceRange) -> [(String, JSON)] {
        let (start, end) = (range.start, range.end)
        let first = (range.source.cell?.firstLine ?? 0) + 1
        return [
            ("start", .int(range.bytes.start)), ("end", .int(range.bytes.end)), ("line", .int(start.line + first)),
            ("col", .int(start.column + 1)), ("endLine", .int(end.line + first)), ("endCol", .int(end.column + 1)),
        ]
    }

    private static func fix(_ fix: Fix) -> JSON {
        .object([
            ("title", .text(fix.title)),
            ("edits", .array(fix.edits.map { .object(place($0.range) + [("replacement", .text($0.replacement))]) })),
            ("applicability", .text(fix.applicability.rawValue)),
        ])
    }
}
