import OctavoModels
import OctavoTable
import Testing

@Suite struct TreeModelTests {
    private static let card = ModelCard(inputs: ["a", "b", "c"], label: "y", rows: 1, data: "")
    private static let row: [Datum] = [.float(0.3), .int(17), .text("c4")]

    private static func classifier(labels: Int = 3) throws -> TreeClassifier {
        try TreeClassifier.train(
            TreeTrainer(), TreeTrainerTests.examples(2000, seed: 1, labels: labels), names: (0..<labels).map { "l\($0)" },
            course: TrainingCourse(threads: 2)
        ).model
    }

    private static func regressor() throws -> TreeRegressor {
        try TreeRegressor.train(
            TreeTrainer(), TreeTrainerTests.examples(2000, seed: 1), course: TrainingCourse(threads: 2)
        ).model
    }

    @Test(arguments: [2, 3])
    func aClassifierIsTheSameFromItsFile(labels: Int) throws {
        let model = try Self.classifier(labels: labels)
        let bytes = ModelFile.bytes(model, Self.card)
        let read = try ModelFile.read(Buffer(bytes))
        #expect(ModelFile.bytes(read.model, read.card) == bytes)
        let own = model.makePredictor().probabilitiesAndEnergy(Self.row).probabilities
        let other = (read.model as? TreeClassifier)?.makePredictor().probabilitiesAndEnergy(Self.row).probabilities
        #expect(own == other)
        #expect(abs(own.reduce(0, +) - 1) < 1e-9)
    }

    @Test func aRegressorIsTheSameFromItsFile() throws {
        let model = try Self.regressor()
        let bytes = ModelFile.bytes(model, Self.card)
        let read = try ModelFile.read(Buffer(bytes))
        #expect(read.model.makeTeller()(Self.row) == model.makeTeller()(Self.row))
        #expect(ModelFile.bytes(read.model, read.card) == bytes)
    }

    @Test func nineInTenTruthsLieInTheInterval() throws {
        let model = try Self.regressor()
        let others = TreeTrainerTests.examples(3000, seed: 9)
        guard case .numbers(let truths) = others.target, let spread = model.spread else {
            Issue.record("numbers and their spread")
            return
        }
        let bins = try TreeBins(others.columns, model.ensemble.features, threads: 1, cancellation: Cancellation())
        let said = model.ensemble.scores(bins.bytes, rows: bins.rows)
        let inside = zip(truths, said).count { spread.contains($0 - $1) }
        // Four hundred rows told the spread: three of their deviations either way.
        #expect((0.855...0.945).contains(Double(inside) / 3000))
    }

    @Test func ranksOfTheIntervalAreThoseOfItsDefinition() {
        #expect(TreeRegressor.spread((1...18).map { Double($0) }) == nil)
        #expect(TreeRegressor.spread((1...19).map { Double($0) }) == 1...19)
        #expect(TreeRegressor.spread((1...99).map { Double($0) }) == 5...95)
    }

    @Test func treesThatLeadBackAreRefused() throws {
        let model = try Self.regressor()
        for (name, values) in [
            ("node_children", Tensor.Values.uint32([UInt32](repeating: 0, count: model.ensemble.forest.children.count))),
            ("node_features", .uint32([UInt32](repeating: 3, count: model.ensemble.forest.features.count))),
            ("bounds", .double([Double](repeating: 1, count: model.ensemble.tensors[1].count))),
        ] {
            let tensors = model.tensors.map { $0.name == name ? Tensor($0.name, $0.shape, values) : $0 }
            #expect(throws: DamagedModel.self, "\(name)") {
                try TreeRegressor(kind: model.kind, head: ModelSettings(.record(model.head)), tensors: Tensors(tensors))
            }
        }
    }

    /// Rows as columns, and one by one, are told the same.
    @Test func columnsAreToldWhatTheirRowsAre() throws {
        let rows: [[Datum]] = [
            Self.row, [.null, .null, .null], [.int(3), .float(.nan), .text("unheard of")], [.float(0.9), .int(4), .text("c1")],
        ]
        let columns = [
            Column(.float, rows.map { TreeFeature.number($0[0]).map { .float($0) } ?? .null }),
            Column(.float, rows.map { TreeFeature.number($0[1]).map { .float($0) } ?? .null }), Column(.text, rows.map { $0[2] }),
        ]
        for model: any TrainedModel in [try Self.classifier(), try Self.classifier(labels: 2), try Self.regressor()] {
            let (tell, told) = (model.makeTeller(), model.tell(columns, count: rows.count))
            for (row, values) in rows.enumerated() { #expect(told.map { $0[row] } == tell(values), "\(model.kind) row \(row)") }
        }
    }

    @Test func ofManyRowsSomeAreHeldOutForGood() throws {
        var trainer = TreeTrainer()
        trainer.rounds = 3
        let many = try TreeRegressor.train(
            trainer, TreeTrainerTests.examples(60_000, seed: 1), course: TrainingCourse(threads: 2))
        #expect(many.rows == 50_000 && many.heldRows == 10_000)
        let few = try TreeRegressor.train(trainer, TreeTrainerTests.examples(1000, seed: 1), course: TrainingCourse(threads: 2))
        #expect(few.rows == 1000 && few.heldRows == 0)
        let validated = try TreeRegressor.train(
            trainer, TreeTrainerTests.examples(1000, seed: 1), validation: TreeTrainerTests.examples(500, seed: 2),
            course: TrainingCourse(threads: 2))
        #expect(validated.rows == 1000 && validated.heldRows == 500)
    }

    /// Where the columns say nothing no tree is kept, and the mean is told.
    @Test func nothingIsLearntFromChance() throws {
        var random = SplitMix(seed: 3)
        let numbers = (0..<400).map { _ in Double(random.next(below: 1000)) }
        let chance = TreeExamples([.numbers((0..<400).map { _ in Double(random.next(below: 1000)) })], .numbers(numbers))
        var trainer = TreeTrainer()
        trainer.rate = 1
        trainer.leaves = 200
        trainer.leastRows = 1
        let model = try TreeRegressor.train(trainer, chance, course: TrainingCourse(threads: 1)).model
        #expect(model.ensemble.treeCount == 0)
    }

    @Test(arguments: [1, 7, 40])
    func aTrainingEndsWhereItIsToldTo(round: Int) throws {
        let cancellation = Cancellation()
        var seen = 0
        let course = TrainingCourse(threads: 2, cancellation: cancellation, endsEarly: true) { _ in
            seen += 1
            if seen == round { cancellation.cancel() }
        }
        var trainer = TreeTrainer()
        trainer.rounds = 30
        let result = try TreeRegressor.train(trainer, TreeTrainerTests.examples(1000, seed: 1), course: course)
        let end = try #require(result.end)
        guard case .rows(let part)? = end.part else {
            Issue.record("it learnt from a part")
            return
        }
        #expect(part.count == 800 && result.rows == 800 && result.heldRows == 200)
        #expect(end.done == Double(min(round, 30)) && end.of == 30)
        #expect(result.curve.count == min(round, 30))
        #expect(result.model.spread != nil)
    }

    @Test func aTrainingThatMayNotEndEarlyIsBrokenOff() {
        let cancellation = Cancellation()
        let course = TrainingCourse(threads: 1, cancellation: cancellation) { _ in cancellation.cancel() }
        #expect(throws: (any Error).self) {
            try TreeRegressor.train(TreeTrainer(), TreeTrainerTests.examples(500, seed: 1), course: course)
        }
    }
}
