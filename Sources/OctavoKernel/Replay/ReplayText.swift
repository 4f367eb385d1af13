import OctavoNotebook
import OctavoSource

/// A replay for people: what is not as stored, then one line of counts.
package enum ReplayText {
    package static func render(_ outcome: Replay.Outcome, style: TextStyle = .plain, width: Int = 100) -> String {
        var parts: [String] = []
        if !outcome.diagnostics.isEmpty { parts.append(DiagnosticText.render(outcome.diagnostics, style: style, width: width)) }
        for test in outcome.cases {
            let heading = "\(outcome.name):\(test.line): \(test.title) "
            switch test.verdict {
            case .same, .volatile: continue
            case .differs(let differences):
                let lines = differences.flatMap(\.text).map { "  " + style.paint(difference: $0) }
                parts.append(([style.paint(heading + "differs from its stored result", .error)] + lines).joined(separator: "\n"))
            case .error(let errors):
                parts.append(
                    style.paint(heading + "failed", .error) + "\n" + DiagnosticText.render(errors, style: style, width: width))
            case .skipped(let reason): parts.append(style.paint(heading + "skipped: \(reason)", .faint))
            }
        }
        parts.append(summary(outcome))
        return parts.joined(separator: "\n\n")
    }

    /// `notebooks/a.md: 5 cells: 3 same, 1 differs, 1 skipped`.
    package static func summary(_ outcome: Replay.Outcome) -> String {
        let counts = ["same", "differs", "error", "skipped", "volatile"].compactMap { name in
            let count = outcome.count(name)
            return count == 0 ? nil : "\(Quantity.grouped(count)) \(name)"
        }
        return "\(outcome.name): \(Quantity.of(outcome.cases.count, "cell"))"
            + (counts.isEmpty ? "" : ": " + counts.joined(separator: ", "))
            + (outcome.wasInterrupted ? ", interrupted" : "")
    }
}

/// A replay for programs, one object a notebook.
package enum ReplayJSON {
    package static func make(_ outcome: Replay.Outcome) -> JSON {
        .object([
            ("notebook", .text(outcome.name)), ("same", .bool(outcome.isSame)), ("interrupted", .bool(outcome.wasInterrupted)),
            ("diagnostics", .array(outcome.diagnostics.map { DiagnosticJSON.object($0) })),
            ("cells", .array(outcome.cases.map { test($0) })),
        ])
    }

    private static func test(_ test: Replay.Case) -> JSON {
        var fields: [(String, JSON)] = [
            ("cell", .int(test.number)), ("title", .text(test.title)), ("line", .int(test.line)),
            ("verdict", .text(test.verdict.name)),
            ("seconds", .float(DurationLabel.fraction(test.duration))),
        ]
        switch test.verdict {
        case .differs(let differences): fields.append(("difference", .texts(differences.flatMap(\.text))))
        case .error(let errors): fields.append(("errors", .array(errors.map { DiagnosticJSON.object($0) })))
        case .skipped(let reason): fields.append(("reason", .text(reason)))
        case .same, .volatile: break
        }
        return .object(fields)
    }
}
