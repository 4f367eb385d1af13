import OctavoModels
import OctavoTable
import Testing

/// Trainings that are broken off and gone on with.
@Suite struct TrainingCourseTests {
    /// A training as its kind and rows make it, of some forty batches.
    struct Case: Sendable, CustomTestStringConvertible {
        let kind: String
        let isValidated: Bool
        var testDescription: String { kind + (isValidated ? " with validation rows" : "") }

        static let all = ["embedding", "auto"].flatMap { kind in [false, true].map { Case(kind: kind, isValidated: $0) } }

        func train(_ course: TrainingCourse, dimensions: Int = 16) throws -> TrainingResult {
            course.rowsBetweenReports = 1
            var embedding = EmbeddingTrainer()
            embedding.dimensions = dimensions
            embedding.epochs = 3
            embedding.evaluationSteps = 5
            let (examples, held) = (IntentTexts.make(210, seed: 1), isValidated ? IntentTexts.make(70, seed: 2) : nil)
            if kind == "embedding" {
                return try embedding.train(examples, names: IntentTexts.names, validation: held, course: course)
            }
            var mixture = MixtureTrainer()
            mixture.embedding = embedding
            return try mixture.train(examples, names: IntentTexts.names, validation: held, course: course)
        }
    }

    /// Keeps every checkpoint of a training. Each look at its clock is a second.
    private final class Shelf {
        private(set) var checkpoints: [[UInt8]] = []
        private(set) var seconds: Int64 = 0
        var hasRoom = true

        func keeper(key: String = "a key", from saved: TrainingCheckpoint? = nil, secondsToWrite: Int64 = 0) -> CheckpointKeeper {
            CheckpointKeeper(
                key: key, names: IntentTexts.names, saved: saved,
                now: {
                    self.seconds += 1
                    return self.seconds * 1_000_000
                },
                write: { bytes in
                    self.seconds += secondsToWrite
                    guard self.hasRoom else { return false }
                    self.checkpoints.append(bytes)
                    return true
                })
        }

        /// Stands in for a clock in which so many seconds pass at each look.
        func pass(_ seconds: Int64) { self.seconds += seconds }
    }

    private static func bytes(_ result: TrainingResult) -> [UInt8] {
        ModelFile.bytes(result.model, ModelCard(inputs: ["q"], label: "l", rows: 0, data: ""))
    }

    /// Every checkpoint of an unbroken training.
    private static func checkpoints(_ training: Case) throws -> (shelf: Shelf, result: TrainingResult) {
        let shelf = Shelf()
        let result = try training.train(
            TrainingCourse(threads: 2, keeper: shelf.keeper()) { _ in shelf.pass(1000) })
        return (shelf, result)
    }

    @Test(arguments: Case.all) func goesOnFromEveryCheckpointToTheSameBytes(_ training: Case) throws {
        let unkept = try training.train(TrainingCourse(threads: 1))
        let (shelf, whole) = try Self.checkpoints(training)
        #expect(Self.bytes(whole) == Self.bytes(unkept) && whole.curve == unkept.curve && whole.end == nil)
        try #require(shelf.checkpoints.count > 10)
        for (place, bytes) in shelf.checkpoints.enumerated() where place % 4 == 0 || place + 1 == shelf.checkpoints.count {
            let saved = try TrainingCheckpoint(Buffer(bytes), key: "a key")
            let keeper = Shelf().keeper(from: saved)
            let rest = try training.train(TrainingCourse(threads: 1 + place % 2, keeper: keeper))
            #expect(keeper.problem == nil)
            #expect(Self.bytes(rest) == Self.bytes(unkept), "from checkpoint \(place)")
            #expect(rest.curve == unkept.curve, "from checkpoint \(place)")
        }
    }

    @Test(arguments: Case.all) func aTrainingThatIsCancelledLeavesWhereItWas(_ training: Case) throws {
        let unbroken = try training.train(TrainingCourse(threads: 2))
        var random = SplitMix(seed: 5)
        for _ in 0..<4 {
            let (shelf, cancellation, last) = (Shelf(), Cancellation(), random.next(below: 30) + 1)
            var told: UInt64 = 0
            let course = TrainingCourse(threads: 2, cancellation: cancellation, keeper: shelf.keeper()) { _ in
                told += 1
                if told == last { cancellation.cancel() }
            }
            #expect(throws: (any Error).self) { try training.train(course) }
            let kept = try #require(shelf.checkpoints.last)
            let saved = try TrainingCheckpoint(Buffer(kept), key: "a key")
            let rest = try training.train(TrainingCourse(threads: 2, keeper: Shelf().keeper(from: saved)))
            #expect(Self.bytes(rest) == Self.bytes(unbroken), "cancelled after \(last)")
        }
    }

    @Test(arguments: Case.all) func whoeverWaitsGetsTheBestSoFar(_ training: Case) throws {
        // Without validation rows the first half ends with the fortieth report.
        for last in [3, 12, 40, 45] {
            let (shelf, cancellation) = (Shelf(), Cancellation())
            var told = 0
            let course = TrainingCourse(threads: 2, cancellation: cancellation, endsEarly: true, keeper: shelf.keeper()) { _ in
                told += 1
                if told == last { cancellation.cancel() }
            }
            let result = try training.train(course)
            let end = try #require(result.end)
            #expect(!cancellation.isCancelled && end.done > 0 && end.done <= 3 && end.of == 3)
            #expect(result.curve.last.map { abs($0.epoch - end.done) < 1e-9 } ?? false, "it ends with a look")
            // The first half of a training without validation rows learns from four fifths.
            let part: Int? = if case .texts(let part)? = end.part { part.texts.count } else { nil }
            #expect(part == (training.isValidated || last == 45 ? nil : 168))
            let predictor = TextModel.Predictor(result.model)
            #expect(predictor.predict("cancel my room").confidence > 0)
            // And the same training goes on from there.
            let saved = try TrainingCheckpoint(Buffer(try #require(shelf.checkpoints.last)), key: "a key")
            let rest = try training.train(TrainingCourse(threads: 2, keeper: Shelf().keeper(from: saved)))
            #expect(try Self.bytes(rest) == Self.bytes(training.train(TrainingCourse(threads: 2))))
        }
    }

    @Test func aWishToStopThatIsNotTheCoursesOwnEndsIt() throws {
        let outer = Cancellation()
        let cancellation = Cancellation(within: outer)
        let course = TrainingCourse(threads: 2, cancellation: cancellation, endsEarly: true) { _ in outer.cancel() }
        #expect(throws: (any Error).self) { try Case.all[0].train(course) }
    }

    @Test func withoutAStepThereIsNothingToGive() throws {
        let cancellation = Cancellation()
        cancellation.cancel()
        let course = TrainingCourse(threads: 2, cancellation: cancellation, endsEarly: true)
        #expect(throws: (any Error).self) { try Case.all[0].train(course) }
    }

    // MARK: - Checkpoints that are of no use

    @Test func everyChangedByteIsFound() throws {
        let bytes = try #require(try Self.checkpoints(Case.all[1]).shelf.checkpoints.last)
        #expect(throws: DamagedModel.self) { try TrainingCheckpoint(Buffer(bytes), key: "another key") }
        for place in stride(from: 0, to: bytes.count, by: max(bytes.count / 300, 1)) {
            var changed = bytes
            changed[place] ^= 0x11
            #expect(throws: DamagedModel.self, "byte \(place)") { try TrainingCheckpoint(Buffer(changed), key: "a key") }
            #expect(throws: DamagedModel.self, "\(place) bytes") {
                try TrainingCheckpoint(Buffer(Array(bytes.prefix(place))), key: "a key")
            }
        }
    }

    @Test(arguments: Case.all) func oneOfAnotherTrainingUnderTheSameKeyIsLeftAside(_ training: Case) throws {
        let shelf = Shelf()
        _ = try training.train(
            TrainingCourse(threads: 2, keeper: shelf.keeper()) { _ in shelf.pass(1000) }, dimensions: 32)
        let saved = try TrainingCheckpoint(Buffer(try #require(shelf.checkpoints.first)), key: "a key")
        let keeper = Shelf().keeper(from: saved)
        let result = try training.train(TrainingCourse(threads: 2, keeper: keeper))
        #expect(keeper.problem != nil)
        #expect(try Self.bytes(result) == Self.bytes(training.train(TrainingCourse(threads: 2))))
    }

    // MARK: - What it costs

    @Test func writingTakesLessThanAHundredthOfTheTime() throws {
        let shelf = Shelf()
        let keeper = shelf.keeper(secondsToWrite: 30)
        _ = try Case.all[0].train(TrainingCourse(threads: 2, keeper: keeper) { _ in shelf.pass(500) })
        #expect(!shelf.checkpoints.isEmpty)
        #expect(Int64(shelf.checkpoints.count - 1) * 30 * 100 <= shelf.seconds)
    }

    @Test func aFullDiskDoesNotEndTheTraining() throws {
        let shelf = Shelf()
        shelf.hasRoom = false
        let keeper = shelf.keeper()
        let result = try Case.all[1].train(TrainingCourse(threads: 2, keeper: keeper) { _ in shelf.pass(1000) })
        #expect(!keeper.hasKept && shelf.checkpoints.isEmpty)
        #expect(try Self.bytes(result) == Self.bytes(Case.all[1].train(TrainingCourse(threads: 2))))
    }

    @Test func tellsHowFarItIs() throws {
        var told: [TrainingProgress] = []
        _ = try Case.all[0].train(TrainingCourse(threads: 2) { told.append($0) })
        #expect(zip(told, told.dropFirst()).allSatisfy { $0.done <= $1.done })
        #expect(told.last?.done == 1 && told.first?.from == 0 && told.last?.from == 0.5)
        #expect(told.allSatisfy { $0.loss.isFinite && $0.rows > 0 })
        let (shelf, _) = try Self.checkpoints(Case.all[1])
        let saved = try TrainingCheckpoint(Buffer(shelf.checkpoints[shelf.checkpoints.count / 2]), key: "a key")
        var rest: [TrainingProgress] = []
        _ = try Case.all[1].train(TrainingCourse(threads: 2, keeper: Shelf().keeper(from: saved)) { rest.append($0) })
        #expect(rest.first.map { $0.from > 0.2 && $0.done > $0.from && $0.rows < 100 } ?? false)
    }
}
