package import OctavoTable

/// A model as one file: tensors, and a JSON head that says what they are and carries the card. The SHA-256 of both stands in it.
package enum ModelFile {
    /// Files of a later form are refused. 2 has sigmoids for the confidence of linear models.
    package static let form = 2
    static let families: [any TrainedModel.Type] = [TextModel.self, TreeClassifier.self, TreeRegressor.self, ResponseModel.self]

    /// The form of the file is one that only a later version can read.
    package struct Newer: Error {
        package let form: Int
    }

    // MARK: - Writing

    package static func bytes(_ model: any TrainedModel, _ card: ModelCard) -> [UInt8] {
        let packed = TensorFile.Packed(model.tensors)
        let head = head(model, card)
        return TensorFile.bytes(
            packed,
            texts: [
                (name: "format", value: "octavo-model"), (name: "form", value: String(form)), (name: "model", value: head),
                (name: "sha256", value: TensorBytes.digest(head, Buffer(packed.data))),
            ])
    }

    private static func head(_ model: any TrainedModel, _ card: ModelCard) -> String {
        var bytes: [UInt8] = []
        JSONWriter.append(
            .record([(name: "kind", value: .text(model.kind))] + model.head + [(name: "card", value: card.datum)]), to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: - Reading

    package struct Contents: Sendable {
        package let model: any TrainedModel
        package let card: ModelCard
        /// SHA-256 of all that the model is.
        package let digest: String
    }

    /// Throws `DamagedModel` for what is no model, or was changed after it was written, and `Newer`.
    package static func read(_ bytes: Buffer<UInt8>) throws -> Contents {
        let file = try TensorFile.read(bytes)
        try checkForm(file.texts)
        guard let head = file.texts["model"], let digest = file.texts["sha256"] else {
            throw DamagedModel("its head is not whole")
        }
        // Both go through every byte, so they go side by side. What is wrong with the content as a whole is said before what is with a part.
        let found = try Parallel.map(Half.allCases, threads: 2) { half -> Contents? in
            switch half {
            case .content:
                guard TensorBytes.digest(head, file.data) == digest else {
                    throw DamagedModel("its content is not what its SHA-256 says: it was changed or cut after it was written")
                }
                return nil
            case .model: return try contents(head, file.tensors, digest)
            }
        }
        guard let contents = found.lazy.compactMap({ $0 }).first else { throw DamagedModel("its head is not whole") }
        return contents
    }

    private enum Half: CaseIterable { case content, model }

    private static func contents(_ head: String, _ tensors: [Tensor], _ digest: String) throws -> Contents {
        guard let read = try? JSONReader.read(head) else { throw DamagedModel("its head is not JSON") }
        let fields = ModelSettings(read)
        let kind = try fields.text("kind")
        guard let family = families.first(where: { $0.kinds.contains(kind) }) else { throw DamagedModel(unknownKind: kind) }
        let model = try family.init(kind: kind, head: fields, tensors: Tensors(tensors))
        return Contents(model: model, card: try ModelCard(fields["card"]), digest: digest)
    }
}
