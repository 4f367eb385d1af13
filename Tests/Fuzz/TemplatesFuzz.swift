// A libFuzzer target for templates of prompts, and for those of other systems: `scripts/fuzz Templates 60`.
import OctavoLanguage
import OctavoPrompts
import OctavoSource
import OctavoTable
import OctavoVerbs

/// Reads the bytes as a template of Octavo, of Dotprompt and of Mustache. Whatever they are, reading ends, what is wrong is said with a place
/// inside the text, and twice the same; what another system's reader makes of them is read again, and what is good is written for others.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzTemplates(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let reading = read(Source(name: "prompts/fuzz.md", bytes: bytes))
    for problem in reading.problems {
        guard let place = problem.primary?.range else { preconditionFailure("a mistake has a place: \(problem.message)") }
        precondition(place.bytes.end <= place.source.bytes.count, "a place inside the text")
        for edit in problem.fix?.edits ?? [] { precondition(edit.range.bytes.end <= edit.range.source.bytes.count) }
    }
    precondition(read(Source(name: "prompts/fuzz.md", bytes: bytes)).problems.map(\.message) == reading.problems.map(\.message))
    for dialect in ForeignDialect.allCases {
        let made = ForeignImport(Source(name: "prompts/fuzz" + dialect.ending, bytes: bytes), dialect, inputs: nil) { _ in
            Array(part.utf8)
        }
        precondition(made.text != nil || made.problems.contains { $0.severity == .error }, "nothing is said")
        if let text = made.text { _ = read(Source(name: "prompts/fuzz.md", text: text)) }
        guard let prompt = reading.prompt else { continue }
        let written = ForeignExport(prompt, dialect) { _ in Array(part.utf8) }
        precondition(written.text != nil || written.problems.contains { $0.severity == .error }, "nothing is said")
    }
    if let prompt = reading.prompt { _ = try? prompt.render(prompt.inputs.map { value(of: $0.type) }, Cancellation()) }
    return 0
}

private let part = "{{ guest }}\n"

private func read(_ source: Source) -> Prompt.Reading {
    Prompt.read(source, path: source.name, in: call) { _ in Array(part.utf8) }
}

/// Some value of the type.
private func value(of type: DataType) -> Datum {
    switch type {
    case .null: .null
    case .bool: .bool(true)
    case .int: .int(7)
    case .float: .float(0.5)
    case .text: .text("{{ x }}")
    case .time: .time(0)
    case .date: .date(0)
    case .duration: .duration(1)
    case .list(let item): .list([value(of: item)])
    case .record(let fields): .record(fields.map { (name: $0.name, value: value(of: $0.type)) })
    }
}

private let call: Call = {
    let capabilities = Capabilities(files: NoFiles(), now: { 0 }, environment: { _ in nil })
    let evaluation = Evaluation(
        mode: .check, catalog: .standard, capabilities: capabilities, context: ExecutionContext(files: NoFiles()))
    return Call(of: .prompt, at: Source(name: "fuzz", text: "prompt(…)").range, in: evaluation)
}()

private struct NoFiles: FileAccess {
    private func none() -> Diagnostic { Diagnostic("file-not-found", "there are no files") }
    func contents(of path: String) throws -> FileContents { throw none() }
    func resolve(_ pattern: String) throws -> [String] { throw none() }
    func entries(of folder: String) -> [String] { [] }
    func digest(of path: String) throws -> String { throw none() }
    func write(_ path: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws { throw none() }
}
