import OctavoREPL
import Synchronization

/// A session that records what it is asked. An entry `fail` fails, `stop` is interrupted.
final class ScriptedSession: REPLSession {
    let asked = Mutex<[String]>([])

    private func note(_ text: String) { asked.withLock { $0.append(text) } }

    func isComplete(_ text: String) -> Bool { !text.hasSuffix("(") }

    func complete(_ text: String, cursorByte: Int) -> Completion {
        Completion(replaceStart: 0, candidates: [.init("\(text)@\(cursorByte)")])
    }

    func complete(_ kind: REPLCommand.Word, _ typed: String) -> Completion {
        Completion(replaceStart: typed.utf8.count, candidates: [.init("\(kind) \(typed)")])
    }

    func submit(_ entry: String, number: Int, to output: any REPLOutput) async -> EntryOutcome {
        note("submit \(number): \(entry)")
        output.write("ran \(entry)", to: .output)
        return entry == "fail" ? .failed : entry == "stop" ? .interrupted : .finished
    }

    func interrupt() { note("interrupt") }
    func help(_ name: String) async -> REPLReply { REPLReply("help for \(name)", failed: name == "nothing") }
    func explain(_ code: String?) async -> REPLReply { REPLReply("explain \(code ?? "the last")") }
    func type(of expression: String) async -> REPLReply { REPLReply("type of \(expression)") }
    func plan(of expression: String) async -> REPLReply { REPLReply("plan of \(expression)") }
    func variables() async -> [REPLVariable] {
        [.init(name: "long_name", type: "int", summary: "1"), .init(name: "x", type: "table", summary: "3 rows")]
    }
    func fixedEntry() async -> String? { "fixed" }
    func reset() async { note("reset") }
    func save(to path: String?, replacing: Bool) async -> REPLReply {
        REPLReply((replacing ? "replaced " : "saved ") + (path ?? "the notebook"))
    }
    func isKept(_ entry: String) -> Bool { !entry.contains("secret") }
}

/// Output kept in memory.
final class KeptOutput: REPLOutput {
    let text = Mutex("")
    let errors = Mutex("")

    func write(_ piece: String, to stream: Console.Stream) {
        if stream == .output { text.withLock { $0 += piece } } else { errors.withLock { $0 += piece } }
    }

    func startLine() { text.withLock { if !$0.isEmpty, !$0.hasSuffix("\n") { $0 += "\n" } } }
}
