import ArgumentParser
import OctavoKernel
import OctavoNotebook
import OctavoSource
import OctavoSystem
import OctavoTable

struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Replays notebooks from nothing and compares with what is stored in them.",
        discussion: """
            octavo test notebooks/
            octavo test notebooks/ --junit report.xml --timeout 10m
            octavo test notebooks/ --update     accepts the fresh results

            Status 0: all the same; 1: something differs or failed; 2: wrong usage; 130: interrupted.
            """)

    @Argument(help: "Notebooks, and folders with notebooks.", completion: .file(extensions: ["md"])) var paths: [String]
    @Flag(help: "Accepts the fresh results: writes them into the notebooks, and removes recorded answers that no cell uses.")
    var update = false
    @Option(help: ArgumentHelp(RecordingMode.help, valueName: "mode")) var recordings: RecordingMode = .replay
    @Option(help: ArgumentHelp("Writes a JUnit report here.", valueName: "file")) var junit: String?
    @Option(help: ArgumentHelp("The longest a notebook may run, such as `10m`.", valueName: "time")) var timeout: String?
    @OptionGroup var shared: SharedOptions

    func validate() throws { try RunSetup.checkTimeout(timeout) }

    func run() throws {
        if update, shared.readOnly { throw ValidationError("`--update` writes into the notebooks, which `--read-only` refuses") }
        var outcomes: [Replay.Outcome] = []
        var isStored = true
        for (path, workspace) in try NotebookSearch.notebooks(in: paths, shared) {
            let file: NotebookFile
            do {
                file = try NotebookFile(path, workspace, reports: false)
            } catch let problem as Diagnostic {
                workspace.report([problem])
                outcomes.append(Replay.unreadable(path, problem))
                continue
            }
            if !file.notebook.isNotebook { continue }
            // A replay repeats what was noted when it ran.
            var settings = try RunSetup.settings(workspace, shared, recordings: recordings, notesTrainings: false)
            settings.totalTimeout = timeout.flatMap { DurationText.parse($0) } ?? settings.totalTimeout
            settings.updatesVolatile = update
            settings.prunesRecordings = update
            InterruptSignal.install(settings.cancellation)
            let fixed = settings
            let outcome = BigStackThread.run(stackBytes: ScriptRunner.stackBytes) { Replay.test(file.notebook, fixed) }
            report(outcome)
            outcomes.append(outcome)
            if outcome.wasInterrupted { break }
            if update { isStored = try file.save(outcome.run.updates) && isStored }
        }
        if let junit { try shared.workspace(isRestricted: true).write(junit, Array(JUnitReport.render(outcomes).utf8)) }
        if outcomes.isEmpty {
            Output.write("octavo: no notebook in \(paths.joined(separator: ", "))\n", to: .standardError)
            throw ExitStatus.usage
        }
        if outcomes.contains(where: \.isUnreadable) { throw ExitStatus.usage }
        if outcomes.contains(where: \.wasInterrupted) { throw ExitStatus.interrupted }
        let isGood = update ? isStored && !outcomes.contains(where: \.run.hasFailed) : outcomes.allSatisfy(\.isSame)
        if !isGood { throw ExitStatus.differs }
    }

    private func report(_ outcome: Replay.Outcome) {
        if shared.format == .json {
            Output.write(ReplayJSON.make(outcome).text + "\n")
        } else {
            let style = Output.style(of: .standardOutput)
            Output.write(ReplayText.render(outcome, style: style) + "\n")
        }
    }
}
