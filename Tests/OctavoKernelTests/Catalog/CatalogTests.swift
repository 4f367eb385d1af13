import OctavoKernel
import OctavoLanguage
import OctavoSource
import OctavoStore
import OctavoSyntax
import OctavoTable
import OctavoVerbs
import Synchronization
import Testing

/// What must hold for every function of the catalogue.
@Suite struct CatalogTests {
    @Test(arguments: Catalog.standard.verbs.map(\.name))
    func everyExampleShowsWhatItSays(name: String) throws {
        let verb = try #require(Catalog.standard[name])
        for example in verb.examples {
            let shown = Shown.of(example.program)
            #expect(shown == example.output, "example of `\(name)`: \(example.program)")
        }
    }

    /// Functions whose results need files stand in notebooks instead.
    @Test func everyFunctionHasAnExampleUnlessItNeedsFiles() {
        let without = Catalog.standard.verbs.filter { $0.examples.isEmpty }.map(\.name)
        let needFiles = Catalog.standard.verbs.filter { !$0.effects.isDisjoint(with: [.readsFiles, .writesFiles]) }.map(\.name)
        #expect(Set(without).isSubset(of: Set(needFiles)))
    }

    @Test func everyNameIsThereOnce() {
        let names = Catalog.standard.names
        #expect(names.count == Set(names).count)
    }

    @Test(arguments: Catalog.standard.verbs.map(\.name))
    func everyDeclarationReadsWell(name: String) throws {
        let verb = try #require(Catalog.standard[name])
        #expect(verb.summary.hasSuffix("."), "a summary is a sentence")
        #expect(verb.parameters.allSatisfy { $0.about.hasSuffix(".") || $0.about.hasSuffix("?") }, "a description is a sentence")
        let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789_")
        #expect(name.allSatisfy { allowed.contains($0) }, "names are snake_case")
        let rest = verb.parameters.filter(\.isRest)
        #expect(rest.count <= 1)
    }

    @Test func noSearchTermIsAFunctionsOwnName() {
        for verb in Catalog.standard.verbs {
            for term in verb.searchTerms {
                #expect(Catalog.standard[term] == nil, "`\(term)` of `\(verb.name)` is a function itself")
            }
        }
    }
}

/// Runs a program in memory and gives what it shows.
enum Shown {
    struct NoFiles: FileAccess {
        func contents(of path: String) throws -> FileContents { throw Diagnostic("file-not-found", "no file `\(path)`") }
        func resolve(_ pattern: String) throws -> [String] { throw Diagnostic("file-not-found", "no file matches `\(pattern)`") }
        func entries(of folder: String) -> [String] { [] }
        func digest(of path: String) throws -> String { throw Diagnostic("file-not-found", "no file `\(path)`") }
        func write(_ path: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {
            throw Diagnostic("read-only", "nothing can be written here")
        }
    }

    /// Without `files` nothing can be read or written.
    static func makeSession(files: any FileAccess = NoFiles()) -> Session {
        let capabilities = Capabilities(
            files: files, now: { 1_769_853_600_000_000 }, environment: { $0 == "PATH" ? "somewhere" : nil },
            store: DataStore(files: MemoryFiles(), madeBy: "test") { TestByteDigest() })
        return Session(catalog: .standard, capabilities: capabilities)
    }

    /// The texts shown, a line end between; diagnostics as `code`.
    static func of(
        _ program: String, in session: Session = makeSession(), display: SessionDisplay = SessionDisplay(format: .whole)
    ) -> String {
        let shown = Mutex<[String]>([])
        _ = session.submit(Source(name: "example", text: program), mode: .cell, display: display) { event in
            switch event {
            case .shown(_, let text), .printed(let text): shown.withLock { $0.append(text) }
            case .diagnostics(let diagnostics): shown.withLock { $0 += diagnostics.map { "\($0.code)" } }
            case .bound: break
            }
        }
        return shown.withLock { $0 }.joined(separator: "\n")
    }
}
