import OctavoKernel
import OctavoLanguage
import OctavoSource
import OctavoSystem
import OctavoTable
import OctavoText
import OctavoVerbs

/// Which columns of a table are asked about, shown and suggested.
struct AnnotationColumns {
    private let text: Int
    private let shown: [(name: String, place: Int)]
    private let suggestion: Int?
    private let confidence: Int?
    private let labels: LabelSchema

    /// Names that columns of texts have, the surest first.
    private static let usual = ["text", "query", "message", "customer message", "body", "utterance", "question", "content"]

    init(
        _ schema: Schema, _ labels: LabelSchema, text: String?, shown: [String], suggestions: String?, isBlind: Bool
    ) throws {
        self.labels = labels
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
                let label = suggestion.flatMap { answer(chunk.columns[$0][index]) }
                // What nobody suggests is not certain, whatever stands there.
                let sure = label == nil ? nil : confidence.flatMap { Double(datum: chunk.columns[$0][index]) }
                records.append(
                    AnnotationRecord(id: id, text: text, context: context, suggestion: label, confidence: sure, rows: [row]))
            }
        }
        return records
    }

    /// A suggestion, if the schema has such a label. CSV holds lists as JSON.
    private func answer(_ value: Datum) -> LabelAnswer? {
        if let answer = labels.answer(value) { return answer }
        guard labels.isOfSeveral, case .text(let text) = value else { return nil }
        return (try? JSONReader.read(text)).flatMap { labels.answer($0) }
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
