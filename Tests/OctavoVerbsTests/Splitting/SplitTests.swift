import OctavoLanguage
import OctavoTable
import OctavoVerbs
import Testing

@Suite struct SplitTests {
    /// 1,000 rows: a number, a class of three unequal ones, a group of about seven rows.
    private static let rows: [[(name: String, value: Datum)]] = (0..<1000).map(row)
    private static let table = Plan(Table(records: rows))

    private static func row(_ number: Int) -> [(name: String, value: Datum)] {
        let label = number % 10 == 0 ? "rare" : number % 3 == 0 ? "some" : "most"
        return [
            (name: "n", value: .int(Int64(number))), (name: "k", value: .text(label)),
            (name: "g", value: .int(Int64(number * 7919 % 140))),
        ]
    }

    /// The rows of each part, by the program's record of tables.
    private func parts(_ program: String, of table: Plan = table) throws -> [String: [[Datum]]] {
        guard case .record(let record) = try Harness.value(SyntaxTreeOf(program), table) else { return [:] }
        var result: [String: [[Datum]]] = [:]
        for field in record.fields { result[field.name] = try Harness.rows(field.value) }
        return result
    }

    private func numbers(_ rows: [[Datum]]?) -> Set<Int64> {
        Set((rows ?? []).compactMap { if case .int(let number)? = $0.first { number } else { nil } })
    }

    @Test(
        arguments: [
            "t | split(train: 0.8, val: 0.1, test: 0.1)", "t | split(train: 80%, test: 20%, group: .g)",
            "t | split(train: 0.7, val: 0.2, test: 0.1, stratify: .k)", "t | split(train: 0.5, test: 0.5, by_time: .n)",
            "t | split(train: 0.8, val: 0.1, test: 0.1, stratify: .k, group: .g)", "t | split(test: 1)",
        ])
    func everyRowIsInOnePartAndRowsKeepTheirOrder(program: String) throws {
        let parts = try parts(program)
        let all = parts.values.flatMap { $0 }
        #expect(all.count == 1000)
        #expect(numbers(all).count == 1000)
        for rows in parts.values {
            #expect(rows.allSatisfy { $0.count == 3 })
            let order = rows.compactMap { if case .int(let number)? = $0.first { number } else { nil } }
            #expect(order == order.sorted())
        }
        #expect(try self.parts(program).mapValues { numbers($0) } == parts.mapValues { numbers($0) })
    }

    @Test func onlyNamedPartsAreThere() throws {
        #expect(try parts("t | split(train: 0.9, test: 0.1)").keys.sorted() == ["test", "train"])
    }

    @Test func sharesAreNearlyMetByContent() throws {
        let parts = try parts("t | split(train: 0.8, val: 0.1, test: 0.1)")
        #expect((760...840).contains(parts["train"]?.count ?? 0))
        #expect((70...130).contains(parts["val"]?.count ?? 0))
    }

    @Test func addedRowsColumnsOfNullsAndAnotherOrderMoveNone() throws {
        let train = numbers(try parts("t | split(train: 0.8, test: 0.2)")["train"])
        for program in [
            "t | union(t | derive(n: .n + 5000)) | split(train: 0.8, test: 0.2)",
            "t | select(.n, .g, .k) | split(train: 0.8, test: 0.2)",
            "t | sort(desc(.n)) | split(train: 0.8, test: 0.2)", "t | derive(empty: null) | split(train: 0.8, test: 0.2)",
            "t | union(table([{n: 7000.5, k: \"x\", g: 1}])) | derive(n: .n) | split(train: 0.8, test: 0.2)",
        ] {
            let rows = try parts(program)["train"] ?? []
            let numbers = Set(
                rows.compactMap { row -> Int64? in
                    switch row.first {
                    case .int(let number)?: number
                    case .float(let number)?: Int64(number)
                    default: nil
                    }
                })
            #expect(train == numbers.filter { $0 < 1000 }, "\(program)")
        }
    }

    @Test func anotherSeedGivesOtherParts() throws {
        let one = numbers(try parts("t | split(train: 0.5, test: 0.5)")["train"])
        let two = numbers(try parts("t | split(train: 0.5, test: 0.5, seed: 1)")["train"])
        #expect((200...300).contains(one.intersection(two).count))
    }

    @Test func everyClassHasItsSharesToARow() throws {
        for shares in [
            ["train": 0.8, "val": 0.1, "test": 0.1], ["train": 0.7, "test": 0.3],
            ["train": 1.0 / 3, "val": 1.0 / 3, "test": 1.0 / 3],
        ] {
            let text = ["train", "val", "test"].compactMap { name in shares[name].map { "\(name): \($0)" } }.joined(
                separator: ", ")
            let parts = try parts("t | split(\(text), stratify: .k)")
            for label in ["rare", "some", "most"] {
                let total = Double(Self.rows.count { $0[1].value == .text(label) })
                for (name, rows) in parts {
                    let count = Double(rows.count { $0[1] == .text(label) })
                    #expect(abs(count - total * (shares[name] ?? 0)) < 1, "\(label) in \(name) of \(text)")
                }
            }
            for (name, rows) in parts { #expect(abs(Double(rows.count) - 1000 * (shares[name] ?? 0)) <= 1, "\(name) of \(text)") }
        }
    }

    /// A hundred classes of one row each: by class alone all would go to the largest part.
    @Test func manySmallClassesStillFillTheParts() throws {
        let parts = try parts("t | head(100) | split(train: 0.8, val: 0.1, test: 0.1, stratify: .n)")
        #expect(parts["train"]?.count == 80)
        #expect(parts["val"]?.count == 10)
    }

    @Test func rowsThatAreAllAlikeArePartedByClassToARow() throws {
        let parts = try parts("t | select(.k) | split(train: 0.5, test: 0.5, stratify: .k)")
        #expect(parts["train"]?.count == 500)
    }

    @Test(arguments: ["group: .g", "group: .g, stratify: .k", "group: text(.g)"])
    func groupsStayWhole(option: String) throws {
        let parts = try parts("t | split(train: 0.8, val: 0.1, test: 0.1, \(option))")
        let groups = parts.mapValues { rows in Set(rows.map { $0[2] }) }
        #expect(groups.values.reduce(0) { $0 + $1.count } == 140)
        #expect((650...900).contains(parts["train"]?.count ?? 0))
    }

    @Test func groupsAndClassesTogetherAreBalanced() throws {
        let parts = try parts("t | split(train: 0.8, val: 0.1, test: 0.1, group: .g, stratify: .k)")
        for label in ["rare", "some", "most"] {
            let total = Double(Self.rows.count { $0[1].value == .text(label) })
            let test = Double(parts["test"]?.count { $0[1] == .text(label) } ?? 0)
            #expect(abs(test / total - 0.1) < 0.05, "\(label)")
        }
    }

    @Test func rowsWithoutAGroupAreNotTakenForOne() throws {
        let parts = try parts("t | derive(g: if .n > 200 then null else .g) | split(train: 0.5, test: 0.5, group: .g)")
        #expect((400...600).contains(parts["train"]?.count ?? 0))
    }

    @Test func earlierRowsComeFirst() throws {
        let parts = try parts("t | split(train: 0.7, val: 0.2, test: 0.1, by_time: .n)")
        #expect(numbers(parts["train"]) == Set(0..<700))
        #expect(numbers(parts["test"]) == Set(900..<1000))
    }

    @Test func rowsOfOneTimeStayTogether() throws {
        let parts = try parts("t | derive(day: .n - mod(.n, 300)) | split(train: 0.7, test: 0.3, by_time: .day)")
        #expect(numbers(parts["train"]) == Set(0..<600))
        let one = try self.parts("t | derive(day: 1) | split(train: 0.7, test: 0.3, by_time: .day)")
        #expect(one["train"]?.count == 1000)
        #expect(one["test"]?.count == 0)
    }

    @Test(
        arguments: [
            ("split(train: 0.8, test: 0.1)", "bad-shares"), ("split(train: 0.8, test: 0.3)", "bad-shares"),
            ("split(train: 0.8, test: 0.1999999)", "bad-shares"), ("split(train: 1, test: 0)", "bad-shares"),
            ("split(train: -0.5, test: 1.5)", "bad-shares"), ("split()", "missing-argument"),
            ("split(train: \"x\")", "wrong-argument"),
            ("split(train: 1, stratify: .nobody)", "unknown-column"), ("split(train: 1, by_time: .k)", "type-mismatch"),
            ("split(train: 1, by_time: .n, group: .g)", "options-exclude"),
            ("split(train: 1, stratify: \"k\")", "wrong-argument"),
        ])
    func refusesWithACode(call: String, code: String) {
        #expect(Harness.run("t = table([{n: 1, k: \"a\", g: 1}])\nt | \(call)") == ["error: \(code)"])
    }

    @Test func sharesMayAddUpWithTheDustOfBinaryNumbers() throws {
        #expect(try parts("t | split(train: 0.7, val: 0.2, test: 0.1)").count == 3)
        #expect(Harness.codes("f(x) = table([{n: 1}]) | split(train: x, test: 1 - x)\nf(0.5).train").isEmpty)
    }

    @Test(arguments: [
        "stratify: .k", "stratify: .n", "group: .k", "by_time: .i", "stratify: .b, group: .k", "group: .l", "stratify: .l", "",
    ])
    func partsEverySmallTable(option: String) throws {
        let rest = option.isEmpty ? "" : ", \(option)"
        let program = SyntaxTreeOf(
            "p = t | split(train: 0.5, val: 0.25, test: 0.25\(rest))\np.train | union(p.val, p.test) | sort(.i)")
        for table in SmallTable.all {
            let found = try Harness.rows(Harness.value(program, table.plan))
            #expect(found == table.rows.map(\.all), "\(table.name) by \(option)")
            if found != table.rows.map(\.all) { return }
        }
    }

    /// Against what the declaration says of the hash: these rows of users' splits must never move.
    @Test func theHashOfARowIsFixed() throws {
        let hash = ContentHash(names: ["a", "b"], seed: 0)
        let columns = [Column(.int, [.int(1), .null]), Column(.text, [.text("x"), .text("x")])]
        let found = try hash.hashes(columns, count: 2)
        let floats = try hash.hashes([Column(.float, [.float(1), .null]), columns[1]], count: 2)
        let texts = try hash.hashes([Column(.text, [.text("1"), .null]), columns[1]], count: 2)
        let one = try ContentHash(names: ["b"], seed: 0).hashes([columns[1]], count: 2)
        #expect(found == floats)
        #expect(found == texts)
        #expect(found[1] == one[1])
        #expect(found[0] != found[1])
    }
}
