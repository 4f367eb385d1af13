import OctavoKernel
import OctavoLanguage
import OctavoSource
import OctavoTable
import Testing

@Suite struct ValueTextTests {
    private func table(_ rows: Int) -> Table {
        Table([
            (name: "id", column: Column(.int, (0..<rows).map { .int(Int64($0)) })),
            (name: "name", column: Column(.text, (0..<rows).map { .text("n\($0)") })),
        ])
    }

    private func whole(_ table: Table) throws -> String { try ValueText.whole(.table(Plan(table)), context: Test.context) }

    private func terminal(_ table: Table, width: Int = 80, rows: Int = 10) throws -> [String] {
        try ValueText.terminal(.table(Plan(table)), style: .plain, width: width, rows: rows, context: Test.context)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test(arguments: [
        (Value.null, "null"), (.int(-3), "-3"), (.float(2), "2.0"), (.float(.nan), "nan"), (.float(-0.0), "-0.0"),
        (.text("3"), "\"3\""),
        (.text("a\nb"), "a\nb"), (.text(""), "\"\""), (.text("\u{1B}"), "\"\\u{1B}\""), (.date(0), "1970-01-01"),
        (.duration(90_000_000), "90s"), (.list([]), "[]"), (.list([.int(1), .text("a\nb")]), "[1, \"a\\nb\"]"),
        (.range(from: 0, to: 3), "0..3"),
        (.record(Record([(name: "a", value: .int(1)), (name: "odd name", value: .null)])), "{a: 1, \"odd name\": null}"),
        (.schema(Schema([Field("id", .int), Field("b c", .list(.text))])), "id int, \"b c\" list(text)"),
        (.secret(Secret(name: "KEY") { "hidden" }), "secret(KEY)"),
    ])
    func writesValuesAsTheLanguageDoes(value: Value, text: String) {
        #expect(ValueText.text(value) == text)
    }

    @Test func neverShowsASecret() throws {
        let value = Value.record(Record([(name: "k", value: .secret(Secret(name: "KEY") { "hidden" }))]))
        #expect(!ValueText.text(value).contains("hidden"))
        #expect(try !ValueJSON.make(value, context: Test.context).text.contains("hidden"))
    }

    @Test func breaksLongListsIntoLines() {
        let text = ValueText.text(.list((0..<30).map { .int($0) }), width: 40)
        let lines = text.split(separator: "\n")
        #expect(lines.first == "[" && lines.last == "]")
        #expect(lines.allSatisfy { $0.count <= 40 })
        #expect(lines[1] == "  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,")
    }

    @Test func saysHowManyItemsAreCut() {
        let text = ValueText.text(.list((0..<12_840).map { .int($0) }))
        #expect(text.hasSuffix("\n  … 12,740 more\n]"))
    }

    @Test func survivesDeepNesting() {
        let deep = (0..<5000).reduce(Value.int(1)) { value, _ in .list([value]) }
        #expect(ValueText.text(deep).contains("…"))
    }

    @Test func writesPipeTables() throws {
        let table = Table([
            (name: "intent", column: Column(.text, [.text("book"), .text("a|b\\c"), .null])),
            (name: "n", column: Column(.int, [.int(812), .int(6), .null])),
            (name: "多", column: Column(.text, [.text("x\ny"), .text("名前名"), .text("")])),
        ])
        #expect(
            try whole(table) == """
                | intent  |    n | 多     |
                | ------- | ---: | ------ |
                | book    |  812 | x\\ny   |
                | a\\|b\\\\c |    6 | 名前名 |
                | null    | null |        |
                """)
    }

    @Test func writesTablesWithoutRowsOrColumns() throws {
        #expect(try whole(table(0)) == "|  id | name |\n| --: | ---- |")
        #expect(try whole(Table(schema: Schema([]), chunks: [Chunk(count: 3, columns: [])])) == "a table without columns, 3 rows")
    }

    @Test func cutsLongCells() throws {
        let long = Table([(name: "t", column: Column(.text, [.text(String(repeating: "x", count: 5000))]))])
        let lines = try whole(long).split(separator: "\n")
        #expect(lines[2].contains("x… (+4,900) |"))
        #expect(lines[2].count < 130)
    }

    @Test func writesOneColumnAsATable() throws {
        let value = Value.column(Plan(table(2)), "name")
        #expect(try ValueText.whole(value, context: Test.context) == "| name |\n| ---- |\n| n0   |\n| n1   |")
    }

    @Test func showsTypesAndTheFirstRowsAtATerminal() throws {
        #expect(
            try terminal(table(25), rows: 3) == [
                " id  name", "int  text", "  0  n0", "  1  n1", "  2  n2", "… 22 more rows",
            ])
        #expect(try terminal(table(0)) == [" id  name", "int  text", "no rows"])
        #expect(try terminal(table(3), rows: 3).count == 5)
    }

    @Test func computesOnlyTheRowsThatItShows() throws {
        let plan = Plan(
            .filter(
                Plan(table(1000)),
                RowExpression(
                    .comparison(
                        .greater, RowExpression(.column("id"), type: .int), RowExpression(.literal(.int(-1)), type: .int)),
                    type: .bool)),
            schema: table(0).schema)
        let text = try ValueText.terminal(.table(plan), style: .plain, width: 80, rows: 2, context: Test.context)
        #expect(text.hasSuffix("… more rows; `| count` counts them"))
        #expect(plan.result == nil)
    }

    @Test func shrinksTextsBeforeItHidesColumns() throws {
        let wide = Table([
            (name: "id", column: Column(.int, [.int(1)])),
            (name: "text", column: Column(.text, [.text(String(repeating: "x", count: 90))])),
            (name: "n", column: Column(.int, [.int(2)])),
        ])
        let lines = try terminal(wide, width: 40)
        #expect(lines.allSatisfy { TextWidth.columns(of: $0) <= 40 })
        #expect(lines[2].contains("xx…") && lines[2].hasSuffix("  2"))
    }

    @Test func hidesMiddleColumnsAndNamesThem() throws {
        let wide = Table((0..<20).map { (name: "column\($0)", column: Column(.int, [.int(1)])) })
        let lines = try terminal(wide, width: 50)
        #expect(lines.allSatisfy { TextWidth.columns(of: $0) <= 50 })
        #expect(lines[0].hasPrefix("column0  column1") && lines[0].contains("  …  ") && lines[0].hasSuffix("column19"))
        let note = lines[3...].joined(separator: " ")
        #expect(note.hasPrefix("… 15 columns not shown: .column3 int, ") && note.hasSuffix(", and 7 more"))
    }

    @Test func survivesThousandsOfColumns() throws {
        let wide = Table((0..<2000).map { (name: "c\($0)", column: Column(.int, [.int(1)])) })
        #expect(try whole(wide).split(separator: "\n").count == 3)
        #expect(try terminal(wide)[0].hasPrefix(" c0   c1"))
    }

    @Test func writesJSON() throws {
        let json = try ValueJSON.make(.table(Plan(table(1))), context: Test.context).text
        #expect(
            json == "{\"columns\":[{\"name\":\"id\",\"type\":\"int\"},{\"name\":\"name\",\"type\":\"text\"}],\"count\":1,"
                + "\"rows\":[{\"id\":0,\"name\":\"n0\"}]}")
        #expect(
            try ValueJSON.make(.list([.float(.nan), .text("\"\u{1}")]), context: Test.context).text == "[\"nan\",\"\\\"\\u0001\"]"
        )
    }

    @Test(arguments: [("a", 1), ("名", 2), ("e\u{301}", 1), ("👩‍👩‍👧", 2), ("🇩🇪", 2), ("❤️", 2), ("\u{200B}", 0), ("ﾊ", 1), ("", 0)])
    func countsColumns(text: String, columns: Int) {
        #expect(TextWidth.columns(of: text) == columns)
    }
}
