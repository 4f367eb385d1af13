import OctavoLanguage
import OctavoTable
import OctavoVerbs
import Testing

/// Verbs over every small table, against what is written out row by row.
@Suite struct EdgeCaseTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let program: String
        let rows: @Sendable (Naive.Rows) -> [[Datum]]
        var testDescription: String { program }

        init(_ program: String, _ rows: @escaping @Sendable (Naive.Rows) -> [[Datum]]) {
            self.program = program
            self.rows = rows
        }
    }

    /// `std` and `mean` of the reference add up in another way.
    private static func isNear(_ a: Datum, _ b: Datum) -> Bool {
        guard case .float(let one) = a, case .float(let two) = b else { return a == b }
        return one == two || abs(one - two) <= 1e-12 * max(abs(one), abs(two))
    }

    private func check(_ item: Case) throws {
        let program = SyntaxTreeOf(item.program)
        for table in SmallTable.all {
            let wanted = item.rows(table.rows)
            let found = try Harness.rows(Harness.value(program, table.plan))
            let isSame =
                found.count == wanted.count
                && zip(found, wanted).allSatisfy { $0.count == $1.count && zip($0, $1).allSatisfy { Self.isNear($0, $1) } }
            guard isSame else {
                Issue.record("`\(item.program)` of \(table.name): \(found), wanted \(wanted); rows \(table.rows.map(\.all))")
                return
            }
        }
    }

    private static let looking: [Case] = [
        Case("t | head(3)") { $0.prefix(3).map(\.all) }, Case("t | head(0)") { _ in [] }, Case("t | head") { $0.map(\.all) },
        Case("t | tail(3)") { $0.suffix(3).map(\.all) }, Case("t | tail(0)") { _ in [] },
        Case("t | sample(20)") { $0.map(\.all) }, Case("t | sample(4) | count") { [[.int(Int64(min($0.count, 4)))]] },
        Case("t | sample(4) | filter(.i < lag(.i) ?? -1)") { _ in [] },
        Case("t | count") { [[.int(Int64($0.count))]] },
        Case("t | count(by: .k)") { Naive.groups($0, \.k).map { [$0.key, .int(Int64($0.rows.count))] } },
        Case("t | count(by: .k, sort: true) | select(.n)") {
            Naive.groups($0, \.k).map(\.rows.count).sorted(by: >).map { [.int(Int64($0))] }
        },
        Case("t | columns") { _ in [[.list(["i", "k", "n", "f", "b", "l"].map { .text($0) })]] },
        Case("t | describe | select(.column, .nulls, .distinct)") { rows in
            let columns: [(String, KeyPath<SmallRow, Datum>)] = [
                ("i", \.i), ("k", \.k), ("n", \.n), ("f", \.f), ("b", \.b), ("l", \.l),
            ]
            return columns.map { name, key in
                let present = Naive.present(rows, key)
                return [.text(name), .int(Int64(rows.count - present.count)), .int(Int64(Naive.distinct(present).count))]
            }
        },
        Case("t | filter(.n > 0) | head(2) | report | select(.rows_in, .rows_out)") { rows in
            let passed = Naive.ints(rows).filter { $0 > 0 }.count
            return [[rows.count, rows.count], [rows.count, passed], [passed, min(passed, 2)]].map { $0.map { .int(Int64($0)) } }
        },
        Case("t | head(2) | plan | filter(.plan == \"written\") | count") { _ in [[.int(2)]] },
    ]

    private static let tables: [Case] = [
        Case("t | filter(.n > 0)") { $0.filter { if case .int(let n) = $0.n { n > 0 } else { false } }.map(\.all) },
        Case("t | filter(not .n > 0)") { $0.filter { if case .int(let n) = $0.n { n <= 0 } else { true } }.map(\.all) },
        Case("t | filter(.b)") { $0.filter { $0.b == .bool(true) }.map(\.all) },
        Case("t | filter(.n == null)") { $0.filter(\.n.isNull).map(\.all) },
        Case("t | filter(.k in [\"b\", null])") { $0.filter { $0.k == .text("b") || $0.k.isNull }.map(\.all) },
        Case("t | filter(.n > mean(.n))") { rows in
            guard case .float(let mean) = Naive.mean(rows) else { return [] }
            return rows.filter { if case .int(let n) = $0.n { Double(n) > mean } else { false } }.map(\.all)
        },
        Case("t | derive(m: .n + 1, o: .m ?? 0, i: .i * 2)") {
            $0.map { row in
                guard case .int(let i) = row.i else { return [] }
                let m: Datum = if case .int(let n) = row.n { .int(n + 1) } else { .null }
                return [.int(i * 2)] + row.all.dropFirst() + [m, m.isNull ? .int(0) : m]
            }
        },
        Case("t | derive(g: count(by: .k)) | select(.g)") { rows in
            rows.map { row in [.int(Int64(rows.filter { $0.k == row.k }.count))] }
        },
        Case("t | select(.k, z: .n, x: \"c\")") { $0.map { [$0.k, $0.n, .text("c")] } },
        Case("t | drop(.f, .l, .b)") { $0.map { [$0.i, $0.k, $0.n] } },
        Case("t | rename(z: .i) | select(.z, .n)") { $0.map { [$0.i, $0.n] } },
        Case("t | sort(.n)") { Naive.sorted($0, \.n).map(\.all) },
        Case("t | sort(desc(.n))") { Naive.sorted($0, \.n, descending: true).map(\.all) },
        Case("t | normalize_text(.k, strip_accents: true)") { rows in
            rows.map { [$0.i, $0.k == .text("é") ? .text("e") : $0.k, $0.n, $0.f, $0.b, $0.l] }
        },
        Case("t | derive(x: normalize_text(.k, strip_accents: true)) | filter(.x != .k) | select(.i)") { rows in
            rows.filter { $0.k == .text("é") }.map { [$0.i] }
        },
        Case("t | sort(.k, desc(.n))") { Naive.sorted(Naive.sorted($0, \.n, descending: true), \.k).map(\.all) },
        Case("t | sort(desc(.f)) | head(3)") { Naive.sorted($0, \.f, descending: true).prefix(3).map(\.all) },
        Case("t | distinct(.k)") { Naive.groups($0, \.k).map { $0.rows[0].all } },
        Case("t | select(.k, .b) | distinct") { Naive.groups($0) { .list([$0.k, $0.b]) }.map { [$0.rows[0].k, $0.rows[0].b] } },
        Case("t | distinct") { $0.map(\.all) },
        Case("t | union(t | filter(.b)) | select(.i)") { rows in
            (rows + rows.filter { $0.b == .bool(true) }).map { [$0.i] }
        },
        Case("t | select(.i) | union(t | select(.n, i: 0.5)) | select(.i, .n)") { rows in
            rows.map { row in
                guard case .int(let i) = row.i else { return [] }
                return [.float(Double(i)), .null]
            } + rows.map { [.float(0.5), $0.n] }
        },
        Case("t | explode(.l) | select(.i, .l)") { rows in
            rows.flatMap { row -> [[Datum]] in
                guard case .list(let items) = row.l, !items.isEmpty else { return [[row.i, .null]] }
                return items.map { [row.i, $0] }
            }
        },
        Case("t | select(.i, r: {k: .k, n: .n}) | unnest(.r)") { $0.map { [$0.i, $0.k, $0.n] } },
        Case("t | unpivot(columns: [.i, .n]) | select(.name, .value)") { rows in
            rows.flatMap { [[.text("i"), $0.i], [.text("n"), $0.n]] }
        },
        Case("t | records | table | count") { [[.int(Int64($0.count))]] },
        Case("t | records | length") { [[.int(Int64($0.count))]] },
    ]

    /// The rows whose text is the first of its kind; null is like nothing.
    private static func firstTexts(_ rows: Naive.Rows) -> Naive.Rows {
        rows.enumerated().filter { place, row in row.k.isNull || !rows[..<place].contains { $0.k == row.k } }.map(\.element)
    }

    private static let cleaning: [Case] = [
        Case("t | filter_noise(.k)") { $0.filter { !$0.k.isNull && $0.k != .text("") }.map(\.all) },
        Case("t | filter_noise(.k, preset: \"none\")") { $0.map(\.all) },
        Case("t | filter_noise(.k, empty: false, max_word_length: 0) | select(.i)") {
            $0.filter { $0.k.isNull || $0.k == .text("") }.map { [$0.i] }
        },
        Case("t | filter_noise(.k, preset: \"none\", duplicates: \"exact\")") { firstTexts($0).map(\.all) },
        Case("t | filter_noise(.k, preset: \"none\", duplicates: \"near\")") { firstTexts($0).map(\.all) },
        Case("t | filter_noise(.k, preset: \"none\", duplicates: \"near\") | filter(.b) | select(.i)") {
            firstTexts($0).filter { $0.b == .bool(true) }.map { [$0.i] }
        },
        Case("t | filter_noise(.k, duplicates: \"exact\") | head(2) | select(.n)") {
            firstTexts($0.filter { !$0.k.isNull && $0.k != .text("") }).prefix(2).map { [$0.n] }
        },
        Case("t | filter_noise(.k, duplicates: \"near\") | report | select(.rows_in, .rows_out)") { rows in
            let texts = rows.filter { !$0.k.isNull && $0.k != .text("") }
            let counts = [rows.count, rows.count, texts.count, firstTexts(texts).count]
            return [[counts[0], counts[0]], [counts[0], counts[2]], [counts[2], counts[3]]].map { $0.map { .int(Int64($0)) } }
        },
        Case("t | what_if(.k, rule: \"min_words\", thresholds: [0, 1]) | select(.threshold, .dropped)") { rows in
            [[.float(0), .int(0)], [.float(1), .int(Int64(rows.filter { $0.k == .text("") }.count))]]
        },
        Case("t | what_if(.k, rule: \"empty\") | select(.dropped, .share)") { rows in
            let count = rows.filter { $0.k.isNull || $0.k == .text("") }.count
            return [[.int(Int64(count)), .float(rows.isEmpty ? 0 : Double(count) / Double(rows.count))]]
        },
        Case("leakage(t, t | filter(.b), .k) | select(.test_row, .train_row, .kind, .likeness)") { rows in
            rows.filter { $0.b == .bool(true) }.enumerated().filter { !$1.k.isNull && $1.k != .text("") }.map { place, row in
                let first = rows.firstIndex { $0.k == row.k } ?? 0
                return [.int(Int64(place)), .int(Int64(first)), .text("exact"), .float(1)]
            }
        },
    ]

    /// Rows of `pivot`: the keys in order, then a column for each name.
    @Test func pivotFillsACellForEveryNameAndKey() throws {
        let program = SyntaxTreeOf("t | filter(.k != null) | select(key: .b, .k, .n) | pivot(names: .k, values: sum(.n))")
        for table in SmallTable.all {
            let names = Naive.distinct(Naive.present(table.rows, \.k))
            let rows = table.rows.filter { !$0.k.isNull }
            let wanted = Naive.groups(rows, \.b).map { group in
                [group.key]
                    + names.map { name in
                        let cell = rows.filter { $0.b == group.key && $0.k == name }
                        return cell.isEmpty ? .null : Naive.sum(cell)
                    }
            }
            let found = try Harness.rows(Harness.value(program, table.plan))
            #expect(found == wanted, "\(table.name)")
            if found != wanted { return }
        }
    }

    @Test(arguments: looking) func looksAtEverySmallTable(item: Case) throws { try check(item) }

    @Test(arguments: cleaning) func cleansEverySmallTable(item: Case) throws { try check(item) }

    @Test(arguments: tables) func changesEverySmallTable(item: Case) throws { try check(item) }

    @Test(arguments: ["inner", "left", "full", "semi", "anti"])
    func joinsEverySmallTable(kind: String) throws {
        let columns = kind == "semi" || kind == "anti" ? ".i, .k" : ".i, .k, .o"
        let others = "(t | filter(.i > 1) | select(.k, o: .i))"
        try check(
            Case("t | select(.i, .k) | join(\(others), on: .k, kind: \"\(kind)\") | select(\(columns))") {
                Naive.joined($0, kind, Array($0.dropFirst(2)))
            })
    }

    @Test(arguments: Naive.aggregates.indices)
    func aggregatesEverySmallTable(place: Int) throws {
        let (program, value) = Naive.aggregates[place]
        try check(Case("t | summarize(x: \(program))") { [[value($0)]] })
        try check(Case("t | summarize(x: \(program), by: .k)") { Naive.groups($0, \.k).map { [$0.key, value($0.rows)] } })
        let by = program == "count()" ? "count(by: .k)" : program.dropLast() + ", by: .k)"
        try check(
            Case("t | derive(x: \(by)) | select(.x)") { rows in rows.map { row in [value(rows.filter { $0.k == row.k })] } })
    }

    @Test(arguments: Naive.windows.indices)
    func windowsOfEverySmallTable(place: Int) throws {
        let (program, values) = Naive.windows[place]
        try check(Case("t | derive(x: \(program))) | select(.x)") { values($0).map { [$0] } })
        let by = program.hasSuffix("(") ? "\(program)by: .k)" : "\(program), by: .k)"
        try check(
            Case("t | derive(x: \(by)) | select(.x)") { rows in
                rows.map { row in
                    let group = rows.filter { $0.k == row.k }
                    return [values(group)[group.firstIndex { $0.i == row.i } ?? 0]]
                }
            })
    }
}
