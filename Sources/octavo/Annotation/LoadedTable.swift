import OctavoKernel
import OctavoLanguage
import OctavoSource
import OctavoSyntax
import OctavoSystem
import OctavoTable
import OctavoVerbs
import Synchronization

/// The rows that `load` gives for a path on the command line.
enum LoadedTable {
    static func load(_ path: String, _ workspace: Workspace) throws -> Table {
        let capabilities = workspace.capabilities()
        let cancellation = Cancellation()
        InterruptSignal.install(cancellation)
        let context = ExecutionContext(
            files: capabilities.files, cancellation: cancellation, threads: capabilities.threads,
            memory: capabilities.memory)
        let source = Source(name: "<load>", text: "load(\(DatumText.quoted(path)))")
        do {
            return try BigStackThread.run(stackBytes: ScriptRunner.stackBytes) {
                let loaded = Mutex<Plan?>(nil)
                _ = try Program.run(
                    Parser.parse(source, mode: .cell), in: Environment(), catalog: .standard, capabilities: capabilities,
                    context: context
                ) { output in
                    if case .value(.table(let plan)) = output { loaded.withLock { $0 = plan } }
                }
                guard let plan = loaded.withLock({ $0 }) else {
                    throw Diagnostic("bad-usage", "`\(path)` holds no table")
                }
                return try Executor.run(plan, context)
            }
        } catch var diagnostic as Diagnostic {
            // The user wrote a path, no program that could be shown.
            (diagnostic.primary, diagnostic.secondary, diagnostic.fix) = (nil, [], nil)
            throw diagnostic
        }
    }
}
