import OctavoModels
import OctavoTable

/// Labels of the same rows by several, each compared with the first.
struct LabelComparison {
    private let compared: ComparedRows
    private let names: [String]
    private let truths: [Int32]
    private let answers: [[Int32?]]

    private static let tested = [
        Field("difference", .float), Field("low", .float), Field("high", .float), Field("f1_difference", .float),
        Field("f1_low", .float), Field("f1_high", .float), Field("fixed", .int), Field("broken", .int), Field("p", .float),
        Field("p_holm", .float), Field("test", .text),
    ]
    /// The columns of `slices` beside its keys.
    static let sliced = ComparedRows.sliced(tested)

    static func tables(_ slices: ComparedSlices) -> [(name: String, fields: [Field])] {
        [
            (
                "models",
                [
                    Field("model", .text), Field("accuracy", .float), Field("low", .float), Field("high", .float),
                    Field("f1", .float),
                ]
            ),
            ("differences", ComparedRows.differences(tested)), ("changed", ComparedRows.changed(of: .text)),
            ("slices", slices.fields + sliced),
        ]
    }

    /// An answer that is `nil` is wrong.
    init(_ compared: ComparedRows, truths: [String], answers: [[String?]]) {
        self.compared = compared
        var (names, places) = ([String](), [String: Int32]())
        func number(_ name: String) -> Int32 {
            if let place = places[name] { return place }
            places[name] = Int32(names.count)
            names.append(name)
            return Int32(names.count - 1)
        }
        self.truths = truths.map(number)
        self.answers = answers.map { $0.map { $0.map(number) } }
        self.names = names
    }

    /// Those of each table.
    func rows() throws -> [[[Datum]]] {
        let found = try compared.tested(p: \.test.p, data: data) { places, groups, contender in
            try PairedComparison(
                truths: places.map { truths[$0] }, places.map { answers[0][$0] }, places.map { answers[contender][$0] },
                classes: names.count, compared.bootstrap, groups: groups, threads: compared.context.mostThreads,
                cancellation: compared.context.cancellation)
        }
        return [
            models, found.differences, found.tests.flatMap { contender, test in changed(contender, test) }, found.slices,
        ]
    }

    private var models: [[Datum]] {
        zip(compared.names, answers).map { name, answers in
            var counts = ClassCounts(classes: names.count)
            for (truth, answer) in zip(truths, answers) { counts.add(truth: Int(truth), prediction: answer.map { Int($0) }) }
            let interval = Proportion(counts.right, of: counts.rows).interval(confidence: compared.bootstrap.confidence)
            return [
                .text(name), Datum(counts.accuracy), Datum(interval?.lowerBound), Datum(interval?.upperBound),
                Datum(counts.macroF1),
            ]
        }
    }

    private func data(_ test: PairedComparison, _ corrected: Double) -> [Datum] {
        test.accuracy.data + test.f1.data + [
            .int(Int64(test.fixed.count)), .int(Int64(test.broken.count)), .float(test.test.p), .float(corrected),
            .text(test.test.method.rawValue),
        ]
    }

    private func changed(_ contender: Int, _ test: PairedComparison) -> [[Datum]] {
        func shown(_ label: Int32?) -> Datum { label.map { .text(names[Int($0)]) } ?? .null }
        return [("fixed", test.fixed), ("broken", test.broken)].flatMap { change, places in
            places.map {
                compared.changed(
                    contender, change, $0, truth: shown(truths[$0]), before: shown(answers[0][$0]),
                    after: shown(answers[contender][$0]))
            }
        }
    }
}

extension PairedComparison.Difference {
    /// It and its bounds.
    var data: [Datum] { [Datum(value), Datum(interval?.lowerBound), Datum(interval?.upperBound)] }
}
