import OctavoSource
import OctavoTable

/// A request that a replay has no answer to, and what the recorded ones say otherwise.
struct RecordingMiss {
    let path: String
    let known: [RecordedAnswer]

    func diagnostic(_ request: Datum, missing: Int, of all: Int) -> Diagnostic {
        let what =
            all == 1 ? "this request has" : missing == all ? "none of \(all) requests has" : "\(missing) of \(all) requests have"
        var notes: [String] = []
        if known.isEmpty {
            notes.append("`\(path)` is not there or holds nothing")
        } else if let nearest = nearest(to: request) {
            let which = missing == 1 ? "the request" : "the first of them"
            notes.append("of those in `\(path)`, line \(nearest.line) is nearest to \(which); what differs:")
            notes += nearest.differences
        }
        return Diagnostic(
            "no-recording", "\(what) no recorded answer, and a replay asks nobody", notes: notes,
            help: ["`octavo run` asks for what is missing and records it"])
    }

    /// More lines are not compared: they are not told apart by then.
    private static let mostCompared = 2000

    private func nearest(to request: Datum) -> (line: Int, differences: [String])? {
        var best: (line: Int, differences: [Difference], weight: Int)?
        for (place, answer) in known.prefix(Self.mostCompared).enumerated() {
            let differences = Self.differences(answer.request, request)
            let weight = differences.reduce(0) { $0 + $1.weight }
            if best.map({ weight < $0.weight }) ?? true { best = (place + 1, differences, weight) }
        }
        return best.map { ($0.line, $0.differences.map(\.text)) }
    }

    private struct Difference {
        let text: String
        /// Bytes that differ, and some for the difference itself.
        let weight: Int
    }

    private static func differences(_ old: Datum, _ new: Datum) -> [Difference] {
        guard case .record(let oldFields) = old, case .record(let newFields) = new else { return [] }
        var found: [Difference] = []
        let names = newFields.map(\.name) + oldFields.map(\.name).filter { name in !newFields.contains { $0.name == name } }
        for name in names where name != "messages" {
            let (was, now) = (old[name], new[name])
            if was == now { continue }
            found.append(Difference(text: "`\(name)` was \(shown(was)) and is \(shown(now))", weight: 40))
        }
        let (were, are) = (old["messages"]?.items ?? [], new["messages"]?.items ?? [])
        if were.count != are.count {
            found.append(
                Difference(
                    text: "there were \(were.count) messages and are \(are.count)", weight: 60 * abs(were.count - are.count)))
        }
        for (place, (was, now)) in zip(were, are).enumerated() where was != now {
            let role = now["role"]?.text ?? "?"
            if was["role"] != now["role"] {
                found.append(
                    Difference(
                        text: "message \(place + 1) was by \(shown(was["role"])) and is by \(shown(now["role"]))", weight: 40))
            }
            guard let one = was["content"]?.text, let two = now["content"]?.text, one != two else { continue }
            found.append(difference(one, two, "message \(place + 1) (\(role))"))
        }
        return found
    }

    private static func shown(_ value: Datum?) -> String {
        guard let value else { return "not set" }
        let text = DatumText.literal(value)
        return text.count > 60 ? text.prefix(59) + "…" : text
    }

    /// Characters that are shown before and from the first difference on.
    private static let before = 16
    private static let after = 32

    private static func difference(_ one: String, _ two: String, _ what: String) -> Difference {
        let (old, new) = (Array(one), Array(two))
        let start = zip(old, new).prefix { $0 == $1 }.count
        let end = zip(old[start...].reversed(), new[start...].reversed()).prefix { $0 == $1 }.count
        func part(_ text: [Character]) -> String {
            let from = max(start - before, 0)
            let to = min(max(text.count - end, start) + 8, start + after, text.count)
            return (from > 0 ? "…" : "") + String(text[from..<max(to, from)]) + (to < text.count ? "…" : "")
        }
        let size = max(old.count, new.count) - start - end
        return Difference(
            text: "\(what) was \(DatumText.quoted(part(old))) and is \(DatumText.quoted(part(new)))", weight: 10 + size)
    }
}
