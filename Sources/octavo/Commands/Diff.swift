import ArgumentParser
import OctavoKernel
import OctavoNotebook

struct Diff: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Shows what differs between two notebooks, cell by cell: words, source, and results as tables and numbers.",
        discussion: """
            octavo diff old.md notebooks/train.md
            git show HEAD:notebooks/train.md >old.md

            Status 0: no cell differs; 1: some do; 2: wrong usage. Prose is not compared.
            """)

    @Argument(help: "The old notebook.", completion: .file(extensions: ["md"])) var old: String
    @Argument(help: "The new notebook.", completion: .file(extensions: ["md"])) var new: String
    @OptionGroup var shared: SharedOptions

    func run() throws {
        let workspace = try shared.workspace(isRestricted: false)
        let difference = NotebookDifference(
            try NotebookFile(old, workspace).notebook, try NotebookFile(new, workspace).notebook)
        if shared.format == .json {
            for item in difference.items { Output.write(NotebookDifferenceText.json(item).text + "\n") }
        } else {
            let style = Output.style(of: .standardOutput)
            for item in difference.items { Output.write(NotebookDifferenceText.render(item, style: style)) }
        }
        if !difference.items.isEmpty { throw ExitStatus.differs }
    }
}
