package import OctavoLanguage
import OctavoSource

extension Verb {
    package static let secret = Verb(
        "secret", .control, "Gives an environment variable as a secret: a value that nothing can print or write.",
        returns: .secret, effects: .outside, examples: [Example("type_of(secret(\"PATH\"))", gives: "\"secret\"")],
        Parameter("name", String.self, "The variable's name.")
    ) { call, name in
        guard let text = call.capabilities.environment(name) else {
            throw Diagnostic("unset-variable", "the environment has no `\(name)`", at: call.range)
        }
        return .secret(Secret(name: name) { text })
    }
}
