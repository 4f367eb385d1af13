import ProjectFiles
import Testing

/// What people do wrong in prompts, each with its whole message in a golden file.
@Suite struct PromptMistakesTests {
    @Test(arguments: [
        (
            "prompt-inputs",
            [
                "reply = prompt(\"prompts/reply.md\")", "render(reply, context: \"a hotel\", qury: \"Any rooms?\")",
                "render(reply, context: \"a hotel\")", "render(reply, context: 3, query: \"Any rooms?\")",
                "render(reply, context: null, query: \"Any rooms?\")", "mail = load(\"data/mail.jsonl\")", "mail | render(reply)",
                "mail | render(reply, context: .lang, query: .subjct)", "mail | render(reply, context: .lang, query: .n)",
                "mail | render(\"prompts/reply.md\")",
                "table([{context: \"a\", query: \"b\"}, {context: \"a\", query: null}]) | render(reply)",
            ]
        ),
        ("prompt-template", ["prompt(\"prompts/many.md\")"]),
        ("prompt-that-never-closes", ["prompt(\"prompts/open.md\")"]),
        ("prompt-of-another-language", ["prompt(\"prompts/habits.md\")"]),
        (
            "prompt-front-matter",
            [
                "prompt(\"prompts/front.md\")", "prompt(\"prompts/rpely.md\")", "prompt(\"prompts/loop.md\")",
                "prompt(text: \"Hello {{ nmae }}\", inputs: {name: \"text\"})",
                "prompt(text: \"Hello\", inputs: {name: \"string\"})",
            ]
        ),
    ])
    func saysWhatIsWrongAndWhatWouldBeRight(name: String, entries: [String]) {
        GoldenFile.expect(
            MistakeSession.transcript(entries), at: "Tests/OctavoKernelTests/Mistakes/Golden/\(name).txt")
    }
}
