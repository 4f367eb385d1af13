package import OctavoTable

extension TextModel {
    static let families: [any TextClassifier.Type] = [
        LinearClassifier.self, EmbeddingClassifier.self, MixtureClassifier.self, NaiveBayesClassifier.self,
        NearestClassifier.self,
    ]

    package static var kinds: [String] { families.map { $0.kind } }

    package var tensors: [Tensor] { classifier.tensors }

    package var head: [(name: String, value: Datum)] {
        let rejection = rejection.map { rejection -> Datum in
            .record([
                (name: "least", value: .float(rejection.least)),
                (name: "label", value: rejection.label.map { .text($0) } ?? .null),
            ])
        }
        return [
            (name: "labels", value: .list(names.map { .text($0) })), (name: "calibration", value: .record(calibration.fields)),
            (name: "rejection", value: rejection ?? .null), (name: "settings", value: .record(classifier.settings)),
        ]
    }

    package init(kind: String, head: ModelSettings, tensors: Tensors) throws {
        guard let family = Self.families.first(where: { $0.kind == kind }) else { throw DamagedModel(unknownKind: kind) }
        let names = try head.texts("labels")
        guard names.count >= 2, Set(names).count == names.count else { throw DamagedModel("its labels are not told apart") }
        let classifier = try family.init(
            names: names, settings: ModelSettings(.record(try head.record("settings"))), tensors: tensors)
        let calibration = try Calibration(ModelSettings(.record(try head.record("calibration"))))
        let rejection = try head["rejection"].map { datum -> Rejection in
            let fields = ModelSettings(datum)
            return Rejection(least: try fields.float("least"), label: try? fields.text("label"))
        }
        self.init(classifier, calibration, rejection)
    }
}
