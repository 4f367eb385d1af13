import OctavoLanguage
import OctavoSource
import OctavoTable

/// Parts of the rows on which two are compared as well: `by:` and `support:`.
struct ComparedSlices: Sendable {
    let keys: [NamedExpression]
    /// Parts of fewer rows are left out.
    let support: Int

    init(_ reader: OptionReader, _ plan: Plan) throws {
        support = try reader.count("support", atLeast: 1) ?? 5
        guard let argument = reader.argument("by"), !argument.value.isUnknown else {
            keys = []
            return
        }
        let call = reader.call
        let written = try OneOrMore<Selection>.decode(argument, in: call, parameter: call.verb.parameters[reader.index("by")])
        keys = try written.elements.map {
            NamedExpression(try $0.name(in: call), try call.resolve($0.expression, over: plan.schema, mayAggregate: false))
        }
    }

    var fields: [Field] { keys.map { Field($0.name, $0.expression.type) } }
    var expressions: [RowExpression] { keys.map(\.expression) }

    /// Throws where a key has the name of a column of the tables.
    func check(_ measured: [Field], _ call: Call) throws {
        let names = Set(measured.map(\.name))
        for key in keys where names.contains(key.name) {
            throw Diagnostic(
                "duplicate-column", "`slices` of what `compare` gives would have two columns `.\(DatumText.label(key.name))`",
                at: call.range, help: ["name it otherwise: `by: {my_\(key.name): …}`"])
        }
    }

    /// The parts, in order of first appearance. `values` holds the keys of each row.
    func parts(_ values: [[Datum]]) -> [RowPart] { keys.isEmpty ? [] : RowPart.all(values).filter { $0.rows.count >= support } }
}
