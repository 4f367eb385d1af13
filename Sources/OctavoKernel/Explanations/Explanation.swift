package import OctavoSource

/// The page of one diagnostic code: what `octavo explain` and `docs/errors.md` show.
package struct Explanation: Sendable {
    package let code: DiagnosticCode
    package let title: String
    package let text: String
    /// A program with the mistake, and the same without it; both are run by the tests.
    package let wrong: String?
    package let right: String?

    init(_ code: DiagnosticCode, _ title: String, _ text: String, wrong: String? = nil, right: String? = nil) {
        self.code = code
        self.title = title
        self.text = text
        self.wrong = wrong
        self.right = right
    }

    /// Every page, by subject.
    package static let all: [Explanation] =
        names + types + values + calls + syntax + literals + habits
        + files + columnar + figures + expectations + personalData + annotation + preparation + models + prompts + tokens + store
        + providers
        + notebooks
        + runs

    package static func of(_ code: String) -> Explanation? { all.first { $0.code.rawValue == code } }

    /// As Markdown: a heading, the text, the mistake and the mended program.
    package var markdown: String {
        var lines = ["## \(code)", "", "\(title).", "", text]
        if let wrong, let right {
            lines += ["", "```text", wrong, "```", "", "Instead:", "", "```text", right, "```"]
        }
        return lines.joined(separator: "\n")
    }
}
