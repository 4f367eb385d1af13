import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText
import OctavoVerbs
import Synchronization

/// A project of files in memory, and programs that run in it. A path that ends in `/` names the files in a folder.
struct MemoryProject {
    final class Files: FileAccess {
        private let texts: Mutex<[String: [UInt8]]>
        private let openings = Atomic<Int>(0)
        /// Bytes that can be written to a file.
        private let room: Int

        init(_ texts: [String: String], room: Int = .max) {
            self.texts = Mutex(texts.mapValues { Array($0.utf8) })
            self.room = room
        }

        /// How often a file was opened.
        var opened: Int { openings.load(ordering: .relaxed) }

        func put(_ path: String, _ text: String) { put(path, bytes: Array(text.utf8)) }
        func put(_ path: String, bytes: [UInt8]) { texts.withLock { $0[path] = bytes } }

        func bytes(_ path: String) throws -> [UInt8] {
            guard let text = texts.withLock({ $0[path] }) else { throw Diagnostic("file-not-found", "no file `\(path)`") }
            return text
        }

        func contents(of path: String) throws -> FileContents {
            openings.add(1, ordering: .relaxed)
            return FileContents(Buffer(try bytes(path)))
        }

        func resolve(_ pattern: String) throws -> [String] {
            guard pattern.hasSuffix("/") else {
                _ = try bytes(pattern)
                return [pattern]
            }
            let found = texts.withLock { $0.keys.filter { $0.hasPrefix(pattern) }.sorted() }
            if found.isEmpty { throw Diagnostic("file-not-found", "no file in `\(pattern)`") }
            return found
        }

        func entries(of folder: String) -> [String] {
            texts.withLock {
                $0.keys.filter { $0.hasPrefix(folder + "/") }.map { String($0.dropFirst(folder.count + 1)) }.sorted()
            }
        }

        func digest(of path: String) throws -> String {
            SHA256.digest(try bytes(path)).map { byte in
                String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
            }.joined()
        }

        func remove(_ path: String) { texts.withLock { $0[path] = nil } }

        func write(_ path: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {
            var written: [UInt8] = []
            unsafe try body { bytes in
                unsafe written.append(contentsOf: bytes)
                if written.count > room { throw Diagnostic("file-not-writable", "the disk is full") }
            }
            put(path, bytes: written)
        }
    }

    let files: Files
    let capabilities: Capabilities

    init(
        _ texts: [String: String], environment: [String: String] = [:], room: Int = .max,
        providers: any ProviderAccess = NoProviders(), runs: any RunLog = NoRunLog()
    ) {
        let files = Files(texts, room: room)
        self.files = files
        capabilities = Capabilities(
            files: files, now: { 0 }, environment: { environment[$0] }, providers: providers,
            runs: runs)
    }

    var context: ExecutionContext { ExecutionContext(files: files, threads: 2) }

    func check(_ program: String) -> CheckedProgram {
        Program.check(
            Harness.parse(program), in: Environment(), catalog: .standard, capabilities: capabilities, context: context)
    }

    /// The rows of the last table that the program shows, or what is wrong with it: the first mistake of its check, or of its run.
    func run(_ program: String) -> (rows: [String], problem: Diagnostic?) {
        let checked = check(program)
        if let first = checked.diagnostics.first(where: { $0.severity == .error }) { return ([], first) }
        let rows = Mutex<[String]>([])
        let late = Mutex<Diagnostic?>(nil)
        do {
            _ = try Program.run(
                checked.tree, in: Environment(), catalog: .standard, capabilities: capabilities, context: context
            ) { output in
                guard case .value(let value) = output else { return }
                guard case .table(let plan) = value else {
                    return rows.withLock { $0 = [value.datum.map { DatumText.literal($0) } ?? value.kindName] }
                }
                do {
                    let table = try Executor.run(plan, context)
                    rows.withLock { $0 = (0..<table.count).map { DatumText.plain(.record(table.record($0))) } }
                } catch {
                    late.withLock { $0 = error as? Diagnostic }
                }
            }
        } catch {
            return ([], error as? Diagnostic)
        }
        return (rows.withLock { $0 }, late.withLock { $0 })
    }
}
