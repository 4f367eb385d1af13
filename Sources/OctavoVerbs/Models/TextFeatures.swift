package import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

extension Verb {
    package static let textFeatures = Verb(
        "text_features", .models, "Takes texts apart into the features that a model weighs, for its ONNX file.",
        notes: """
            Over a table it adds the columns `ids`, the numbers of the features that the model knows, and `weights`, how much of each the text has; \
            of a text it gives a record of both. They are what `octavo models export m@1.0.0 m.onnx` takes as its inputs, where shorter rows \
            are filled up with the weight 0. A null text has neither.
            """,
        parameters: ModelArgument.overTexts,
        returns: .any,
        examples: [
            Example(
                """
                t = table([{q: "a room", l: "book"}, {q: "two rooms", l: "book"}, {q: "cancel it", l: "cancel"}, {q: "cancel", l: "cancel"}])
                m = train(t, text: .q, label: .l)
                keys(text_features("cancel it", m))
                """,
                gives: "[\"ids\", \"weights\"]")
        ],
        searchTerms: ["onnx", "vectorize", "transform", "tfidf", "tf_idf", "hashing", "featurize"], checking: .runsBody,
        run: { call, arguments in
            guard let subject = arguments.single[0], let given = arguments.single[1] else { return .null }
            let model = try ModelArgument.decode(given, in: call, parameter: call.verb.parameters[1]).model
            let named = try arguments.single[2].flatMap { argument -> ColumnReference? in
                argument.value.isNull ? nil : try ColumnReference.decode(argument, in: call, parameter: call.verb.parameters[2])
            }
            let texts = model?.model as? TextModel
            if let model, texts.flatMap({ ONNXFeatureReader($0) }) == nil {
                throw ModelExport.unsupported(model, at: given.range)
            }
            switch subject.value {
            case .null: return .null
            case .text(let text):
                guard let texts, var reader = ONNXFeatureReader(texts) else { return .unknown(.data(FeatureLists.type)) }
                return Value(FeatureLists.datum(reader.read(text)))
            case .unknown(.data(.text)): return .unknown(.data(FeatureLists.type))
            default:
                let table = try TableArgument.decode(subject, in: call, parameter: .open("t", "")).plan
                guard model != nil || named != nil else { return .unknown(.table(nil)) }
                let reference = named ?? ColumnReference(name: model?.card.inputs.first ?? "", range: given.range)
                let field = try TextColumns.field(reference, call, table.schema)
                return .table(try table.derivingRecord(of: [field], FeatureLists.function(texts), FeatureLists.fields, call))
            }
        })
}

enum FeatureLists {
    static let fields = [Field("ids", .list(.int)), Field("weights", .list(.float))]
    static let type = DataType.record(fields)

    private static func lists(_ found: (ids: [Int], weights: [Float])) -> (ids: Datum, weights: Datum) {
        (.list(found.ids.map { .int(Int64($0)) }), .list(found.weights.map { .float(Double($0)) }))
    }

    static func datum(_ found: (ids: [Int], weights: [Float])) -> Datum {
        let (ids, weights) = lists(found)
        return .record([(name: "ids", value: ids), (name: "weights", value: weights)])
    }

    static func function(_ model: TextModel?) -> ScalarFunction {
        ScalarFunction("text_features", mayFail: false) { arguments, count, _ in
            var ids = ColumnBuilder(fields[0].type)
            var weights = ColumnBuilder(fields[1].type)
            var reader = model.flatMap { ONNXFeatureReader($0) }
            for row in 0..<count {
                guard case .text(let text) = arguments[0][row], let found = reader?.read(text) else {
                    ids.append(.null)
                    weights.append(.null)
                    continue
                }
                let own = lists(found)
                ids.append(own.ids)
                weights.append(own.weights)
            }
            return Column(type: type, count: count, storage: .records([ids.finish(), weights.finish()]))
        }
    }
}
