import OctavoModels
import OctavoTable

/// Numbers of the same rows by several, each compared with the first.
struct NumberComparison {
    private let compared: ComparedRows
    private let truths: [Double]
    private let answers: [[Double]]

    private static let tested = [
        Field("mae_difference", .float), Field("mae_low", .float), Field("mae_high", .float), Field("rmse_difference", .float),
        Field("rmse_low", .float), Field("rmse_high", .float), Field("nearer", .int), Field("farther", .int), Field("p", .float),
        Field("p_holm", .float), Field("test", .text),
    ]
    /// The columns of `slices` beside its keys.
    static let sliced = ComparedRows.sliced(tested)

    static func tables(_ slices: ComparedSlices) -> [(name: String, fields: [Field])] {
        [
            (
                "models",
                [
                    Field("model", .text), Field("mae", .float), Field("mae_low", .float), Field("mae_high", .float),
                    Field("rmse", .float), Field("rmse_low", .float), Field("rmse_high", .float),
                ]
            ),
            ("differences", ComparedRows.differences(tested)), ("changed", ComparedRows.changed(of: .float)),
            ("slices", slices.fields + sliced),
        ]
    }

    /// All numbers are finite.
    init(_ compared: ComparedRows, truths: [Double], answers: [[Double]]) {
        (self.compared, self.truths, self.answers) = (compared, truths, answers)
    }

    /// Those of each table.
    func rows() throws -> [[[Datum]]] {
        let found = try compared.tested(p: \.test.p, data: data) { places, groups, contender in
            try PairedNumbers(
                truths: places.map { truths[$0] }, places.map { answers[0][$0] }, places.map { answers[contender][$0] },
                compared.bootstrap, groups: groups, threads: compared.context.mostThreads,
                cancellation: compared.context.cancellation)
        }
        return [
            try models(), found.differences, found.tests.flatMap { contender, test in changed(contender, test) }, found.slices,
        ]
    }

    private func models() throws -> [[Datum]] {
        let groups = compared.groups?(compared.rows)
        return try zip(compared.names, answers).map { name, answers in
            let measures = NumberMeasures(truths: truths, predictions: answers)
            let wanted = [NumberMeasures.Measure.mae, .rmse]
            let intervals = try compared.bootstrap.intervals(
                rows: truths.count, groups: groups, threads: compared.context.mostThreads,
                cancellation: compared.context.cancellation
            ) { times in wanted.map { measures.value($0, times: times) } }
            return [.text(name)]
                + zip(wanted, intervals).flatMap {
                    [Datum(measures.value($0)), Datum($1?.lowerBound), Datum($1?.upperBound)]
                }
        }
    }

    private func data(_ test: PairedNumbers, _ corrected: Double) -> [Datum] {
        test.mae.data + test.rmse.data + [
            .int(Int64(test.nearer.count)), .int(Int64(test.farther.count)), .float(test.test.p), .float(corrected),
            .text(test.test.method.rawValue),
        ]
    }

    private func changed(_ contender: Int, _ test: PairedNumbers) -> [[Datum]] {
        [("nearer", test.nearer), ("farther", test.farther)].flatMap { change, places in
            places.map {
                compared.changed(
                    contender, change, $0, truth: .float(truths[$0]), before: .float(answers[0][$0]),
                    after: .float(answers[contender][$0]))
            }
        }
    }
}
