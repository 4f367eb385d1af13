import ArgumentParser
import OctavoSystem

struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Makes a new project: data, prompts, settings and a first notebook that runs.")

    @Argument(help: "The folder; the current one if none is named.") var folder = "."

    func run() throws {
        let workspace = try Workspace.open()
        let base = folder == "." ? "" : folder + "/"
        for (path, text) in Self.files {
            let folder = path.split(separator: "/").dropLast().joined(separator: "/")
            let name = path.split(separator: "/").last.map(String.init) ?? path
            if workspace.files.entries(of: workspace.path(base + folder)).contains(name) {
                Output.write("kept    \(base)\(path)\n")
            } else {
                try workspace.makeFolders(base + folder)
                try workspace.write(base + path, Array(text.utf8))
                Output.write("made    \(base)\(path)\n")
            }
        }
        Output.write("\nNext: octavo run \(base)notebooks/01-first-look.md\n")
    }

    private static let files: [(String, String)] = [
        (
            "config/octavo.yaml",
            """
            # Settings of this project. Relative paths in notebooks start at the folder above this one.
            # memory: 4GB

            """
        ),
        (
            "data/messages.csv",
            """
            id,at,text,intent
            1,2026-01-05T09:12:00Z,Do you have a room next weekend?,availability
            2,2026-01-05T10:40:00Z,I need to cancel my booking,cancel
            3,2026-01-06T08:03:00Z,"Is breakfast included, and until when?",breakfast
            4,2026-01-06T17:25:00Z,Any rooms for two from Friday?,availability

            """
        ),
        ("prompts/templates/.gitkeep", ""),
        (".gitignore", ".octavo/\n*.assets/run.json\n"),
        (
            "notebooks/01-first-look.md",
            """
            ---
            octavo: 1
            title: A first look
            ---

            # A first look

            ```octavo name=messages
            messages = load("data/messages.csv")
            messages
            ```

            ```octavo name=intents
            messages | count(by: .intent, sort: true)
            ```

            ```octavo name=words
            messages | derive(words: word_count(.text), hour: hour(.at)) | summarize(mean_words: mean(.words), by: .intent)
            ```

            """
        ),
    ]
}
