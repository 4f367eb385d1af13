import OctavoLanguage
import OctavoPrompts
import OctavoSource
import OctavoTable
import Testing

@Suite struct ForeignExportTests {
    private func exported(_ text: String, _ dialect: ForeignDialect = .dotprompt) throws -> ForeignExport {
        let prompt = try #require(Template.read(text).prompt)
        return ForeignExport(prompt, dialect) { path in throw Diagnostic("file-not-found", "no file `\(path)`") }
    }

    private static let desk = """
        ---
        name: desk
        description: Answers guests.
        inputs:
          hotel: text
          policies: list(text)
          vip: bool
          note: text?
          examples: {type: [{query: text, response: text}], default: []}
          query: {type: text, description: what the guest wrote}
        model: gpt-4
        parameters: {temperature: 0.7, max_tokens: 100}
        output: {type: object}
        ---
        --- system ---
        You answer guests of {{ hotel }}.
        {{ for policy in policies }}
        - {{ policy }} in {{ hotel }}
        {{ end }}
        {{ for example in examples }}
        --- user ---
        {{ example.query }}
        --- assistant ---
        {{ example.response }}
        {{ end }}
        --- user ---
        {{ if vip }}
        Dear guest,
        {{ else if query == "help" }}
        Help:
        {{ else }}
        Hello,
        {{ end }}
        {{ query }}{{ if note != null }} ({{ note ?? "" }}){{ end }}{{ if length(policies) > 0 }}.{{ end }}
        """

    @Test func aTemplateBecomesAFileOfDotprompt() throws {
        let made = try exported(Self.desk)
        #expect(made.problems.map(\.severity) == [.warning])
        #expect(
            try #require(made.text) == """
                ---
                name: "desk"
                description: "Answers guests."
                model: "gpt-4"
                config:
                  temperature: 0.7
                  maxOutputTokens: 100
                input:
                  schema: {"type": "object", "properties": {"hotel": {"type": "string"}, "policies": {"type": "array", "items": {"type": "string"}}, "vip": {"type": "boolean"}, "note": {"type": ["string", "null"]}, "examples": {"type": "array", "items": {"type": "object", "properties": {"query": {"type": "string"}, "response": {"type": "string"}}}}, "query": {"type": "string", "description": "what the guest wrote"}}, "required": ["hotel", "policies", "vip", "query"]}
                  default: {"examples": []}
                output:
                  format: json
                  schema: {"type": "object"}
                ---
                {{role "system"}}You answer guests of {{hotel}}.
                {{#each policies}}
                - {{this}} in {{../hotel}}
                {{/each}}
                {{#each examples}}
                {{role "user"}}{{this.query}}
                {{role "model"}}{{this.response}}
                {{/each}}
                {{role "user"}}{{#if vip}}Dear guest,
                {{else ifEquals query "help"}}
                Help:
                {{else}}
                Hello,
                {{/if}}
                {{query}}{{#if note}} ({{note}}){{/if}}{{#if policies}}.{{/if}}
                """)
    }

    @Test func whatIsExportedIsReadBackAsTheSame() throws {
        let file = try #require(try exported(Self.desk).text)
        let back = ForeignImport(Source(name: "prompts/desk.prompt", text: file), .dotprompt, inputs: nil) { _ in [] }
        let text = try #require(back.text)
        let example = Datum.record([("query", .text("q")), ("response", .text("r"))])
        for vip in [true, false] {
            for query in ["help", "Any rooms?"] {
                let values: [String: Datum] = [
                    "hotel": .text("H"), "policies": .list([.text("p"), .text("q")]), "vip": .bool(vip), "query": .text(query),
                    "examples": .list([example]), "note": vip ? .null : .text("late"),
                ]
                #expect(Template.render(text, values) == Template.render(Self.desk, values))
            }
        }
    }

    @Test func aTemplateBecomesAFileOfMustache() throws {
        let made = try exported(
            """
            ---
            inputs: {guest: text, words: list(text), vip: bool, items: [{name: text}]}
            ---
            {{ if vip }}
            Dear {{ guest }}
            {{ else }}
            Hello
            {{ end }}
            {{ for item in items }}{{ item.name }} of {{ guest }}, {{ end }}{{ for word in words }}{{ word }}{{ end }}
            """, .mustache)
        #expect(
            made.text == """
                {{#vip}}
                Dear {{{guest}}}
                {{/vip}}
                {{^vip}}
                Hello
                {{/vip}}
                {{#items}}
                {{{name}}} of {{{guest}}}, {{/items}}{{#words}}{{{.}}}{{/words}}
                """)
    }

    @Test(arguments: [
        ("{{ upper(a) }}", ForeignDialect.dotprompt, "upper(a)"),
        ("{{ if length(a) > 3 }}x{{ end }}", .dotprompt, "length(a) > 3"),
        ("{{ for w in split_text(a, \" \") }}{{ w }}{{ end }}", .dotprompt, "split_text(a, \" \")"),
        ("{{ if a == \"x\" }}x{{ end }}", .mustache, "a == \"x\""), ("{{ json(a) }}", .mustache, "json(a)"),
        ("--- user ---\n{{ a }}", .mustache, "--- user ---"),
    ])
    func whatHasNoCounterpartIsAnErrorAtItsPlace(text: String, dialect: ForeignDialect, place: String) throws {
        let made = try exported(text, dialect)
        #expect(made.text == nil)
        let problem = try #require(made.problems.first)
        #expect(problem.code == "no-counterpart")
        #expect(problem.primary?.range.text.hasPrefix(place) == true)
    }
}
