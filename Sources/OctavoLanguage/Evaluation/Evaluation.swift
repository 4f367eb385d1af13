package import OctavoSource
package import OctavoTable
import Synchronization

/// What a cell gives while it runs, in order.
package enum CellOutput: Sendable {
    case value(Value)
    case text(String)
}

/// One check or run of a program: what its calls share. Safe to use from the threads of a plan's loops.
package final class Evaluation: Sendable {
    package enum Mode: Sendable {
        /// Nothing runs: no row, no effect. Mistakes are collected, several at once.
        case check
        /// The first error ends it.
        case run
    }

    package let mode: Mode
    package let catalog: Catalog
    package let capabilities: Capabilities
    package let context: ExecutionContext
    package let output: @Sendable (CellOutput) -> Void
    private let steps = Atomic<Int>(0)
    private let state = Mutex(State())

    private struct State {
        var diagnostics: [Diagnostic] = []
        var accesses: Set<Access> = []
        var effects: Effects = []
        var elements = 0
    }

    /// Evaluation steps that a program may take; a bound on time for programs that are valid but unreasonable.
    package static let stepLimit = 20_000_000_000
    /// Calls may nest so deep.
    package static let depthLimit = 200
    /// At most so many diagnostics are kept.
    package static let diagnosticLimit = 20

    package init(
        mode: Mode, catalog: Catalog, capabilities: Capabilities, context: ExecutionContext,
        output: @escaping @Sendable (CellOutput) -> Void = { _ in }
    ) {
        self.mode = mode
        self.catalog = catalog
        self.capabilities = capabilities
        self.context = context
        self.output = output
    }

    /// Steps of a check after which it takes what is left as unknown.
    private static let checkedSteps = 1_000_000

    /// Whether a check has looked at enough: functions that call functions twice would double its time at every level.
    var isBusy: Bool { mode == .check && steps.load(ordering: .relaxed) > Self.checkedSteps }

    /// Counts a step; looks at the interrupt flag and the budget now and then.
    func step() throws {
        let count = steps.add(1, ordering: .relaxed).newValue
        if count & 0xFFF == 0 {
            try context.cancellation.check()
            if count > Self.stepLimit {
                throw Diagnostic(
                    "budget", "the program took more than \(Self.stepLimit) steps", help: ["work on tables with verbs"])
            }
            try requireMemory(for: 0)
        }
    }

    /// Values below this size are not looked at one by one.
    private static let largeValue = 1 << 20

    /// Asks for the memory of a value that is about to be made.
    package func reserve(bytes: Int, at range: SourceRange) throws {
        guard bytes >= Self.largeValue else { return }
        do {
            try requireMemory(for: bytes)
        } catch {
            throw error.located(at: range)
        }
    }

    private func requireMemory(for bytes: Int) throws(Diagnostic) {
        let limit = capabilities.memoryLimit
        guard limit < .max, capabilities.memoryInUse() > limit - min(bytes, limit) else { return }
        throw Diagnostic(
            "budget", "the program needs more than the memory budget of \(Quantity.grouped(limit >> 20)) MiB",
            help: ["verbs over tables need less memory than lists; `memory:` in `config/octavo.yaml` sets the budget"])
    }

    /// Keeps a diagnostic, once for each place and code. That of a run is told at once: what comes after it may take long.
    package func report(_ diagnostic: Diagnostic) {
        let isNew = state.withLock { state in
            let known = state.diagnostics.contains {
                $0.code == diagnostic.code && $0.primary?.range == diagnostic.primary?.range && $0.message == diagnostic.message
            }
            guard !known, state.diagnostics.count < Self.diagnosticLimit else { return false }
            state.diagnostics.append(diagnostic)
            return true
        }
        if isNew, mode == .run { capabilities.warnings?(diagnostic) }
    }

    package var diagnostics: [Diagnostic] { state.withLock { $0.diagnostics } }

    package func record(_ access: Access) { state.withLock { _ = $0.accesses.insert(access) } }
    package var accesses: [Access] { state.withLock { $0.accesses.sorted() } }

    func record(_ effects: Effects) { state.withLock { $0.effects.formUnion(effects) } }
    package var effects: Effects { state.withLock { $0.effects } }

    package func makeElement() -> ElementID {
        state.withLock { state in
            state.elements += 1
            return ElementID(state.elements)
        }
    }

    package func force(_ plan: Plan) throws -> Table { try Executor.run(plan, context) }

    /// Calls any value that is a function, or an expression in which `.` is the first value.
    package func apply(_ function: Value, _ values: [Value], at range: SourceRange) throws -> Value {
        try Evaluator(evaluation: self, source: range.source, depth: 0).apply(function, values, at: range)
    }
}
