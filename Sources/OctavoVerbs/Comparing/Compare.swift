package import OctavoLanguage
import OctavoModels
import OctavoPrompts
import OctavoSource
import OctavoTable

extension Verb {
    package static let compare = Verb(
        "compare", .models,
        "Tells whether one model or prompt is better than another on the same rows, and which rows it fixes and breaks.",
        notes: """
            What is compared are models, columns that hold predictions, or prompts. Each but the first is compared with the first. Of models, \
            `models` has each one's accuracy with its interval (Wilson), and its macro F1. `differences` has how much more is right than with the first, \
            and by how much macro F1 is higher, each with its \
            interval (paired bootstrap: both answers to a row are drawn together, and all rows of a `group:`), how many rows are `fixed` and `broken`, and McNemar's `p`: how \
            likely so uneven a split is between equals. `test` says how it was computed: "exact" (binomial) where fewer than 25 rows differ, \
            else "mid-p". `p_holm` is p corrected for the number of comparisons (Holm). `slices` has the same of each part of the rows that `by` makes, of at least \
            `support` rows; there p_holm is corrected for all of its lines. `changed` lists the rows. Rows without a true label, or \
            without a model's text, are left out; a prediction that is null is wrong.

            Of models that tell numbers, and of columns of numbers where one is a float, `mae` and `rmse` are compared, of which less is better, `nearer` and `farther` count the \
            rows whose number is nearer to the truth than the first's or not, and `p` is Wilcoxon's signed-rank test of how much nearer: "exact" \
            where up to 50 rows differ, else "normal". Rows that lack the truth or a prediction are left out.

            Prompts are asked for every row, as `ask` does it, with each of `providers` and `models`, and the other arguments are expectations of an \
            answer, as `expect` takes them: `contains(.response, .must)`. `matrix` has how many cases meet each. `differences` and `changed` are \
            the same as for models, for each expectation, with the columns of the cases; `costs`, `stability` over `repeats`, `slices` and all `answers`, each with its case, are tables too; a column of the cases whose name such a table has for itself \
            is called `case_…` there. An answer that failed meets nothing; of several to a case the \
            majority counts.
            """,
        parameters: CompareParameters.all, returns: .any,
        examples: [
            Example(
                """
                t = table([
                  {q: "a room", l: "book", old: "stop", new: "book"}, {q: "cancel", l: "stop", old: "stop", new: "stop"},
                  {q: "two rooms", l: "book", old: "book", new: "book"}, {q: "no room", l: "stop", old: "book", new: "stop"},
                ])
                c = compare(t, .old, .new, truth: .l, text: .q)
                c.differences | select(.from, .to, .difference, .fixed, .broken, .p, .test)
                c.changed | select(.change, .text, .truth, .before, .after)
                """,
                gives: """
                    | from | to  | difference | fixed | broken |   p | test  |
                    | ---- | --- | ---------: | ----: | -----: | --: | ----- |
                    | old  | new |        0.5 |     2 |      0 | 0.5 | exact |
                    | change | text    | truth | before | after |
                    | ------ | ------- | ----- | ------ | ----- |
                    | fixed  | a room  | book  | stop   | book  |
                    | fixed  | no room | stop  | book   | stop  |
                    """),
            Example(
                """
                t = table(map(0..40, {price: 10.0 + ., old: 10.0 + . + mod(., 4) - 1.5, new: 10.0 + . + mod(., 4) / 4, kind: if . < 20 then "small" else "large"}))
                c = compare(t, .old, .new, truth: .price, by: .kind)
                c.models | select(.model, .mae, .rmse)
                c.differences | select(.mae_difference, .nearer, .farther, .test)
                c.slices | select(.kind, .rows, .mae_difference, .nearer, .farther)
                """,
                gives: """
                    | model |   mae |                rmse |
                    | ----- | ----: | ------------------: |
                    | old   |   1.0 |   1.118033988749895 |
                    | new   | 0.375 | 0.46770717334674267 |
                    | mae_difference | nearer | farther | test  |
                    | -------------: | -----: | ------: | ----- |
                    |         -0.625 |     30 |       0 | exact |
                    | kind  | rows | mae_difference | nearer | farther |
                    | ----- | ---: | -------------: | -----: | ------: |
                    | small |   20 |         -0.625 |     15 |       0 |
                    | large |   20 |         -0.625 |     15 |       0 |
                    """),
            Example(
                """
                old = prompt(text: "{{ query }}")
                new = prompt(text: "Dear guest, {{ query }}")
                cases = table([{query: "Any rooms?"}, {query: "Dear hotel, any rooms?"}])
                c = compare(cases, old, new, kind: contains(.response, "Dear"), short: word_count(.response) < 6, providers: "echo")
                c.matrix | select(.prompt, .cases, .kind, .short, .all)
                c.differences | filter(.expectation == "kind") | select(.from, .to, .fixed, .broken)
                """,
                gives: """
                    | prompt | cases | kind | short | all |
                    | ------ | ----: | ---: | ----: | --: |
                    | old    |     2 |    1 |     2 |   1 |
                    | new    |     2 |    2 |     1 |   1 |
                    | from | to  | fixed | broken |
                    | ---- | --- | ----: | -----: |
                    | old  | new |     1 |      0 |
                    """),
        ],
        searchTerms: [
            "mcnemar", "significance", "ab_test", "paired_bootstrap", "better", "regressions", "promptfoo", "compare_prompts",
            "matrix",
            "stability", "wilcoxon", "signed_rank", "holm",
        ], checking: .runsBody
    ) { call, arguments in
        guard let first = arguments.single[0] else { return .null }
        try CompareParameters.refuseSwapped(first)
        let table = try TableArgument.decode(first, in: call, parameter: call.verb.parameters[0])
        let contenders = try Rest<Contender>.decode(rest: arguments.rest, in: call, parameter: CompareParameters.contenders)
            .elements
        let reader = OptionReader(call: call, arguments: arguments)
        let bootstrap = try BootstrapArguments.bootstrap(
            call, samples: try reader.option("samples") ?? 1000, seed: try reader.option("seed") ?? 0,
            confidence: try reader.option("confidence") ?? 0.95)
        if contenders.contains(where: \.isPrompt) {
            if let group = reader.argument("group") {
                throw Diagnostic("wrong-argument", "`compare` takes `group` with models and columns only", at: group.range)
            }
            return try PromptComparison.value(table.plan, contenders, reader, bootstrap)
        }
        try CompareParameters.refuseOptionsOfPrompts(reader)
        func column(_ name: String) throws -> ColumnReference? {
            try reader.argument(name).map {
                try ColumnReference.decode($0, in: call, parameter: call.verb.parameters[reader.index(name)])
            }
        }
        guard contenders.count > 1 else {
            throw Diagnostic(
                "missing-argument", "`compare` needs two models or more, columns of predictions, or prompts", at: call.range,
                help: ["`compare(test, first, second)`", "`evaluate(test, model)` measures one"])
        }
        guard
            let comparison = try Comparison(
                call, table.plan.schema, contenders, truth: try column("truth"), text: try column("text"),
                try ComparedSlices(reader, table.plan))
        else { return .unknown(Comparison.unknownType) }
        if call.isChecking { return .unknown(comparison.type) }
        let group = try reader.argument("group").map {
            let expression = try ColumnExpression.decode($0, in: call, parameter: call.verb.parameters[reader.index("group")])
            return try call.resolve(expression, over: table.plan.schema)
        }
        return .record(try comparison.run(table.plan, call, bootstrap, group: group))
    }
}

/// What `compare` can be told.
enum CompareParameters {
    static let contenders = ParameterDescription(
        name: "contenders",
        about: "Models, columns of predictions, or prompts and what is expected of their answers; `old: m` names one.",
        expects: .selection, defaultText: nil, isRest: true)

    static let all: [ParameterDescription] =
        [
            .open("t", "The rows with their true labels, or the cases that prompts are asked."), contenders,
            column(
                "truth", "Of models: the column of true labels or numbers; the one that the first was trained on when left out."),
            column("text", "Of models: the column of text; the one that a model was trained on when left out."),
            BootstrapArguments.samples.description, BootstrapArguments.seed.description,
            BootstrapArguments.confidence.description, BootstrapArguments.group.description,
        ] + ofPrompts + [
            ParameterDescription(
                name: "by", about: "The columns of the slices.", expects: .expression, defaultText: "null", isRest: false),
            Parameter("support", default: 5, "5", "Slices of fewer rows or cases are left out.").description,
            AskParameters.limits,
        ]

    private static func column(_ name: String, _ about: String) -> ParameterDescription {
        ParameterDescription(name: name, about: about, expects: .column, defaultText: "null", isRest: false)
    }

    private static let ofPrompts: [ParameterDescription] = [
        .open(
            "providers", "Of prompts: who is asked, a name or a list; `{provider: …, model: …, template: …, name: …}` says more.",
            default: "null"),
        .open("models", "Of prompts: the model's name, or a list.", default: "null"), AskParameters.template,
        Parameter("system", String?.self, "Of prompts: what the model is told before.").description, AskParameters.parameters,
        ParameterDescription(
            name: "inputs", about: "Of prompts: inputs that no column gives, `{hotel: \"the Grand Hotel\"}`.",
            expects: .expression,
            defaultText: "null", isRest: false),
        Parameter("into", String?.self, "Of prompts: one column of records instead of `.response`, `.error` and the others.")
            .description,
        Parameter("repeats", default: 1, "1", "Of prompts: how often each case is asked.").description,
    ]

    static func refuseOptionsOfPrompts(_ reader: OptionReader) throws {
        for parameter in ofPrompts + [AskParameters.limits] {
            if let argument = reader.argument(parameter.name) {
                throw Diagnostic(
                    "wrong-argument", "`compare` takes `\(parameter.name)` with prompts only", at: argument.range)
            }
        }
    }

    /// The cases come first, as data does everywhere.
    static func refuseSwapped(_ first: BoundArguments.Argument) throws {
        var items: [Value] = [first.value]
        if case .list(let all) = first.value { items = all }
        guard items.contains(where: { if case .object = $0 { true } else { false } }) else { return }
        throw Diagnostic(
            "wrong-argument", "`compare` takes the rows first, and then what is compared on them", at: first.range,
            help: ["`cases | compare(p1, p2, contains(.response, \"…\"))`"])
    }
}

/// What is compared: a model, prompts, a column that holds what one said; with prompts, an expectation.
struct Contender: ArgumentType {
    enum Kind: Sendable {
        /// `nil` while checking a model that only a run makes.
        case model(ModelValue?)
        /// `nil` while checking prompts that only a run makes.
        case prompts([NamedPrompt]?)
        case expression(BoundArguments.Argument)
    }

    struct NamedPrompt: Sendable {
        let name: String?
        let prompt: Prompt
    }

    let kind: Kind
    let label: String?
    let range: SourceRange
    static var expects: Expectation { .selection }

    /// `nil` where it is none, or only a run makes it.
    var model: ModelValue? { if case .model(let model) = kind { model } else { nil } }
    var readsTexts: Bool { model?.model.readsTexts ?? false }
    var isPrompt: Bool { if case .prompts = kind { true } else { false } }

    static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> Contender {
        func made(_ kind: Kind) -> Contender { Contender(kind: kind, label: argument.label, range: argument.range) }
        switch argument.value {
        case .expression: return made(.expression(argument))
        case .object(let prompt as Prompt):
            return made(.prompts([NamedPrompt(name: argument.label ?? name(argument.range.text), prompt: prompt)]))
        case .unknown(.object("prompt")): return made(.prompts(nil))
        case .list(let items) where items.contains(where: isPrompt): return made(.prompts(try prompts(items, argument)))
        case .record(let record) where record.fields.contains(where: { isPrompt($0.value) }):
            return made(.prompts(try prompts(record.fields.map(\.value), argument, names: record.names)))
        case .text:
            // An option that is not called so reads as a contender with a name.
            if let label = argument.label, let option = Suggestion.best(for: label, among: call.verb.parameters.map(\.name)) {
                throw Diagnostic(
                    "unknown-argument", "`compare` has no option `\(label)`", at: argument.labelRange ?? argument.range,
                    label: "did you mean `\(option)`?", fix: argument.labelRange.map { .replace($0, with: option) })
            }
        default: break
        }
        return made(.model(try ModelArgument.decode(argument, in: call, parameter: parameter).model))
    }

    private static func isPrompt(_ value: Value) -> Bool {
        switch value {
        case .object(let object): object is Prompt
        case .unknown(.object("prompt")): true
        default: false
        }
    }

    private static func prompts(_ items: [Value], _ argument: BoundArguments.Argument, names: [String]? = nil) throws
        -> [NamedPrompt]?
    {
        // `[old, new]` names them as it is written.
        let written = argument.range.text.dropFirst().dropLast().split(separator: ",").map { name(String($0)) }
        var prompts: [NamedPrompt] = []
        for (place, item) in items.enumerated() {
            switch item {
            case .object(let prompt as Prompt):
                prompts.append(
                    NamedPrompt(name: names?[place] ?? (written.count == items.count ? written[place] : nil), prompt: prompt))
            case .unknown: return nil
            default:
                throw Diagnostic(
                    "wrong-argument", "item \(place + 1) of what is compared is no prompt but \(article(item.kindName))",
                    at: argument.range)
            }
        }
        return prompts
    }

    /// What was written, where that is a name.
    private static func name(_ written: String) -> String? {
        let name = written.filter { $0 != " " && $0 != "\n" }
        return WrittenForm.isName(name) ? name : nil
    }

    /// As its results call it: what it was named, else what was written, where that is a name.
    func name(_ place: Int) -> String {
        if let label { return label }
        if case .expression(let argument) = kind, case .expression(let expression) = argument.value,
            let name = expression.columnName
        {
            return name
        }
        return Self.name(range.text) ?? "model \(place + 1)"
    }
}
