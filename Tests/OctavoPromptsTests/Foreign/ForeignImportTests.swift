import OctavoLanguage
import OctavoPrompts
import OctavoSource
import OctavoTable
import Testing

@Suite struct ForeignImportTests {
    private func imported(_ text: String, _ file: String, inputs: [PromptInput]? = nil) -> ForeignImport {
        let dialect = ForeignDialect(path: file) ?? .dotprompt
        return ForeignImport(Source(name: "prompts/" + file, text: text), dialect, inputs: inputs) { path in
            throw Diagnostic("file-not-found", "no file `\(path)`")
        }
    }

    /// What is wrong, as `code «what is underlined»`.
    private func problems(_ text: String, _ file: String = "a.prompt") -> [String] {
        imported(text, file).problems.map { "\($0.code) «\($0.primary?.range.text ?? "")»" }
    }

    @Test func aFileOfDotpromptBecomesATemplate() throws {
        let made = imported(
            """
            ---
            model: googleai/gemini-1.5-pro
            config:
              temperature: 0.4
              maxOutputTokens: 100
              stopSequences: ["END"]
            input:
              schema:
                guest: string, who writes
                nights?: integer
                rooms(array, what is free):
                  name: string
                  price: number
              default:
                guest: friend
            output:
              format: json
              schema:
                ok: boolean
            ---
            {{role "system"}}
            You help.
            {{#each rooms}}
            - {{name}}: {{price}} for {{../guest}}
            {{else}}
            Nothing is free.
            {{/each}}
            {{role "user"}}
            {{guest}} stays{{#if nights}} {{nights}} nights{{/if}}.
            """, "a.prompt")
        #expect(made.problems.isEmpty)
        let text = try #require(made.text)
        #expect(
            text == """
                ---
                model: "googleai/gemini-1.5-pro"
                parameters:
                  temperature: 0.4
                  max_tokens: 100
                  stop: ["END"]
                output: {"type": "object", "properties": {"ok": {"type": "boolean"}}, "additionalProperties": false, "required": ["ok"]}
                inputs:
                  guest: {"type": "text", "description": "who writes", "default": "friend"}
                  nights: "int?"
                  rooms: {"type": "list(record(name: text, price: float))", "description": "what is free"}
                ---
                --- system ---

                You help.
                {{ if not length(rooms) == 0 }}
                {{ for room in rooms }}
                - {{ room.name }}: {{ room.price }} for {{ guest }}
                {{ end }}
                {{ else }}
                Nothing is free.
                {{ end }}
                --- user ---

                {{ guest }} stays{{ if (nights ?? 0) != 0 }} {{ if nights != null then text(nights) else "" }} nights{{ end }}.
                """)
        let rooms = Datum.list([.record([("name", .text("Blue")), ("price", .float(80))])])
        #expect(
            Template.render(text, ["rooms": rooms, "nights": .int(2)])
                == "--- system ---\nYou help.\n- Blue: 80.0 for friend\n\n--- user ---\nfriend stays 2 nights.")
        #expect(
            Template.render(text, ["rooms": .list([]), "guest": .text("Ann")])
                == "--- system ---\nYou help.\nNothing is free.\n\n--- user ---\nAnn stays.")
    }

    @Test func inputsAreFoundFromTheirUses() throws {
        let made = imported(
            "{{#if vip}}Dear {{/if}}{{name}}, {{#each words}}{{this}} {{/each}}{{#with stay}}{{nights}}{{/with}}{{#ifEquals n 3}}!{{/ifEquals}}",
            "a.prompt")
        #expect(made.problems.isEmpty)
        let head = try #require(made.text).split(separator: "---\n").first.map(String.init)
        #expect(
            head
                == "inputs:\n  vip: \"bool\"\n  name: \"text\"\n  words: \"list(text)\"\n  stay: \"record(nights: text)\"\n  n: \"int\"\n"
        )
    }

    @Test func turnsBeforeBecomeAnInput() throws {
        let made = imported("{{role \"system\"}}Help.{{history}}{{role \"user\"}}{{query}}", "a.prompt")
        let text = try #require(made.text)
        let turns: [Datum] = [("user", "Hi"), ("assistant", "Hello")].map {
            .record([("role", .text($0.0)), ("content", .text($0.1))])
        }
        #expect(
            Template.render(text, ["query": .text("Q"), "history": .list(turns)])
                == "--- system ---\nHelp.\n\n--- user ---\nHi\n\n--- assistant ---\nHello\n\n--- user ---\nQ")
    }

    @Test(arguments: [
        ("Look: {{media url=photo}}", "no-counterpart «{{media url=photo}}»"),
        ("{{section \"x\"}}", "no-counterpart «{{section \"x\"}}»"),
        ("{{#each xs}}{{@index}}{{/each}}", "no-counterpart «@index»"),
        ("{{name}} {{@state.count}}", "no-counterpart «@state.count»"),
        ("{{#each xs}}{{a}}{{/each}} {{lookup xs 0}}", "no-counterpart «{{lookup xs 0}}»"),
        ("{{#list}}{{a}}{{/list}", "unclosed-hole «{{»"), ("{{#if a}}", "unclosed-block «{{#if a}}»"),
        ("{{#if a}}{{/each}}", "stray-directive «{{/each}}»"), ("{{/if}}", "stray-directive «{{/if}}»"),
        ("{{else}}", "stray-directive «{{else}}»"), ("{{{{raw}}}}", "no-counterpart «{{{{»"),
        ("{{#if a}}x{{else}}y{{else}}z{{/if}}", "stray-directive «{{else}}»"),
        ("{{shout a}}", "no-counterpart «{{shout a}}»"), ("{{#shout a}}{{/shout}}", "no-counterpart «{{#shout a}}»"),
        ("{{#each xs}}{{this}}{{#unless @last}}, {{../a}}{{/unless}}{{/each}}", "no-counterpart «@last»"),
        ("{{> other}}", "file-not-found «{{> other}}»"), ("{{role speaker}}", "no-counterpart «{{role speaker}}»"),
        ("{{first-name}}", "no-counterpart «first-name»"), ("{{#if (eq a b)}}x{{/if}}", "no-counterpart «(eq a b)»"),
        ("---\ntools: [weather]\n---\n", "no-counterpart «tools»"),
        ("---\ninput:\n  schema:\n    a: any\n---\n{{a}}", "no-counterpart «a: any»"),
        ("---\ninput:\n  schema:\n    guest: string\n---\n{{gest}}", "unknown-input «gest»"),
        ("---\noutput:\n  format: media\n---\n", "no-counterpart «media»"),
    ])
    func whatHasNoCounterpartIsAnErrorAtItsPlace(text: String, problem: String) {
        #expect(problems(text).first == problem)
    }

    @Test(arguments: [
        ("{{#items}}{{name}}{{/items}}", "no-counterpart «items»"), ("{{<page}}{{/page}}", "no-counterpart «{{<page}}»"),
        ("{{#a}}", "unclosed-block «{{#a}}»"), ("{{=x}}", "unclosed-hole «{{»"),
    ])
    func mustacheSaysWhatItCannot(text: String, problem: String) {
        #expect(problems(text, "a.mustache").first == problem)
    }

    @Test func whatASectionIsCanBeSaid() throws {
        let range = Source(name: "x", text: "x").range
        let made = imported(
            "{{#items}}{{name}} {{/items}}{{^items}}none{{/items}}", "a.mustache",
            inputs: [try PromptInput("items", type: "list(record(name: text))", at: range)])
        let items = Datum.list([.record([("name", .text("a"))]), .record([("name", .text("b"))])])
        #expect(Template.render(try #require(made.text), ["items": items]) == "a b ")
        #expect(Template.render(try #require(made.text), ["items": .list([])]) == "none")
    }

    @Test func textThatWouldMeanSomethingHereStaysText() throws {
        let text = try #require(
            imported("--- user ---\n\\{{name}} {{{{ {\n{{#if a}}{{/if}}\n".replacing("{{{{ ", with: ""), "a.prompt").text)
        #expect(Template.render(text, ["a": .bool(true)]) == "--- user ---\n{{name}} {")
    }

    @Test func wordsWithCommasBetweenAreJoined() {
        #expect(
            imported("{{#each words}}{{this}}{{#unless @last}}, {{/unless}}{{/each}}.", "a.prompt").text
                == "---\ninputs:\n  words: \"list(text)\"\n---\n{{ join_text(words, \", \") }}.")
    }

    @Test func deepNestingAndLongTextsAreReadInTime() {
        let deep = String(repeating: "{{#if a}}", count: 50_000)
        #expect(problems(deep).contains { $0.hasPrefix("too-deep") || $0.hasPrefix("unclosed") })
        #expect(imported(String(repeating: "{{a}} text ", count: 50_000), "a.mustache").text != nil)
    }
}
