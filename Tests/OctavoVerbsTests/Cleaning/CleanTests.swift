import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoVerbs
import Testing

@Suite struct CleanTests {
    private static let table =
        "t = table([{id: 1, q: \"mail a@b.example\", turns: [\"Hi\", \"call 212-555-0123\"]}, {id: 2, q: null, turns: []}, "
        + "{id: 3, q: \"a room\", turns: null}])\n"

    private func run(_ program: String) -> [String] { Harness.run(Self.table + program) }

    @Test(
        arguments: [
            ("clean(\"a@b.example\", operations: [\"remove_pii\"])", "\"[EMAIL]\""),
            ("clean(\"a@b.example\", operations: \"remove_pii\")", "\"[EMAIL]\""),
            ("clean(\"a@b.example\", operations: [{remove_pii: {style: \"mask\"}}])", "\"a***@b***.example\""),
            ("clean(\"a@b.example\", operations: {remove_pii: {kinds: [\"phone\"]}})", "\"a@b.example\""),
            ("clean(\"mail ann&#64;hotel.example\", operations: [\"remove_pii\", \"normalize_text\"])", "\"mail [EMAIL]\""),
            ("clean(\"  A  \", operations: [{normalize_text: {lower: true}}])", "\"a\""),
            ("clean(\"a room\", operations: [\"remove_pii\"])", "\"a room\""),
            ("clean(\"...\", operations: [\"filter_noise\"]) == null", "true"),
            (
                "t | clean(.q, operations: [\"remove_pii\", {filter_noise: {max_words: 1}}]) | select(.q)",
                "[]"
            ),
            (
                "t | clean(.q, operations: [\"remove_pii\", {filter_noise: {empty: false}}]) | select(.q)",
                "[{q: \"mail [EMAIL]\"}, {q: null}, {q: \"a room\"}]"
            ),
            (
                "t | clean(.q, operations: [{filter_noise: {min_words: 2}}, \"remove_pii\"]) | select(.q)",
                "[{q: \"mail [EMAIL]\"}, {q: \"a room\"}]"
            ),
            ("clean(\"\", operations: [\"remove_pii\"])", "\"\""),
            (
                "t | clean(operations: [\"remove_pii\"]) | head(1)",
                "[{id: 1, q: \"mail [EMAIL]\", turns: [\"Hi\", \"call [PHONE]\"]}]"
            ),
            (
                "t | clean(.q, operations: [\"remove_pii\"]) | head(1)",
                "[{id: 1, q: \"mail [EMAIL]\", turns: [\"Hi\", \"call 212-555-0123\"]}]"
            ),
            (
                "t | clean(.q, .turns, operations: [\"remove_pii\"]) | tail(2)",
                "[{id: 2, q: null, turns: []}, {id: 3, q: \"a room\", turns: null}]"
            ),
            (
                "t | derive(c: clean(.q, operations: [\"remove_pii\"])) | select(.c) | head(2)",
                "[{c: \"mail [EMAIL]\"}, {c: null}]"
            ),
            (
                "t | clean(operations: [\"remove_pii\"]) | report | select(.rows_in, .rows_out, .note) | tail(1)",
                "[{rows_in: 3, rows_out: 3, note: \"email 1, phone 1\"}]"
            ),
            (
                "t | clean(.q, operations: [\"remove_pii\", \"filter_noise\"]) | report | select(.rows_in, .rows_out, .note) | tail(2)",
                "[{rows_in: 3, rows_out: 3, note: \"\"}, {rows_in: 3, rows_out: 2, note: \"dropped by empty 1, email 1\"}]"
            ),
            ("table([{r: {a: \"x@y.example\", n: 1}}]) | clean(operations: [\"remove_pii\"])", "[{r: {a: \"[EMAIL]\", n: 1}}]"),
        ])
    func givesTheValue(program: String, expected: String) { #expect(run(program) == [expected]) }

    @Test(
        arguments: [
            ("t | clean", "missing-argument"), ("t | clean(operations: [])", "missing-argument"),
            ("t | clean(operations: [\"remove_pi\"])", "unknown-choice"), ("t | clean(operations: [5])", "wrong-argument"),
            ("t | clean(operations: [{remove_pii: {stile: \"mask\"}}])", "unknown-argument"),
            ("t | clean(operations: [{remove_pii: {style: \"masked\"}}])", "unknown-choice"),
            ("t | clean(operations: [{remove_pii: 5}])", "wrong-argument"),
            ("t | clean(operations: [\"filter_noise\"])", "missing-argument"),
            ("t | clean(.q, operations: [{filter_noise: {min_word: 2}}])", "unknown-argument"),
            ("t | clean(.q, operations: [{filter_noise: {min_words: \"two\"}}])", "wrong-argument"),
            ("clean(\"a\", operations: [{filter_noise: {duplicates: \"near\"}}])", "not-supported"),
            ("t | derive(c: clean(.q, operations: [{filter_noise: {duplicates: \"exact\"}}]))", "not-supported"),
            ("t | clean(.id, operations: [\"remove_pii\"])", "type-mismatch"),
            ("t | clean(.nobody, operations: [\"remove_pii\"])", "unknown-column"),
            ("t | select(.id) | clean(operations: [\"remove_pii\"])", "type-mismatch"),
            ("clean(5, operations: [\"remove_pii\"])", "wrong-argument"),
            ("clean(\"a\", .b, operations: [\"remove_pii\"])", "too-many-arguments"),
            ("t | clean(operations: [\"remove_pii\"], config: \"c.yaml\")", "options-exclude"),
            ("t | clean(config: \"c.yaml\")", "file-not-found"),
            ("t | derive(c: clean(.id, operations: [\"remove_pii\"]))", "wrong-argument"),
        ])
    func refusesWithACode(program: String, code: String) { #expect(run(program) == ["error: \(code)"]) }

    /// Whatever a rule says of a text: together with other operations as alone.
    @Test func dropsTheRowsThatFilterNoiseDrops() {
        let program =
            "n = table([{q: \"...\"}, {q: \"ok\"}, {q: null}, {q: \"asdf jkl;\"}, {q: \"Room 12?\"}, {q: \"no no no no no no\"}])\n"
        let alone = Harness.run(program + "n | filter_noise(.q)")
        #expect(alone == ["[{q: \"ok\"}, {q: \"Room 12?\"}]"])
        #expect(Harness.run(program + "n | clean(.q, operations: [\"filter_noise\"])") == alone)
        #expect(Harness.run(program + "n | clean(.q, operations: [\"normalize_text\", \"filter_noise\"])") == alone)
    }

    private static let alike =
        "d = table([{q: \"I need a room for two nights\", w: \"x\"}, {q: \"i need a room for two nights!\", w: \"y\"}, {q: null, w: \"y\"}, "
        + "{q: \"mail a@b.example\", w: \"z\"}, {q: \"mail c@d.example\", w: \"u\"}, {q: null, w: \"v\"}])\n"

    @Test(
        arguments: [
            ("d | clean(.q, operations: [{filter_noise: {duplicates: \"near\", empty: false}}]) | select(.w)", "x y z u v"),
            // What differed in an address alone is alike once it is gone.
            ("d | clean(.q, operations: [\"remove_pii\", {filter_noise: {duplicates: \"exact\"}}]) | select(.w)", "x y z"),
            ("d | clean(.q, operations: [{filter_noise: {duplicates: \"exact\"}}, \"remove_pii\"]) | select(.w)", "x y z"),
            // A row goes when one of its texts does.
            (
                "d | clean(.q, .w, operations: [{filter_noise: {preset: \"none\", duplicates: \"exact\"}}]) | select(.w)",
                "x y z u v"
            ),
        ])
    func dropsDuplicatesLast(program: String, expected: String) {
        #expect(
            Harness.run(Self.alike + program) == [
                "[" + expected.split(separator: " ").map { "{w: \"\($0)\"}" }.joined(separator: ", ") + "]"
            ])
    }

    @Test func tellsWhichTextsItDropped() {
        let steps =
            "clean(.q, operations: [\"remove_pii\", {filter_noise: {min_words: 3, duplicates: \"near\"}}]) | report | select(.note)"
        #expect(
            Harness.run(Self.alike + "d | " + steps + " | tail(1)") == [
                "[{note: \"dropped by empty 2, dropped by min_words 2 (\\\"mail [EMAIL]\\\"), email 2; near_duplicate 1 (\\\"i need a room for two nights!\\\")\"}]"
            ])
    }

    @Test func takesOperationsAndColumnsFromAFile() {
        let project = MemoryProject(
            ["c.yaml": "cleaning_operations:\n  - remove_pii: {style: hash, key: {secret: KEY}}\ncleaning_columns: [q]\n"],
            environment: ["KEY": "sixteen bytes and more"])
        let program = "[{q: \"a@b.example\", z: \"a@b.example\"}] | clean(config: \"c.yaml\")"
        let own = MemoryProject([:]).run("remove_pii(\"a@b.example\", style: \"hash\", key: \"sixteen bytes and more\")").rows[0]
        #expect(project.run(program).rows == ["{q: \(own), z: \"a@b.example\"}"])
        #expect(project.check(program).accesses.map(\.resource) == ["file:c.yaml"])
        project.files.put("c.yaml", "cleaning_operations:\n  - remove_pii: {style: hsah}\n")
        let problem = project.run(program).problem
        #expect(problem?.code == "unknown-choice")
        #expect(problem?.primary?.range.text == "hsah")
        project.files.put("c.yaml", "data_sources: [{name: a, path: b.csv}]\n")
        #expect(project.run(program).problem?.code == "bad-config")
    }

    @Test func cleansEverySmallTable() throws {
        let program = SyntaxTreeOf("t | clean(.k, operations: [\"remove_pii\"])")
        for table in SmallTable.all {
            let found = try Harness.rows(Harness.value(program, table.plan))
            #expect(found == table.rows.map(\.all), "\(table.name)")
            if found != table.rows.map(\.all) { return }
        }
    }

    /// Slices of lists share the items of the whole.
    @Test func cleansListsOfSlicesAndChunks() throws {
        let program = SyntaxTreeOf(
            "t | derive(x: map(.l, \"a@b.example \" + text(.))) | derive(y: map(.l, \"[EMAIL] \" + text(.))) | clean(.x, operations: [\"remove_pii\"])"
                + " | filter(.x != .y) | count")
        for table in SmallTable.all {
            for (from, count) in [(0, 9), (1, 3), (2, 9)] {
                let part = Plan(.slice(table.plan, from: from, count: count), schema: table.plan.schema)
                #expect(try Harness.rows(Harness.value(program, part)) == [[.int(0)]], "\(table.name)")
            }
        }
    }
}
