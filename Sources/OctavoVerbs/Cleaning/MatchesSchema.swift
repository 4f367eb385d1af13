package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    /// Reads its schema while it is planned and notes that itself, so that one given as a record reads no file.
    package static let matchesSchema = Verb(
        "matches_schema", .cleaning, "Tells whether a value, or each row, follows a JSON Schema.",
        notes:
            "Draft 2020-12, from a JSON file or a record. `matches_schema(\"row.json\")` alone is about the row; inside `expect` "
            + "the first rows that break the schema are shown with what is wrong and where. In a table null stands for a field "
            + "that is missing as well, so it is taken unless the field is `required` or its schema refuses null where it is not. "
            + "`format` is checked for date, time, date-time, email, uri, uuid and ipv4; patterns are PCRE2. `$ref` stays within "
            + "the file.",
        parameters: [
            ParameterDescription(
                name: "value", about: "The value; the row where only a schema is given.", expects: .anything, defaultText: nil,
                isRest: false),
            ParameterDescription(
                name: "schema", about: "A path, or the schema as a record.", expects: .anything, defaultText: "null",
                isRest: false),
        ],
        returns: .bool,
        examples: [
            Example("matches_schema({age: 17}, {properties: {age: {type: \"integer\", minimum: 18}}})", gives: "false"),
            Example(
                "table([{age: 20}]) | expect(matches_schema({required: [\"age\"]})) | count",
                gives: "met      matches_schema({required: [\"age\"]}): 1 of 1 row\n1"),
        ],
        searchTerms: ["json_schema", "validate_json", "conforms", "pydantic", "pandera"], checking: .runsBody,
        liftCondition: .anyArgumentIsExpressionOrOneIsMissing,
        lift: { resolver, arguments, range in try SchemaCondition(arguments, resolver, range).condition },
        run: { call, arguments in
            guard let first = arguments.single[0], let second = arguments.single[1] else { return .null }
            let schema = try SchemaSource.read(second, of: "matches_schema", call.evaluation)?.schema
            if first.value.isUnknown || schema == nil { return .unknown(.bool) }
            guard let datum = first.value.datum else {
                throw Diagnostic(
                    "wrong-argument", "`matches_schema` takes a plain value, not \(article(first.value.kindName))",
                    at: first.range,
                    help: ["for the rows of a table: `t | expect(matches_schema(\"row.json\"))`"])
            }
            return .bool(schema?.accepts(datum) ?? false)
        })
}

/// A `matches_schema` inside a verb: what it looks at and the schema, ready to use.
struct SchemaCondition: Sendable {
    let schema: JSONSchema
    let value: RowExpression
    let condition: RowExpression

    init(_ arguments: BoundArguments, _ resolver: ExpressionResolver, _ range: SourceRange) throws {
        guard let first = arguments.single[0] else {
            throw Diagnostic("missing-argument", "`matches_schema` needs a schema", at: range)
        }
        let second = arguments.single[1]
        let written = second ?? first
        if written.value.isExpression {
            throw Diagnostic(
                "wrong-argument", "`matches_schema` takes a path or a record for `schema`, not a column", at: written.range,
                help: ["`matches_schema(.column, \"schema.json\")`"])
        }
        // While checking, a schema that only a run can know takes everything.
        schema =
            try SchemaSource.read(written, of: "matches_schema", resolver.evaluation)?.schema
            ?? JSONSchema(nodes: [JSONSchema.Node()], root: 0)
        if second != nil {
            value = try resolver.resolve(first)
        } else {
            value = try resolver.resolve(ColumnExpression(.row, range))
        }
        let own = schema
        let function = ScalarFunction.perRow("matches_schema", type: .bool, nullGivesNull: false) { values in
            .bool(own.accepts(values[0], nullsAreAbsent: true))
        }
        condition = RowExpression(.function(function, [value]), type: .bool, origin: range)
    }
}
