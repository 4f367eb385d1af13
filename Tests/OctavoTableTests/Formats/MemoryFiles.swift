import OctavoSource
import OctavoTable
import Synchronization

/// Files that exist in memory alone.
final class MemoryFiles: FileAccess {
    private let files: Mutex<[String: [UInt8]]>
    /// How often files were changed.
    private let changes = Mutex<[String: Int]>([:])
    private let openings = Atomic<Int>(0)

    init(_ files: [String: [UInt8]] = [:]) { self.files = Mutex(files) }

    /// How many times files were read.
    var opened: Int { openings.load(ordering: .relaxed) }

    convenience init(_ path: String, _ text: String) { self.init([path: Array(text.utf8)]) }

    func bytes(_ path: String) -> [UInt8] { files.withLock { $0[path] ?? [] } }
    func text(_ path: String) -> String { String(decoding: bytes(path), as: UTF8.self) }
    func put(_ path: String, _ bytes: [UInt8]) {
        files.withLock { $0[path] = bytes }
        changes.withLock { $0[path, default: 0] += 1 }
    }

    func contents(of path: String) throws -> FileContents {
        guard let bytes = files.withLock({ $0[path] }) else { throw Diagnostic("file-not-found", "no file `\(path)`") }
        openings.add(1, ordering: .relaxed)
        return FileContents(Buffer(bytes))
    }

    func resolve(_ pattern: String) throws -> [String] { [pattern] }
    func entries(of folder: String) -> [String] { [] }
    func digest(of path: String) throws -> String { "\(changes.withLock { $0[path] ?? 0 })" }

    func write(_ path: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {
        var written: [UInt8] = []
        unsafe try body { bytes in unsafe written.append(contentsOf: bytes) }
        put(path, written)
    }
}

/// Reading inline text, for tests.
enum Reading {
    static func options(_ format: FileFormat, bad: ScanOptions.BadRecords = .error) -> ScanOptions {
        var options = ScanOptions(format: format)
        options.bad = bad
        return options
    }

    static func all(_ text: String, _ options: ScanOptions) throws -> Table {
        try all(Array(text.utf8), options)
    }

    static func all(_ bytes: [UInt8], _ options: ScanOptions, threads: Int = 2) throws -> Table {
        let context = ExecutionContext(files: MemoryFiles(["f": bytes]), threads: threads)
        return try TableReader.readAll(files: ["f"], options: options, context: context).1
    }

    static func summary(_ bytes: [UInt8], _ options: ScanOptions) throws -> ReadSummary {
        let context = ExecutionContext(files: MemoryFiles(["f": bytes]))
        return try TableReader.inferSchema(files: ["f"], options: options, context: context).summary
    }

    /// By a scan first and reading after, as plans do.
    static func inTwoPasses(_ bytes: [UInt8], _ options: ScanOptions, threads: Int = 2) throws -> Table {
        let context = ExecutionContext(files: MemoryFiles(["f": bytes]), threads: threads)
        let scan = try TableReader.inferSchema(files: ["f"], options: options, context: context)
        var chunks: [Chunk] = []
        try TableReader.read(scan, context: context, filter: nil) {
            chunks.append($0)
            return true
        }
        return Table(schema: scan.fileSchema, chunks: chunks)
    }

    static func types(_ table: Table) -> [String] { table.schema.fields.map { "\($0.name): \($0.type)" } }

    static func rows(_ table: Table) -> [String] { (0..<table.count).map { DatumText.plain(.record(table.record($0))) } }

    /// The diagnostic that `body` throws.
    static func diagnostic(_ body: () throws -> Void) -> Diagnostic? {
        do { try body() } catch { return error as? Diagnostic }
        return nil
    }
}
