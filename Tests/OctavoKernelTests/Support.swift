import Dispatch
import OctavoKernel
import OctavoLanguage
import OctavoNotebook
import OctavoSource
import OctavoStore
import OctavoTable
import OctavoVerbs
import Synchronization

/// Files in memory. A path is found as it is, by one `*` in its last part, or as a folder.
final class MemoryFiles: FileAccess {
    private let files: Mutex<[String: [UInt8]]>

    init(_ files: [String: String] = [:]) { self.files = Mutex(files.mapValues { Array($0.utf8) }) }

    func set(_ path: String, _ text: String) { files.withLock { $0[path] = Array(text.utf8) } }
    func text(_ path: String) -> String? { files.withLock { $0[path].map { String(decoding: $0, as: UTF8.self) } } }

    private func bytes(_ path: String) throws -> [UInt8] {
        guard let bytes = files.withLock({ $0[path] }) else { throw Diagnostic("file-not-found", "no file `\(path)`") }
        return bytes
    }

    func contents(of path: String) throws -> FileContents { FileContents(Buffer(try bytes(path))) }

    func resolve(_ pattern: String) throws -> [String] {
        let names = files.withLock { $0.keys.sorted() }
        guard let star = pattern.firstIndex(of: "*") else {
            if names.contains(pattern) { return [pattern] }
            throw Diagnostic("file-not-found", "no file `\(pattern)`")
        }
        let found = names.filter { $0.hasPrefix(pattern[..<star]) && $0.hasSuffix(pattern[pattern.index(after: star)...]) }
        if found.isEmpty { throw Diagnostic("file-not-found", "no file matches `\(pattern)`") }
        return found
    }

    func entries(of folder: String) -> [String] {
        let prefix = folder == "." ? "" : folder.hasSuffix("/") ? folder : folder + "/"
        var found: Set<String> = []
        for name in files.withLock({ Array($0.keys) }) where name.hasPrefix(prefix) {
            let rest = name.dropFirst(prefix.count)
            found.insert(rest.firstIndex(of: "/").map { String(rest[...$0]) } ?? String(rest))
        }
        return found.sorted()
    }

    func digest(of path: String) throws -> String { testDigest(try bytes(path)) }

    func write(_ path: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {
        var written: [UInt8] = []
        try unsafe body { piece in unsafe written.append(contentsOf: piece) }
        files.withLock { [written] in $0[path] = written }
    }

    func remove(_ path: String) throws { files.withLock { $0[path] = nil } }
}

/// FNV-1a as 16 hexadecimal digits: a digest for tests.
@Sendable func testDigest(_ bytes: [UInt8]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
}

/// The same, piece by piece.
final class TestByteDigest: ByteDigest {
    private var bytes: [UInt8] = []

    func update(_ bytes: UnsafeRawBufferPointer) { unsafe self.bytes.append(contentsOf: bytes) }
    func finish() -> String { testDigest(bytes) }
}

enum Test {
    static let backticks = "```"
    /// An expression that nothing is wrong with before it runs.
    static let failing = "int(env(\"NOT_SET\", \"no\"))"

    static func capabilities(_ files: MemoryFiles = MemoryFiles(), environment: [String: String] = [:]) -> Capabilities {
        Capabilities(
            files: files, now: { 1_700_000_000_000_000 }, environment: { environment[$0] },
            store: DataStore(files: files, madeBy: "test") { TestByteDigest() })
    }

    static func graphSettings(
        _ files: MemoryFiles = MemoryFiles(), set: [String] = [], environment: [String: String] = [:]
    ) -> CellGraph.Settings {
        CellGraph.Settings(
            catalog: .standard, capabilities: capabilities(files, environment: environment),
            overrides: set.compactMap { try? ParameterOverride.parse($0) }, digest: testDigest)
    }

    /// A clock that stands still, and whose alarms never ring.
    static let stoppedClock = RunClock(now: { .zero }, after: { _, _ in {} })

    /// Real threads, as many as asked for; each with the test's ordinary stack.
    static func workers(_ count: Int) -> RunWorkers {
        RunWorkers(count: count) { work in DispatchQueue.concurrentPerform(iterations: count) { _ in work() } }
    }

    static func runSettings(_ files: MemoryFiles = MemoryFiles(), set: [String] = [], environment: [String: String] = [:])
        -> RunSettings
    {
        RunSettings(graph: graphSettings(files, set: set, environment: environment), clock: stoppedClock)
    }

    /// `octavo` cells with the given info words, one after the other.
    static func markdown(_ cells: [(info: String, code: String)], header: String = "") -> String {
        header
            + cells.map { "\(backticks)octavo\($0.info.isEmpty ? "" : " ")\($0.info)\n\($0.code)\n\(backticks)\n" }.joined(
                separator: "\n")
    }

    static func notebook(_ text: String) -> Notebook { Notebook.parse(Array(text.utf8), name: "test.md") }
    static func notebook(_ cells: [(info: String, code: String)], header: String = "") -> Notebook {
        notebook(markdown(cells, header: header))
    }
    static func notebook(codes: String...) -> Notebook { notebook(codes.map { ("", $0) }) }

    static func graph(
        _ notebook: Notebook, _ files: MemoryFiles = MemoryFiles(), set: [String] = [], environment: [String: String] = [:]
    )
        -> CellGraph
    {
        CellGraph.build(notebook, graphSettings(files, set: set, environment: environment))
    }

    /// The notebook after a run.
    static func recorded(_ notebook: Notebook, _ settings: RunSettings) -> Notebook {
        let run = NotebookRunner.run(notebook, settings)
        return Notebook.parse(Splice.apply(run.updates, to: notebook).bytes, name: notebook.source.name)
    }

    /// What became of each cell, with the code of what failed.
    static func names(_ run: NotebookRun) -> [String] {
        run.cells.map { cell in
            if case .failed(let errors) = cell.outcome { return "failed " + (errors.first?.code.rawValue ?? "") }
            return cell.outcome.name
        }
    }

    static func text(_ notebook: Notebook) -> String { String(decoding: notebook.bytes, as: UTF8.self) }

    static var context: ExecutionContext { ExecutionContext(files: MemoryFiles()) }

    /// The source without `«` and `»`, and the ranges that they enclose.
    static func marked(_ text: String, name: String = "<entry 1>", cell: CellPlace? = nil) -> (Source, [SourceRange]) {
        var bytes: [UInt8] = []
        var starts: [Int] = []
        var ranges: [ByteRange] = []
        for character in text {
            switch character {
            case "«": starts.append(bytes.count)
            case "»": ranges.append(ByteRange(starts.removeLast(), bytes.count))
            default: bytes += Array(String(character).utf8)
            }
        }
        let source = Source(name: name, bytes: bytes, cell: cell)
        return (source, ranges.map { SourceRange(source, $0) })
    }
}
