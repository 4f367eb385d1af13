import OctavoLanguage
import OctavoPrompts
import OctavoTable
import OctavoYAML
import Testing

/// The published cases of Dotprompt: those that have a counterpart give the same text, the others are refused.
@Suite struct DotpromptCasesTests {
    private static let files = [
        "metadata", "partials", "whitespace", "unicode", "variables", "picoschema", "history", "ifEquals", "json", "media",
        "role",
        "section", "unlessEquals",
    ]

    private static let cases: [ForeignCase] = files.flatMap { file in
        (ForeignCaseFiles.document("dotprompt-\(file).yaml").items ?? []).flatMap { suite in
            (suite["tests"]?.items ?? []).map { test in
                let data = test["data"] ?? suite["data"]
                var parts: [String: String] = [:]
                for (name, value) in ForeignCaseFiles.fields(suite["partials"])
                    + ForeignCaseFiles.fields(suite["resolverPartials"])
                {
                    parts["prompts/_\(name).prompt"] = value.text ?? ""
                }
                return ForeignCase(
                    name: "\(file)/\(suite["name"]?.text ?? "")/\(test["desc"]?.text ?? "")", dialect: .dotprompt,
                    template: suite["template"]?.text ?? "", parts: parts, history: data?["messages"].map(turns),
                    data: ForeignCaseFiles.fields(data?["input"]),
                    defaults: ForeignCaseFiles.fields(test["options"]?["input"]?["default"]), expected: test["expect"] ?? .null)
            }
        }
    }

    private static func turns(_ messages: Datum) -> Datum {
        .list(
            (messages.items ?? []).map { message in
                let role = message["role"]?.text ?? ""
                return .record([
                    ("role", .text(role == "model" ? "assistant" : role)),
                    ("content", .text((message["content"]?.items ?? []).compactMap { $0["text"]?.text }.joined())),
                ])
            })
    }

    /// Cases whose constructs have no counterpart, by what their names begin with: they are refused, at their places.
    private static let refused = [
        // `@state` and its kind are values that Firebase's server adds; here they are inputs like all others.
        "metadata/metadata_state", "metadata/metadata_context_variables",
        // A message is a text: no pictures, no marked parts of one.
        "media/", "section/",
        // JSON is written on one line.
        "json/indented",
        // The input as a whole has no name in these.
        "picoschema/input_and_output", "picoschema/line_endings_crlf",
        // A schema is looked up by name in a registry that the program fills.
        "picoschema/named_schema", "picoschema/nested_named_schema",
    ]

    /// Cases that say nothing of templates, and why.
    private static let others = [
        "role/system_only_prompt": "turns that the caller adds stand in `ask`, not in the template",
        "json/empty_values": "a template without names has no record of its inputs to write",
    ]

    @Test func allOfThemAreHere() {
        #expect(Self.cases.count == 117)
        for name in Self.refused + Array(Self.others.keys) { #expect(Self.cases.contains { $0.name.hasPrefix(name) }, "\(name)") }
    }

    @Test(arguments: cases)
    func givesTheSameOrIsRefused(one: ForeignCase) {
        if Self.others.keys.contains(where: { one.name.hasPrefix($0) }) { return }
        let isRefused = Self.refused.contains { one.name.hasPrefix($0) }
        switch one.outcome() {
        case .refused(let reason):
            #expect(isRefused, "\(reason)")
            #expect(["no-counterpart", "bad-front-matter"].contains(reason))
        case .rendered(let text, let prompt):
            #expect(!isRefused)
            let expected = Self.transcript(one.expected["messages"]?.items ?? [], isConversation: prompt.isConversation)
            #expect(text == ForeignCase.withoutLastLineEnd(expected))
            Self.compare(prompt, one.expected)
        }
    }

    /// Turns as Octavo shows a conversation, which does not keep the line ends around them.
    private static func transcript(_ messages: [Datum], isConversation: Bool) -> String {
        let turns = messages.map { message -> (role: String, text: String) in
            let parts = message["content"]?.items ?? []
            let role = message["role"]?.text ?? ""
            return (role == "model" ? "assistant" : role, parts.compactMap { $0["text"]?.text }.joined())
        }
        guard isConversation else { return turns.first?.text ?? "" }
        return turns.map { "--- \($0.role) ---\n\(trimmed($0.text))" }.joined(separator: "\n\n")
    }

    private static func trimmed(_ text: String) -> String {
        var text = text[...]
        while text.last == "\n" { text.removeLast() }
        while text.first == "\n" { text.removeFirst() }
        return String(text)
    }

    /// What the front matter says.
    private static func compare(_ prompt: Prompt, _ expected: Datum) {
        if let schema = expected["output"]?["schema"] {
            #expect(prompt.member("output")?.datum.map(sorted) == sorted(schema))
        }
        if let model = expected["model"]?.text { #expect(prompt.header.model == model) }
        for (name, value) in ForeignCaseFiles.fields(expected["config"]) {
            #expect(prompt.header.parameters.first { $0.key == name }?.value.datum == value)
        }
        for (name, value) in ForeignCaseFiles.fields(expected["input"]?["default"]) {
            #expect(prompt.input(name)?.defaultValue == value || !prompt.inputs.isEmpty)
        }
    }

    /// With the fields of records by name, and names that are required in order.
    private static func sorted(_ value: Datum) -> Datum {
        switch value {
        case .record(let fields):
            return .record(fields.map { (name: $0.name, value: sorted($0.value)) }.sorted { $0.name < $1.name })
        case .list(let items): return .list(items.map(sorted))
        default: return value
        }
    }
}
