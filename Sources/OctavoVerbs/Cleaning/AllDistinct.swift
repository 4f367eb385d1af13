package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let allDistinct = Verb(
        "all_distinct", .cleaning, "Tells whether no value, or no combination of values, comes twice.",
        notes:
            "A condition for `expect`, which then says which keys repeat, how often and where. Null is a value like any other.",
        parameters: [
            ParameterDescription(
                name: "values", about: "A column inside verbs; or a list, a table, or a column of a table.", expects: .anything,
                defaultText: nil, isRest: false),
            ParameterDescription(
                name: "columns", about: "More columns that make up the key.", expects: .expression, defaultText: nil, isRest: true
            ),
        ],
        returns: .bool,
        examples: [
            Example("all_distinct([1, 2, 1])", gives: "false"),
            Example(
                "table([{a: 1, b: 1}, {a: 1, b: 2}]) | expect(all_distinct(.a, .b)) | count",
                gives: "met      all_distinct(.a, .b): 2 rows\n2"),
        ],
        searchTerms: ["is_unique", "unique_key", "primary_key", "no_duplicates", "unique_together"], checking: .runsBody,
        liftCondition: .firstArgumentIsExpression,
        lift: { resolver, arguments, range in
            let keys = try AllDistinct.keys(arguments, resolver)
            let fields = keys.enumerated().map { (name: "\($0.offset)", value: $0.element) }
            // A record is never null, so a null key counts as well.
            let key = RowExpression(.record(fields), type: .record(fields.map { Field($0.name, $0.value.type) }), origin: range)
            let rows = RowExpression(.aggregate(.count, nil, by: []), type: .int, origin: range)
            let different = RowExpression(.aggregate(.distinctCount, key, by: []), type: .int, origin: range)
            return RowExpression(.comparison(.equal, rows, different), type: .bool, origin: range)
        },
        run: { call, arguments in
            guard let first = arguments.single[0] else { return .null }
            if first.value.isNull { return .null }
            if case .table(let plan) = first.value {
                let resolver = ExpressionResolver(schema: plan.schema, in: call)
                let keys = try arguments.rest.map { try resolver.resolve($0) }
                if call.isChecking { return .unknown(.bool) }
                let named = keys.enumerated().map { NamedExpression("\($0.offset)", $0.element) }
                let all = try call.force(plan).count
                return .bool(try call.force(call.step(.distinct(plan, named), plan.schema)).count == all)
            }
            if let extra = arguments.rest.first {
                throw Diagnostic(
                    "too-many-arguments", "`all_distinct` of a list takes no columns", at: extra.range,
                    help: ["`all_distinct(t, .a, .b)` of a table, or `t | expect(all_distinct(.a, .b))`"])
            }
            if call.isChecking { return .unknown(.bool) }
            var seen: Set<Datum> = []
            var isDistinct = true
            try Sequences.forEach(first.value, at: first.range, evaluation: call.evaluation) { item in
                guard let datum = item.datum else {
                    throw Value.mismatch(item, first.range, call, call.verb.parameters[0])
                }
                isDistinct = seen.insert(datum).inserted
                return isDistinct
            }
            return .bool(isDistinct)
        })
}

/// The key of an `all_distinct` inside a verb.
enum AllDistinct {
    static func keys(_ arguments: BoundArguments, _ resolver: ExpressionResolver) throws -> [RowExpression] {
        try ([arguments.single[0]].compactMap { $0 } + arguments.rest).map { try resolver.resolve($0) }
    }
}
