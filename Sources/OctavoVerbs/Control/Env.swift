package import OctavoLanguage
import OctavoSource

extension Verb {
    package static let env = Verb(
        "env", .control, "Gives an environment variable's text, or a default.", returns: .text, effects: .outside,
        examples: [Example("env(\"NO_SUCH_NAME\", \"none\")", gives: "\"none\"")], searchTerms: ["getenv", "environ"],
        Parameter("name", String.self, "The variable's name."),
        Parameter("default", String?.self, "What to give when it is not set.")
    ) { call, name, fallback in
        guard let text = call.capabilities.environment(name) ?? fallback else {
            throw Diagnostic(
                "unset-variable", "the environment has no `\(name)`", at: call.range,
                help: ["`env(\"\(name)\", \"…\")` gives a default instead"])
        }
        return .text(text)
    }
}
