package import OctavoLanguage
import OctavoSource
import OctavoTable

/// The path of a Markdown file that tells annotators what the labels mean.
package struct Guidelines: ArgumentType {
    /// `nil` while checking where only a run can know the path.
    let text: String?
    private let path: String
    private let range: SourceRange

    package static var expects: Expectation { .value(.text) }

    package static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> Guidelines {
        if case .unknown = argument.value {
            call.record(.reads, "file", nil)
            return Guidelines(text: nil, path: "", range: argument.range)
        }
        guard case .text(let path) = argument.value else { throw mismatch(argument.value, argument.range, call, parameter) }
        call.record(.reads, "file", path)
        do {
            let bytes = try call.capabilities.files.contents(of: path).bytes.array
            return Guidelines(text: String(decoding: bytes, as: UTF8.self), path: path, range: argument.range)
        } catch let diagnostic as Diagnostic {
            throw diagnostic.located(at: argument.range)
        }
    }

    /// Warns of labels that the guidelines do not mention: two annotators would each make up what they mean.
    func check(_ labels: LabelSchema, _ call: Call) throws {
        guard let text, let warning = Self.warning(Self.missing(labels, in: text), path) else { return }
        call.warn(warning.located(at: range))
    }

    static func missing(_ labels: LabelSchema, in text: String) -> [String] {
        labels.labels.map(\.name).filter { !text.contains($0) }
    }

    static func warning(_ missing: [String], _ path: String) -> Diagnostic? {
        if missing.isEmpty { return nil }
        return Diagnostic(
            "label-without-guideline",
            "`\(path)` does not mention " + missing.prefix(5).map { "`\($0)`" }.joined(separator: ", ")
                + (missing.count > 5 ? " and \(missing.count - 5) more labels" : ""),
            severity: .warning, help: ["say there when the label is right, with an example"])
    }
}
