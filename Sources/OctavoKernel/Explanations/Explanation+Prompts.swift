import OctavoSource

extension Explanation {
    static let prompts: [Explanation] = templates + inputs + exchange + releases

    private static let templates: [Explanation] = [
        Explanation(
            "unclosed-hole", "A hole that is never closed",
            "A hole of a template begins with `{{` and ends at the first `}}` outside brackets and text.",
            wrong: "prompt(text: \"Hello {{ name }!\")", right: "prompt(text: \"Hello {{ name }}!\")"),
        Explanation(
            "empty-hole", "A hole that holds nothing",
            "An input or another expression stands in a hole. The two braces themselves are written `{{ \"{{\" }}`.",
            wrong: "prompt(text: \"Hello {{ }}!\")", right: "prompt(text: \"Hello {{ name }}!\")"),
        Explanation(
            "triple-braces", "Three braces where a hole begins with two",
            """
            Other templates escape what stands between two braces and take three for text as it is. Octavo escapes nothing, so two are \
            enough. A brace of JSON before a hole is parted from it by a space.
            """,
            wrong: "prompt(text: \"Hello {{{ name }}}!\")", right: "prompt(text: \"Hello {{ name }}!\")"),
        Explanation(
            "hole-without-text", "A list or record in a hole",
            """
            A prompt that shows a list or record as the language writes it is hardly what is wanted, so a template says how: \
            `join_text(items, ", ")`, `json(value)`, or a block `{{ for item in items }} … {{ end }}`.
            """,
            wrong: "prompt(text: \"{{ words }}\", inputs: {words: \"list(text)\"})",
            right: "prompt(text: \"{{ join_text(words, \\\", \\\") }}\", inputs: {words: \"list(text)\"})"),
        Explanation(
            "column-in-template", "A column in a template",
            "A template has inputs, written without a dot. Over a table `render` takes each input from the column of its name.",
            wrong: "prompt(text: \"Hello {{ .name }}!\")", right: "prompt(text: \"Hello {{ name }}!\")"),
        Explanation(
            "effect-in-template", "A function with effects in a template",
            """
            A template gives the same text for the same inputs, so that a recorded answer can be found again. What reads the clock, a file \
            or the network is called before, and its value given as an input.
            """,
            wrong: "prompt(text: \"It is {{ now() }}.\")", right: "prompt(text: \"It is {{ at }}.\", inputs: {at: \"time\"})"),
        Explanation(
            "foreign-tag", "A sign of another template language",
            """
            Blocks are `{{ if … }} … {{ else }} … {{ end }}` and `{{ for item in items }} … {{ end }}`, another file is \
            `{{ include "part.md" }}`, a comment `{{ # … }}`. Lines that hold nothing but these disappear, so there are no signs for spaces.
            """,
            wrong: "prompt(text: \"{{#if vip}}Welcome back{{/if}}\")",
            right: "prompt(text: \"{{ if vip }}Welcome back{{ end }}\", inputs: {vip: \"bool\"})"),
        Explanation(
            "bad-block", "A block that says too little",
            "`if` has a condition, `for` a name, `in` and a list, `include` a path in quotes.",
            wrong: "prompt(text: \"{{ for word }}{{ word }}{{ end }}\")",
            right: "prompt(text: \"{{ for word in words }}{{ word }}{{ end }}\", inputs: {words: \"list(text)\"})"),
        Explanation(
            "stray-directive", "An `else` or `end` without its block",
            "`else` belongs to an `if` before it, and every `end` to a block that has begun.",
            wrong: "prompt(text: \"Hello {{ end }}\")", right: "prompt(text: \"{{ if true }}Hello {{ end }}\")"),
        Explanation(
            "unclosed-block", "A block that never ends",
            "Every `if` and `for` of a template ends with `{{ end }}`, in the same file.",
            wrong: "prompt(text: \"{{ if vip }}Welcome back\", inputs: {vip: \"bool\"})",
            right: "prompt(text: \"{{ if vip }}Welcome back{{ end }}\", inputs: {vip: \"bool\"})"),
        Explanation(
            "recursive-include", "A part that includes itself",
            "A template is text in the end, so a file cannot be part of itself, not even by way of others."),
        Explanation(
            "unknown-role", "A line that names no role",
            "`--- system ---`, `--- user ---` and `--- assistant ---`, each on a line of its own, say whose turn begins.",
            wrong: "prompt(text: \"--- sytem ---\\nBe kind.\")", right: "prompt(text: \"--- system ---\\nBe kind.\")"),
        Explanation(
            "text-outside-turn", "Text that nobody says",
            """
            Where a template is a conversation, all text belongs to a turn. Turns inside a block end with the block, so what follows it \
            begins with a role too.
            """,
            wrong: "prompt(text: \"Be kind.\\n--- user ---\\nHello\")",
            right: "prompt(text: \"--- system ---\\nBe kind.\\n--- user ---\\nHello\")"),
        Explanation(
            "bad-front-matter", "Front matter that cannot be used",
            """
            The YAML between two lines of three dashes says the template's `name`, `description`, `inputs`, `model`, `parameters` and \
            `output`. An input is a name with a type, or with `type`, `description`, `default`, `trusted` and `optional`.
            """,
            wrong: "prompt(text: \"---\\ninputs:\\n  name: string\\n---\\nHello {{ name }}!\")",
            right: "prompt(text: \"---\\ninputs:\\n  name: text\\n---\\nHello {{ name }}!\")"),
    ]

    private static let exchange: [Explanation] = [
        Explanation(
            "no-counterpart", "Something that only one of two template languages can say",
            """
            A file of Dotprompt or Mustache is read as the template that it would be here, and a template is written as one of theirs. What the \
            other side has no words for is shown where it stands: helpers of Dotprompt such as `media` and `section`, values such as `@state`, \
            Mustache's lambdas and inheritance; and expressions of a template of Octavo that are more than a name, a field, or a simple test. \
            What such an expression gives can be computed before and declared as an input.
            """)
    ]

    private static let releases: [Explanation] = [
        Explanation(
            "released-version", "A version that is taken",
            """
            What was released under a number stays as it is, so that an answer can be traced to the prompt that asked for it. A changed \
            template is released under a higher number.
            """),
        Explanation(
            "changed-release", "A released file that was changed",
            """
            A file below `prompts/versions/` says the hash of its own content, and this one has other content. Take it back from version \
            control, change the template in `prompts/templates/`, and release that as a new version.
            """),
        Explanation(
            "too-small-bump", "A number that says less than what changed",
            """
            Who uses a prompt reads in its number what they have to look at: other inputs or another output mean a new major number, other \
            examples, model, parameters or defaults a new minor one, other words a patch. Before 1.0.0 everything may change with the minor number.
            """),
        Explanation(
            "nothing-to-release", "A release without a change",
            "The template is the same as in the version before, so it needs no new number."),
        Explanation(
            "unknown-prompt", "A prompt that has no versions",
            "`prompt(\"NAME@VERSION\")` reads what `release` wrote to `prompts/versions/NAME/`. A template is read by its path."),
    ]

    private static let inputs: [Explanation] = [
        Explanation(
            "unknown-input", "An input that a template does not have",
            """
            A template with front matter uses the inputs that are declared there, and the names of its loops. `render` gives inputs by \
            these names.
            """,
            wrong: "render(prompt(text: \"Hello {{ name }}!\"), nme: \"Ann\")",
            right: "render(prompt(text: \"Hello {{ name }}!\"), name: \"Ann\")"),
        Explanation(
            "missing-input", "An input that is not given",
            """
            Every input is given, by name or by a column of its name, unless the front matter has a `default` for it or declares it \
            `optional`.
            """,
            wrong: "render(prompt(text: \"Hello {{ name }}!\"))",
            right: "render(prompt(text: \"Hello {{ name }}!\"), name: \"Ann\")"),
        Explanation(
            "wrong-input", "A value of another type than the input",
            "Inputs have types, so that a template means the same everywhere. An int may stand for a float, nothing else is converted.",
            wrong: "render(prompt(text: \"Room {{ room }}\"), room: 12)",
            right: "render(prompt(text: \"Room {{ room }}\"), room: text(12))"),
        Explanation(
            "too-many-inputs", "A template with thousands of inputs",
            "A template of so many inputs is better given lists and records, which its blocks go through."),
        Explanation(
            "unused-input", "An input that no hole uses",
            "Either a hole was forgotten or the input is no longer needed; whoever renders the template has to give it all the same.",
            wrong: "prompt(text: \"Hello!\", inputs: {name: \"text\"})", right: "prompt(text: \"Hello!\")"),
        Explanation(
            "hidden-input", "A loop's name that is taken",
            "A name means one thing in a template: a loop's item has a name that no input and no loop around it has.",
            wrong: "prompt(text: \"{{ for w in ws }}{{ for w in ws }}{{ w }}{{ end }}{{ end }}\", inputs: {ws: \"list(text)\"})",
            right:
                "prompt(text: \"{{ for w in ws }}{{ for v in ws }}{{ w }}{{ v }}{{ end }}{{ end }}\", inputs: {ws: \"list(text)\"})"
        ),
        Explanation(
            "untrusted-in-system", "Text of others in the system's message",
            """
            An input with `trusted: false` holds what people from outside write. In the system's message such text could give orders to \
            the model, so it belongs to the user's turn.
            """,
            wrong: "prompt(text: \"---\\ninputs:\\n  q: {type: text, trusted: false}\\n---\\n--- system ---\\nAnswer {{ q }}\")",
            right:
                "prompt(text: \"---\\ninputs:\\n  q: {type: text, trusted: false}\\n---\\n--- system ---\\nAnswer.\\n--- user ---\\n{{ q }}\")"
        ),
        Explanation(
            "null-in-prompt", "Null where a prompt needs a text",
            """
            `null` in a prompt would be taken for a word. An input that may be null is declared with `?` behind its type and written with \
            `??` or inside `{{ if name != null }}`.
            """,
            wrong: "render(prompt(text: \"Hello {{ name }}!\"), name: null)",
            right: "render(prompt(text: \"Hello {{ name ?? \\\"guest\\\" }}!\", inputs: {name: \"text?\"}), name: null)"),
    ]
}
