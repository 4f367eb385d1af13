import OctavoSource
import OctavoSyntax

/// What kind of thing stands at a cursor, and where the word begins that it is in.
struct CompletionPosition {
    enum Kind {
        case none
        /// Inside quotes that name a file; the folder that is written so far.
        case path(folder: String)
        /// Inside quotes at an option.
        case choice(callee: String, label: String?)
        case stage
        case column
        /// After a dot behind a value, as it is written.
        case member(base: String)
        case argument(callee: String)
        case name
    }

    let kind: Kind
    let wordStart: Int
    /// What the columns at the cursor belong to.
    let input: ExpressionSyntax?

    private static let pathFunctions: Set<String> = ["load", "write", "prompt", "publish", "save_data"]

    init(tree: SyntaxTree, cursor: Int) {
        let context = tree.tokenContext(at: cursor)
        let bytes = tree.source.bytes
        var start = cursor
        func moveBack(while isPart: (UInt8) -> Bool) { while start > 0, isPart(bytes[start - 1]) { start -= 1 } }
        switch context.place {
        case .comment: (kind, wordStart, input) = (.none, cursor, nil)
        case .text:
            moveBack { $0 != 0x22 && $0 != 0x27 && $0 != 0x0A }
            let path = tree.source.text(in: ByteRange(start, cursor))
            let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
            let isImport = [context.token, context.previous].contains { $0?.kind == .keyword(.import) }
            input = nil
            if isImport || context.call.map({ Self.pathFunctions.contains($0.callee) && $0.label == nil }) == true {
                (kind, wordStart) = (.path(folder: folder), start + folder.utf8.count)
            } else if let call = context.call {
                (kind, wordStart) = (.choice(callee: call.callee, label: call.label?.text), start)
            } else {
                (kind, wordStart) = (.none, cursor)
            }
        case .code:
            moveBack(while: Self.isWord)
            wordStart = start
            let before = start < cursor ? context.previous : context.token
            input = context.pipeInput ?? context.call.flatMap { Self.firstArgument(of: $0.calleeRange, in: tree) }
            switch before?.kind {
            // A dot with nothing after it is not member access yet; what stands before it says that it will be.
            case .columnDot where start < 2 || !Self.isWord(bytes[start - 2]): kind = .column
            case .columnDot, .symbol(.dot): kind = .member(base: Self.path(before: start - 1, tree.source))
            case .symbol(.pipe): kind = .stage
            case .symbol(.openParenthesis), .symbol(.comma): kind = context.call.map { .argument(callee: $0.callee) } ?? .name
            default: kind = start < cursor && bytes[start] >= 0x30 && bytes[start] <= 0x39 ? .none : .name
            }
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        byte == 0x5F || byte >= 0x80 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
            || (0x61...0x7A).contains(byte)
    }

    /// The path of names that ends at `end`.
    private static func path(before end: Int, _ source: Source) -> String {
        var start = end
        while start > 0, isWord(source.bytes[start - 1]) || source.bytes[start - 1] == 0x2E { start -= 1 }
        return source.text(in: ByteRange(start, end))
    }

    private static func firstArgument(of callee: ByteRange, in tree: SyntaxTree) -> ExpressionSyntax? {
        var found: ExpressionSyntax?
        func search(_ expression: ExpressionSyntax) {
            if found != nil { return }
            if case .call(let function, let arguments) = expression.kind, function.range == callee {
                found = arguments.first { $0.label == nil }?.value
            } else {
                expression.forEachChild(search)
            }
        }
        for statement in tree.statements { statement.forEachExpression(search) }
        return found
    }
}
