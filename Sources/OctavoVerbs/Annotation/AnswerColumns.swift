import OctavoLanguage
import OctavoSource
import OctavoTable

/// Columns that hold several annotators' answers to the same rows.
struct AnswerColumns {
    let fields: [Field]
    let type: DataType

    /// Throws where there are fewer than two, or where their types differ.
    init(_ references: [ColumnReference], _ call: Call, _ schema: Schema) throws {
        guard references.count > 1 else {
            throw Diagnostic(
                "missing-argument", "`\(call.verb.name)` compares two columns or more, one an annotator", at: call.range,
                help: ["`t | \(call.verb.name)(.ann, .bob)`"])
        }
        var type = DataType.null
        var fields: [Field] = []
        for reference in references {
            let field = try call.requireColumn(reference, in: schema)
            if fields.contains(where: { $0.name == field.name }) {
                throw Diagnostic("duplicate-column", "`.\(field.name)` is given twice", at: reference.range)
            }
            guard let joined = type.unified(with: field.type) else {
                throw Diagnostic(
                    "type-mismatch", "cannot compare answers: `.\(field.name)` is \(field.type), the columns before it \(type)",
                    at: reference.range)
            }
            type = joined
            fields.append(field)
        }
        self.fields = fields
        self.type = type
    }

    /// Whether an answer is a list of labels, whose order says nothing.
    var isOfSeveral: Bool { if case .list = type { true } else { false } }

    /// A list of labels as a set: each once, in an order of its own.
    static func asSet(_ answer: Datum) -> Datum {
        guard case .list(let items) = answer else { return answer }
        return .list(Set(items).sorted { DatumText.literal($0) < DatumText.literal($1) })
    }
}
