import OctavoModels
import OctavoTable
import Testing

@Suite struct ModelFileTests {
    private static let card = ModelCard(
        inputs: ["q"], label: "l", rows: 60, validationRows: 3, data: "abc",
        parameters: [(name: "cost", value: .float(2))],
        measures: [(name: "accuracy", value: .float(0.875))], notes: "for tests")

    private static func model() throws -> TextModel {
        let labels = (0..<60).map { Int32($0 % 3) }
        let texts = labels.enumerated().map { "word\($0.element) \(["please", "now", "the room"][$0.offset % 3]) \($0.offset)" }
        var trainer = LinearTrainer()
        trainer.rejectedShare = 0.1
        trainer.rejectedLabel = "none"
        return try trainer.train(
            LabelledExamples(texts, labels), names: ["a", "b \"c\"", "ü"], threads: 2, cancellation: Cancellation())
    }

    private static func damage(_ bytes: [UInt8]) -> String? {
        do {
            _ = try ModelFile.read(Buffer(bytes))
            return nil
        } catch let problem as DamagedModel {
            return problem.reason
        } catch {
            return "\(error)"
        }
    }

    @Test func aModelThatIsReadAgainPredictsTheSameToTheBit() throws {
        let model = try Self.model()
        let bytes = ModelFile.bytes(model, Self.card)
        let read = try ModelFile.read(Buffer(bytes))
        #expect(read.card == Self.card)
        let again = try #require(read.model as? TextModel)
        #expect(again.names == model.names && again.calibration == model.calibration)
        #expect(again.rejection == model.rejection && again.rejection?.label == "none")
        let (one, other) = (TextModel.Predictor(model), TextModel.Predictor(again))
        for text in ["word1 please", "word2", "", "something else", "the room word0"] {
            #expect(one.probabilities(text) == other.probabilities(text))
            #expect(one.predict(text) == other.predict(text))
        }
        #expect(ModelFile.bytes(read.model, read.card) == bytes)
    }

    /// What another reader of the format relies on.
    @Test func theHeadIsJSONThatEndsWhereItsLengthSays() throws {
        let bytes = ModelFile.bytes(try Self.model(), Self.card)
        let length = (0..<8).reduce(0) { $0 | Int(bytes[$1]) << (8 * $1) }
        #expect(length % 8 == 0 && 8 + length < bytes.count)
        guard case .record(let fields) = try JSONReader.read(String(decoding: bytes[8..<8 + length], as: UTF8.self)) else {
            Issue.record("no record")
            return
        }
        #expect(fields.map(\.name).contains("__metadata__") && fields.map(\.name).contains("weights"))
    }

    @Test func everyByteThatIsChangedIsNoticed() throws {
        let bytes = ModelFile.bytes(try Self.model(), Self.card)
        var random = SplitMix(seed: 7)
        for _ in 0..<300 {
            var changed = bytes
            let place = Int(random.next(below: UInt64(bytes.count)))
            changed[place] ^= 1 << UInt8(random.next(below: 8))
            // Blanks behind the head's last brace say nothing; all else does.
            #expect(Self.damage(changed) != nil || bytes[place] == 0x20, "byte \(place)")
        }
    }

    @Test func aFileThatIsCutAnywhereIsRefused() throws {
        let bytes = ModelFile.bytes(try Self.model(), Self.card)
        for count in [0, 1, 7, 8, 9, 100, bytes.count / 2, bytes.count - 1] {
            #expect(Self.damage(Array(bytes.prefix(count))) != nil)
        }
        #expect(Self.damage(bytes + [0]) != nil)
    }

    /// Heads that promise more than there is, overlap, or mean nothing.
    @Test(arguments: [
        #"{}"#, #"[]"#, #"{"__metadata__":1}"#, #"{"__metadata__":{"format":"octavo-model","form":"1"}}"#,
        #"{"__metadata__":{"format":"pt"}}"#, #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#,
        #"{"a":{"dtype":"F32","shape":[9223372036854775807,9],"data_offsets":[0,4]}}"#,
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, #"{"a":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}"#,
        #"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[1,5]}}"#,
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}"#, "{", "",
    ])
    func headsThatMakeNoSenseAreRefused(head: String) {
        let length = (0..<8).map { UInt8(truncatingIfNeeded: head.utf8.count >> (8 * $0)) }
        #expect(Self.damage(length + Array(head.utf8) + [0, 0, 0, 0]) != nil)
    }

    @Test func aHeadLongerThanTheFileIsRefused() {
        #expect(Self.damage([UInt8](repeating: 0xFF, count: 64))?.hasPrefix("its head would be") == true)
    }

    @Test func aFileOfALaterFormIsToldFromADamagedOne() throws {
        let text = #""form":"\#(ModelFile.form)""#
        var bytes = ModelFile.bytes(try Self.model(), Self.card)
        let place = try #require(bytes.indices.first { bytes[$0...].starts(with: text.utf8) })
        bytes[place + 8] = UInt8(ascii: "9")
        #expect(throws: ModelFile.Newer.self) { try ModelFile.read(Buffer(bytes)) }
    }
}
