package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let union = Verb(
        step: "union", .tables, "Puts tables' rows below each other, columns matched by name.",
        notes: "A column that a table lacks is null there. Two types of one column widen as a load would widen them.",
        examples: [
            Example(
                "table([{a: 1}]) | union(table([{a: 2, b: \"x\"}]))",
                gives: "|   a | b    |\n| --: | ---- |\n|   1 | null |\n|   2 | x    |")
        ],
        searchTerms: ["concat", "append", "rbind", "bind_rows", "vstack"],
        Parameter("t", TableArgument.self, "The first table."),
        Parameter("others", Rest<TableArgument>.self, "The others, in order.")
    ) { call, table, others in
        let plans = [table.plan] + others.elements.map(\.plan)
        var fields: [Field] = []
        for plan in plans {
            for field in plan.schema.fields {
                if let place = fields.firstIndex(where: { $0.name == field.name }) {
                    guard let type = fields[place].type.widened(with: field.type) else {
                        throw Diagnostic(
                            "type-mismatch",
                            "`.\(field.name)` is \(fields[place].type) in one table and \(field.type) in another",
                            at: call.range, help: ["cast one side first: `derive(\(field.name): text(.\(field.name)))`"])
                    }
                    fields[place] = Field(field.name, type)
                } else {
                    fields.append(field)
                }
            }
        }
        return call.step(.union(plans), Schema(fields))
    }
}
