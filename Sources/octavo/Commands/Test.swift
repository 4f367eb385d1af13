import ArgumentParser
import OctavoKernel
import OctavoNotebook
import OctavoSource
import OctavoSystem

struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Replays notebooks from nothing and compares with what is stored in them.",
        discussion: "Status 0: all the same; 1: something differs or failed; 2: wrong usage; 130: interrupted.")

    @Argument(help: "Notebooks, and folders with notebooks.") var paths: [String]
    @Flag(help: "Accepts the fresh results: writes them into the notebooks.") var update = false
    @Option(help: ArgumentHelp("Writes a JUnit report here.", valueName: "file")) var junit: String?
    @Option(help: ArgumentHelp("The longest a notebook may run, such as `10m`.", valueName: "time")) var timeout: String?
    @OptionGroup var shared: SharedOptions

    func run() throws {
        let workspace = try shared.workspace(isRestricted: true)
        var outcomes: [Replay.Outcome] = []
        var files: [NotebookFile] = []
        for path in try paths.flatMap({ try NotebookSearch.notebooks(in: $0, workspace) }) {
            let file = try NotebookFile(path, workspace)
            if !file.notebook.isNotebook { continue }
            var settings = try RunSetup.settings(workspace, shared)
            if let timeout {
                guard let limit = DurationText.parse(timeout) else {
                    throw ValidationError("`--timeout` is a time such as `10m`, not `\(timeout)`")
                }
                settings.totalTimeout = limit
            }
            settings.updatesVolatile = update
            InterruptSignal.install(settings.cancellation)
            let fixed = settings
            let outcome = BigStackThread.run(stackBytes: ScriptRunner.stackBytes) { Replay.test(file.notebook, fixed) }
            report(outcome)
            outcomes.append(outcome)
            files.append(file)
            if outcome.wasInterrupted { break }
        }
        if let junit { try workspace.write(junit, Array(JUnitReport.render(outcomes).utf8)) }
        if outcomes.contains(where: \.wasInterrupted) { throw ExitStatus.interrupted }
        if update {
            for (file, outcome) in zip(files, outcomes) { _ = try file.save(outcome.run.updates) }
            if outcomes.contains(where: \.run.hasFailed) { throw ExitStatus.differs }
        } else if !outcomes.allSatisfy(\.isSame) {
            throw ExitStatus.differs
        }
        if outcomes.isEmpty {
            Output.write("octavo: no notebook in \(paths.joined(separator: ", "))\n", to: .standardError)
            throw ExitStatus.usage
        }
    }

    private func report(_ outcome: Replay.Outcome) {
        if shared.format == .json {
            Output.write(ReplayJSON.make(outcome).text + "\n")
        } else {
            let style: TextStyle = Output.isColoured(.standardOutput) ? .ansi : .plain
            Output.write(ReplayText.render(outcome, style: style) + "\n")
        }
    }
}

/// The notebooks that a path names: itself, or every `.md` in a folder, sorted.
enum NotebookSearch {
    static func notebooks(in path: String, _ workspace: Workspace) throws -> [String] {
        let entries = workspace.files.entries(of: workspace.path(path))
        if entries.isEmpty { return [path] }
        let base = path.hasSuffix("/") ? path : path + "/"
        return try entries.flatMap { entry -> [String] in
            if entry.hasSuffix("/") {
                return entry.hasSuffix(".assets/") || entry.hasPrefix(".") ? [] : try notebooks(in: base + entry, workspace)
            }
            return entry.hasSuffix(".md") ? [base + entry] : []
        }
    }
}
