package import OctavoLanguage
import OctavoSource

extension Verb {
    package static let help = Verb(
        "help", .looking, "Shows what a function does, its parameters and examples.", returns: .text, checking: .runsBody,
        examples: [Example("help(tail) | contains(\"last rows\")", gives: "true")],
        searchTerms: ["man", "doc"],
        Parameter("name", Value.self, "The function.")
    ) { call, function in
        switch function {
        case .function(.verb(let verb)): return .text(HelpText.render(verb))
        case .function(.user(let user)):
            return .text(([user.signature] + (user.documentation.map { [$0] } ?? [])).joined(separator: "\n"))
        default:
            throw Diagnostic(
                "wrong-argument", "`help` takes a function's name, e.g. `help(filter)`", at: call.range)
        }
    }
}
