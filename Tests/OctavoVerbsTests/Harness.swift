import OctavoLanguage
import OctavoSource
import OctavoSyntax
import OctavoTable
import OctavoVerbs
import Synchronization

/// Runs programs in memory: no file, no clock, no environment.
enum Harness {
    struct NoFiles: FileAccess {
        func contents(of path: String) throws -> FileContents { throw Diagnostic("file-not-found", "no file `\(path)`") }
        func resolve(_ pattern: String) throws -> [String] { throw Diagnostic("file-not-found", "no file matches `\(pattern)`") }
        func entries(of folder: String) -> [String] { [] }
        func digest(of path: String) throws -> String { throw Diagnostic("file-not-found", "no file `\(path)`") }
        func write(_ path: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {
            throw Diagnostic("read-only", "nothing can be written here")
        }
    }

    static let capabilities = Capabilities(files: NoFiles(), now: { 0 }, environment: { _ in nil })
    static var context: ExecutionContext { ExecutionContext(files: NoFiles(), threads: 2) }

    static func parse(_ program: String) -> SyntaxTree {
        Parser.parse(Source(name: "test", text: program), mode: .cell)
    }

    static func check(_ program: String) -> CheckedProgram {
        Program.check(parse(program), in: Environment(), catalog: .standard, capabilities: capabilities, context: context)
    }

    /// The codes of what is wrong with a program, in order.
    static func codes(_ program: String) -> [String] { check(program).diagnostics.map(\.code.rawValue) }

    /// What a program shows, as literals; a table as its records. The first mistake instead, as `error: code`.
    static func run(_ program: String) -> [String] {
        let checked = check(program)
        if let first = checked.diagnostics.first(where: { $0.severity == .error }) { return ["error: \(first.code)"] }
        let shown = Mutex<[String]>([])
        do {
            _ = try Program.run(
                checked.tree, in: Environment(), catalog: .standard, capabilities: capabilities, context: context
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
            let line = "error: \((error as? Diagnostic)?.code.rawValue ?? "\(error)")"
            return shown.withLock { $0 + [line] }
        }
        return shown.withLock { $0 }
    }

    /// The codes of what a program is warned of, by its check and then by its run.
    static func warnings(_ program: String) -> [String] {
        let told = check(program).diagnostics.filter { $0.severity == .warning }
        let warned = Mutex(told.map(\.code.rawValue))
        let capabilities = capabilities.warning(besides: told) { warning in warned.withLock { $0.append(warning.code.rawValue) } }
        _ = try? Program.run(
            parse(program), in: Environment(), catalog: .standard, capabilities: capabilities, context: context
        ) { _ in }
        return warned.withLock { $0 }
    }

    /// What a program fails with when it runs.
    static func failure(_ program: String) -> Diagnostic? {
        do {
            _ = try Program.run(
                parse(program), in: Environment(), catalog: .standard, capabilities: capabilities, context: context
            ) { _ in }
            return nil
        } catch {
            return error as? Diagnostic
        }
    }
}
