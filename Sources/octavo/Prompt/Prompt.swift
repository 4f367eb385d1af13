import OctavoKernel
import OctavoNotebook
import OctavoREPL
import OctavoSource
import OctavoSystem

/// The prompt on this machine: where its history and journal live, and the notebook it continues.
struct Prompt {
    let workspace: Workspace
    let shared: SharedOptions
    let notebook: String?

    func start() throws {
        let session = PromptSession(workspace: workspace, shared: shared)
        if let notebook {
            let file = try NotebookFile(notebook, workspace)
            guard file.notebook.isNotebook || file.notebook.bytes.isEmpty else {
                workspace.report([Diagnostic("no-cells", "`\(notebook)` has no `octavo` cell", severity: .warning)])
                throw ExitStatus.usage
            }
            session.replay(file.notebook)
        }
        var configuration = REPL.Configuration(version: Octavo.version)
        configuration.banner = "Octavo \(Octavo.version) — :help lists the commands, name? explains a function, Ctrl-D ends"
        if let folder = Self.stateFolder() {
            configuration.historyPath = folder + "/history"
            configuration.journalPath = folder + "/journal.md"
        }
        let fixed = configuration
        // Reading the terminal blocks its thread, which is the main one; the rest of the program waits for it.
        let status = Mailbox()
        Task { @MainActor in
            let repl = REPL(session: session, configuration: fixed)
            status.end(await repl.run())
        }
        status.serve()
    }

    /// `$XDG_STATE_HOME/octavo` or `~/.local/state/octavo`, made if it is missing.
    private static func stateFolder() -> String? {
        let base: String
        if let state = SystemEnvironment.value(of: "XDG_STATE_HOME"), state.hasPrefix("/") {
            base = state
        } else if let home = SystemEnvironment.value(of: "HOME"), home.hasPrefix("/") {
            base = home + "/.local/state"
        } else {
            return nil
        }
        let folder = base + "/octavo"
        return Folders.make(folder, mode: 0o700) == nil ? folder : nil
    }
}
