import ArgumentParser
import OctavoNotebook
import OctavoSource

struct MergeDriver: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge-driver",
        abstract: "Merges two versions of a notebook for Git, so that results are never in conflict.",
        discussion: """
            git config merge.octavo.driver 'octavo merge-driver %O %A %B %P'
            echo 'notebooks/*.md merge=octavo' >>.gitattributes

            The merged notebook replaces OURS. Status 0: merged; 1: both changed the same lines, which stand there between marks.
            """)

    @Argument(help: "The version that both come from.") var base: String
    @Argument(help: "Our version, which is replaced.") var ours: String
    @Argument(help: "Their version.") var theirs: String
    @Argument(help: "The notebook's name, for messages.") var name: String?

    func run() throws {
        let workspace = try Workspace.open()
        func read(_ path: String) throws -> Notebook { Notebook.parse(try workspace.read(path), name: name ?? ours) }
        let merge = NotebookMerge(base: try read(base), ours: try read(ours), theirs: try read(theirs))
        try workspace.write(ours, merge.bytes)
        if merge.hasConflicts {
            Output.write("octavo: both versions of `\(name ?? ours)` changed the same lines\n", to: .standardError)
            throw ExitStatus.differs
        }
    }
}
