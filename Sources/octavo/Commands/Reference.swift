import ArgumentParser
import OctavoKernel
import OctavoLanguage
import OctavoSource
import OctavoVerbs

struct Reference: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference", abstract: "Prints the reference of all functions, from their own declarations.",
        discussion: """
            octavo reference count             one function, as `count?` at the prompt
            octavo reference --json            everything as one JSON object, for editors
            octavo reference --output FOLDER   one Markdown page a group
            octavo reference --schemas FOLDER  the JSON Schemas of the configuration files
            """)

    @Flag(help: "As one JSON object, for editors; `--format json` is the same.") var json = false
    @Option(
        help: ArgumentHelp("Writes one page a group into this folder.", valueName: "folder"), completion: .directory)
    var output: String?
    @Option(
        help: ArgumentHelp("Writes the JSON Schemas of the configuration files into this folder.", valueName: "folder"),
        completion: .directory)
    var schemas: String?
    @Argument(help: "Only this function.", completion: .list(Catalog.standard.names)) var name: String?
    @OptionGroup var format: OutputOptions

    func run() throws {
        let isJSON = json || format.isJSON
        if let name {
            guard let verb = Catalog.standard[name] else { throw unknown(name) }
            Output.write((isJSON ? ReferencePages.json(Catalog([verb])) : HelpText.render(verb)) + "\n")
        } else if isJSON {
            Output.write(ReferencePages.json(Catalog.standard) + "\n")
        } else if let schemas {
            let workspace = try Workspace.open()
            for (name, text) in ConfigSchemas.all {
                let file = ConfigSchemas.path(of: name).split(separator: "/").last ?? ""
                try workspace.write(schemas + "/" + file, Array(text.utf8))
            }
        } else if let output {
            let workspace = try Workspace.open()
            for page in ReferencePages.pages(Catalog.standard) {
                try workspace.write(output + "/" + page.name, Array(page.text.utf8))
            }
        } else {
            for page in ReferencePages.pages(Catalog.standard) { Output.write(page.text) }
        }
    }

    private func unknown(_ name: String) -> Diagnostic {
        let synonyms = Catalog.standard.synonyms(of: name).map { "`\($0.name)`" }
        let help =
            synonyms.isEmpty
            ? Suggestion.question(for: name, among: Catalog.standard.names)
            : "it is called \(synonyms.joined(separator: ", ")) here"
        return Diagnostic("bad-usage", "no function `\(name)`", help: help.map { [$0] } ?? [])
    }
}
