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
        // What reads the outside shows something else elsewhere, so replaying the page does not compare it.
        let cell = verb.effects.contains(.outside) ? "```octavo volatile" : "```octavo"
        for example in verb.examples {
            lines += ["", cell, example.program, "```", "", "```output", example.output, "```"]
        }
        return lines.joined(separator: "\n")
    }

    private static func escaped(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }

    /// A versioned description for editors.
    package static func json(_ catalog: Catalog) -> String {
        JSON.object([("version", .int(1)), ("functions", .array(catalog.verbs.map { description(of: $0) }))]).text
    }

    private static func description(of verb: Verb) -> JSON {
        .object([
            ("name", .text(verb.name)), ("group", .text(verb.group.rawValue)), ("signature", .text(verb.signature)),
            ("summary", .text(verb.summary)), ("notes", .text(verb.notes)), ("returns", .text(verb.returns.description)),
            ("parameters", .array(verb.parameters.map { description(of: $0) })), ("effects", .texts(verb.effects.names)),
            (
                "examples",
                .array(verb.examples.map { .object([("program", .text($0.program)), ("output", .text($0.output))]) })
            ),
        ])
    }

    private static func description(of parameter: ParameterDescription) -> JSON {
        .object([
            ("name", .text(parameter.name)), ("about", .text(parameter.about)), ("takes", .text(parameter.expects.description)),
            ("rest", .bool(parameter.isRest)), ("default", .optional(parameter.isRest ? nil : parameter.defaultText)),
            ("choices", .texts(parameter.choices)),
        ])
    }
}
