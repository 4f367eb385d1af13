import OctavoKernel
import OctavoLanguage
import OctavoProviders
import OctavoSQLite
import OctavoSource
import OctavoStore
import OctavoSystem
import OctavoTable
import OctavoText

/// The project around a command: its root, its settings, and the way to its files.
struct Workspace {
    let root: String
    let files: SystemFiles
    let settings: Settings
    /// One for all that the command runs.
    let memory: MemoryBudget
    var isJSON = false

    /// `isRestricted`: reads and writes stay inside the project, as for notebooks and scripts.
    /// The project is that of the file at `path`, if a command is about one.
    static func open(isRestricted: Bool = false, allowing paths: [String] = [], near path: String? = nil) throws -> Workspace {
        let root = ProjectRoot.find(from: SystemEnvironment.currentFolder(), near: path)
        let files = SystemFiles(root: root, allowed: paths, isRestricted: isRestricted)
        let settings = try Settings.read(root: root, files: files)
        let memory = MemoryBudget(settings.memory ?? SystemInfo.memory / 2)
        return Workspace(root: root, files: files, settings: settings, memory: memory)
    }

    /// A path as typed, relative to the current folder, seen from the project root.
    func path(_ typed: String) -> String {
        if typed == "-" || typed.isEmpty { return typed }
        let path = PathText.tidied(PathText.join(SystemEnvironment.currentFolder(), typed))
        return path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path
    }

    /// The same with links followed, so that all names of a file are one; as typed where nothing is there.
    func realPath(_ typed: String) -> String { files.realPath(path(typed)) }

    func read(_ typed: String) throws -> [UInt8] {
        do {
            return try files.contents(of: path(typed)).bytes.array
        } catch let diagnostic as Diagnostic {
            report([diagnostic])
            throw ExitStatus.usage
        }
    }

    func write(_ typed: String, _ bytes: [UInt8]) throws { try write(fromRoot: path(typed), bytes) }

    /// `path` is relative to the project root already.
    func write(fromRoot path: String, _ bytes: [UInt8]) throws {
        do {
            try files.write(path, bytes: bytes)
        } catch let diagnostic as Diagnostic {
            report([diagnostic])
            throw ExitStatus.differs
        }
    }

    /// The folders on the way to a file that is to be written.
    func makeFolders(_ typed: String) throws {
        if let failure = Folders.make(root + "/" + path(typed), mode: 0o777) {
            report([FileProblem.writing(failure.path, failure.error)])
            throw ExitStatus.differs
        }
    }

    func capabilities(isOffline: Bool = false, isReadOnly: Bool = false) -> Capabilities {
        let keepsTrainings = !isReadOnly && ProjectRoot.isMarked(root)
        return Capabilities(
            files: files, now: { SystemClock.now() }, environment: { SystemEnvironment.value(of: $0) }, threads: SystemInfo.cores,
            memory: memory, memoryInUse: { SystemInfo.memoryInUse }, isOffline: isOffline,
            isReadOnly: isReadOnly, store: DataStore(files: files, madeBy: Octavo.version) { StreamingDigest() },
            databases: SQLiteDatabases { [files] in try files.location($0, isWritten: $1) },
            providers: HTTPProviders(
                settings.providers, standard: settings.provider, isOffline: isOffline, agent: "octavo/\(Octavo.version)",
                environment: { SystemEnvironment.value(of: $0) }, clock: .system),
            runs: keepsTrainings ? RunFiles(files: files, madeBy: Octavo.version) : NoRunLog(),
            checkpoints: keepsTrainings ? CheckpointFiles(files: files, madeBy: Octavo.version) : nil)
    }

    func report(_ diagnostics: [Diagnostic]) { Output.report(diagnostics, asJSON: isJSON) }
}

extension SystemFiles {
    /// What `path`, relative to the project root, is when links are followed; `path` itself where nothing is there.
    func realPath(_ path: String) -> String {
        guard path != "-", let real = try? location(path, isWritten: false) else { return path }
        return real.hasPrefix(root + "/") ? String(real.dropFirst(root.count + 1)) : real
    }
}
