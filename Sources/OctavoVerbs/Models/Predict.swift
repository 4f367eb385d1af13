package import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

extension Verb {
    package static let predict = Verb(
        "predict", .models, "Tells the label of texts or rows and how sure a model is, or a number, or an answer.",
        notes: """
            Over a table it adds the columns `label` and `confidence`, of a text it gives a record of both. Confidence is a probability: of the \
            predictions made with 0.8 about eight in ten are right, for texts like those of the training. A null text has no label.

            A model of columns reads those of its training, or a record that has them; a null among them is a value like another. One that tells a \
            number gives `prediction`, and `low` and `high`: nine in ten truths lie between, of rows like those of the training; both are null \
            where fewer than 19 rows were held out.

            One that answers gives a `response` and its `confidence`: of a text, of a record `{query: …, context: …}` with the names of its columns, \
            where the turns before may be left out, or of a table's rows. Turns that are null are not known; an empty list begins a conversation. The response is null where it is less sure than the model's `threshold:`, and \
            both are where nothing is asked, or nothing that has a word in common with a row of the training.
            """,
        parameters: ModelArgument.overTexts,
        returns: .any,
        examples: [
            Example(
                """
                t = table([{q: "a room", l: "book"}, {q: "two rooms", l: "book"}, {q: "cancel it", l: "cancel"}, {q: "cancel", l: "cancel"}])
                m = train(t, text: .q, label: .l)
                table([{q: "cancel that"}, {q: null}]) | predict(m) | select(.q, .label)
                """,
                gives: "| q           | label  |\n| ----------- | ------ |\n| cancel that | cancel |\n| null        | null   |")
        ],
        searchTerms: ["classify", "inference", "score", "infer"], checking: .runsBody,
        run: { call, arguments in
            guard let subject = arguments.single[0], let given = arguments.single[1] else { return .null }
            let model = try ModelArgument.decode(given, in: call, parameter: call.verb.parameters[1]).model
            let text = try arguments.single[2].flatMap { argument -> ColumnReference? in
                argument.value.isNull ? nil : try ColumnReference.decode(argument, in: call, parameter: call.verb.parameters[2])
            }
            switch subject.value {
            case .null: return .null
            case .text, .record: return try Predictions.of(subject, model, call)
            case .unknown(.data(.text)), .unknown(.data(.record)), .unknown(.record):
                return .unknown(model.map { .data(.record($0.model.told)) } ?? .any)
            default:
                let table = try TableArgument.decode(subject, in: call, parameter: .open("t", "")).plan
                if let text { _ = try TextColumns.field(text, call, table.schema) }
                guard let model else { return .unknown(.table(nil)) }
                let inputs = try model.inputs(call, table.schema, text: text, at: given.range)
                return .table(try Predictions.plan(table, inputs, model.model, call))
            }
        })
}

enum Predictions {
    /// What a model tells of a text, or of a record that has what it reads.
    static func of(_ subject: BoundArguments.Argument, _ model: ModelValue?, _ call: Call) throws -> Value {
        guard let model else { return .unknown(.any) }
        let told = model.model.makeTeller()(try row(of: subject, model))
        return Value(.record(zip(model.model.told, told).map { (name: $0.name, value: $1) }))
    }

    /// What a model reads of a text, or of a record.
    static func row(of subject: BoundArguments.Argument, _ model: ModelValue) throws -> [Datum] {
        if case .record(let record) = subject.value {
            return try values(of: record, model, at: subject.range)
        } else {
            guard model.model.readsTexts, model.model is any AnsweringModel || model.card.inputs.count == 1,
                let text = subject.value.datum
            else {
                throw Diagnostic(
                    "wrong-argument", "\(article(model.model.kind)) model reads a record, not one text", at: subject.range,
                    help: ["`predict({\(model.card.inputs.map { "\(DatumText.label($0)): …" }.joined(separator: ", "))}, m)`"])
            }
            return [text]
        }
    }

    /// What a model reads of a record.
    static func values(of record: Record, _ model: ModelValue, at range: SourceRange) throws -> [Datum] {
        try model.card.inputs.enumerated().map { place, name in
            let isAnswering = model.model is any AnsweringModel
            if isAnswering, place > 0, record[name] == nil { return .null }
            guard let value = record[name]?.datum else {
                throw Diagnostic(
                    "unknown-field", "the record has no value `.\(DatumText.label(name))`, which the model reads", at: range)
            }
            if isAnswering, place > 0 {
                try TrainingColumns.checkTurns(Field(name, value.type), range)
                return value
            }
            try TrainingColumns.check(Field(name, value.type), is: model.model.inputType(place), "the model's", range)
            return value
        }
    }

    /// The table with what a model tells as columns more, under these names where they are given; those that it has are replaced.
    static func plan(
        _ table: Plan, _ inputs: [Field], _ model: any TrainedModel, into names: [String]? = nil, _ call: Call
    ) throws -> Plan {
        let told = zip(model.told, names ?? model.told.map(\.name)).map { Field($1, $0.type) }
        return try table.derivingRecord(of: inputs, function(model, told), told, call)
    }

    private static func function(_ model: any TrainedModel, _ told: [Field]) -> ScalarFunction {
        ScalarFunction("predict", mayFail: false) { arguments, count, _ in
            Column(type: .record(told), count: count, storage: .records(model.tell(arguments, count: count)))
        }
    }
}
