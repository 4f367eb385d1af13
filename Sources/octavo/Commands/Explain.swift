import ArgumentParser
import OctavoKernel
import OctavoSource

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Tells more about a diagnostic's code, with a wrong and a right example.",
        discussion: """
            octavo explain                     every code with its title
            octavo explain unknown-column      one page
            """)

    @Argument(
        help: "The code, such as `unknown-column`; none lists them all.",
        completion: .list(Explanation.all.map(\.code.rawValue)))
    var code: String?
    @Flag(help: "Every page as one Markdown text, as in docs/errors.md.") var markdown = false
    @OptionGroup var output: OutputOptions

    func run() throws {
        if markdown {
            Output.write(ErrorPages.markdown)
        } else if let code {
            guard let page = Explanation.of(code) else {
                throw Diagnostic(
                    "bad-usage", "no code `\(code)`",
                    help: [
                        Suggestion.question(for: code, among: Explanation.all.map(\.code.rawValue))
                            ?? "`octavo explain` lists the codes"
                    ])
            }
            Output.write((output.isJSON ? json(page) : page.markdown) + "\n")
        } else {
            let width = Explanation.all.map(\.code.rawValue.count).max() ?? 0
            for page in Explanation.all {
                let line = TextWidth.pad(page.code.rawValue, width) + "  " + page.title
                Output.write((output.isJSON ? json(page) : line) + "\n")
            }
        }
    }

    private func json(_ page: Explanation) -> String {
        JSON.object([
            ("code", .text(page.code.rawValue)), ("title", .text(page.title)), ("text", .text(page.text)),
            ("wrong", .optional(page.wrong)), ("right", .optional(page.right)),
        ]).text
    }
}
