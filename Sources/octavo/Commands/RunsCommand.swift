import ArgumentParser
import OctavoSource

/// The trainings of a project from the shell; the language's own functions do the work.
struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs", abstract: "Lists, shows and compares trainings.",
        discussion: """
            octavo runs list
            octavo runs show 20261128T204825-4f2a91              all that is known of it, with its learning curve
            octavo runs diff 20261128T204825-4f2a91 20261128T211002-4f2a91
            """,
        subcommands: [List.self, Show.self, Difference.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists trainings, the oldest first.")

        @OptionGroup var shared: SharedOptions

        func run() throws {
            try CommandProgram.run(
                "runs() | select(.run, .model, .rows, .labels, .accuracy, .validation_accuracy, .seconds, .source)", shared)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "show", abstract: "Shows all that is known of a training.")

        @Argument(help: "Its name.") var name: String
        @OptionGroup var shared: SharedOptions

        func run() throws { try CommandProgram.run("runs(\(WrittenForm.quoted(name)))[0]", shared) }
    }

    struct Difference: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "diff", abstract: "Shows in what two trainings differ.")

        @Argument(help: "The training before.") var before: String
        @Argument(help: "The training after.") var after: String
        @OptionGroup var shared: SharedOptions

        func run() throws {
            try CommandProgram.run(
                CommandProgram.difference("runs(\(WrittenForm.quoted(before)))[0]", "runs(\(WrittenForm.quoted(after)))[0]"),
                shared)
        }
    }
}
