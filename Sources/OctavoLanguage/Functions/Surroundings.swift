import OctavoSource
import OctavoTable

/// What stands around a place of a program: not needed to compute anything, only to say what was probably meant there.
struct Surroundings: Sendable {
    struct Table: Sendable {
        let plan: Plan
        /// What the program calls it.
        let range: SourceRange

        /// The table's name, where it is one.
        var name: String? {
            let text = range.text
            return !text.isEmpty && DatumText.label(text) == text ? text : nil
        }
    }

    /// The tables among the arguments of the innermost call.
    var tables: [Table] = []
    /// Where the arguments of that call were written; `nil` where a default holds.
    var arguments: [SourceRange?] = []
    /// The labels of its other arguments: the columns that it is about to make.
    var labels: [String] = []
    /// The names that mean something here.
    var scope: Scope?

    /// The table whose columns `schema` begins with.
    func table(with schema: Schema) -> Table? {
        tables.first { schema.names.starts(with: $0.plan.schema.names) }
    }

    /// The first step that has the column as it is in the table with these columns.
    func origin(of name: String, with schema: Schema) -> SourceRange? {
        guard var plan = table(with: schema)?.plan, let type = plan.schema.type(of: name) else { return nil }
        while let input = plan.inputs.first(where: { $0.schema.type(of: name) == type }) { plan = input }
        return plan.origin
    }

    /// The type of a column of the innermost table that has it.
    func column(_ name: String) -> (type: DataType, table: Table)? {
        for table in tables {
            if let type = table.plan.schema.type(of: name) { return (type, table) }
        }
        return nil
    }
}
