package import OctavoTable

/// A training that was left in the middle, as bytes: the parts that are finished, and the state of the one that is not. A file of tensors
/// with its SHA-256, as models are.
package struct TrainingCheckpoint: Sendable {
    /// Another form of the learning gives other bits: files of another are of no use.
    package static let form = 1

    /// What is kept of one part.
    struct Part: Sendable {
        let names: [String]
        let settings: ModelSettings
        let tensors: Tensors
    }

    private let names: [String]
    private let tensors: Tensors
    private let parts: ModelSettings
    private let current: ModelSettings
    /// What the training has taken so far.
    package let seconds: Double

    func part(_ name: String) throws -> Part? {
        guard let settings = parts[name] else { return nil }
        return Part(names: names, settings: ModelSettings(settings), tensors: tensors.part("part/" + name))
    }

    func state(of name: String) throws -> Part? {
        guard try current.text("part") == name else { return nil }
        return Part(
            names: names, settings: ModelSettings(.record(try current.record("settings"))), tensors: tensors.part("state"))
    }

    // MARK: - Bytes

    static func bytes(
        key: String, names: [String], parts: [(name: String, part: any TrainingPart)], current: String,
        state: EmbeddingLearning.State,
        seconds: Double
    ) -> [UInt8] {
        var tensors = state.tensors.map { $0.named("state/" + $0.name) }
        for (name, part) in parts { tensors += part.tensors.map { $0.named("part/\(name)/" + $0.name) } }
        var head: [UInt8] = []
        JSONWriter.append(
            .record([
                (name: "key", value: .text(key)), (name: "seconds", value: .float(seconds)),
                (name: "names", value: .list(names.map { .text($0) })),
                (name: "parts", value: .record(parts.map { (name: $0.name, value: .record($0.part.settings)) })),
                (
                    name: "current",
                    value: .record([
                        (name: "part", value: .text(current)), (name: "settings", value: .record(state.settings)),
                    ])
                ),
            ]), to: &head)
        let text = String(decoding: head, as: UTF8.self)
        let packed = TensorFile.Packed(tensors)
        return TensorFile.bytes(
            packed,
            texts: [
                (name: "format", value: "octavo-checkpoint"), (name: "form", value: String(form)),
                (name: "checkpoint", value: text), (name: "sha256", value: TensorBytes.digest(text, Buffer(packed.data))),
            ])
    }

    /// Throws `DamagedModel` for what is no checkpoint of the training with this key.
    package init(_ bytes: Buffer<UInt8>, key: String) throws {
        let file = try TensorFile.read(bytes)
        guard file.texts["format"] == "octavo-checkpoint", file.texts["form"] == String(Self.form),
            let head = file.texts["checkpoint"], let digest = file.texts["sha256"]
        else { throw DamagedModel("it is no checkpoint of this form") }
        guard TensorBytes.digest(head, file.data) == digest else {
            throw DamagedModel("its content is not what its SHA-256 says")
        }
        guard let read = try? JSONReader.read(head) else { throw DamagedModel("its head is not JSON") }
        let fields = ModelSettings(read)
        guard try fields.text("key") == key else { throw DamagedModel("it is of another training") }
        names = try fields.texts("names")
        parts = ModelSettings(.record(try fields.record("parts")))
        current = ModelSettings(.record(try fields.record("current")))
        seconds = try fields.float("seconds")
        tensors = Tensors(file.tensors)
    }
}

/// A part of a training that can be taken from a checkpoint once it is finished.
protocol TrainingPart {
    /// Whether it was not ended before its time.
    var isWhole: Bool { get }
    var settings: [(name: String, value: Datum)] { get }
    var tensors: [Tensor] { get }
    init(_ part: TrainingCheckpoint.Part) throws
}
