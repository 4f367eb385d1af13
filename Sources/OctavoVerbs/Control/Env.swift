package import OctavoLanguage
import OctavoSource

extension Verb {
    package static let env = Verb(
        "env", .control, "Gives an environment variable's text, or a default.", returns: .text, effects: .outside,
        checking: .runsBody,
        examples: [Example("env(\"NO_SUCH_NAME\", \"none\")", gives: "\"none\"")], searchTerms: ["getenv", "environ"],
        Parameter("name", String.self, "The variable's name."),
        Parameter("default", String?.self, "What to give when it is not set.")
    ) { call, name, fallback in
        call.record(.reads, "env", name)
        if call.isChecking { return .unknown(.text) }
        guard let text = call.capabilities.environment(name) ?? fallback else {
            throw Diagnostic(
                "unset-variable", "the environment has no `\(name)`", at: call.range,
                help: ["`env(\"\(name)\", \"…\")` gives a default instead"])
        }
        return .text(text)
    }
}
