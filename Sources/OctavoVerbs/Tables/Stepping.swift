import OctavoLanguage
import OctavoSource
import OctavoTable

extension Call {
    /// Selections typed over `schema`, with their names.
    func named(_ selections: [Selection], over schema: Schema) throws -> [NamedExpression] {
        try selections.map { selection in
            NamedExpression(try selection.name(in: self), try resolve(selection.expression, over: schema))
        }
    }

    /// The columns that these expressions make; a repeated name is an error.
    func schema(_ named: [NamedExpression]) throws -> Schema {
        var seen: Set<String> = []
        for one in named where !seen.insert(one.name).inserted {
            throw Diagnostic(
                "duplicate-column", "`\(verb.name)` would make two columns called `.\(one.name)`",
                at: one.expression.origin ?? range, help: ["give one of them another name: `other: …`"])
        }
        return Schema(named.map { Field($0.name, $0.expression.type) })
    }
}
