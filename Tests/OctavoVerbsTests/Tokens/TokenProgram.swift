import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoVerbs
import Synchronization

/// Programs about tokens, and what they show.
enum TokenProgram {
    /// What a program shows, or its first mistake, and what its check warns of.
    static func run(
        _ program: String, _ project: MemoryProject = MemoryProject([:]), threads: Int = 2
    ) -> (shown: [String], warnings: [String]) {
        let checked = project.check(program)
        let capabilities = project.capabilities
        let context = ExecutionContext(files: capabilities.files, threads: threads)
        let warnings = checked.diagnostics.filter { $0.severity == .warning }.map(\.code.rawValue)
        if let first = checked.diagnostics.first(where: { $0.severity == .error }) { return (["error: \(first.code)"], warnings) }
        let shown = Mutex<[String]>([])
        do {
            _ = try Program.run(checked.tree, in: Environment(), catalog: .standard, capabilities: capabilities, context: context)
            {
                guard case .value(let value) = $0 else { return }
                if case .table(let plan) = value {
                    let rows = (try? Executor.run(plan, context)).map { table in
                        (0..<table.count).map { DatumText.literal(.record(table.record($0))) }
                    }
                    shown.withLock { $0 += rows ?? ["error"] }
                } else {
                    shown.withLock { $0.append(value.datum.map { DatumText.literal($0) } ?? value.kindName) }
                }
            }
        } catch {
            return (["error: \((error as? Diagnostic)?.code.rawValue ?? "\(error)")"], warnings)
        }
        return (shown.withLock { $0 }, warnings)
    }

    /// The first mistake of a program: its code and its message.
    static func message(_ program: String, _ project: MemoryProject) -> String? {
        let checked = project.check(program)
        var first = checked.diagnostics.first { $0.severity == .error }
        if first == nil {
            do {
                _ = try Program.run(
                    checked.tree, in: Environment(), catalog: .standard, capabilities: project.capabilities,
                    context: project.context
                ) { _ in }
            } catch { first = error as? Diagnostic }
        }
        return first.map { "\($0.code): \($0.message)" }
    }
}
