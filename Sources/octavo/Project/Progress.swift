import OctavoKernel
import OctavoREPL
import OctavoSystem
import OctavoTable

extension ProgressDisplay {
    /// On standard error where that is a terminal that can take a line back; nowhere else, so that nothing of it is ever stored
    /// or piped.
    static func onTerminal(isJSON: Bool) -> ProgressDisplay? {
        guard !isJSON, Output.isTerminal(.standardError), !TerminalKind.isPlain(SystemEnvironment.value(of: "TERM")) else {
            return nil
        }
        return ProgressDisplay(
            reflows: TerminalKind.reflows { SystemEnvironment.value(of: $0) },
            write: { Output.write($0, to: .standardError) }, now: RunClock.system.now,
            after: { delay, action in _ = RunClock.system.after(delay, action) },
            width: { TerminalSize.ofStandardError().columns })
    }

    /// What a running plan tells.
    var listener: @Sendable (ExecutionContext.Progress) -> Void {
        { self.note(step: $0.step, rows: $0.rows, fraction: $0.fraction, begun: $0.begun, detail: $0.detail) }
    }
}
