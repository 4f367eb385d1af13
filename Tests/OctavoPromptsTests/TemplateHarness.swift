import OctavoLanguage
import OctavoPrompts
import OctavoSource
import OctavoTable
import OctavoVerbs

/// Templates in memory.
enum Template {
    private struct NoFiles: FileAccess {
        private func none() -> Diagnostic { Diagnostic("file-not-found", "there are no files") }
        func contents(of path: String) throws -> FileContents { throw none() }
        func resolve(_ pattern: String) throws -> [String] { throw none() }
        func entries(of folder: String) -> [String] { [] }
        func digest(of path: String) throws -> String { throw none() }
        func write(_ path: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {
            throw none()
        }
    }

    private static let call: Call = {
        let capabilities = Capabilities(files: NoFiles(), now: { 0 }, environment: { _ in nil })
        let evaluation = Evaluation(
            mode: .check, catalog: .standard, capabilities: capabilities, context: ExecutionContext(files: NoFiles()))
        return Call(of: .prompt, at: Source(name: "test", text: "prompt(…)").range, in: evaluation)
    }()

    /// `parts`: the files that it may include, beside it in the folder `prompts`.
    static func read(_ text: String, parts: [String: String] = [:]) -> Prompt.Reading {
        let path = "prompts/test.md"
        return Prompt.read(Source(name: path, text: text), path: path, in: call) { name in
            guard name.hasPrefix("prompts/"), let part = parts[String(name.dropFirst(8))] else {
                throw Diagnostic("file-not-found", "no file `\(name)`")
            }
            return Array(part.utf8)
        }
    }

    /// What is wrong with it, as `code «what is underlined»`.
    static func problems(_ text: String, parts: [String: String] = [:]) -> [String] {
        read(text, parts: parts).problems.map { "\($0.code) «\($0.primary?.range.text ?? "")»" }
    }

    /// What it gives, a conversation as its transcript; the code of the first mistake instead.
    static func render(_ text: String, _ values: [String: Datum] = [:], parts: [String: String] = [:]) -> String {
        let reading = read(text, parts: parts)
        guard let prompt = reading.prompt else {
            return "error: \(reading.problems.map(\.code.rawValue).joined(separator: ", "))"
        }
        do {
            switch try prompt.render(prompt.inputs.map { values[$0.name] ?? .null }, Cancellation()) {
            case .text(let text): return text
            case .object(let messages as ChatMessages): return messages.text
            case let other: return "not a text: \(other.kindName)"
            }
        } catch {
            return "error: \((error as? Diagnostic)?.code.rawValue ?? "\(error)")"
        }
    }
}
