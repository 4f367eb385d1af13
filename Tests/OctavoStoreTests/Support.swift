import OctavoLanguage
import OctavoSource
import OctavoStore
import OctavoSyntax
import OctavoSystem
import OctavoTable
import OctavoText
import OctavoVerbs
import Synchronization

/// Files in memory.
final class MemoryFiles: FileAccess {
    private let files: Mutex<[String: [UInt8]]>

    init(_ files: [String: String] = [:]) { self.files = Mutex(files.mapValues { Array($0.utf8) }) }

    var paths: [String] { files.withLock { $0.keys.sorted() } }
    func bytes(_ path: String) -> [UInt8]? { files.withLock { $0[path] } }
    func text(_ path: String) -> String { String(decoding: bytes(path) ?? [], as: UTF8.self) }
    func set(_ path: String, _ bytes: [UInt8]?) { files.withLock { $0[path] = bytes } }

    func contents(of path: String) throws -> FileContents {
        guard let bytes = bytes(path) else { throw Diagnostic("file-not-found", "no file `\(path)`") }
        return FileContents(Buffer(bytes))
    }

    func resolve(_ pattern: String) throws -> [String] {
        guard bytes(pattern) != nil else { throw Diagnostic("file-not-found", "no file `\(pattern)`") }
        return [pattern]
    }

    func entries(of folder: String) -> [String] {
        let prefix = folder + "/"
        var found: Set<String> = []
        for path in paths where path.hasPrefix(prefix) {
            let rest = path.dropFirst(prefix.count)
            found.insert(rest.firstIndex(of: "/").map { String(rest[...$0]) } ?? String(rest))
        }
        return found.sorted()
    }

    func digest(of path: String) throws -> String { ContentDigest.sha256Hex(try contents(of: path).bytes.array) }

    func write(_ path: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {
        var written: [UInt8] = []
        try unsafe body { piece in unsafe written.append(contentsOf: piece) }
        set(path, written)
    }
}

/// A project in memory with its store.
struct Project {
    let files: MemoryFiles
    let store: DataStore
    var capabilities: Capabilities

    init(_ files: [String: String] = [:]) {
        let memory = MemoryFiles(files)
        self.files = memory
        store = DataStore(files: memory, madeBy: "0.0") { StreamingDigest() }
        capabilities = Capabilities(files: memory, now: { 0 }, environment: { _ in nil }, store: store)
    }

    var context: ExecutionContext { ExecutionContext(files: files, threads: 2) }

    @discardableResult func save(_ table: Table, as name: String = "t") throws -> Snapshot {
        try store.save(Plan(table), as: name, context: context)
    }

    /// What a program shows, tables as their records; the first mistake instead, as `error: code`.
    func run(_ program: String) -> [String] {
        let tree = Parser.parse(Source(name: "test", text: program), mode: .cell)
        let checked = Program.check(
            tree, in: Environment(), catalog: .standard, capabilities: capabilities, context: context)
        if let first = checked.diagnostics.first(where: { $0.severity == .error }) { return ["error: \(first.code)"] }
        let shown = Mutex<[String]>([])
        let context = context
        do {
            _ = try Program.run(
                tree, in: Environment(), catalog: .standard, capabilities: capabilities, context: context
            ) { output in
                let text: String
                switch output {
                case .text(let printed): text = printed
                case .value(.table(let plan)):
                    do {
                        let table = try Executor.run(plan, context)
                        text = DatumText.literal(.list((0..<table.count).map { .record(table.record($0)) }))
                    } catch {
                        text = "error: \((error as? Diagnostic)?.code.rawValue ?? "\(error)")"
                    }
                case .value(let value): text = value.datum.map { DatumText.literal($0) } ?? value.kindName
                }
                shown.withLock { $0.append(text) }
            }
        } catch {
            shown.withLock { $0.append("error: \((error as? Diagnostic)?.code.rawValue ?? "\(error)")") }
        }
        return shown.withLock { $0 }
    }
}

/// The code of what `body` throws.
func code(_ body: () throws -> Void) -> String? {
    do {
        try body()
        return nil
    } catch {
        return (error as? Diagnostic)?.code.rawValue ?? "\(error)"
    }
}
