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
        let file = try notebook.map { try NotebookFile($0, workspace) }
        let session = PromptSession(workspace: workspace, shared: shared, continuing: file)
        var configuration = REPL.Configuration(version: Octavo.version)
        configuration.banner = "Octavo \(Octavo.version) — :help lists the commands, name? explains a function, Ctrl-D ends"
        if let folder = Self.stateFolder() {
            configuration.historyPath = folder + "/history"
            configuration.journalPath = folder + "/journal.md"
        }
        if let file { configuration.banner += "\n" + replay(file, in: session) }
        let fixed = configuration
        // Reading the terminal blocks its thread, which is the main one; the rest of the program waits for it.
        let status = Mailbox()
        Task { @MainActor in
            let repl = REPL(session: session, configuration: fixed)
            status.end(await repl.run())
        }
        status.serve()
    }

    /// Runs the notebook's cells and gives the line that says how it went.
    private func replay(_ file: NotebookFile, in session: PromptSession) -> String {
        Interrupts.onInterrupt { session.interrupt() }
        let outcomes = session.replay(file.notebook)
        let ran = outcomes.count { $0 != .interrupted }
        let failed = outcomes.count { $0 == .failed }
        let cells = file.notebook.cells.count { !$0.attributes.isSkipped }
        return "\(file.path): \(ran) of \(cells) cells run" + (failed > 0 ? ", \(failed) failed" : "")
            + (ran < outcomes.count ? ", interrupted" : "") + "; `:save` adds what is entered here"
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
