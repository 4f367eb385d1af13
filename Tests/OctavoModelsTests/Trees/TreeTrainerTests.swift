import OctavoModels
import OctavoTable
import Testing

@Suite struct TreeTrainerTests {
    /// Two columns of numbers with nulls and one of categories, and a number that all three say together.
    static func examples(_ count: Int, seed: UInt64, labels: Int? = nil) -> TreeExamples {
        var random = SplitMix(seed: seed)
        func uniform() -> Double { Double(random.next() >> 11) * 0x1p-53 }
        var (first, second, codes, truths) = ([Double](), [Double](), [Int32](), [Double]())
        for _ in 0..<count {
            let (x, y, code) = (uniform(), uniform(), Int32(random.next(below: 12)))
            first.append(x < 0.1 ? .nan : x)
            second.append((y * 20).rounded())
            codes.append(code == 11 ? -1 : code)
            truths.append((x < 0.1 ? 3 : x * 2) + (y > 0.5 ? x : -x) + Double(code * 7 % 5) + uniform() * 0.1)
        }
        let columns: [TreeColumn] = [
            .numbers(first), .numbers(second), .categories(codes, (0..<11).map { "c\($0)" }),
        ]
        guard let labels else { return TreeExamples(columns, .numbers(truths)) }
        return TreeExamples(
            columns, .labels(truths.map { Int32(max(0, min($0 / 7 * Double(labels), Double(labels - 1)))) }, classes: labels))
    }

    static func learn(
        _ examples: TreeExamples, _ validation: TreeExamples? = nil, threads: Int = 2,
        _ change: (inout TreeTrainer) -> Void = { _ in }
    ) throws -> TreeTrainer.Result {
        var trainer = TreeTrainer()
        trainer.rounds = 30
        change(&trainer)
        return try trainer.learn(examples, validation: validation, course: TrainingCourse(threads: threads))
    }

    @Test func oneDivisionBetweenTwoValuesIsFoundByHand() throws {
        let examples = TreeExamples([.numbers([1, 1, 1, 5, 5, 5])], .numbers([10, 10, 10, 20, 20, 20]))
        let learnt = try Self.learn(examples) {
            ($0.rounds, $0.rate, $0.l2) = (1, 1, 0)
        }.ensemble
        // The mean is 15; one division at 3 takes it to 10 and 20.
        #expect(learnt.features == [TreeFeature(.numbers([3]), type: .float)])
        func isNear(_ one: Double, _ other: Double) -> Bool { abs(one - other) < 1e-6 }
        #expect(isNear(learnt.scores(learnt.bins([.float(2)]), rows: 1)[0], 10))
        #expect(isNear(learnt.scores(learnt.bins([.int(4)]), rows: 1)[0], 20))
        let parts = learnt.contributions([.int(4)], output: 0)
        #expect(isNear(parts.features[0], 5) && isNear(parts.beforehand, 15))
        #expect(learnt.importances == [1])
    }

    @Test func nullsGoWhereTheyGainMost() throws {
        let examples = TreeExamples([.numbers([1, 1, .nan, .nan, 5, 5])], .numbers([0, 0, 9, 9, 9, 9]))
        let learnt = try Self.learn(examples) { ($0.rounds, $0.rate, $0.l2, $0.leaves) = (1, 1, 0, 2) }.ensemble
        #expect(learnt.scores(learnt.bins([.null]), rows: 1)[0].rounded() == 9)
        #expect(learnt.scores(learnt.bins([.float(1)]), rows: 1)[0].rounded() == 0)
    }

    @Test func categoriesAreDividedByTheirMeans() throws {
        let names = ["a", "b", "c", "d"]
        let codes = (0..<80).map { Int32($0 % 4) }
        let examples = TreeExamples([.categories(codes, names)], .numbers(codes.map { $0 % 2 == 0 ? 1 : 3 }))
        let learnt = try Self.learn(examples) { ($0.rounds, $0.rate, $0.l2, $0.leaves) = (1, 1, 0, 2) }.ensemble
        let said = names.map { learnt.scores(learnt.bins([.text($0)]), rows: 1)[0] }
        #expect(said.map { $0.rounded() } == [1, 3, 1, 3])
        // What was never seen, and null, are said something that is between.
        #expect((0.99...3.01).contains(learnt.scores(learnt.bins([.text("never")]), rows: 1)[0]))
        #expect((0.99...3.01).contains(learnt.scores(learnt.bins([.null]), rows: 1)[0]))
    }

    @Test(arguments: [nil, 2, 4])
    func threadsChangeNoBit(labels: Int?) throws {
        // More rows than one thread is given at once.
        let examples = Self.examples(150_000, seed: 1, labels: labels)
        func bytes(_ threads: Int) throws -> [Double] {
            let learnt = try Self.learn(examples, threads: threads) {
                ($0.rounds, $0.rowShare, $0.columnShare, $0.seed) = (4, 0.95, 0.7, 5)
            }.ensemble
            return learnt.forest.leaves + learnt.gains + learnt.nodeScores + learnt.forest.masks.map { Double($0) }
        }
        let one = try bytes(1)
        #expect(one.count > 100)
        #expect(try bytes(2) == one)
        #expect(try bytes(3) == one)
    }

    @Test func whatIsLearntHoldsForOtherRows() throws {
        let held = Self.examples(2000, seed: 2)
        let result = try Self.learn(Self.examples(5000, seed: 1), held) { $0.rounds = 100 }
        let losses = result.curve.compactMap(\.validationLoss)
        // The truth varies by more than 3, and 0.0175 of that no column tells.
        #expect((losses.min() ?? 9) < 0.03, "\(losses)")
    }

    @Test(arguments: [2, 3])
    func labelsAreTold(labels: Int) throws {
        let result = try Self.learn(Self.examples(5000, seed: 1, labels: labels), Self.examples(2000, seed: 2, labels: labels))
        #expect((result.curve.last?.validationAccuracy ?? 0) > 0.93)
    }

    @Test func theBestRoundIsKept() throws {
        // Labels by chance: each round makes it worse for other rows.
        var random = SplitMix(seed: 3)
        func chance(_ count: Int) -> TreeExamples {
            TreeExamples(
                [.numbers((0..<count).map { _ in Double(random.next(below: 1000)) })],
                .numbers((0..<count).map { _ in Double(random.next(below: 1000)) }))
        }
        let (examples, held) = (chance(300), chance(300))
        let whole = try Self.learn(examples, held)
        let losses = whole.curve.compactMap(\.validationLoss)
        let lowest = losses.firstIndex(of: losses.min() ?? 0) ?? 0
        #expect(losses.count == 30)
        #expect(whole.ensemble.treeCount <= lowest + 1)
        let stopped = try Self.learn(examples, held) { $0.patience = 2 }
        #expect(stopped.curve.count < 30)
        #expect(Array(whole.curve.prefix(stopped.curve.count)) == stopped.curve)
        // The first trees are what they were.
        let cut = whole.ensemble.prefix(whole.ensemble.treeCount)
        #expect(cut.forest.leaves == whole.ensemble.forest.leaves)
    }

    @Test func aCutForestSaysWhatItsFirstTreesSaid() throws {
        let examples = Self.examples(800, seed: 4, labels: 3)
        let (long, short) = (try Self.learn(examples) { $0.rounds = 9 }, try Self.learn(examples) { $0.rounds = 4 })
        let cut = long.ensemble.prefix(12)
        #expect(cut.forest.leaves == short.ensemble.forest.leaves)
        #expect(cut.forest.children == short.ensemble.forest.children)
        #expect(cut.gains == short.ensemble.gains)
    }

    @Test func contributionsAddUpToTheScore() throws {
        let learnt = try Self.learn(Self.examples(2000, seed: 1)).ensemble
        let row: [Datum] = [.float(0.3), .int(17), .text("c4")]
        let parts = learnt.contributions(row, output: 0)
        let score = learnt.scores(learnt.bins(row), rows: 1)[0]
        #expect(abs(parts.features.reduce(parts.beforehand, +) - score) < 1e-9)
        #expect(abs(learnt.importances.reduce(0, +) - 1) < 1e-9)
    }

    @Test(arguments: [
        [Double.nan, .nan, .nan, .nan], [1, 1, 1, 1], [-Double.infinity, Double.infinity, 0, Double.nan],
        [Double.greatestFiniteMagnitude, -Double.greatestFiniteMagnitude, 1e-300, 0],
    ])
    func anyNumbersAreLearntFrom(_ values: [Double]) throws {
        let many = (0..<100).map { values[$0 % values.count] }
        let learnt = try Self.learn(TreeExamples([.numbers(many)], .numbers(many.indices.map { Double($0 % 4) }))).ensemble
        for value in values {
            #expect(learnt.scores(learnt.bins([.float(value)]), rows: 1)[0].isFinite)
        }
    }

    @Test func oneRowIsItsOwnMean() throws {
        let learnt = try Self.learn(TreeExamples([.numbers([4])], .numbers([7]))).ensemble
        #expect(learnt.scores(learnt.bins([.float(-1)]), rows: 1) == [7])
    }

    @Test func ofManyCategoriesTheMostFrequentHaveBins() throws {
        let names = (0..<100_000).map { "n\($0)" }
        let codes = (0..<100_000).map { Int32($0) } + [Int32](repeating: 77, count: 10)
        let learnt = try Self.learn(TreeExamples([.categories(codes, names)], .numbers(codes.map { $0 == 77 ? 1 : 0 }))).ensemble
        #expect(learnt.features[0].bin(ofCategory: "n77") == 2)
        #expect(learnt.features[0].binCount == 256)
        #expect(learnt.features[0].bin(ofCategory: "n99999") == 1)
    }

    @Test(arguments: [1e100, 1e-300, .leastNonzeroMagnitude])
    func anyTruthsAreLearntFrom(size: Double) throws {
        let columns: [TreeColumn] = [.numbers((0..<100).map { Double($0) })]
        let truths = (0..<100).map { $0 < 50 ? size : -size }
        let learnt = try Self.learn(TreeExamples(columns, .numbers(truths))).ensemble
        #expect(learnt.scores(learnt.bins([.float(3)]), rows: 1)[0].isFinite)
        if size == 1e100 { #expect(learnt.scores(learnt.bins([.float(3)]), rows: 1)[0] > 0.5e100) }
    }

    @Test func columnsAreReadWhateverTheyHold() {
        func numbers(_ column: Column, _ type: DataType) -> [Double]? {
            if case .numbers(let values, _) = TreeColumn([column], type: type) { values } else { nil }
        }
        #expect(numbers(Column(.bool, [.bool(true), .bool(false)]), .bool) == [1, 0])
        #expect(numbers(Column(.date, [.date(7)]), .date) == [7])
        #expect(numbers(Column(.int, [.int(5), .null]), .int)?.map(\.isNaN) == [false, true])
        #expect(numbers(.nulls(.float, count: 2), .float)?.allSatisfy(\.isNaN) == true)
        let texts = TreeColumn(
            [
                Column(.text, [.text("b"), .null, .text("a")]),
                Column(
                    type: .text, count: 3,
                    storage: .dictionary(codes: Buffer([1, 1, 0]), values: TextBuffer(["a", "c", "nobody has it"]))),
            ], type: .text)
        guard case .categories(let codes, let names) = texts else {
            Issue.record("text is of categories")
            return
        }
        #expect(codes == [0, -1, 1, 2, 2, 1] && names == ["b", "a", "c"])
    }
}
