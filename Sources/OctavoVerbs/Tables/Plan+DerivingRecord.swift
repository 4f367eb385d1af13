import OctavoLanguage
import OctavoTable

extension Plan {
    /// The table with the fields of a record as columns more, those of their names replaced. `function` makes the record, once a row, from the
    /// column.
    func derivingRecord(of inputs: [Field], _ function: ScalarFunction, _ fields: [Field], _ call: Call) throws -> Plan {
        let type = DataType.record(fields)
        let arguments = inputs.map { RowExpression(.column($0.name), type: $0.type, origin: call.range) }
        let whole = RowExpression(.function(function, arguments), type: type, origin: call.range)
        // The record is derived under a name that no column has, so that it is made once, and its fields take its place.
        var name = "_record"
        while schema.index(of: name) != nil { name = "_" + name }
        let derived = call.step(.derive(self, [NamedExpression(name, whole)]), Schema(schema.fields + [Field(name, type)]))
        let record = RowExpression(.column(name), type: type, origin: call.range)
        func part(_ field: Field) -> NamedExpression {
            NamedExpression(field.name, RowExpression(.field(record, field.name), type: field.type, origin: call.range))
        }
        let kept = schema.fields.map { own in fields.first { $0.name == own.name }.map(part) ?? call.keeping(own) }
        let named = kept + fields.filter { schema.index(of: $0.name) == nil }.map(part)
        return call.step(.select(derived, named), try call.schema(named))
    }
}
