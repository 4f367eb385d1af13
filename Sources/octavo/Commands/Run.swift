import ArgumentParser
import OctavoKernel
import OctavoLanguage
import OctavoNotebook
import OctavoSource
import OctavoSystem
import OctavoTable
import OctavoVerbs

struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Runs notebooks and writes what their cells show below them.")

    @Argument(help: "The notebooks.") var paths: [String]
    @Option(
        help: ArgumentHelp(
            "Another value for a parameter; the result is printed or goes to `--output`, never in place.", valueName: "name=value"
        ))
    var set: [String] = []
    @Option(help: "Runs only this cell and what it needs.") var only: String?
    @Option(help: "Writes the notebook with its results here.") var output: String?
    @Option(help: ArgumentHelp("The longest a cell may run, such as `30s`.", valueName: "time")) var timeout: String?
    @Flag(help: "Writes the results of volatile cells anew.") var update = false
    @OptionGroup var shared: SharedOptions

    func run() throws {
        let workspace = try shared.workspace(isRestricted: true)
        if output != nil, paths.count > 1 { throw ValidationError("`--output` takes one notebook") }
        var failed = false
        for path in paths { failed = try run(path, workspace) || failed }
        if failed { throw ExitStatus.differs }
    }

    /// Whether something failed.
    private func run(_ path: String, _ workspace: Workspace) throws -> Bool {
        let file = try NotebookFile(path, workspace)
        guard file.notebook.isNotebook else {
            workspace.report([Diagnostic("no-cells", "`\(path)` has no `octavo` cell", severity: .warning)])
            return false
        }
        var settings = try RunSetup.settings(workspace, shared, set: set, timeout: timeout)
        settings.only = only
        settings.updatesVolatile = update
        InterruptSignal.install(settings.cancellation)
        let reporter = RunReporter(workspace: workspace, total: file.notebook.cells.count, isJSON: shared.format == .json)
        settings.progress = { reporter.report($0) }
        let fixed = settings
        let run = BigStackThread.run(stackBytes: ScriptRunner.stackBytes) { NotebookRunner.run(file.notebook, fixed) }
        workspace.report(run.diagnostics)
        reporter.finish(run, path: path)
        if run.diagnostics.contains(where: { $0.severity == .error }) { throw ExitStatus.usage }
        if set.isEmpty || output != nil {
            if try !file.save(run.updates, to: output) { return true }
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
        _ workspace: Workspace, _ shared: SharedOptions, set: [String] = [], timeout: String? = nil
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
        let graph = CellGraph.Settings(
            catalog: .standard,
            capabilities: workspace.capabilities(isOffline: shared.offline, isReadOnly: shared.readOnly),
            overrides: overrides, digest: { ContentDigest.sha256Hex($0) })
        var settings = RunSettings(graph: graph, clock: .system)
        if let timeout {
            guard let limit = DurationText.parse(timeout) else {
                throw ValidationError("`--timeout` is a time such as `30s`, not `\(timeout)`")
            }
            settings.timeout = limit
        }
        return settings
    }
}
