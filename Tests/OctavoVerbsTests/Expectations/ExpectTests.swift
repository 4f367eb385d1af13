import OctavoLanguage
import OctavoSource
import OctavoSyntax
import OctavoTable
import OctavoVerbs
import Synchronization
import Testing

@Suite struct ExpectTests {
    private static let table = "t = table([{id: 1, k: \"a\", n: 5}, {id: 2, k: \"b\", n: null}, {id: 2, k: \"a\", n: 9}])\n"

    /// What is shown, without the lines that say what breaks a condition.
    private func lines(_ program: String) -> [String] { Self.verdicts(Self.table + program + ";") }

    private static func verdicts(_ program: String) -> [String] {
        Harness.run(program).map { String($0.prefix { $0 != "\n" }) }
    }

    /// What breaks the conditions, as it stands below their lines.
    private func evidence(_ program: String) -> [String] {
        Harness.run(Self.table + program + ";").flatMap { $0.split(separator: "\n") }.filter { $0.hasPrefix("         ") }.map {
            String($0.dropFirst(9))
        }
    }

    @Test(
        arguments: [
            ("t | expect(.id > 0)", "met      .id > 0: 3 of 3 rows"),
            ("t | expect(.n > 0)", "not met  .n > 0: 2 of 3 rows"),
            ("t | expect(small: .n < 6)", "not met  small: 1 of 3 rows"),
            ("t | expect(.k in [\"a\", \"b\"])", "met      .k in [\"a\", \"b\"]: 3 of 3 rows"),
            ("t | expect(count() >= 3)", "met      count() >= 3: count() is 3"),
            ("t | expect(mean(.n) < 3)", "not met  mean(.n) < 3: mean(.n) is 7.0"),
            ("t | expect(count() >= 1 and max(.n) < 10)", "met      count() >= 1 and max(.n) < 10: count() is 3, max(.n) is 9"),
            ("t | expect(count(by: .k) >= 2)", "not met  count(by: .k) >= 2: 1 of 2 groups"),
            ("t | expect(sum(.n, by: .k) > 0 or .k == \"b\")", "met      sum(.n, by: .k) > 0 or .k == \"b\": 2 of 2 groups"),
            ("t | expect(all_distinct(.id))", "not met  all_distinct(.id): 1 key repeats, in 2 of 3 rows"),
            ("t | expect(all_distinct(.id, .k))", "met      all_distinct(.id, .k): 3 rows"),
            ("t | expect(.n <= max(.n))", "not met  .n <= max(.n): 2 of 3 rows"),
            ("t | expect(.id >= lag(.id) ?? 0)", "met      .id >= lag(.id) ?? 0: 3 of 3 rows"),
            ("t | expect(count(t) == 3)", "met      count(t) == 3"), ("t | expect(false)", "not met  false"),
            ("t | expect(null)", "not met  null"),
            ("{a: 0.5} | expect(.a >= 0.9)", "not met  .a >= 0.9: .a is 0.5"), ("0.95 | expect(. > 0.9)", "met      . > 0.9"),
            ("[1, 5, 2] | expect(. < 3)", "not met  . < 3: 2 of 3 items"), ("[] | expect(. < 3)", "met      . < 3: 0 of 0 items"),
            ("t.id | expect(. > 0)", "met      . > 0: 3 of 3 items"),
            ("[{a: 1}, {a: 2}] | expect(.a > 1)", "not met  .a > 1: 1 of 2 rows"),
            ("t | filter(.id > 5) | expect(.n > 0)", "met      .n > 0: 0 of 0 rows"),
            ("t | filter(.id > 5) | expect(mean(.n) > 0)", "not met  mean(.n) > 0: mean(.n) is null"),
            ("t | filter(.id > 5) | expect(all_distinct(.id))", "met      all_distinct(.id): 0 rows"),
        ])
    func tellsHowFarEachConditionIsMet(program: String, line: String) {
        let shown = lines(program)
        #expect(shown.first == line)
        #expect(shown.dropFirst() == (line.hasPrefix("not") ? ["error: expectation-failed"] : []))
    }

    @Test func givesItsInputOn() {
        #expect(
            lines("t | expect(.id > 0) | select(.id) | head(1)").last == "[{id: 1}]"
                || Harness.run(Self.table + "t | expect(.id > 0) | select(.id) | head(1)").last == "[{id: 1}]")
        #expect(Harness.run("[3] | expect(. > 1)").last == "[3]")
        #expect(Harness.run("x = {a: 1} | expect(.a == 1)\nx.a").last == "1")
    }

    @Test func runsWhereItStandsUsedOrNot() {
        #expect(
            Self.verdicts("x = table([{n: 1}]) | expect(.n > 1)\n5") == [
                "not met  .n > 1: 0 of 1 row", "error: expectation-failed",
            ])
    }

    @Test func showsEveryConditionBeforeItFails() {
        let shown = lines("t | expect(.n > 100, .id > 0, count() > 5)")
        #expect(shown.count == 4)
        #expect(shown.map { $0.prefix(3) } == ["not", "met", "not", "err"])
    }

    @Test func tryTakesAnotherValue() {
        #expect(Self.verdicts("try ({a: 1} | expect(.a > 1)) else 7") == ["not met  .a > 1: .a is 1", "7"])
    }

    @Test(
        arguments: [
            ("t | expect()", "missing-argument"), ("t | expect(.n + 1)", "not-a-condition"),
            ("t | expect(.m > 1)", "unknown-column"),
            ("t | expect(count() + 1)", "not-a-condition"), ("{a: 1} | expect(.b > 1)", "unknown-field"),
            ("{a: 1} | expect(.a)", "not-a-condition"), ("(x -> x) | expect(.a > 1)", "wrong-argument"),
            ("t | expect(a: .n > 1, a: .n > 2)", "duplicate-argument"), ("t | expect(all_distinct(.m))", "unknown-column"),
            ("t | expect(.k > 1)", "type-mismatch"),
        ])
    func refusesWhatIsNoCondition(program: String, code: String) {
        #expect(lines(program) == ["error: \(code)"])
    }

    private func failure(_ program: String) -> Diagnostic? { Harness.failure(Self.table + program) }

    @Test func underlinesTheConditionThatFails() throws {
        let found = try #require(failure("t | expect(.id > 0, .n * 2 > 9 and length(.k) < 1)"))
        #expect(found.message == "expectation not met: `.n * 2 > 9 and length(.k) < 1`")
        #expect(found.primary?.range.text == ".n * 2 > 9 and length(.k) < 1")
        #expect(found.primary?.text == "0 of 3 rows")
    }

    @Test(
        arguments: [
            (
                "t | expect(.n * 2 > 9 and length(.k) < 1)",
                [
                    "row 1: k \"a\", n 5", "there .n * 2 is 10, .n * 2 > 9 is true, length(.k) is 1, length(.k) < 1 is false",
                    "row 2: k \"b\", n null", "row 3: k \"a\", n 9",
                ]
            ),
            ("t | expect(.id < mean(.id))", ["row 2: id 2", "there mean(.id) is 1.6666666666666667", "row 3: id 2"]),
            ("t | derive(m: .id) | expect(.m < mean(.m))", ["row 2: m 2", "there mean(.m) is 1.6666666666666667", "row 3: m 2"]),
            ("t | expect(all_distinct(.id))", ["id 2 stands 2 times: row 2, row 3"]),
            ("t | expect(all_distinct(.id * 0))", [".id * 0 0 stands 3 times: row 1, row 2, row 3"]),
            ("t | expect(count(by: .k) >= 2)", ["group k \"b\": count(by: .k) is 1"]), ("t | expect(count() > 5)", []),
            (
                "t | expect(count() > 5 or max(.id) > 5)",
                ["there count() is 3, count() > 5 is false, max(.id) is 2, max(.id) > 5 is false"]
            ),
            ("{a: 1, b: 2} | expect(.a > 1)", []),
            ("{a: 1, b: 2} | expect(.a > .b)", ["there .a is 1, .b is 2"]),
            ("[1, 5] | expect(. * 2 < 5)", ["item 1 is 5", "there . * 2 is 10"]),
            (
                "t | expect(any([.id, .n], x -> x > 100))",
                ["row 1: id 1, n 5", "there [.id, .n] is [1, 5]", "row 2: id 2, n null", "row 3: id 2, n 9"]
            ),
            ("t | expect(if .id == 1 then true else int(.k) > 0)", []),
        ])
    func showsWhatBreaksACondition(program: String, lines: [String]) {
        #expect(evidence(program) == lines)
    }

    @Test func namesEachConditionWhereSeveralFail() throws {
        let found = try #require(failure("t | expect(.id > 1, many: count() > 5)"))
        #expect(found.message == "2 of 2 expectations are not met: `.id > 1`, `many`")
        #expect(found.secondary.map(\.text) == ["count() is 3"])
    }

    @Test func aConditionThatCannotBeComputedIsTheRowsError() throws {
        let found = try #require(failure("t | expect(int(.k) > 1)"))
        #expect(found.code != "expectation-failed")
        #expect(found.notes.contains("row 1"))
    }

    /// Every pattern of met, not met and null up to length 6, and lengths to 9, against a count by hand.
    @Test func countsEveryPattern() {
        for length in 1...9 {
            let patterns = length <= 6 ? Int(pow3(length)) : 50
            for pattern in 0..<patterns {
                var rest = pattern
                var items: [String] = []
                for _ in 0..<length {
                    items.append("{n: \(["1", "0", "null"][rest % 3])}")
                    rest /= 3
                }
                let met = items.filter { $0 == "{n: 1}" }.count
                let program = "table([\(items.joined(separator: ", "))]) | derive(n: int(.n)) | expect(.n == 1);"
                let noun = length == 1 ? "row" : "rows"
                let verdict = met == length ? "met      " : "not met  "
                #expect(Self.verdicts(program).first == "\(verdict).n == 1: \(met) of \(length) \(noun)")
            }
        }
    }

    private func pow3(_ exponent: Int) -> Int { (0..<exponent).reduce(1) { power, _ in power * 3 } }

    /// Rising, falling, broken and null keys of every length to 6, against a count by hand.
    @Test func seesRepeatsWhateverTheOrder() {
        for length in 1...6 {
            for pattern in 0..<pow3(length) {
                var rest = pattern
                var keys: [String] = []
                for place in 0..<length {
                    // The next number, the first again, or null.
                    keys.append(["\(place)", "0", "null"][rest % 3])
                    rest /= 3
                }
                let isDistinct = Set(keys).count == keys.count
                let rows = keys.map { "{id: \($0)}" }.joined(separator: ", ")
                let shown = Self.verdicts("table([\(rows)]) | expect(all_distinct(.id));")
                #expect(shown.first?.hasPrefix(isDistinct ? "met" : "not met") ?? false, "\(keys)")
            }
        }
    }

    @Test func keepsTheRowsThatStepsHaveMade() throws {
        let program = "t = table([{n: 1}, {n: 2}, {n: 3}])\nx = t | filter(.n > 1) | expect(.n > 0)\ny = t | filter(.n > 1)"
        func result(_ name: String, memoryLimit: Int) throws -> Table? {
            let context = ExecutionContext(files: Harness.NoFiles(), memory: MemoryBudget(memoryLimit))
            let after = try Program.run(
                Harness.parse(program), in: Environment(), catalog: .standard, capabilities: Harness.capabilities,
                context: context
            ) { _ in }
            guard case .table(let plan)? = after.values[name]?.value else { return nil }
            return plan.result
        }
        #expect(try result("x", memoryLimit: .max)?.values(0) == [.int(2), .int(3)])
        #expect(try result("y", memoryLimit: .max) == nil)
        #expect(try result("x", memoryLimit: 20) == nil)
    }

    private struct Metrics: ObjectValue {
        var typeName: String { "metrics" }
        var memberNames: [String] { ["accuracy"] }
        var summary: String { "metrics" }
        func member(_ name: String) -> Value? { name == "accuracy" ? .float(0.87) : nil }
    }

    @Test(
        arguments: [
            (".accuracy >= 0.8", "met      .accuracy >= 0.8: .accuracy is 0.87", nil),
            (".accuracy >= 0.9", "not met  .accuracy >= 0.9: .accuracy is 0.87", "expectation-failed"),
            (".f1 >= 0.9", nil, "unknown-field"),
        ] as [(String, String?, String?)])
    func looksAtMetrics(condition: String, line: String?, code: String?) throws {
        var environment = Environment()
        environment.bind("m", Environment.Binding(.object(Metrics())))
        let shown = Mutex<[String]>([])
        var found: String?
        do {
            _ = try Program.run(
                Harness.parse("m | expect(\(condition));"), in: environment, catalog: .standard,
                capabilities: Harness.capabilities,
                context: Harness.context
            ) { output in if case .text(let text) = output { shown.withLock { $0.append(text) } } }
        } catch {
            found = (error as? Diagnostic)?.code.rawValue
        }
        #expect(shown.withLock { $0 } == (line.map { [$0] } ?? []))
        #expect(found == code)
    }

    @Test(arguments: [
        ("all_distinct([])", "true"), ("all_distinct([1, 1.0])", "false"), ("all_distinct([null, null])", "false"),
        ("all_distinct([{a: 1}, {a: 2}])", "true"), ("all_distinct(t.id)", "false"), ("all_distinct(t)", "true"),
        ("all_distinct(t, .k)", "false"), ("t | filter(all_distinct(.id)) | count", "0"), ("all_distinct(null)", "null"),
        ("t | summarize(u: all_distinct(.id), by: .k)", "[{k: \"a\", u: true}, {k: \"b\", u: true}]"),
    ])
    func knowsWhetherValuesRepeat(program: String, value: String) {
        let shown = Harness.run(Self.table + program)
        #expect(shown == (value == "null" ? [] : [value]))
    }

    @Test(arguments: [
        ("drift([1, 2], [1, 2])", "0.0"), ("drift([], [1])", "null"), ("drift([1], [])", "null"), ("drift(null, [1])", "null"),
        ("drift([null], [null])", "0.0"), ("t | summarize(d: drift(.id, t.id))", "[{d: 0.0}]"),
    ])
    func measuresDrift(program: String, value: String) {
        let shown = Harness.run(Self.table + program)
        #expect(shown == (value == "null" ? [] : [value]))
    }

    @Test func seesThatNumbersMoved() {
        let moved = Harness.run("drift([x + 50 for x in 0..100], [x for x in 0..100]) > 1")
        #expect(moved == ["true"])
        #expect(Harness.run("drift([x for x in 0..100], [x * 1.0 for x in 0..100])") == ["0.0"])
    }

    /// What is said of a function that makes aggregates of its own is its value, not theirs.
    @Test(arguments: [
        "drift(.k, [\"a\", \"b\"])", "drift(.k, table([{k: \"a\"}, {k: \"b\"}]))", "drift(.k, table([{k: \"a\"}, {k: \"b\"}]).k)",
    ])
    func tellsHowFarATableDrifted(measure: String) {
        let rows = "t = table([{k: \"b\"}, {k: \"a\"}])\nu = table([{k: \"a\"}, {k: \"a\"}])\n"
        #expect(
            Harness.run(rows + "x = expect(t, \(measure) < 0.1, count() == 2)") == [
                "met      \(measure) < 0.1: \(measure) is 0.0", "met      count() == 2: count() is 2",
            ])
        let failure = Harness.run(rows + "x = expect(u, \(measure) < 0.1)")
        #expect(failure.first?.hasPrefix("not met  \(measure) < 0.1: \(measure) is 4.6") == true, "\(failure)")
        #expect(failure.last == "error: expectation-failed")
    }

    @Test func driftNeedsTheColumnInTheReference() {
        #expect(Harness.codes("expect(table([{k: 1}]), drift(.k, table([{kk: 1}])) < 0.1)") == ["unknown-column"])
        #expect(Harness.codes("expect(table([{k: 1}]), drift(.k, table([{k: \"a\"}])) < 0.1)") == ["type-mismatch"])
    }
}
