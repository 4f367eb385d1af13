import OctavoREPL
import OctavoSource
import OctavoSyntax

/// The colours of an entry: what its tokens are, and which of its names are functions.
enum EntryHighlight {
    /// `isFunction` tells a name that can be called. Linear in the length of the entry.
    static func ranges(of text: String, isFunction: (String) -> Bool) -> [StyledRange] {
        let source = Source(name: "<entry>", text: text)
        let tokens = Lexer.tokens(of: source)
        return tokens.indices.compactMap { index in
            let token = tokens[index]
            guard let style = style(of: index, in: tokens, { isFunction(source.text(in: token.range)) }) else { return nil }
            return StyledRange(token.range.start..<token.range.end, style)
        }
    }

    private static func style(of index: Int, in tokens: [Token], _ isFunction: () -> Bool) -> Style? {
        let before = index > 0 ? tokens[index - 1].kind : .newline
        switch tokens[index].kind {
        case .keyword: return before == .columnDot ? .column : .keyword
        case .integer, .float, .percent, .duration, .size, .date, .instant: return .number
        case .text: return before == .columnDot ? .column : .text
        case .comment, .documentation: return .comment
        case .columnDot: return .column
        case .name where before == .columnDot: return .column
        case .name:
            let isCalled = before == .symbol(.pipe) || tokens[index + 1].kind == .symbol(.openParenthesis)
            return isCalled && isFunction() ? .function : nil
        case .unknown: return .wrong
        case .symbol, .newline, .end: return nil
        }
    }
}
