import OctavoSource
import OctavoSyntax

/// Parses the code of all holes of a template in one go: the template as a program in which everything else is blank, so that every
/// place stays what it is.
struct TemplateExpressions {
    private let source: Source
    /// By the first byte of the code.
    private var found: [Int: ExpressionSyntax] = [:]
    private(set) var problems: [Diagnostic] = []

    init(_ pieces: [TemplatePiece], of source: Source) {
        self.source = source
        var code: [ByteRange] = []
        for case .directive(let directive) in pieces {
            if let range = directive.kind.code, !range.isEmpty { code.append(range) }
        }
        guard !code.isEmpty else { return }
        let program = Source(name: source.name, bytes: Self.program(code, source.bytes))
        let tree = Parser.parse(program, mode: .cell)
        for statement in tree.statements {
            if case .expression(let outer) = statement.kind, case .parenthesized(let inner) = outer.kind {
                found[outer.range.start] = inner
            }
        }
        problems = tree.diagnostics.map { $0.moved(from: program, to: source) }
    }

    /// Each range in parentheses, with `;` behind it; lines end where they did.
    private static func program(_ code: [ByteRange], _ bytes: [UInt8]) -> [UInt8] {
        var program = bytes.map { $0 == 0x0A || $0 == 0x0D ? $0 : 0x20 }
        for range in code {
            program.replaceSubrange(range.start..<range.end, with: bytes[range.start..<range.end])
            // Before the code stand braces or a word, behind it two braces at least.
            program[range.start - 1] = UInt8(ascii: "(")
            program[range.end] = UInt8(ascii: ")")
            program[range.end + 1] = UInt8(ascii: ";")
        }
        return program
    }

    /// The expression of `code`; one that is `missing` where it could not be read.
    func code(_ range: ByteRange) -> TemplateCode {
        let syntax = range.isEmpty ? nil : found[range.start - 1]
        return TemplateCode(source: source, syntax: syntax ?? ExpressionSyntax(.missing, range))
    }
}

extension Diagnostic {
    /// The same for another text that has the same bytes at all places that it names.
    fileprivate func moved(from old: Source, to new: Source) -> Diagnostic {
        func moved(_ range: SourceRange) -> SourceRange { range.source === old ? SourceRange(new, range.bytes) : range }
        var copy = self
        copy.primary = primary.map { Label(moved($0.range), $0.text) }
        copy.secondary = secondary.map { Label(moved($0.range), $0.text) }
        copy.fix = fix.map { fix in
            Fix(fix.title, fix.edits.map { Fix.Edit(moved($0.range), $0.replacement) }, fix.applicability)
        }
        return copy
    }
}
