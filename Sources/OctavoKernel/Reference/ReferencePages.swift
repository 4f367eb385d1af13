package import OctavoLanguage

/// The reference as Markdown pages and as JSON, from the declarations alone.
package enum ReferencePages {
    package struct Page: Sendable {
        /// A file's name: `tables.md`.
        package let name: String
        package let text: String
    }

    /// One page a group of functions, and an index.
    package static func pages(_ catalog: Catalog) -> [Page] {
        var index = [
            "# Reference", "",
            "Generated from the declarations by `scripts/generate`; `name?` at the prompt shows the same.", "",
        ]
        var pages: [Page] = []
        for group in Verb.Group.allCases {
            let verbs = catalog.verbs.filter { $0.group == group }
            if verbs.isEmpty { continue }
            let list = verbs.map { "`\($0.name)`" }.joined(separator: " ")
            index.append("- [\(group.rawValue)](\(group.rawValue).md): \(list)")
            let sections = verbs.map { section($0) }
            pages.append(
                Page(name: "\(group.rawValue).md", text: (["# \(group.rawValue)"] + sections).joined(separator: "\n\n") + "\n"))
        }
        return [Page(name: "README.md", text: index.joined(separator: "\n") + "\n")] + pages
    }

    private static func section(_ verb: Verb) -> String {
        var lines = ["## \(verb.name)", "", "`\(verb.signature)`", "", verb.summary]
        if !verb.notes.isEmpty { lines += ["", verb.notes] }
        if !verb.parameters.isEmpty {
            lines += ["", "| parameter | takes | default | what it is |", "| --- | --- | --- | --- |"]
            for parameter in verb.parameters {
                var about = parameter.about
                if !parameter.choices.isEmpty {
                    about += " One of " + parameter.choices.map { "`\"\($0)\"`" }.joined(separator: ", ") + "."
                }
                let name = parameter.isRest ? "`\(parameter.name)…`" : "`\(parameter.name)`"
                let fallback = parameter.isRest ? "" : parameter.defaultText.map { "`\($0)`" } ?? "required"
                lines.append("| \(name) | \(parameter.expects) | \(fallback) | \(escaped(about)) |")
            }
        }
        if !verb.effects.names.isEmpty { lines += ["", "Effects: " + verb.effects.names.joined(separator: ", ") + "."] }
        for example in verb.examples {
            lines += ["", "```octavo", example.program, "```", "", "```output", example.output, "```"]
        }
        return lines.joined(separator: "\n")
    }

    private static func escaped(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }

    /// A versioned description for editors.
    package static func json(_ catalog: Catalog) -> String {
        let functions = catalog.verbs.map { verb in
            let parameters = verb.parameters.map { parameter in
                var fields = [
                    field("name", parameter.name), field("about", parameter.about), field("takes", parameter.expects.description),
                    "\"rest\":\(parameter.isRest)",
                ]
                if let text = parameter.defaultText { fields.append(field("default", text)) }
                if !parameter.choices.isEmpty {
                    fields.append("\"choices\":[" + parameter.choices.map(JSONText.quoted).joined(separator: ",") + "]")
                }
                return "{" + fields.joined(separator: ",") + "}"
            }
            let examples = verb.examples.map { "{" + field("program", $0.program) + "," + field("output", $0.output) + "}" }
            let fields = [
                field("name", verb.name), field("group", verb.group.rawValue), field("signature", verb.signature),
                field("summary", verb.summary), field("notes", verb.notes), field("returns", verb.returns.description),
                "\"parameters\":[" + parameters.joined(separator: ",") + "]",
                "\"effects\":[" + verb.effects.names.map(JSONText.quoted).joined(separator: ",") + "]",
                "\"examples\":[" + examples.joined(separator: ",") + "]",
            ]
            return "{" + fields.joined(separator: ",") + "}"
        }
        return "{\"version\":1,\"functions\":[" + functions.joined(separator: ",\n") + "]}"
    }

    private static func field(_ name: String, _ text: String) -> String { "\"\(name)\":\(JSONText.quoted(text))" }
}

/// JSON's own escapes for text.
package enum JSONText {
    package static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default:
                if scalar.value < 0x20 {
                    let digits = String(scalar.value, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }
}
