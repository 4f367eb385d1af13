import OctavoNotebook
import OctavoSource

/// Replays as JUnit XML: one suite a notebook, one case a cell.
package enum JUnitReport {
    package static func render(_ outcomes: [Replay.Outcome]) -> String {
        var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
        let suites = outcomes.map { Counts($0) }
        lines.append("<testsuites" + attributes(suites.reduce(Counts()) { $0 + $1 }.attributes) + ">")
        for (outcome, counts) in zip(outcomes, suites) {
            lines.append("  <testsuite" + attributes([("name", outcome.name)] + counts.attributes) + ">")
            lines += outcome.cases.flatMap { element(for: $0, in: outcome.name) }
            if counts.hasOwnError {
                let errors = outcome.diagnostics.isEmpty ? "interrupted" : DiagnosticText.render(outcome.diagnostics)
                lines.append(
                    "    <testcase"
                        + attributes([
                            ("classname", outcome.name), ("name", "notebook"), ("file", outcome.name), ("time", "0.000"),
                        ]) + ">")
                lines.append(problem("error", type: outcome.diagnostics.first?.code.rawValue ?? "interrupted", errors))
                lines.append("    </testcase>")
            }
            lines.append("  </testsuite>")
        }
        return (lines + ["</testsuites>"]).joined(separator: "\n") + "\n"
    }

    private struct Counts {
        var tests = 0
        var failures = 0
        var errors = 0
        var skipped = 0
        var duration = Duration.zero
        var hasOwnError = false

        init() {}

        init(_ outcome: Replay.Outcome) {
            hasOwnError = outcome.wasInterrupted || outcome.diagnostics.contains { $0.severity == .error }
            tests = outcome.cases.count + (hasOwnError ? 1 : 0)
            failures = outcome.count("differs")
            errors = outcome.count("error") + (hasOwnError ? 1 : 0)
            skipped = outcome.count("skipped")
            duration = outcome.cases.reduce(.zero) { $0 + $1.duration }
        }

        static func + (left: Counts, right: Counts) -> Counts {
            var sum = left
            sum.tests += right.tests
            sum.failures += right.failures
            sum.errors += right.errors
            sum.skipped += right.skipped
            sum.duration += right.duration
            return sum
        }

        var attributes: [(String, String)] {
            [
                ("tests", "\(tests)"), ("failures", "\(failures)"), ("errors", "\(errors)"), ("skipped", "\(skipped)"),
                ("time", DurationLabel.seconds(duration)),
            ]
        }
    }

    private static func element(for test: Replay.Case, in notebook: String) -> [String] {
        let opening =
            "    <testcase"
            + attributes([
                ("classname", notebook), ("name", test.title), ("file", notebook), ("line", "\(test.line)"),
                ("time", DurationLabel.seconds(test.duration)),
            ])
        switch test.verdict {
        case .same, .volatile: return [opening + "/>"]
        case .differs(let differences):
            return [
                opening + ">",
                problem(
                    "failure", type: "differs", differences.flatMap(\.text).joined(separator: "\n"),
                    message: differences.first?.summary),
                "    </testcase>",
            ]
        case .error(let errors):
            return [
                opening + ">",
                problem(
                    "error", type: errors.first?.code.rawValue ?? "failed", DiagnosticText.render(errors),
                    message: errors.first?.message),
                "    </testcase>",
            ]
        case .skipped(let reason):
            return [opening + ">", "      <skipped" + attributes([("message", reason)]) + "/>", "    </testcase>"]
        }
    }

    private static func problem(_ tag: String, type: String, _ text: String, message: String? = nil) -> String {
        let message = message ?? text.split(separator: "\n").first.map(String.init) ?? type
        return "      <\(tag)" + attributes([("message", message), ("type", type)]) + ">" + escaped(text) + "</\(tag)>"
    }

    private static func attributes(_ attributes: [(String, String)]) -> String {
        attributes.map { " \($0.0)=\"\(escaped($0.1, isAttribute: true))\"" }.joined()
    }

    /// XML 1.0 has no place for most control characters, not even escaped: they are written as the language writes them.
    private static func escaped(_ text: String, isAttribute: Bool = false) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let replacement: String? =
                switch scalar {
                case "&": "&amp;"
                case "<": "&lt;"
                case ">": "&gt;"
                case "\"": isAttribute ? "&quot;" : nil
                case "\n": isAttribute ? "&#10;" : nil
                case "\t": isAttribute ? "&#9;" : nil
                case "\u{FFFE}", "\u{FFFF}": "\u{FFFD}"
                default: TextWidth.escape(for: scalar)
                }
            if let replacement {
                escaped.append(contentsOf: replacement.unicodeScalars)
            } else {
                escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}
