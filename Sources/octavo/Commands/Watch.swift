import ArgumentParser
import Glibc
import OctavoKernel
import OctavoNotebook
import OctavoSource
import OctavoSystem
import OctavoTable
import OctavoText

struct Watch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Runs what is stale in a notebook whenever it, or a file that it reads, changes. Ctrl-C ends it.",
        discussion: "octavo watch notebooks/train.md")

    @Argument(help: "The notebook.", completion: .file(extensions: ["md"])) var path: String
    @OptionGroup var shared: SharedOptions

    /// Short enough to feel immediate, long enough to cost nothing.
    private static let pauseMicroseconds: UInt32 = 200_000

    func run() throws {
        let workspace = try shared.workspace(isRestricted: true, near: path)
        if shared.readOnly { throw ValidationError("`watch` writes into the notebook, which `--read-only` refuses") }
        let cancellation = Cancellation()
        InterruptSignal.install(cancellation)
        var seen: [String] = []
        while !cancellation.isCancelled {
            // An editor that saves by a rename takes the file away for a moment.
            if let file = try? NotebookFile(path, workspace, reports: false) {
                let now = state(file, workspace)
                if now != seen { seen = try runOnce(file, now, workspace, cancellation) }
            }
            if !cancellation.isCancelled { usleep(Self.pauseMicroseconds) }
        }
        throw ExitStatus.interrupted
    }

    /// What the notebook and the files it reads were like when it was run: its own writing is no change, somebody else's during
    /// the run is one.
    private func runOnce(
        _ file: NotebookFile, _ before: [String], _ workspace: Workspace, _ cancellation: Cancellation
    ) throws -> [String] {
        let record = file.readRecord()
        var settings = try RunSetup.settings(workspace, shared)
        settings.cancellation = cancellation
        settings.reuse = .stored(silentKeys: record.silentKeys)
        let reporter = RunReporter(workspace: workspace, total: file.notebook.cells.count, isJSON: shared.format == .json)
        settings.progress = { reporter.report($0) }
        let fixed = settings
        let run = BigStackThread.run(stackBytes: ScriptRunner.stackBytes) { NotebookRunner.run(file.notebook, fixed) }
        workspace.report(run.diagnostics)
        reporter.finish(run, path: path)
        if run.wasInterrupted { return before }
        if try file.save(run.updates) { file.write(record, of: run) }
        return [ContentDigest.sha256Hex(Splice.apply(run.updates, to: file.notebook).bytes)] + before.dropFirst()
    }

    /// The digest of the notebook, then the state of each file that its cells read and do not write.
    private func state(_ file: NotebookFile, _ workspace: Workspace) -> [String] {
        guard let settings = try? RunSetup.settings(workspace, shared).graph else { return [] }
        let inputs = BigStackThread.run(stackBytes: ScriptRunner.stackBytes) {
            CellGraph.build(file.notebook, settings).inputFiles
        }
        let stamps = inputs.map { input -> String in
            let files = (try? workspace.files.resolve(input)) ?? []
            return files.map { "\($0)=\((try? workspace.files.stamp(of: $0)) ?? "-")" }.joined(separator: "\n")
        }
        return [ContentDigest.sha256Hex(file.notebook.bytes)] + stamps
    }
}
