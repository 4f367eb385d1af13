import OctavoLanguage
import OctavoTable

/// What `ask` and its kind can be told.
enum AskParameters {
    static let all: [ParameterDescription] =
        [
            .open("input", "A text, a conversation or a prompt; or a table, whose rows are asked one by one."),
            ParameterDescription(
                name: "prompt", about: "Of a table: what each row asks, a prompt, a text or a conversation.",
                expects: .expression,
                defaultText: "null", isRest: false),
        ] + who
        + [
            Parameter("system", String?.self, "What the model is told before the conversation.").description, parameters,
            .open("schema", "A JSON Schema that the answer shall follow: a path or a record.", default: "null"),
            Parameter("into", String?.self, "One column of records with this name instead of several columns.").description,
            Parameter("repeat", default: 1, "1", "Another number is another answer to the same.").description,
            Parameter("stream", Bool?.self, "Whether answers come piece by piece; at a terminal they do.").description, limits,
            inputs,
        ]

    /// Who is asked.
    static let who: [ParameterDescription] = [
        Parameter("provider", String?.self, "Who is asked; the settings' own when left out.").description,
        Parameter("model", String?.self, "The model's name, as the provider calls it; else the prompt's, else the settings'.")
            .description, template,
    ]

    static let template = ParameterDescription.open(
        "template", "What `provider: \"template\"` answers: a text, or a record of words to look for.", default: "null")

    static let parameters = ParameterDescription.open(
        "parameters",
        "How answers are made: `{temperature: 0, top_p: 0.9, max_tokens: 200, seed: 1, stop: \"\\n\"}` and what else the provider knows; "
            + "before those of the prompt.",
        default: "null")

    static let limits = ParameterDescription.open(
        "limits",
        "What it may take: `{concurrency: 4, requests_per_minute: 60, timeout: 30s, deadline: 5m, retries: 4, tokens: 100_000, money: 0.5}`.",
        default: "null")

    static let inputs = ParameterDescription(
        name: "inputs", about: "Of a prompt: `name: value`; over a table `name: expr`, else the column of that name.",
        expects: .selection, defaultText: "null", isRest: true)
}
