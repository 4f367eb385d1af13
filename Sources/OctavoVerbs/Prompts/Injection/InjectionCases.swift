package import OctavoLanguage
import OctavoPrompts
import OctavoSource
import OctavoTable

extension Verb {
    package static let injectionCases = Verb(
        "injection_cases", .prompts,
        "Gives texts that try to take a model over, for every input of a prompt that is not trusted, ready to be asked.",
        notes: """
            Each row has what a guest might write: orders that contradict the system's (`override`), questions for the instructions \
            (`canary`), marks that pretend the message has ended (`delimiter`), requests to send what was said elsewhere \
            (`exfiltration`), orders in foreign clothes (`disguise`) or hidden in a document (`indirect`). `forbidden` is a text that an \
            answer to the row must not hold, and `id` and `kind` tell rows apart. With a prompt there is one row for each attack and each \
            input of type text that is declared with `trusted: false`; its columns are the prompt's inputs, those that are not attacked as \
            the call gives them. `canary` is a word that the system's message holds and nobody may learn.

            `injection_cases(p, query: "Any rooms?") | ask(p) | expect(not contains(lower(.response), lower(.forbidden)))`
            """,
        parameters: [
            .open("p", "The prompt; without one the rows have `attack` alone.", default: "null"),
            Parameter("canary", default: InjectionSuite.canary, "\"\(InjectionSuite.canary)\"", "The word that nobody may learn.")
                .description,
            ParameterDescription(
                name: "kinds", about: "Attacks of these kinds only: a text or a list.", expects: .anything, defaultText: "null",
                isRest: false),
            ParameterDescription(
                name: "inputs", about: "Inputs that are not attacked: `name: value`.", expects: .selection, defaultText: "null",
                isRest: true),
        ],
        returns: .table(nil),
        examples: [
            Example("injection_cases(kinds: \"delimiter\") | select(.id, .forbidden) | head(1)", gives: InjectionSuite.example),
            Example(
                """
                p = prompt(text: "{{ hotel }} {{ query }}", inputs: {hotel: "text", query: {type: "text", trusted: false}})
                injection_cases(p, hotel: "Grand") | count(by: .input)
                """,
                gives: "| input |   n |\n| ----- | --: |\n| query |  \(InjectionSuite.attacks.count) |"),
        ],
        searchTerms: ["red_team", "jailbreak", "prompt_injection", "security", "adversarial", "attack"], checking: .runsBody
    ) { call, arguments in
        try InjectionSuite.table(call, arguments)
    }
}
