import OctavoLanguage
import OctavoSource
import OctavoTable

/// The parts of an answer, as the fields of a record and the columns of a table.
struct AnswerForm {
    private let fields: [Field]
    private let json: DataType?

    init(_ schema: SchemaSource?) {
        json = schema.map { StructuredAnswer.type(of: $0.document) ?? .text }
        fields =
            [Field("response", .text)] + (json.map { [Field("json", $0)] } ?? [])
            + [
                Field("error", .text), Field("tokens_in", .int), Field("tokens_out", .int), Field("latency", .duration),
                Field("finish_reason", .text), Field("cached", .bool),
            ]
    }

    /// Of the record that one answer is. What the JSON holds is known when it is read.
    var type: ValueType {
        .record(fields.map { (name: $0.name, type: $0.name == "json" ? .any : .data($0.type)) })
    }

    func record(_ answer: RowAnswer) -> Value {
        .record(
            Record(
                fields.map { field in
                    let datum = field.name == "json" ? answer.json ?? .null : value(field.name, answer)
                    return (name: field.name, value: Value(datum))
                }))
    }

    /// The columns that a table gets; an error where it has one of them.
    func fields(into: String?, besides schema: Schema, _ call: Call) throws -> [Field] {
        let added = into.map { [Field($0, .record(fields))] } ?? fields
        guard let taken = added.first(where: { schema.index(of: $0.name) != nil }) else { return added }
        throw Diagnostic(
            "duplicate-column", "`ask` gives a column `.\(taken.name)`, and the table has one", at: call.range,
            help: [
                into == nil
                    ? "`into: \"answer\"` gives one column of records instead: `.answer.\(taken.name)`"
                    : "give `into` another name",
                "or `rename` the table's own column before",
            ])
    }

    func columns(_ answers: [RowAnswer], into: String?) -> [Column] {
        if into != nil {
            let type = DataType.record(fields)
            return [
                Column(type, answers.map { answer in .record(fields.map { (name: $0.name, value: value($0.name, answer)) }) })
            ]
        }
        return fields.map { field in Column(field.type, answers.map { value(field.name, $0) }) }
    }

    private func value(_ name: String, _ row: RowAnswer) -> Datum {
        let answer = row.answer
        switch name {
        case "response": return answer.response.map { .text($0) } ?? .null
        case "json": return row.json.map { StructuredAnswer.fit($0, to: json ?? .text) } ?? .null
        case "error": return answer.error.map { .text($0) } ?? .null
        case "tokens_in": return answer.tokensIn.map { .int(Int64($0)) } ?? .null
        case "tokens_out": return answer.tokensOut.map { .int(Int64($0)) } ?? .null
        case "latency": return answer.latency.map { .duration($0) } ?? .null
        case "finish_reason": return answer.finishReason.map { .text($0) } ?? .null
        default: return .bool(row.isRepeated)
        }
    }
}
