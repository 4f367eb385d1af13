package import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

extension Verb {
    package static let annotate = Verb(
        "annotate", .annotation,
        "Suggests labels for rows, by rules, a model or a language model, and says how sure each one is.",
        notes: """
            The schema is a JSON Schema that lists the labels, in `enum` or as `const` in `oneOf` with a description each; what is none of them \
            is refused. A schema of arrays, `{type: "array", items: {enum: […]}}`, lets several labels hold at once: the column holds lists then. \
            `into` names the column of labels; how sure each is stands beside it, in `label_confidence`. `report` has the totals. In the \
            terminal `octavo annotate` shows these suggestions one record at a time, the least certain first, and asks.

            A rule gives a label, or null where it has nothing to say. No row needs a known label: how often each rule is right follows \
            from how often the rules agree (data programming, as Snorkel does it), and where they conflict the more accurate ones win. A row \
            without a vote, or with a tie, gets null. The result does not depend on the rows' order; `describe_rules` shows coverage, \
            conflicts and accuracy of each rule. Answers of several annotators are rules too: `rules: {ann: .ann, bob: .bob}` settles where \
            they differ. With a schema of arrays a rule's text says that this label holds, a list that these do and no others.

            `by` a model gives what it predicts. `by` a prompt asks a language model about each row, as `ask` does, with the same options and \
            recordings, and by the prompt's front matter. Its inputs are given by name or are columns of their names; `labels` are the schema's \
            labels, `guidelines` is the file, and the one that is left is the text. Without an input `labels` the model is told them behind its instructions. An answer that is no label is sent \
            back once; then the row gets null, and `report` says so. How sure it is comes from JSON such as `{"label": "Book", "confidence": \
            0.9}`, or with `times` from the share of answers that agree.
            """,
        parameters: AnnotateParameters.all, returns: .table(nil),
        examples: [
            Example(
                """
                table([{q: "cancel my room"}, {q: "book a room"}, {q: "hello"}]) \
                | annotate(.q, schema: {enum: ["Cancel", "Book"]}, rules: {cancel: if contains(.q, "cancel") then "Cancel" else null, \
                book: if contains(.q, "book") then "Book" else null}) | derive(label_confidence: round(.label_confidence, 2))
                """,
                gives: """
                    | q              | label  | label_confidence |
                    | -------------- | ------ | ---------------: |
                    | cancel my room | Cancel |              0.7 |
                    | book a room    | Book   |              0.7 |
                    | hello          | null   |             null |
                    """),
            Example(
                """
                table([{ann: "a", bob: "a"}, {ann: "a", bob: "b"}, {ann: null, bob: "b"}]) \
                | annotate(.ann, schema: {enum: ["a", "b"]}, rules: [.ann, .bob], into: "agreed") | report | select(.note) | tail(1)
                """,
                gives: """
                    | note                                                   |
                    | ------------------------------------------------------ |
                    | labelled 3, votes of bob 3, votes of ann 2, conflict 1 |
                    """),
            Example(
                """
                p = prompt(text: "What does this guest want? {{ query }}")
                table([{query: "Cancel my room"}, {query: "Any rooms?"}]) | annotate(.query, schema: {enum: ["Cancel", "Book"]}, by: p, \
                provider: "template", template: {"cancel my": "Cancel", else: "{\\"label\\": \\"Book\\", \\"confidence\\": 0.8}"})
                """,
                gives: """
                    | query          | label  | label_confidence |
                    | -------------- | ------ | ---------------: |
                    | Cancel my room | Cancel |             null |
                    | Any rooms?     | Book   |              0.8 |
                    """),
        ],
        searchTerms: [
            "label", "snorkel", "weak_supervision", "labelling_functions", "labeling_functions", "data_programming", "adjudicate",
            "dawid_skene", "label_studio", "pre_annotate", "auto_label", "suggest", "zero_shot", "multi_label",
        ], checking: .runsBody,
        run: { call, arguments in .table(try AnnotateCall(call, arguments).plan()) })
}

/// What `annotate` can be told.
enum AnnotateParameters {
    static let all: [ParameterDescription] =
        [
            Parameter("t", TableArgument.self, "The table.").description,
            Parameter(
                "column", ColumnReference.self, "What is labelled: what models, prompts and rules that are functions are given."
            ).description,
            Parameter("schema", LabelSchemaArgument.self, "The labels: the path of a JSON Schema, or the schema as a record.")
                .description,
            Parameter("rules", RulesArgument?.self, "`{name: expr, …}`, or a list of expressions or functions.").description,
            Parameter("by", LabellerArgument?.self, "A model or a prompt, in place of rules.").description,
            Parameter(
                "guidelines", Guidelines?.self, "The Markdown file that says what the labels mean: every label must stand in it."
            ).description,
            Parameter(
                "balance", LabelBalance?.self, "The share of each label, where they differ: `{spam: 10%, ham: 90%}`; of rules."
            ).description,
            Parameter("into", default: "label", "\"label\"", "The column of labels.").description,
            Parameter("times", default: 1, "1", "How often a prompt is asked about each text.").description,
        ] + asking + [AskParameters.inputs]

    /// What is said of asking, as in `ask`.
    static let asking = AskParameters.who + [AskParameters.parameters, AskParameters.limits]
}

/// One call of `annotate`.
private struct AnnotateCall {
    let call: Call
    let arguments: BoundArguments

    init(_ call: Call, _ arguments: BoundArguments) {
        self.call = call
        self.arguments = arguments
    }

    func plan() throws -> Plan {
        let plan = try needed("t", TableArgument.self).plan
        let column = try needed("column", ColumnReference.self)
        let schema = try needed("schema", LabelSchemaArgument.self)
        let rules = try call.option("rules", arguments, Optional<RulesArgument>.none)
        let labeller = try labeller()
        let guidelines = try call.option("guidelines", arguments, Optional<Guidelines>.none)
        let balance = try call.option("balance", arguments, Optional<LabelBalance>.none)
        let into = try call.option("into", arguments, "label")
        let field = try call.requireColumn(column, in: plan.schema)
        guard !into.isEmpty else {
            throw Diagnostic("wrong-argument", "`annotate` needs a name for the column of labels", at: call.range)
        }
        try refuseWhatDoesNotGoTogether(rules, labeller)
        let resolved = try rules?.resolved(call, over: column, plan.schema, ofSeveral: schema.labels?.isOfSeveral ?? true)
        if labeller != nil { _ = try TextColumns.field(column, call, plan.schema) }
        let columns = SuggestionColumns(
            into: into, type: schema.labels?.answerType ?? .text, over: plan.schema, text: field)
        guard let labels = schema.labels else { return call.step(.slice(plan, from: 0, count: 0), columns.schema) }
        try guidelines?.check(labels, call)
        if let resolved {
            return try RuleLabelling.plan(plan, resolved, labels, balance, columns, call)
        }
        switch labeller {
        case .model(let model)?:
            return try ModelLabelling.plan(plan, model, labels, columns, call, at: given("by")?.range ?? call.range)
        case .prompt(let prompt)?:
            return try PromptLabelling(call, arguments, plan, prompt, labels, guidelines, columns).plan()
        default: return call.step(.slice(plan, from: 0, count: 0), columns.schema)
        }
    }

    private func needed<T: ArgumentType>(_ name: String, _: T.Type) throws -> T {
        let place = call.verb.parameters.firstIndex { $0.name == name } ?? 0
        let parameter = call.verb.parameters[place]
        guard let argument = arguments.single[place] else {
            throw Diagnostic(
                "missing-argument", "`annotate` needs `\(name)`", at: call.range, notes: ["`\(name)`: \(parameter.about)"],
                help: ["`\(call.verb.shortSignature)`"])
        }
        if case .unknown = argument.value, let stand = T.stand { return stand }
        return try T.decode(argument, in: call, parameter: parameter)
    }

    private func given(_ name: String) -> BoundArguments.Argument? {
        call.verb.parameters.firstIndex { $0.name == name }.flatMap { arguments.single[$0] }.flatMap {
            $0.value.isNull ? nil : $0
        }
    }

    /// Notes that a prompt asks, or may.
    private func labeller() throws -> LabellerArgument? {
        guard let argument = given("by") else { return nil }
        let parameter = call.verb.parameters.first { $0.name == "by" } ?? .open("by", "")
        let labeller = try LabellerArgument.decode(argument, in: call, parameter: parameter)
        if case .model = labeller { return labeller }
        if case .unknown(mayAsk: false) = labeller { return labeller }
        call.record(.asks)
        return labeller
    }

    private func refuseWhatDoesNotGoTogether(_ rules: RulesArgument?, _ labeller: LabellerArgument?) throws {
        if rules == nil, labeller == nil {
            throw Diagnostic(
                "missing-argument", "`annotate` needs `rules` or `by`: who suggests the labels", at: call.range,
                help: [
                    "`rules: {cancel: if contains(.text, \"cancel\") then \"Cancel\" else null}`",
                    "`by: m` with a trained model or a prompt", "`octavo annotate FILE --schema …` asks people",
                ])
        }
        if rules != nil, let by = given("by") {
            throw Diagnostic(
                "options-exclude", "`annotate` takes `rules` or `by`, not both", at: by.range,
                help: ["what both say can be rules of a second call: `rules: [.label, .predicted]`"])
        }
        if rules == nil, let balance = given("balance") {
            throw Diagnostic("options-exclude", "`balance` is about `rules`, and here are none", at: balance.range)
        }
        if case .prompt? = labeller { return }
        if case .unknown? = labeller { return }
        try AskOptionNames.refuse(arguments.rest, call)
        let asking = AnnotateParameters.asking.map(\.name) + ["times"]
        for name in asking {
            guard let argument = given(name) else { continue }
            throw Diagnostic(
                "options-exclude", "`\(name)` is about asking a language model, and nobody is asked here", at: argument.range,
                help: ["`by: prompt(…)` asks one"])
        }
    }
}
