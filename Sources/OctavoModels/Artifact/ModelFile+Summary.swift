package import OctavoTable

extension ModelFile {
    /// What the head of a file says of the model, read without the numbers behind it, which may be damaged.
    package struct Summary: Sendable {
        package let kind: String
        /// How many labels it tells apart; `nil` where it tells none.
        package let labels: Int?
        package let card: ModelCard
        /// SHA-256 of all that the model was when it was written.
        package let digest: String
    }

    /// Throws `DamagedModel` for what is no model, and `Newer`.
    package static func summary(_ parts: any FileParts) throws -> Summary {
        let texts = try TensorFile.texts(of: parts)
        try checkForm(texts)
        guard let head = texts["model"], let digest = texts["sha256"], let read = try? JSONReader.read(head) else {
            throw DamagedModel("its head is not whole")
        }
        let fields = ModelSettings(read)
        return Summary(
            kind: try fields.text("kind"), labels: try? fields.texts("labels").count, card: try ModelCard(fields["card"]),
            digest: digest)
    }

    /// Throws where these are not the texts of a model that this version can read.
    static func checkForm(_ texts: [String: String]) throws {
        guard texts["format"] == "octavo-model", let form = texts["form"].flatMap({ Int($0) }) else {
            throw DamagedModel("it is a file of tensors, but no model of Octavo's")
        }
        guard form <= Self.form else { throw Newer(form: form) }
    }
}
