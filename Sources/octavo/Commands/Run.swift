import ArgumentParser
import OctavoKernel
import OctavoLanguage
import OctavoNotebook
import OctavoSource
import OctavoSystem
import OctavoTable
import OctavoText
import OctavoVerbs

struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Runs what is stale in notebooks and writes what their cells show below them.",
        discussion: """
            octavo run notebooks/01-first-look.md
            octavo run notebooks/train.md --set limit=0.8 --output out.md
            octavo run notebooks/train.md --only scores

            A cell whose stored result carries the key that it has now is left as it is, unless a cell that runs reads what it \
            defines. Cells that write files, or whose values change by themselves, always run.
            """)

    @Argument(help: "Notebooks, and folders with notebooks.", completion: .file(extensions: ["md"])) var paths: [String]
    @Flag(name: [.long, .customLong("force")], help: "Runs every cell, whether its result is up to date or not.") var fresh =
        false
    @Option(
        help: ArgumentHelp(
            "Another value for a parameter; the result is printed or goes to `--output`, never in place.", valueName: "name=value"
        ))
    var set: [String] = []
    @Option(help: "Runs only this cell and what it needs.") var only: String?
    @Option(help: "Writes the notebook with its results here.") var output: String?
    @Option(help: ArgumentHelp("The longest a cell may run, such as `30s`.", valueName: "time")) var timeout: String?
    @Flag(help: "Writes the results of volatile cells anew, and removes recorded answers that no cell uses.") var update = false
    @Option(help: ArgumentHelp(RecordingMode.help, valueName: "mode")) var recordings: RecordingMode?
    @OptionGroup var shared: SharedOptions

    func validate() throws { try RunSetup.checkTimeout(timeout) }

    func run() throws {
        let found = try NotebookSearch.notebooks(in: paths, shared)
        if output != nil, found.count > 1 { throw ValidationError("`--output` takes one notebook") }
        var failed = false
        for (path, workspace) in found { failed = try run(path, workspace) || failed }
        if failed { throw ExitStatus.differs }
    }

    /// Whether something failed.
    private func run(_ path: String, _ workspace: Workspace) throws -> Bool {
        let file = try NotebookFile(path, workspace)
        guard file.notebook.isNotebook else {
            workspace.report([Diagnostic("no-cells", "`\(path)` has no `octavo` cell", severity: .warning)])
            return false
        }
        let record = file.readRecord()
        let reporter = RunReporter(workspace: workspace, total: file.notebook.cells.count, isJSON: shared.format == .json)
        var settings = try RunSetup.settings(
            workspace, shared, set: set, timeout: timeout, recordings: recordings ?? workspace.settings.recordings ?? .once,
            progress: reporter.progress?.listener)
        settings.only = only
        settings.reuse = fresh ? .none : .stored(silentKeys: record.silentKeys)
        settings.updatesVolatile = update
        settings.prunesRecordings = update
        settings.imageFolder = output.map { NotebookImages.folder(of: $0) }
        InterruptSignal.install(settings.cancellation)
        settings.progress = { reporter.report($0) }
        let fixed = settings
        let run = BigStackThread.run(stackBytes: ScriptRunner.stackBytes) { NotebookRunner.run(file.notebook, fixed) }
        workspace.report(run.diagnostics)
        reporter.finish(run, path: path)
        if run.diagnostics.contains(where: { $0.severity == .error }) { throw ExitStatus.usage }
        if let output {
            if try !file.save(run.updates, to: output) { return true }
        } else if set.isEmpty, !shared.readOnly {
            if try !file.save(run.updates) { return true }
            file.write(record, of: run)
        } else {
            let splice = Splice.apply(run.updates, to: file.notebook)
            Output.write(String(decoding: splice.bytes, as: UTF8.self))
        }
        if run.wasInterrupted { throw ExitStatus.interrupted }
        return run.hasFailed
    }
}

/// The settings of a run on this machine.
enum RunSetup {
    static func settings(
        _ workspace: Workspace, _ shared: SharedOptions, set: [String] = [], timeout: String? = nil,
        recordings: RecordingMode = .once, notesTrainings: Bool = true,
        progress: (@Sendable (ExecutionContext.Progress) -> Void)? = nil
    ) throws -> RunSettings {
        var overrides: [ParameterOverride] = []
        for word in set {
            do {
                overrides.append(try ParameterOverride.parse(word))
            } catch {
                workspace.report([error])
                throw ExitStatus.usage
            }
        }
        var graph = graph(
            workspace, isOffline: shared.offline, isReadOnly: shared.readOnly, overrides, notesTrainings: notesTrainings,
            progress: progress)
        graph.recordings = recordings
        var settings = RunSettings(graph: graph, clock: .system)
        settings.workers = .system
        settings.timeout = timeout.flatMap { DurationText.parse($0) } ?? settings.timeout
        return settings
    }

    /// Said before anything runs.
    static func checkTimeout(_ timeout: String?) throws {
        if let timeout, DurationText.parse(timeout) == nil {
            throw ValidationError("`--timeout` is a time such as `30s` or `10m`, not `\(timeout)`")
        }
    }

    static func graph(
        _ workspace: Workspace, isOffline: Bool, isReadOnly: Bool, _ overrides: [ParameterOverride] = [],
        notesTrainings: Bool = true, progress: (@Sendable (ExecutionContext.Progress) -> Void)? = nil
    ) -> CellGraph.Settings {
        var capabilities = workspace.capabilities(isOffline: isOffline, isReadOnly: isReadOnly)
        capabilities.progress = progress
        if !notesTrainings {
            capabilities.runs = NoRunLog()
            capabilities.checkpoints = nil
        }
        return CellGraph.Settings(
            catalog: .standard, capabilities: capabilities, overrides: overrides,
            realPath: { [files = workspace.files] in files.realPath($0) }, digest: { ContentDigest.sha256Hex($0) })
    }
}

extension RecordingMode: ExpressibleByArgument {
    static let help: String =
        "Recorded answers of providers: `once` gives them and asks for what is missing, `replay` gives them alone, "
        + "`record` asks for all anew, `live` neither reads nor writes them."
}
