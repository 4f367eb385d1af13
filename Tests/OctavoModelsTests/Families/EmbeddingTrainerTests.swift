import OctavoModels
import OctavoTable
import Testing

@Suite struct EmbeddingTrainerTests {
    private static func train(
        _ change: (inout EmbeddingTrainer) -> Void = { _ in }, validation: LabelledExamples? = nil
    ) throws -> TrainingResult {
        var trainer = EmbeddingTrainer()
        change(&trainer)
        return try trainer.train(
            IntentTexts.make(350, seed: 1), names: IntentTexts.names, validation: validation, course: TrainingCourse(threads: 2))
    }

    @Test func theLossFallsFromPassToPass() throws {
        let losses = try Self.train().curve.map(\.loss)
        #expect(losses.count == 5)
        #expect(zip(losses, losses.dropFirst()).allSatisfy { $0 > $1 }, "\(losses)")
    }

    @Test func evaluationStepsSayWhenTheCurveHasPoints() throws {
        let curve = try Self.train { $0.evaluationSteps = 10 }.curve
        // 350 rows are 22 batches of 16, five times.
        #expect(curve.map(\.step) == Array(stride(from: 10, through: 110, by: 10)))
        #expect(curve.last?.epoch == 5)
    }

    /// 350 rows are 22 batches of 16: the last of an epoch has 1 - 21/44, and of the next 1 - 43/44 of the first rate before it.
    @Test func theCurveTellsTheRateOfTheLastStep() throws {
        let linear = try Self.train { $0.epochs = 2 }.curve.compactMap(\.rate)
        #expect(
            zip(linear, [0.1 * 23 / 44, 0.1 / 44]).allSatisfy { ($0 - $1).magnitude < 1e-7 } && linear.count == 2, "\(linear)")
        let constant = try Self.train {
            $0.epochs = 2
            $0.schedule = .constant
        }.curve.map(\.rate)
        #expect(constant == [0.1, 0.1])
    }

    /// The same training twice, once to the end: the other ends where so many looks found no lower loss.
    @Test func learningEndsWhereTheValidationLossRises() throws {
        let held = IntentTexts.make(140, seed: 2)
        func set(_ trainer: inout EmbeddingTrainer) {
            trainer.epochs = 40
            trainer.dropout = 0
            trainer.schedule = .constant
            trainer.learningRate = 0.5
        }
        let losses = try Self.train({ set(&$0) }, validation: held).curve.compactMap(\.validationLoss)
        try #require(losses.count == 40)
        var (best, without, expected) = (Double.infinity, 0, losses.count)
        for (place, loss) in losses.enumerated() {
            if loss < best { (best, without) = (loss, 0) } else { without += 1 }
            if without > 2 {
                expected = place + 1
                break
            }
        }
        try #require(expected < 40)
        let stopped = try Self.train(
            {
                set(&$0)
                $0.patience = 2
            }, validation: held)
        #expect(stopped.curve.count == expected)
    }

    @Test func anotherSeedBeginsElsewhere() throws {
        let (one, same, other) = (try Self.train(), try Self.train(), try Self.train { $0.seed = 7 })
        #expect(one.curve == same.curve)
        #expect(one.curve != other.curve)
    }

    @Test(arguments: LearningSchedule.allCases) func everyScheduleLearns(_ schedule: LearningSchedule) throws {
        let curve = try Self.train { $0.schedule = schedule }.curve
        #expect(curve.last?.loss ?? 9 < 0.5)
    }
}
