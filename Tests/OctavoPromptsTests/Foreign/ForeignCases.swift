import OctavoLanguage
import OctavoPrompts
import OctavoSource
import OctavoTable
import OctavoYAML
import ProjectFiles
import Testing

/// One published case of another template language.
struct ForeignCase: Sendable, CustomTestStringConvertible {
    let name: String
    let dialect: ForeignDialect
    let template: String
    let parts: [String: String]
    /// The turns before, where the template says where they stand.
    var history: Datum?
    /// What the template is filled with.
    let data: [(name: String, value: Datum)]
    let defaults: [(name: String, value: Datum)]
    let expected: Datum

    var testDescription: String { name }

    /// What came of it: what it renders to, the prompt, or the code of what is wrong with it.
    enum Outcome {
        case rendered(String, Prompt)
        case refused(String)
    }

    func outcome() -> Outcome {
        let file = "prompts/case" + dialect.ending
        let declared = data.map(\.name) + defaults.map(\.name).filter { name in !data.contains { $0.name == name } }
        var inputs: [PromptInput]?
        // What a file of Mustache needs stands nowhere, so whoever reads it says so. Values under names that no input can have are not given.
        if !declared.isEmpty || dialect == .mustache {
            inputs = declared.compactMap { name in
                let value = data.first { $0.name == name }?.value ?? defaults.first { $0.name == name }?.value ?? .null
                return try? PromptInput(name, type: Self.type(value.type), at: Source(name: "case", text: name).range)
            }
        }
        if template.hasPrefix("---\ninput:") || template.hasPrefix("---\r\ninput:") { inputs = nil }
        let made = ForeignImport(Source(name: file, text: template), dialect, inputs: inputs) { path in
            guard let part = parts[path] else { throw Diagnostic("file-not-found", "no file `\(path)`") }
            return Array(part.utf8)
        }
        guard let text = made.text else {
            return .refused(made.problems.first { $0.severity == .error }?.code.rawValue ?? "nothing is wrong")
        }
        let reading = Template.read(text)
        guard let prompt = reading.prompt else {
            return .refused("read: \(reading.problems.map { "\($0.code) \($0.message)" }) in \(text)")
        }
        let values = prompt.inputs.map { input in
            if input.name == "history", let history { return history }
            return data.first { $0.name == input.name }?.value ?? defaults.first { $0.name == input.name }?.value ?? .null
        }
        do {
            switch try prompt.render(values, Cancellation()) {
            case .text(let text): return .rendered(text, prompt)
            case .object(let messages as ChatMessages): return .rendered(messages.text, prompt)
            case let other: return .refused(other.kindName)
            }
        } catch {
            return .refused("render: \((error as? Diagnostic)?.message ?? "\(error)") in \(text)")
        }
    }

    /// The end of a template's last line is none of its text here.
    static func withoutLastLineEnd(_ text: String) -> String {
        var bytes = Array(text.utf8)
        while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// As an input declares it; nothing but null is a text that may be missing.
    private static func type(_ type: DataType) -> String {
        switch type {
        case .null: "text?"
        case .list(.null): "list(text)"
        default: "\(type)"
        }
    }
}

enum ForeignCaseFiles {
    static let folder = "Tests/OctavoPromptsTests/Foreign/Cases/"

    static func document(_ file: String) -> Datum {
        let text = Project.text(folder + file)
        if file.hasSuffix(".json") { return (try? JSONReader.read(text)) ?? .null }
        return (try? YAMLDocument.read(Source(name: file, text: text)))??.datum ?? .null
    }

    static func fields(_ datum: Datum?) -> [(name: String, value: Datum)] {
        if case .record(let fields)? = datum { fields } else { [] }
    }
}
