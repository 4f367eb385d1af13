import OctavoLanguage
import OctavoSource

/// Shows what became of the conditions, and fails the cell where one is not met.
enum ExpectationReport {
    static func conclude(_ outcomes: [ExpectationOutcome], _ call: Call) throws {
        for outcome in outcomes { call.print(outcome.text) }
        let failed = outcomes.filter { !$0.isMet }
        guard let first = failed.first else { return }
        let message: String
        if failed.count == 1 {
            message = "expectation not met: `\(first.condition.label)`"
        } else {
            let names = failed.map { "`\($0.condition.label)`" }.joined(separator: ", ")
            message = "\(failed.count) of \(outcomes.count) expectations are not met: \(names)"
        }
        throw Diagnostic(
            "expectation-failed", message, at: first.condition.range, label: first.measure,
            secondary: failed.dropFirst().map { Diagnostic.Label($0.condition.range, $0.measure) })
    }
}
