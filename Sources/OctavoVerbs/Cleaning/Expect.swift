package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let expect = Verb(
        "expect", .cleaning, "Shows for each condition whether it is met, fails where one is not, and gives its input on.",
        notes: "A condition over a row must hold on every row, and null counts as not met; one over aggregates must hold for the "
            + "table, or for each group of its `by:`. `all_distinct(.id)` and `matches_schema(\"row.json\")` are conditions too, "
            + "and `mean(.n > 0) >= 95%` lets a share of the rows fail. On a record or metrics `.name` is the field. All conditions "
            + "are looked at in one pass over the rows, whether the result is used or not.",
        parameters: [
            ParameterDescription(
                name: "t", about: "The table, record, metrics or list.", expects: .anything, defaultText: nil, isRest: false),
            ParameterDescription(
                name: "conditions", about: "What must hold, each with a name if wanted.", expects: .selection,
                defaultText: nil, isRest: true),
        ],
        returns: .any, effects: .prints,
        examples: [
            Example(
                "table([{id: 1, n: 5}, {id: 2, n: 7}]) | expect(.n > 3, enough: count() >= 2, all_distinct(.id)) | count",
                gives: "met      .n > 3: 2 of 2 rows\nmet      enough: count() is 2\nmet      all_distinct(.id): 2 rows\n2"),
            Example(
                "{accuracy: 0.93} | expect(.accuracy >= 0.9)",
                gives: "met      .accuracy >= 0.9: .accuracy is 0.93\n{accuracy: 0.93}"),
        ],
        searchTerms: [
            "assert", "validate", "check", "test", "require", "ensure", "quality_gate", "great_expectations", "constraint",
            "mostly",
        ], checking: .runsBody
    ) { call, arguments in
        guard let subject = arguments.single[0] else { return .null }
        let selections = try Rest<Selection>.decode(rest: arguments.rest, in: call, parameter: call.verb.parameters[1])
        let conditions = selections.elements.map { ExpectedCondition($0) }
        guard !conditions.isEmpty else {
            throw Diagnostic(
                "missing-argument", "`expect` needs a condition", at: call.range, help: ["`t | expect(.n > 0, count() >= 1)`"])
        }
        switch subject.value {
        case .unknown: return subject.value
        case .function, .expression, .module, .schema, .secret:
            throw Value.mismatch(subject.value, subject.range, call, call.verb.parameters[0])
        case .table(let plan):
            let expectations = try TableExpectations(plan, conditions, call)
            if !call.isChecking { try ExpectationReport.conclude(try expectations.run(), call) }
        case .list(let items) where !items.isEmpty && items.allSatisfy({ if case .record = $0 { true } else { false } }):
            let plan = try TableArgument.decode(subject, in: call, parameter: call.verb.parameters[0]).plan
            let expectations = try TableExpectations(plan, conditions, call)
            if !call.isChecking { try ExpectationReport.conclude(try expectations.run(), call) }
        case .list, .range, .column:
            if call.isChecking { return subject.value }
            try ExpectationReport.conclude(try ItemExpectations(subject, call).run(conditions), call)
        default:
            let outcomes = try conditions.map { try ValueExpectation(subject.value, $0, call).outcome() }
            if !call.isChecking { try ExpectationReport.conclude(outcomes, call) }
        }
        return subject.value
    }
}
