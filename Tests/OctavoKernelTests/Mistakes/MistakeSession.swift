import OctavoKernel
import OctavoLanguage
import OctavoSource
import OctavoSystem
import OctavoVerbs
import ProjectFiles
import Synchronization

/// Entries at a prompt in a small project of files, and what the terminal says of them.
struct MistakeSession: ~Copyable {
    private let session = Session(
        catalog: .standard,
        capabilities: Capabilities(
            files: SystemFiles(root: Project.root + "/Tests/OctavoKernelTests/Mistakes/Files"), now: { 0 },
            environment: { _ in nil }))
    private let number = Mutex(0)

    /// The diagnostics of an entry as a terminal without colours shows them; empty where there are none.
    func submit(_ entry: String) -> String {
        let number = number.withLock {
            $0 += 1
            return $0
        }
        let said = Mutex<[String]>([])
        _ = session.submit(Source(name: "<entry \(number)>", text: entry)) { event in
            if case .diagnostics(let diagnostics) = event { said.withLock { $0.append(DiagnosticText.render(diagnostics)) } }
        }
        return said.withLock { $0 }.joined(separator: "\n\n")
    }

    /// Entries and what is said of each, as a golden file holds them.
    static func transcript(_ entries: [String]) -> String {
        let session = MistakeSession()
        return entries.map { entry in
            let prompt = entry.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { line, text in
                (line == 0 ? "> " : ". ") + text
            }
            return (prompt + [session.submit(entry)].filter { !$0.isEmpty }).joined(separator: "\n")
        }.joined(separator: "\n") + "\n"
    }
}
