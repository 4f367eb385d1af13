import ArgumentParser
import OctavoKernel
import OctavoSource

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tells more about a diagnostic's code, with a wrong and a right example.")

    @Argument(help: "The code, such as `unknown-column`; none lists them all.") var code: String?
    @Flag(help: "Every page as one Markdown text, as in docs/errors.md.") var markdown = false

    func run() throws {
        if markdown {
            Output.write(ErrorPages.markdown)
            return
        }
        guard let code else {
            for page in Explanation.all { Output.write("\(page.code)  \(page.title)\n") }
            return
        }
        guard let page = Explanation.of(code) else {
            let nearest = Suggestion.question(for: code, among: Explanation.all.map(\.code.rawValue)) ?? ""
            Output.write("octavo: no code `\(code)`\(nearest.isEmpty ? "" : "; " + nearest)\n", to: .standardError)
            throw ExitStatus.usage
        }
        Output.write(page.markdown + "\n")
    }
}
