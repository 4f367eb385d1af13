package import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

extension Verb {
    package static let predict = Verb(
        "predict", .models, "Tells the label of texts and how sure a model is.",
        notes: """
            Over a table it adds the columns `label` and `confidence`, of a text it gives a record of both. Confidence is a probability: of the \
            predictions made with 0.8 about eight in ten are right, for texts like those of the training. A null text has no label.
            """,
        parameters: [
            .open("t", "The table, or a text."),
            ParameterDescription(
                name: "model", about: "The model.", expects: ModelArgument.expects, defaultText: nil, isRest: false),
            ParameterDescription(
                name: "text", about: "The column of text; the one that the model was trained on when left out.", expects: .column,
                defaultText: "null", isRest: false),
        ],
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
            let named = try arguments.single[2].flatMap { argument -> ColumnReference? in
                argument.value.isNull ? nil : try ColumnReference.decode(argument, in: call, parameter: call.verb.parameters[2])
            }
            switch subject.value {
            case .null: return .null
            case .text(let text):
                guard let model else { return .unknown(.data(Predictions.type)) }
                return Value(Predictions.of(text, model.model))
            case .unknown(.data(.text)): return .unknown(.data(Predictions.type))
            default:
                let table = try TableArgument.decode(subject, in: call, parameter: .open("t", "")).plan
                guard model != nil || named != nil else { return .unknown(.table(nil)) }
                let range = named?.range ?? given.range
                let reference = named ?? ColumnReference(name: model?.card.textColumn ?? "", range: range)
                let field = try TextColumns.field(reference, call, table.schema)
                return .table(try Predictions.plan(table, field, model?.model, call))
            }
        })
}

enum Predictions {
    static let fields = [Field("label", .text), Field("confidence", .float)]
    static let type = DataType.record(fields)

    static func of(_ text: String, _ model: TextModel) -> Datum {
        let prediction = TextModel.Predictor(model).predict(text)
        return .record([
            (name: "label", value: label(prediction, model)), (name: "confidence", value: confidence(prediction)),
        ])
    }

    private static func label(_ prediction: TextModel.Prediction, _ model: TextModel) -> Datum {
        guard prediction.isRejected else { return .text(model.names[prediction.label]) }
        return model.rejection?.label.map { .text($0) } ?? .null
    }

    private static func confidence(_ prediction: TextModel.Prediction) -> Datum {
        prediction.isRejected ? .null : .float(prediction.confidence)
    }

    /// The table with two columns more; one of that name is replaced. Without a model, while checking, it has their types alone.
    static func plan(
        _ table: Plan, _ field: Field, _ model: TextModel?,
        into names: (label: String, confidence: String) = ("label", "confidence"), _ call: Call
    ) throws -> Plan {
        let own = [Field(names.label, .text), Field(names.confidence, .float)]
        return try table.derivingRecord(of: field, function(model, .record(own)), own, call)
    }

    private static func function(_ model: TextModel?, _ type: DataType) -> ScalarFunction {
        ScalarFunction("predict", mayFail: false) { arguments, count, _ in
            var labels = ColumnBuilder(.text)
            var confidences = ColumnBuilder(.float)
            let predictor = model.map { TextModel.Predictor($0) }
            for row in 0..<count {
                guard let model, let predictor, case .text(let text) = arguments[0][row] else {
                    labels.append(.null)
                    confidences.append(.null)
                    continue
                }
                let prediction = predictor.predict(text)
                labels.append(label(prediction, model))
                confidences.append(confidence(prediction))
            }
            return Column(type: type, count: count, storage: .records([labels.finish(), confidences.finish()]))
        }
    }
}
