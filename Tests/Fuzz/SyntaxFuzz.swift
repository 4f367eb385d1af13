// A libFuzzer target for the lexer, the parser, the formatter and the checker: `scripts/fuzz Syntax 60`.
import OctavoSource
import OctavoSyntax

/// Parses the bytes in both modes. Whatever they are, the diagnostics are few, sorted and there when something is missing;
/// a program without mistakes keeps its tree and its key when it is formatted, and formatting it again changes nothing.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzSyntax(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    for mode in [Parser.Mode.cell, .entry] {
        let tree = Parser.parse(Source(name: "fuzz", bytes: bytes), mode: mode)
        let starts = tree.diagnostics.map { $0.primary?.range.bytes.start ?? -1 }
        precondition(starts == starts.sorted() && starts.count <= Parser.maximumDiagnostics && !starts.contains(-1))
        precondition(!tree.isIncomplete || !tree.diagnostics.isEmpty)
        precondition(!tree.diagnostics.isEmpty || !containsMissing(tree), "nothing is said about what is missing")
        let dump = SyntaxDump.text(tree)
        let key = CanonicalTokens.encode(tree)
        _ = tree.tokenContext(at: count / 2)
        _ = tree.tokenContext(at: count)
        guard let formatted = Formatter.format(tree) else { continue }
        let again = Parser.parse(Source(name: "fuzz", text: formatted), mode: mode)
        precondition(SyntaxDump.text(again) == dump, "formatting changed the tree")
        precondition(CanonicalTokens.encode(again) == key, "formatting changed the key")
        precondition(Formatter.format(again) == formatted, "formatting twice differs from formatting once")
    }
    return 0
}

private func containsMissing(_ tree: SyntaxTree) -> Bool {
    var found = false
    func search(_ expression: ExpressionSyntax) {
        if case .missing = expression.kind { found = true }
        if !found { expression.forEachChild(search) }
    }
    for statement in tree.statements { statement.forEachExpression(search) }
    return found
}
