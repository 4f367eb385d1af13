import OctavoSource

/// Each column of a table in numbers.
package enum Describe {
    package static let schema = Schema([
        Field("column", .text), Field("type", .text), Field("nulls", .int), Field("distinct", .int), Field("min", .text),
        Field("max", .text), Field("mean", .float), Field("std", .float), Field("q25", .float), Field("median", .float),
        Field("q75", .float), Field("most_frequent", .text), Field("times", .int), Field("shortest", .int),
        Field("longest", .int),
    ])

    /// One row a column, in order. What a type does not have is null: mean and quantiles are of ints, floats and bools (mean
    /// alone), lengths of texts. Nulls count as no value; of values that are equally frequent the first is told.
    package static func run(_ table: Table, _ context: ExecutionContext) throws -> Table {
        let rows = try table.schema.fields.enumerated().map { place, field in
            try context.cancellation.check()
            let chunks = table.chunks.map { Chunk(count: $0.count, columns: [$0.columns[place]]) }
            return try ColumnSummary(field, Table(schema: Schema([Field("v", field.type)]), chunks: chunks), context).row
        }
        let columns = schema.fields.indices.map { place in Column(schema[place].type, rows.map { $0[place] }) }
        return Table(schema: schema, chunks: [Chunk(count: rows.count, columns: columns)])
    }
}

private struct ColumnSummary {
    let row: [Datum]

    /// `table` has one column, `v`.
    init(_ field: Field, _ table: Table, _ context: ExecutionContext) throws {
        let plan = Plan(table)
        let value = RowExpression(.column("v"), type: field.type)
        func aggregate(_ aggregate: Aggregate, _ argument: RowExpression = value) -> RowExpression? {
            aggregate.resultType(argument.type).map { RowExpression(.aggregate(aggregate, argument, by: []), type: $0) }
        }
        var wanted: [(name: String, value: RowExpression?)] = [("min", aggregate(.min)), ("max", aggregate(.max))]
        switch field.type {
        case .int, .float:
            wanted += [
                ("mean", aggregate(.mean)), ("std", aggregate(.std)), ("q25", aggregate(.quantile(0.25))),
                ("median", aggregate(.median)), ("q75", aggregate(.quantile(0.75))),
            ]
        case .bool: wanted.append(("mean", aggregate(.mean)))
        case .text:
            if let loop = try ColumnLoop.textLength.bind(ColumnCall([.column(.text)], result: .int)) {
                let length = RowExpression(
                    .function(ScalarFunction("length", mayFail: loop.mayFail, loop.body), [value]), type: .int)
                wanted += [("shortest", aggregate(.min, length)), ("longest", aggregate(.max, length))]
            }
        default: break
        }
        let named = wanted.compactMap { name, value in value.map { NamedExpression(name, $0) } }
        let summary = try Executor.run(
            Plan(
                .summarize(plan, by: [], aggregates: named), schema: Schema(named.map { Field($0.name, $0.expression.type) })),
            context)
        let found = Dictionary(summary.record(0).map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        let (distinct, most, times) = try Self.frequencies(plan, value, context)
        let nulls = table.chunks.reduce(0) { $0 + $1.columns[0].nullCount }
        func text(_ value: Datum?) -> Datum { value.map { $0.isNull ? .null : .text(DatumText.plain($0)) } ?? .null }
        row = Describe.schema.names.map { name in
            switch name {
            case "column": .text(field.name)
            case "type": .text(field.type.description)
            case "nulls": .int(Int64(nulls))
            case "distinct": .int(Int64(distinct))
            case "min", "max": text(found[name])
            case "most_frequent": text(most)
            case "times": most.isNull ? .null : .int(times)
            default: found[name] ?? .null
            }
        }
    }

    /// How many values differ, and the most frequent of them with how often it stands there. Null is none of them.
    private static func frequencies(
        _ plan: Plan, _ value: RowExpression, _ context: ExecutionContext
    ) throws -> (distinct: Int, most: Datum, times: Int64) {
        let count = NamedExpression("n", RowExpression(.aggregate(.count, nil, by: []), type: .int))
        let groups = try Executor.run(
            Plan(
                .summarize(plan, by: [NamedExpression("v", value)], aggregates: [count]),
                schema: Schema([Field("v", value.type), Field("n", .int)])), context)
        var (distinct, most, times): (Int, (chunk: Int, row: Int)?, Int64) = (0, nil, 0)
        for (place, chunk) in groups.chunks.enumerated() {
            try context.cancellation.check()
            guard case .integers(let counts) = chunk.columns[1].storage else { continue }
            for row in 0..<chunk.count where !chunk.columns[0].isNull(row) {
                distinct += 1
                if counts[row] > times { (most, times) = ((place, row), counts[row]) }
            }
        }
        return (distinct, most.map { groups.chunks[$0.chunk].columns[0][$0.row] } ?? .null, times)
    }
}
