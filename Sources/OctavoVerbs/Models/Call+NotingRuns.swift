import OctavoLanguage
import OctavoSource

extension Call {
    /// Notes a training among the runs, and gives the run's name; empty where it cannot be noted, which is said and keeps nobody from the
    /// model. `follow` does what else is due then.
    func note(_ run: TrainingRun, _ follow: (_ name: String) throws -> Void = { _ in }) -> String {
        do {
            let name = try capabilities.runs.add(run)
            if !name.isEmpty { try follow(name) }
            return name
        } catch {
            warn(
                Diagnostic(
                    "run-not-noted", "the training could not be noted: \((error as? Diagnostic)?.message ?? "\(error)")",
                    severity: .warning))
            return ""
        }
    }
}
