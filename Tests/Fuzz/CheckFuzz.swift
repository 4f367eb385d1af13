// scripts/fuzz CheckFuzz SECONDS
import OctavoLanguage
import OctavoSource
import OctavoSyntax
import OctavoTable
import OctavoVerbs

/// Checks the bytes as a program, after a few names that make more of it mean something. Whatever they are, checking ends, says
/// little, says where, and says the same again; fixes stay inside the text.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzCheck(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let source = Source(name: "fuzz", bytes: bytes)
    let tree = Parser.parse(source, mode: .cell)
    let first = check(tree, in: environment)
    precondition(first.diagnostics.count <= Parser.maximumDiagnostics)
    for diagnostic in first.diagnostics {
        guard let place = diagnostic.primary?.range else { preconditionFailure("a diagnostic has a place") }
        precondition(place.source !== source || place.bytes.end <= count, "a place inside the text")
        for edit in diagnostic.fix?.edits ?? [] where edit.range.source === source {
            precondition(edit.range.bytes.start >= 0 && edit.range.bytes.end <= count, "a fix inside the text")
        }
    }
    let second = check(tree, in: environment)
    precondition(first.diagnostics.map(\.message) == second.diagnostics.map(\.message), "the same mistakes each time")
    precondition(first.reads == second.reads && first.defines == second.defines)
    return 0
}

private let capabilities = Capabilities(files: NoFiles(), now: { 0 }, environment: { _ in nil })

/// `t` is a table, `r` a record, `xs` a list, `f` and `g` functions.
private let environment: Environment = {
    let text = """
        t = table([{a: 1, b: "x", c: 0.5, d: [1, 2], e: {k: true}}])
        r = {a: 1, b: "x"}
        xs = [1, 2, 3]
        f(x, y: 2) = x + y
        g = x -> x
        """
    let tree = Parser.parse(Source(name: "names", text: text), mode: .cell)
    return check(tree, in: Environment()).environment
}()

private func check(_ tree: SyntaxTree, in environment: Environment) -> CheckedProgram {
    Program.check(
        tree, in: environment, catalog: .standard, capabilities: capabilities, context: ExecutionContext(files: NoFiles()))
}

private struct NoFiles: FileAccess {
    func contents(of path: String) throws -> FileContents { throw Diagnostic("file-not-found", "no file `\(path)`") }
    func resolve(_ pattern: String) throws -> [String] { throw Diagnostic("file-not-found", "no file matches `\(pattern)`") }
    func entries(of folder: String) -> [String] { [] }
    func digest(of path: String) throws -> String { throw Diagnostic("file-not-found", "no file `\(path)`") }
    func write(_ path: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {
        throw Diagnostic("read-only", "nothing can be written here")
    }
}
