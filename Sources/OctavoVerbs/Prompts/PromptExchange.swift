package import OctavoLanguage
import OctavoPrompts
package import OctavoSource
import OctavoTable

/// Templates from and for other systems.
package enum PromptExchange {
    package struct Result {
        /// `nil` where `problems` has an error.
        package let text: String?
        package let problems: [Diagnostic]
    }

    /// The names of formats, for command lines.
    package static let formats = ForeignDialect.allCases.map(\.rawValue)

    /// A file of another system as a template of Octavo. `inputs`: names with their types, where the file does not say them.
    package static func imported(
        _ path: String, inputs: [(name: String, type: String)], in evaluation: Evaluation
    ) throws -> Result {
        guard let dialect = ForeignDialect(path: path) else {
            throw Diagnostic(
                "unknown-format", "`\(path)` is no file of Dotprompt or Mustache",
                help: ["their names end in `.prompt` and `.mustache`"])
        }
        let files = evaluation.capabilities.files
        let source = Source(name: path, bytes: try files.contents(of: path).bytes.array)
        let place = Source(name: "<command line>", text: inputs.map { "\($0.name)=\($0.type)" }.joined(separator: " ")).range
        let declared = try inputs.map { try PromptInput($0.name, type: $0.type, at: place) }
        let made = ForeignImport(source, dialect, inputs: declared.isEmpty ? nil : declared) {
            try files.contents(of: $0).bytes.array
        }
        guard let text = made.text else { return Result(text: nil, problems: made.problems) }
        let call = Call(of: .prompt, at: place, in: evaluation)
        let reading = Prompt.read(Source(name: "\(path), as a template of Octavo", text: text), path: path, in: call) { _ in [] }
        return Result(text: reading.prompt == nil ? nil : text, problems: made.problems + reading.problems)
    }

    /// A template of Octavo, or a released version of one, as a file of another system.
    package static func exported(_ name: String, as format: String, in evaluation: Evaluation) throws -> Result {
        guard let dialect = ForeignDialect(rawValue: format) else {
            throw Diagnostic("unknown-format", "`\(format)` is no format of templates", help: [formats.joined(separator: ", ")])
        }
        let place = Source(name: "<command line>", text: name).range
        let call = Call(of: .prompt, at: place, in: evaluation)
        let path = BoundArguments.Argument(value: .text(name), range: place)
        guard case .object(let prompt as Prompt) = try Verb.prompt.run(call, BoundArguments(single: [path, nil, nil])) else {
            return Result(text: nil, problems: [])
        }
        let made = ForeignExport(prompt, dialect) { try evaluation.capabilities.files.contents(of: $0).bytes.array }
        return Result(text: made.text, problems: made.problems)
    }
}
