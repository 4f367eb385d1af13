import OctavoLanguage
import OctavoSource
import OctavoTable

/// The columns that a function over texts goes over.
enum TextColumns {
    /// Those that a call names, or all of text.
    static func fields(_ call: Call, _ arguments: BoundArguments, _ schema: Schema) throws -> [Field] {
        let named = try arguments.rest.map { try ColumnReference.decode($0, in: call, parameter: call.verb.parameters[1]) }
        if named.isEmpty {
            let texts = schema.fields.filter { $0.type == .text }
            guard !texts.isEmpty || schema.fields.isEmpty else {
                throw Diagnostic(
                    "type-mismatch", "`\(call.verb.name)` looks at columns of text, and this table has none", at: call.range,
                    notes: ["columns: " + schema.fields.map { ".\($0.name) \($0.type)" }.joined(separator: ", ")])
            }
            return texts
        }
        return try named.map { try field($0, call, schema) }
    }

    /// One that is named.
    static func field(_ reference: ColumnReference, _ call: Call, _ schema: Schema) throws -> Field {
        let field = try call.requireColumn(reference, in: schema)
        guard field.type == .text || field.type == .null else {
            throw Diagnostic(
                "type-mismatch", "`.\(field.name)` is \(field.type), not text", at: reference.range,
                help: ["to make text of it: `derive(\(DatumText.label(field.name)): text(.\(DatumText.label(field.name))))`"])
        }
        return field
    }
}
