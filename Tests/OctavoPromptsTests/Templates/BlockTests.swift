import OctavoTable
import Testing

@Suite struct BlockTests {
    private static let words = "---\ninputs: {words: list(text), n: int}\n---\n"
    private static let values: [String: Datum] = ["words": .list([.text("a"), .text("b")]), "n": .int(2)]

    @Test(arguments: [
        ("{{ if n > 1 }}many{{ else }}one{{ end }}", "many"),
        ("{{ if n == 1 }}one{{ else if n == 2 }}two{{ else }}more{{ end }}", "two"),
        ("{{ if n == 1 }}one{{ end }}.", "."),
        ("{{ for w in words }}<{{ w }}>{{ end }}", "<a><b>"),
        ("{{ for w in words }}{{ for v in words }}{{ w }}{{ v }} {{ end }}{{ end }}", "aa ab ba bb "),
        ("{{ for w in filter(words, w -> w != \"a\") }}{{ w }}{{ n }}{{ end }}", "b2"),
        ("{{ for w in [\"x\"] }}{{ w }}{{ end }}", "x"),
        ("{{ for w in words }}{{ if w == \"a\" }}first{{ else }}{{ w }}{{ end }};{{ end }}", "first;b;"),
    ])
    func giveWhatTheyHold(body: String, text: String) {
        #expect(Template.render(Self.words + body + "{{ # n words }}", Self.values) == text)
    }

    @Test(arguments: [
        ("a\n{{ if n > 1 }}\nb\n{{ end }}\nc", "a\nb\nc"),
        ("a\n  {{ if n > 9 }}  \nb\n  {{ else }}\r\nd\n{{ end }}\nc", "a\nd\nc"),
        ("a\n{{ for w in words }}\n- {{ w }}\n{{ end }}\nc", "a\n- a\n- b\nc"),
        ("a\n{{ # said to nobody }}\nb", "a\nb"),
        ("a\n{{ if n > 1 }}{{ for w in words }}\n{{ w }}\n{{ end }}{{ end }}\nc", "a\na\nb\nc"),
        ("a {{ if n > 1 }}\nb{{ end }}\nc", "a \nb\nc"),
        ("\n\na\n\n", "a"),
        ("a\n{{ if n > 9 }}\nb\n{{ end }}\n", "a"),
    ])
    func linesWithOnlyDirectivesDisappear(body: String, text: String) {
        #expect(Template.render(Self.words + body, Self.values) == text)
    }

    @Test(arguments: [
        ("{{ if n }}x{{ end }}", "not-a-condition «n»"),
        ("{{ for w in n }}{{ w }}{{ end }}", "wrong-argument «n»"),
        ("{{ for w of words }}{{ end }}", "bad-block «{{ for w of words }}»"),
        ("{{ for n in words }}{{ n }}{{ end }}", "hidden-input «n»"),
        ("{{ if n > 1 }}x", "unclosed-block «{{ if n > 1 }}»"),
        ("{{ end }}", "stray-directive «{{ end }}»"),
        ("{{ else }}", "stray-directive «{{ else }}»"),
        ("{{ for w in words }}{{ else }}{{ end }}", "stray-directive «{{ else }}»"),
        ("{{ if n > 1 }}{{ else }}{{ else }}{{ end }}", "stray-directive «{{ else }}»"),
        ("{{ for w in words }}{{ end }}{{ w }}", "unknown-input «w»"),
        ("{{ include part.md }}", "bad-block «part.md»"),
        ("{{#if n}}x", "foreign-tag «{{#if n}}»"), ("{{ for i in 0..n }}{{ i }}{{ end }}", "type-mismatch «0..n»"),
        ("{{ if n > 1 }}x{{ endif }}", "foreign-tag «{{ endif }}»"),
        ("{{ if n > 1 }}x{{/if}}", "foreign-tag «{{/if}}»"),
        ("{{> part }}", "foreign-tag «{{> part }}»"),
        ("{{- n }}", "foreign-tag «{{- n }}»"),
        ("{% if n %}", "foreign-tag «{% if»"),
    ])
    func underlineWhatIsWrong(body: String, problem: String) {
        let declared = Self.words + body + "{{ length(words) }}{{ n }}"
        #expect(Template.problems(declared) == [problem])
    }

    @Test func nestToALimit() {
        let nested = { (count: Int) in
            String(repeating: "{{ if true }}", count: count) + "x" + String(repeating: "{{ end }}", count: count)
        }
        #expect(Template.render(nested(40)) == "x")
        #expect(Template.problems(nested(41)) == ["too-deep «{{ if true }}»"])
    }
}
