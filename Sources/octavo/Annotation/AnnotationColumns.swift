import OctavoKernel
import OctavoSource
import OctavoSystem
import OctavoTable
import OctavoText

/// Which columns of a table are asked about, shown and suggested.
struct AnnotationColumns {
    private let text: Int
    private let shown: [(name: String, place: Int)]
    private let suggestion: Int?
    private let confidence: Int?

    /// Names that columns of texts have, the surest first.
    private static let usual = ["text", "query", "message", "customer message", "body", "utterance", "question", "content"]

    init(_ schema: Schema, text: String?, shown: [String], suggestions: String?, isBlind: Bool) throws {
        func place(_ name: String) throws -> Int {
            if let place = schema.index(of: name) { return place }
            throw Diagnostic(
                "unknown-column", "the records have no column `\(name)`",
                notes: ["columns: " + schema.fields.map { ".\($0.name) \($0.type)" }.joined(separator: ", ")],
                help: Suggestion.question(for: name, among: schema.names).map { [$0] } ?? [])
        }
        let texts = schema.fields.filter { $0.type == .text }.map(\.name)
        if let text {
            self.text = try place(text)
        } else if let name = Self.usual.first(where: { texts.contains($0) }) ?? (texts.count == 1 ? texts.first : nil) {
            self.text = try place(name)
        } else {
            throw Diagnostic(
                "bad-usage", texts.isEmpty ? "the records hold no text" : "which column holds the texts to label is not clear",
                notes: ["columns: " + schema.fields.map { ".\($0.name) \($0.type)" }.joined(separator: ", ")],
                help: ["`--column NAME`"])
        }
        guard schema[self.text].type == .text else {
            throw Diagnostic(
                "type-mismatch", "the column `\(schema[self.text].name)` is \(schema[self.text].type), and texts are labelled")
        }
        self.shown = try shown.map { ($0, try place($0)) }
        let name = suggestions ?? "label"
        suggestion = isBlind ? nil : try suggestions.map { try place($0) } ?? schema.index(of: name)
        confidence = isBlind ? nil : schema.index(of: "\(name)_confidence")
    }

    /// One record a different text, in order of first appearance; rows without text are left out.
    func records(_ table: Table) -> [AnnotationRecord] {
        var records: [AnnotationRecord] = []
        var places: [String: Int] = [:]
        var row = 0
        for chunk in table.chunks {
            for index in 0..<chunk.count {
                defer { row += 1 }
                guard case .text(let text) = chunk.columns[self.text][index], !text.allSatisfy(\.isWhitespace) else { continue }
                let context = shown.map { AnnotationRecord.Shown($0.name, Self.lines(chunk.columns[$0.place][index])) }
                let id = Self.id(text, context)
                if let place = places[id] {
                    records[place].rows.append(row)
                    continue
                }
                places[id] = records.count
                var label: String?
                if let suggestion, case .text(let name) = chunk.columns[suggestion][index] { label = name }
                var sure: Double?
                if let confidence, case .float(let number) = chunk.columns[confidence][index] { sure = number }
                records.append(
                    AnnotationRecord(id: id, text: text, context: context, suggestion: label, confidence: sure, rows: [row]))
            }
        }
        return records
    }

    /// 64 bits of a SHA-256 over what is shown.
    private static func id(_ text: String, _ context: [AnnotationRecord.Shown]) -> String {
        var bytes = Array(text.utf8)
        for shown in context {
            // No text holds these separators by chance, and if one does, two records may merge only if all else is equal.
            bytes += [0x1E] + Array(shown.name.utf8) + [0x1F] + Array(shown.lines.joined(separator: "\u{1F}").utf8)
        }
        return String(ContentDigest.sha256Hex(bytes).prefix(16))
    }

    private static func lines(_ value: Datum) -> [String] {
        switch value {
        case .null: []
        case .list(let items): items.map { DatumText.plain($0) }
        default: [DatumText.plain(value)]
        }
    }
}
