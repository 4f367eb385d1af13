package import OctavoSource

/// A command of the prompt: `:name argument`.
package struct REPLCommand: Sendable {
    /// What the prompt does after a command.
    package enum Next: Equatable, Sendable {
        case prompt
        /// The prompt, with a text to be edited in it.
        case edit(String)
        case submit(String)
        case quit
        case failed
    }

    /// What stands after the name, and how it is completed.
    package enum Argument: Sendable {
        case none, expression, optionalExpression, name
        case text(String)
        case word(String, Word)
    }

    /// What an argument that is no program stands for.
    package enum Word: Sendable { case path, code }

    package let name: String
    package let aliases: [String]
    package let argument: Argument
    /// One line without a final period.
    package let summary: String
    let action: @MainActor @Sendable (REPL, String) async -> Next

    /// `:time expression`, as the list shows it.
    package var usage: String {
        switch argument {
        case .none: ":\(name)"
        case .expression: ":\(name) expression"
        case .optionalExpression: ":\(name) [expression]"
        case .name: ":\(name) [name]"
        case .text(let placeholder), .word(let placeholder, _): ":\(name) \(placeholder)"
        }
    }

    /// Whether the argument is in the language, so that completion and "is this complete?" are the session's.
    var takesLanguage: Bool {
        switch argument {
        case .expression, .optionalExpression, .name: true
        case .none, .text, .word: false
        }
    }

    package static func find(_ name: String) -> REPLCommand? {
        all.first { $0.name == name || $0.aliases.contains(name) }
    }

    /// What to say about a name that is no command.
    package static func unknown(_ name: String) -> Diagnostic {
        let names = all.flatMap { [$0.name] + $0.aliases.filter { $0.count > 1 } }
        let question = Suggestion.question(for: name, among: names, prefix: ":")
        return Diagnostic(
            "unknown-command", name.isEmpty ? "a command needs a name after `:`" : "no command `:\(name)`",
            help: [question ?? "`:help` lists the commands"])
    }

    /// An entry taken apart, if it is a command.
    package struct Call: Equatable {
        package let name: String
        package let argument: String
        /// The byte of the entry where the argument begins.
        package let argumentStart: Int

        /// `nil` where `entry` is no command. `name?` and `?name` are `:help name`.
        package init?(_ entry: String) {
            let trimmed = entry.drop { $0.isWhitespace }
            if trimmed.first == ":" {
                let word = trimmed.dropFirst().prefix { !$0.isWhitespace }
                let rest = trimmed[word.endIndex...].drop { $0.isWhitespace }
                name = String(word)
                argument = Self.trim(rest)
                argumentStart = entry.utf8.distance(from: entry.startIndex, to: rest.startIndex)
                return
            }
            var asked = Self.trim(trimmed)[...]
            guard asked.first == "?" || asked.last == "?" else { return nil }
            if asked.first == "?" { asked.removeFirst() } else { asked.removeLast() }
            let topic = Self.trim(asked)
            guard topic.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." || $0 == ":" }) else { return nil }
            name = "help"
            argument = topic
            argumentStart = 0
        }

        private static func trim(_ text: some StringProtocol) -> String {
            var text = text[text.startIndex...].drop { $0.isWhitespace }
            while text.last?.isWhitespace == true { text.removeLast() }
            return String(text)
        }
    }
}
