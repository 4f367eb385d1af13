import OctavoTable
import Testing

@Suite struct HoleTests {
    @Test(arguments: [
        ("Hello {{ name }}!", "Hello Ann!"),
        ("{{name}}{{ name }}", "AnnAnn"),
        ("{{ upper(name) }} {{ name | lower }}", "ANN ann"),
        ("{{ \"}}\" }} {{ '{{' }}", "}} {{"),
        ("{{ \"\\(name)}}\" }}", "Ann}}"),
        ("{{ {a: {b: 1}}.a.b }}", "1"),
        ("{\"a\": {\"b\": \"{{ name }}\"}}", "{\"a\": {\"b\": \"Ann\"}}"),
        ("{ {{ name }} } }} {", "{ Ann } }} {"),
        ("{{\n  name\n}}", "Ann"),
        ("{{ name # who }}", "Ann"),
        ("{{ if name == \"Ann\" then 1 else 2 }}", "1"),
        ("{{ -2 }} {{ 0.5 }} {{ true }} {{ @2026-01-31 }}", "-2 0.5 true 2026-01-31"),
        ("", ""),
    ])
    func endsAtTheFirstBracesOutsideBracketsAndText(template: String, text: String) {
        #expect(Template.render(template, ["name": .text("Ann")]) == text)
    }

    @Test(arguments: [
        ("Hello {{ name", "unclosed-hole «{{»"),
        ("Hello {{ name }, {{ name }}", "unclosed-hole «{{»"),
        ("Hello {{ }}", "empty-hole «{{ }}»"),
        ("{{{ name }}}", "triple-braces «{{{»"),
        ("{\"a\":{{{ name }} }", "triple-braces «{{{»"),
        ("{{ .name }}", "column-in-template «.name»"),
        ("{{ now() }}", "effect-in-template «now»"),
        ("{{ [1, 2] }}", "hole-without-text «[1, 2]»"),
        ("{{ {a: 1} }}", "hole-without-text «{a: 1}»"),
        ("{{ null }}", "hole-without-text «null»"),
        ("{{ uper(name) }}", "unknown-function «uper»"),
        ("{{ name + 1 }}", "type-mismatch «+»"),
    ])
    func underlinesWhatIsWrong(template: String, problem: String) {
        #expect(Template.problems(template) == [problem])
    }

    @Test func tellsOfAllMistakesAtOnce() {
        #expect(
            Template.problems("{{ .a }}\n{{ uper(b) }}\n{{ end }}\n{{ if }}x{{ end }}")
                == ["column-in-template «.a»", "unknown-function «uper»", "stray-directive «{{ end }}»", "bad-block «{{ if }}»"])
    }

    @Test func nullIsNoText() {
        let template = "---\ninputs: {name: text?}\n---\nHello {{ name }}"
        #expect(Template.render(template) == "error: null-in-prompt")
        #expect(Template.render(template.replacing("{{ name }}", with: "{{ name ?? \"you\" }}")) == "Hello you")
        #expect(Template.render(template.replacing("{{ name }}", with: "{{ if name != null }}{{ name }}{{ end }}")) == "Hello ")
    }

    @Test func brokenBracketsEndWithTheirHole() {
        let problems = Template.problems("{{ upper(name }} and {{ name }}")
        #expect(problems.count == 1)
        #expect(Template.problems("{{ \"abc }} and {{ name }}").first?.hasPrefix("unclosed-text") == true)
    }

    @Test func largeInputsAndTemplatesStayWhole() {
        let large = String(repeating: "0123456789", count: 1_000_000)
        #expect(Template.render("<{{ name }}>", ["name": .text(large)]) == "<\(large)>")
        let many = String(repeating: "{{ name }}, ", count: 20_000)
        #expect(Template.render(many, ["name": .text("a")]) == String(repeating: "a, ", count: 20_000))
    }
}
