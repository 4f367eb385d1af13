import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// What comes of comparing prompts, as tables.
struct PromptComparisonTables {
    let contenders: [PromptContender]
    /// As they are called.
    let expectations: [String]
    /// The columns of the cases.
    let cases: [Field]
    let slices: ComparedSlices

    private static let who = [Field("prompt", .text), Field("provider", .text), Field("model", .text)]
    private static let tested = [
        Field("difference", .float), Field("low", .float), Field("high", .float), Field("fixed", .int), Field("broken", .int),
        Field("p", .float), Field("p_holm", .float), Field("test", .text),
    ]
    private static let differences = [Field("from", .text), Field("to", .text), Field("expectation", .text)] + tested
    private static let changed = (
        which: [
            Field("from", .text), Field("to", .text), Field("expectation", .text), Field("change", .text), Field("row", .int),
        ], answers: [Field("before", .text), Field("after", .text)]
    )
    private static let costs =
        who + [
            Field("answers", .int), Field("failed", .int), Field("tokens_in", .int), Field("tokens_out", .int),
            Field("money", .float),
            Field("latency", .duration), Field("latency_95", .duration),
        ]
    private static let stability =
        who + [
            Field("repeats", .int), Field("same_response", .float), Field("same_verdict", .float), Field("always", .int),
            Field("sometimes", .int), Field("never", .int),
        ]

    private var matrix: [Field] {
        Self.who + [Field("cases", .int), Field("failed", .int)] + expectations.map { Field($0, .int) }
            + [Field("all", .int), Field("share", .float), Field("low", .float), Field("high", .float)]
    }
    private var sliced: [Field] {
        Self.who + slices.fields
            + [Field("cases", .int), Field("all", .int), Field("share", .float)] + Self.tested
    }
    private var changed: [Field] { withCases(Self.changed.which, Self.changed.answers) }
    private var answers: [Field] {
        withCases(
            Self.who + [Field("row", .int), Field("repeat", .int)],
            [
                Field("response", .text), Field("error", .text), Field("tokens_in", .int), Field("tokens_out", .int),
                Field("latency", .duration),
            ] + expectations.map { Field($0, .bool) })
    }

    /// Own columns with those of the cases between them; one whose name is taken is called `case_…`.
    private func withCases(_ before: [Field], _ after: [Field]) -> [Field] {
        var taken = Set((before + after + cases).map(\.name))
        let own = Set((before + after).map(\.name))
        let named = cases.map { field in
            var name = field.name
            if own.contains(name) { repeat { name = "case_" + name } while !taken.insert(name).inserted }
            return Field(name, field.type)
        }
        return before + named + after
    }

    private var all: [(name: String, fields: [Field])] {
        [
            ("matrix", matrix), ("differences", Self.differences), ("changed", changed), ("costs", Self.costs),
            ("stability", Self.stability), ("slices", sliced), ("answers", answers),
        ]
    }

    var type: ValueType { .record([(name: "rows", type: .int)] + all.map { (name: $0.name, type: .table(Schema($0.fields))) }) }

    /// Throws where an expectation or a slice has the name of a column of the tables.
    func checkNames(_ call: Call) throws {
        for (name, fields) in all {
            var known: Set<String> = []
            for field in fields where !known.insert(field.name).inserted {
                throw Diagnostic(
                    "duplicate-column",
                    "`\(name)` of what `compare` gives would have two columns `.\(DatumText.label(field.name))`",
                    at: call.range, help: ["name it otherwise: `my_\(field.name): …`"])
            }
        }
    }

    // MARK: - Rows

    /// `keys` has those of each case's slice.
    func record(
        _ answered: [ContenderAnswers], _ cases: Table, keys: [[Datum]], _ call: Call, _ bootstrap: Bootstrap
    ) throws -> Record {
        let columns = cases.schema.fields.indices.map { cases.values($0) }
        let rows: [[[Datum]]] = [
            matrixRows(answered, bootstrap), try differenceRows(answered, call, bootstrap), changedRows(answered, columns),
            costRows(answered),
            answered.first.map { $0.repeats > 1 } ?? false ? stabilityRows(answered) : [],
            try sliceRows(answered, keys, call, bootstrap), answerRows(answered, columns),
        ]
        let tables = zip(all, rows).map { (name: $0.name, value: MeasuredColumns.table($0.fields, $1)) }
        return Record([(name: "rows", value: .int(Int64(cases.count)))] + tables)
    }

    private func who(_ place: Int) -> [Datum] {
        let one = contenders[place]
        return [.text(one.name), .text(one.provider), one.model.map { .text($0) } ?? .null]
    }

    private func matrixRows(_ answered: [ContenderAnswers], _ bootstrap: Bootstrap) -> [[Datum]] {
        answered.enumerated().map { place, one in
            let verdicts = one.verdicts(nil)
            let share = Proportion(verdicts.count { $0 }, of: verdicts.count)
            let interval = share.interval(confidence: bootstrap.confidence)
            let met = expectations.indices.map { index in Datum.int(Int64(one.verdicts(index).count { $0 })) }
            let failed = one.answers.count { $0.answer.error != nil }
            return who(place) + [.int(Int64(one.cases)), .int(Int64(failed))] + met
                + [.int(Int64(share.count)), Datum(share.value), Datum(interval?.lowerBound), Datum(interval?.upperBound)]
        }
    }

    /// The expectations one by one, and all together where there are several.
    private var measured: [Int?] { expectations.indices.map { $0 } + (expectations.count > 1 ? [nil] : []) }
    private func name(_ expectation: Int?) -> String { expectation.map { expectations[$0] } ?? "all" }

    /// Each contender with its base.
    private var pairs: [(base: Int, place: Int)] {
        contenders.enumerated().compactMap { place, one in one.base.map { ($0, place) } }
    }

    private struct Tested {
        let difference: PairedComparison.Difference
        let fixed: [Int]
        let broken: [Int]
        let test: McNemar

        func data(_ corrected: Double) -> [Datum] {
            difference.data + [
                .int(Int64(fixed.count)), .int(Int64(broken.count)), .float(test.p), .float(corrected),
                .text(test.method.rawValue),
            ]
        }
    }

    /// `rows`: those of a slice. Shares of repeats are drawn case by case; which cases are fixed and broken, the majority says.
    private func tested(
        _ old: ContenderAnswers, _ new: ContenderAnswers, _ expectation: Int?, _ rows: [Int], _ call: Call, _ bootstrap: Bootstrap
    ) throws -> Tested {
        let context = call.evaluation.context
        let found = try PairedComparison.meanDifference(
            rows.map { old.share(expectation, $0) }, rows.map { new.share(expectation, $0) }, bootstrap,
            threads: context.mostThreads,
            cancellation: context.cancellation)
        let (before, after) = (rows.map { old.share(expectation, $0) > 0.5 }, rows.map { new.share(expectation, $0) > 0.5 })
        let fixed = rows.indices.filter { !before[$0] && after[$0] }.map { rows[$0] }
        let broken = rows.indices.filter { before[$0] && !after[$0] }.map { rows[$0] }
        return Tested(
            difference: found, fixed: fixed, broken: broken,
            test: McNemar(onlyFirst: broken.count, onlySecond: fixed.count))
    }

    private func differenceRows(_ answered: [ContenderAnswers], _ call: Call, _ bootstrap: Bootstrap) throws -> [[Datum]] {
        let rows = Array(0..<(answered.first?.cases ?? 0))
        let found = try pairs.flatMap { base, place in
            try measured.map { expectation in
                (base, place, expectation, try tested(answered[base], answered[place], expectation, rows, call, bootstrap))
            }
        }
        let corrected = Holm.adjusted(found.map(\.3.test.p))
        return zip(found, corrected).map { one, p in
            [.text(contenders[one.0].label), .text(contenders[one.1].label), .text(name(one.2))] + one.3.data(p)
        }
    }

    private func changedRows(_ answered: [ContenderAnswers], _ columns: [[Datum]]) -> [[Datum]] {
        pairs.flatMap { base, place in
            expectations.indices.flatMap { expectation -> [[Datum]] in
                let (old, new) = (answered[base].verdicts(expectation), answered[place].verdicts(expectation))
                return [("fixed", false), ("broken", true)].flatMap { change, before in
                    old.indices.filter { old[$0] == before && new[$0] != before }.map { row in
                        [
                            .text(contenders[base].label), .text(contenders[place].label), .text(expectations[expectation]),
                            .text(change), .int(Int64(row)),
                        ] + columns.map { $0[row] }
                            + [answered[base].shown(expectation, row), answered[place].shown(expectation, row)]
                    }
                }
            }
        }
    }

    private func costRows(_ answered: [ContenderAnswers]) -> [[Datum]] {
        answered.enumerated().map { place, one in
            let paid = one.paid
            let (tokensIn, tokensOut) = (paid.compactMap(\.tokensIn).reduce(0, +), paid.compactMap(\.tokensOut).reduce(0, +))
            let isCounted = paid.contains { $0.tokensIn != nil || $0.tokensOut != nil }
            let money = one.price.map { (Double(tokensIn) * $0.input + Double(tokensOut) * $0.output) / 1e6 }
            let latencies = paid.compactMap(\.latency).sorted()
            func quantile(_ share: Double) -> Datum {
                latencies.isEmpty ? .null : .duration(latencies[min(Int(share * Double(latencies.count)), latencies.count - 1)])
            }
            return who(place) + [
                .int(Int64(paid.count)), .int(Int64(paid.count { $0.error != nil })), isCounted ? .int(Int64(tokensIn)) : .null,
                isCounted ? .int(Int64(tokensOut)) : .null, isCounted ? Datum(money) : .null, quantile(0.5), quantile(0.95),
            ]
        }
    }

    private func stabilityRows(_ answered: [ContenderAnswers]) -> [[Datum]] {
        answered.enumerated().map { place, one in
            let rows = 0..<one.cases
            let shares = one.shares(nil)
            let same = rows.count { row in Set((0..<one.repeats).map { one.answer(row, $0).answer.response }).count == 1 }
            let (always, never) = (shares.count { $0 == 1 }, shares.count { $0 == 0 })
            func share(_ count: Int) -> Datum { Datum(Proportion(count, of: one.cases).value) }
            return who(place) + [
                .int(Int64(one.repeats)), share(same), share(always + never), .int(Int64(always)),
                .int(Int64(one.cases - always - never)), .int(Int64(never)),
            ]
        }
    }

    private func sliceRows(
        _ answered: [ContenderAnswers], _ keys: [[Datum]], _ call: Call, _ bootstrap: Bootstrap
    ) throws -> [[Datum]] {
        let groups = slices.parts(keys)
        let found = try answered.indices.flatMap { place in
            try groups.map { group in
                let base = contenders[place].base
                return (
                    place, group, try base.map { try tested(answered[$0], answered[place], nil, group.rows, call, bootstrap) }
                )
            }
        }
        var corrected = Holm.adjusted(found.compactMap { $0.2?.test.p })[...]
        return found.map { place, group, tested in
            let met = group.rows.count { answered[place].share(nil, $0) > 0.5 }
            let head =
                who(place) + group.key + [
                    .int(Int64(group.rows.count)), .int(Int64(met)), Datum(Proportion(met, of: group.rows.count).value),
                ]
            return head + (tested.map { $0.data(corrected.popFirst() ?? 1) } ?? Self.tested.map { _ in .null })
        }
    }

    private func answerRows(_ answered: [ContenderAnswers], _ columns: [[Datum]]) -> [[Datum]] {
        answered.enumerated().flatMap { place, one in
            (0..<one.repeats).flatMap { repetition in
                (0..<one.cases).map { row -> [Datum] in
                    let answer = one.answer(row, repetition).answer
                    return who(place) + [.int(Int64(row)), .int(Int64(repetition + 1))] + columns.map { $0[row] } + [
                        answer.response.map { .text($0) } ?? .null,
                        answer.error.map { .text($0) } ?? .null, answer.tokensIn.map { .int(Int64($0)) } ?? .null,
                        answer.tokensOut.map { .int(Int64($0)) } ?? .null, answer.latency.map { .duration($0) } ?? .null,
                    ] + expectations.indices.map { .bool(one.meets($0, row, repetition)) }
                }
            }
        }
    }
}
