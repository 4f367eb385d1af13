package import OctavoLanguage

/// A declaration as a person reads it at the prompt.
package enum HelpText {
    package static func render(_ verb: Verb) -> String {
        var lines = [verb.signature, verb.summary]
        if !verb.notes.isEmpty { lines += ["", verb.notes] }
        if !verb.parameters.isEmpty {
            lines.append("")
            let width = verb.parameters.map(\.name.count).max() ?? 0
            for parameter in verb.parameters {
                let padding = String(repeating: " ", count: width - parameter.name.count)
                var about = parameter.about
                if !parameter.choices.isEmpty {
                    about += " One of " + parameter.choices.map { "\"\($0)\"" }.joined(separator: ", ") + "."
                }
                lines.append("  \(parameter.name)\(padding)  \(about)")
            }
        }
        if !verb.effects.names.isEmpty { lines += ["", "Effects: " + verb.effects.names.joined(separator: ", ") + "."] }
        for example in verb.examples {
            lines.append("")
            lines += example.program.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }
            lines += example.output.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }
        }
        return lines.joined(separator: "\n")
    }
}
