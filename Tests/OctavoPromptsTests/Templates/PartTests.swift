import OctavoPrompts
import OctavoSource
import OctavoTable
import Testing

@Suite struct PartTests {
    @Test(arguments: [
        ("a\n{{ include \"part.md\" }}\nb", "x {{ name }}\ny\n", "a\nx Ann\ny\nb"),
        ("a\n{{ include \"part.md\" }}\nb", "x", "a\nx\nb"),
        ("a {{ include \"part.md\" }} b", "x\n", "a x b"),
        ("a {{ include \"./part.md\" }} b", "", "a  b"),
        ("{{ for w in [name] }}{{ include 'part.md' }}{{ end }}", "<{{ w }}>", "<Ann>"),
        (
            "{{ include \"part.md\" }}", "--- system ---\nBe kind.\n--- user ---\n{{ name }}",
            "--- system ---\nBe kind.\n\n--- user ---\nAnn"
        ),
    ])
    func standInTheirPlaces(template: String, part: String, text: String) {
        #expect(Template.render(template, ["name": .text("Ann")], parts: ["part.md": part]) == text)
    }

    @Test func areFoundBesideTheFileThatIncludesThem() {
        let parts = ["hotel/a.md": "{{ include \"b.md\" }}+{{ include \"../c.md\" }}", "hotel/b.md": "b", "c.md": "c"]
        #expect(Template.render("{{ include \"hotel/a.md\" }}", parts: parts) == "b+c")
    }

    @Test func underlineWhatIsWrongInThem() {
        let reading = Template.read("{{ include \"part.md\" }}", parts: ["part.md": "one\n{{ uper(a) }}"])
        #expect(reading.problems.map { $0.primary?.range.source.name } == ["prompts/part.md"])
        #expect(reading.problems.map { $0.primary?.range.start.line } == [1])
        #expect(Template.problems("{{ include \"none.md\" }}") == ["file-not-found «none.md»"])
        #expect(
            Template.problems("{{ include \"part.md\" }}", parts: ["part.md": "---\nname: a\n---\nb"])
                == ["bad-front-matter «---»"])
    }

    @Test func cannotIncludeThemselves() {
        let parts = ["a.md": "{{ include \"b.md\" }}", "b.md": "{{ include \"a.md\" }}"]
        #expect(Template.problems("{{ include \"a.md\" }}", parts: parts) == ["recursive-include «{{ include \"a.md\" }}»"])
        #expect(
            Template.problems("{{ include \"test.md\" }}", parts: ["test.md": "{{ include \"test.md\" }}"]).first
                == "recursive-include «{{ include \"test.md\" }}»")
    }

    @Test func thatDoubleWithEveryLevelEndAtALimit() {
        var parts: [String: String] = ["p30.md": "x"]
        for level in 0..<30 { parts["p\(level).md"] = String(repeating: "{{ include \"p\(level + 1).md\" }}", count: 2) }
        #expect(Template.problems("{{ include \"p0.md\" }}", parts: parts).allSatisfy { $0.hasPrefix("too-deep") })
    }
}
