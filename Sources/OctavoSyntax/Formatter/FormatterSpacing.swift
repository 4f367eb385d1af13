import OctavoSource

/// Where two tokens on one line have a space between them.
enum FormatterSpacing {
    static func needsSpace(_ layout: FormatterLayout, before index: Int) -> Bool {
        guard index > 0 else { return false }
        let left = layout.items[index - 1]
        let right = layout.items[index]
        switch right.token.kind {
        case .symbol(.comma), .symbol(.semicolon), .symbol(.colon), .symbol(.dot), .symbol(.closeParenthesis),
            .symbol(.closeBracket):
            return false
        case .symbol(.closeBrace): return isLineBrace(layout, opener: layout.partners[index])
        case .symbol(.openParenthesis), .symbol(.openBracket): if isValueEnd(layout, index - 1) { return false }
        case .symbol(.range): return left.token.kind == .columnDot
        default: break
        }
        switch left.token.kind {
        case .symbol(.openParenthesis), .symbol(.openBracket), .symbol(.dot), .symbol(.spread): return false
        case .symbol(.openBrace): return isLineBrace(layout, opener: index - 1)
        case .symbol(.range): return right.token.kind == .columnDot
        case .symbol(.minus): return !isNegation(layout, index - 1)
        // The label of a column stands right behind its dot.
        case .columnDot: return right.token.range.start > left.token.range.end || isRowOperator(right)
        default: return true
        }
    }

    /// `.+1`: an operator right behind the row.
    private static func isRowOperator(_ item: FormatterLayout.Item) -> Bool {
        if case .symbol = item.token.kind { return true }
        return item.token.kind == .unknown
    }

    private static func isLineBrace(_ layout: FormatterLayout, opener: Int?) -> Bool {
        guard let opener else { return false }
        return layout.outline.lineBraces.contains(layout.items[opener].token.range.start)
    }

    private static func isNegation(_ layout: FormatterLayout, _ index: Int) -> Bool {
        layout.outline.negations.contains(layout.items[index].token.range.start)
    }

    /// Whether a bracket after the item at `index` is a call's or an index's.
    private static func isValueEnd(_ layout: FormatterLayout, _ index: Int) -> Bool {
        switch layout.items[index].token.kind {
        case .name, .integer, .float, .percent, .duration, .size, .date, .instant, .text, .columnDot: return true
        case .symbol(let symbol): return symbol.isCloser
        case .keyword(let keyword):
            if keyword.canEndExpression { return true }
            guard index > 0 else { return false }
            let before = layout.items[index - 1].token
            return before.range.end == layout.items[index].token.range.start
                && (before.kind == .columnDot || before.kind == .symbol(.dot))
        default: return false
        }
    }
}
