import ArgumentParser
import OctavoKernel
import OctavoLanguage
import OctavoVerbs

struct Reference: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints the reference of all functions, from their own declarations.")

    @Flag(help: "As JSON, for editors.") var json = false
    @Option(help: "Writes one page a group into this folder.") var output: String?
    @Argument(help: "Only this function.") var name: String?

    func run() throws {
        if let name {
            guard let verb = Catalog.standard[name] else {
                Output.write("octavo: no function `\(name)`\n", to: .standardError)
                throw ExitStatus.usage
            }
            Output.write(HelpText.render(verb) + "\n")
        } else if json {
            Output.write(ReferencePages.json(Catalog.standard) + "\n")
        } else if let output {
            let workspace = try Workspace.open()
            for page in ReferencePages.pages(Catalog.standard) {
                try workspace.write(output + "/" + page.name, Array(page.text.utf8))
            }
        } else {
            for page in ReferencePages.pages(Catalog.standard) { Output.write(page.text) }
        }
    }
}
