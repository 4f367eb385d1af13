import OctavoNotebook
import OctavoSource
import Testing

@Suite struct CellAttributesTests {
    private func attributes(_ words: String) -> CellAttributes {
        notebook(["```octavo \(words)", "```"]).cells.first?.attributes ?? CellAttributes()
    }

    @Test func readsEveryAttribute() {
        let all = attributes(
            "name=by_hour params skip raises=unknown-column volatile compare=close tol=1e-3 timeout=30s lines=100 hide")
        #expect(all.name == "by_hour")
        #expect(all.isParameters && all.isSkipped && all.isVolatile && all.isHidden)
        #expect(all.raises == .code("unknown-column"))
        #expect(all.compare == .close)
        #expect(all.tolerance == 1e-3)
        #expect(all.timeout == .seconds(30))
        #expect(all.lines == 100)
    }

    @Test func hasDefaultsWithoutWords() {
        let none = attributes("")
        #expect(none.name == nil && none.raises == nil && none.tolerance == nil && none.timeout == nil && none.lines == nil)
        #expect(!none.isParameters && !none.isSkipped && !none.isVolatile && !none.isHidden)
        #expect(none.compare == .exact)
        #expect(attributes("raises=any").raises == .any)
    }

    static let mistakes: [(String, String, String)] = [
        ("«name=a» «name=b»", "duplicate-attribute", "the cell has the attribute `name` twice"),
        ("skip «skip»", "duplicate-attribute", "the cell has the attribute `skip` twice"),
        ("«nmae=a»", "unknown-attribute", "a cell has no attribute `nmae`"),
        ("«compare=exakt»", "attribute-value", "`compare` cannot be `exakt`"),
        ("«tol=-1»", "attribute-value", "`tol` cannot be `-1`: a tolerance is a number from 0 up"),
        ("«tol=nan»", "attribute-value", "`tol` cannot be `nan`: a tolerance is a number from 0 up"),
        ("«timeout=30»", "attribute-value", "`timeout` cannot be `30`: a time limit is a whole number with a unit"),
        (
            "«timeout=99999999999s»", "attribute-value",
            "`timeout` cannot be `99999999999s`: a time limit is a whole number with a unit"
        ),
        ("«lines=0»", "attribute-value", "`lines` cannot be `0`: it is a whole number from 1 up"),
        ("«skip=yes»", "attribute-value", "`skip` takes no value"),
        ("«name»", "attribute-value", "`name` needs a value"),
        ("«name=../x»", "attribute-value", "a cell cannot be named `../x`"),
        ("«name=\"a»", "malformed-attribute", "cannot read `name=\"a` as an attribute of the cell"),
        ("«name=»", "malformed-attribute", "cannot read `name=` as an attribute of the cell"),
        ("«{hide}»", "malformed-attribute", "cannot read `{hide}` as an attribute of the cell"),
        ("«name=a&amp;b»", "malformed-attribute", "cannot read `name=a&amp;b` as an attribute of the cell"),
    ]

    @Test(arguments: mistakes) func reportsMistakes(marked: String, code: String, message: String) throws {
        let words = marked.filter { $0 != "«" && $0 != "»" }
        let found = notebook(["", "```octavo \(words)", "```"]).diagnostics
        try #require(found.count == 1)
        #expect(found[0].code.rawValue == code)
        #expect(found[0].message == message)
        let place = String(try #require(marked.split(separator: "«").last).prefix { $0 != "»" })
        #expect(found[0].primary?.range.text == place)
        #expect(found[0].primary?.range.start.line == 1)
    }

    @Test func keepsWhatIsRightBesideAMistake() {
        let mixed = attributes("name=a tol=x compare=rows colour=red")
        #expect(mixed.name == "a")
        #expect(mixed.compare == .rows)
        #expect(mixed.unknown == ["colour=red"])
    }

    @Test func offersTheNearestName() {
        #expect(notebook(["```octavo nmae=a", "```"]).diagnostics.first?.help == ["did you mean `name`?"])
        #expect(notebook(["```octavo compare=exakt", "```"]).diagnostics.first?.help == ["did you mean `exact`?"])
        #expect(notebook(["```octavo nmae=a", "```"]).diagnostics.first?.severity == .warning)
    }

    @Test func acceptsNamesOfUpTo64Characters() {
        let longest = String(repeating: "n", count: 64)
        #expect(attributes("name=\(longest)").name == longest)
        #expect(attributes("name=\(longest)n").name == nil)
    }

    static let durations: [(String, Duration?)] = [
        ("500ms", .milliseconds(500)), ("1s", .seconds(1)), ("10m", .seconds(600)), ("2h", .seconds(7200)), ("0s", nil),
        ("-1s", nil), ("s", nil), ("1", nil), ("1.5s", nil), ("1S", nil), ("", nil), ("1000000001s", nil),
    ]

    @Test(arguments: durations) func readsDurations(text: String, expected: Duration?) {
        #expect(DurationText.parse(text) == expected)
    }
}
