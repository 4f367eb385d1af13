import ArgumentParser
import OctavoKernel
import OctavoSource
import OctavoSystem

/// What is wrong with a command line, said like every other mistake.
enum UsageProblem {
    /// The argument parser's words: its message, and the usage and help that stand below it in the full one.
    static func diagnostic(_ message: String, _ fullMessage: String) -> Diagnostic {
        var diagnostic = Diagnostic("bad-usage", message.prefix(1).lowercased() + message.dropFirst())
        for line in fullMessage.split(separator: "\n") {
            if line.hasPrefix("Usage: ") {
                diagnostic.notes.append("usage: " + line.dropFirst("Usage: ".count))
            } else if let see = line.firstRange(of: "See '"), line.hasSuffix("' for more information.") {
                diagnostic.help.append("`" + line[see.upperBound...].dropLast("' for more information.".count) + "` tells more")
            }
        }
        return diagnostic
    }

    /// A first word that is nearly a command and no file: said at once, instead of what it would mean as a script's name.
    static func mistypedCommand(_ arguments: [String]) -> Diagnostic? {
        guard let word = arguments.dropFirst().first, word.allSatisfy({ $0.isLetter && $0.isASCII }) else { return nil }
        let commands = Octavo.configuration.subcommands.compactMap { $0._commandName }
        if commands.contains(word) || word == "help" { return nil }
        let isFile = SystemFiles(root: SystemEnvironment.currentFolder(), isRestricted: false).exists(word)
        guard !isFile, let question = Suggestion.question(for: word, among: commands) else { return nil }
        return Diagnostic(
            "bad-usage", "no command and no file `\(word)`", help: [question, "`octavo --help` lists the commands"])
    }

    /// As JSON where the command line asks for it, even if it cannot be understood otherwise.
    static func report(_ diagnostic: Diagnostic) {
        let words = CommandLine.arguments
        let asksForJSON =
            words.contains("--format=json") || zip(words, words.dropFirst()).contains { $0 == "--format" && $1 == "json" }
        Output.report([diagnostic], asJSON: asksForJSON)
    }
}
