import OctavoSource
import OctavoTable

/// What templates need of columns besides the language's own functions.
enum TemplateFunctions {
    /// The value in a hole: null has no place in a prompt.
    static func present(_ value: RowExpression, _ code: String) -> RowExpression {
        refusingNulls(
            value,
            Diagnostic(
                "null-in-prompt", "`\(code)` is null here, and a prompt says nothing with it", at: value.origin,
                help: ["say what stands instead: `{{ \(code) ?? \"…\" }}`, or leave it out: `{{ if \(code) != null }}`"]))
    }

    /// An input that must be there.
    static func required(_ value: RowExpression, _ input: PromptInput) -> RowExpression {
        refusingNulls(
            value,
            Diagnostic(
                "null-in-prompt", "the input `\(input.name)` is null, and it is not optional", at: value.origin ?? input.range,
                help: ["`\(input.name): \(input.type)?` allows null; `default:` says what stands instead"]))
    }

    private static func refusingNulls(_ value: RowExpression, _ problem: Diagnostic) -> RowExpression {
        let function = ScalarFunction("present") { arguments, count, failures in
            let column = arguments[0]
            if column.nullCount == 0 { return column }
            for row in 0..<count where column.isNull(row) { try failures.record(row: row, problem) }
            return column
        }
        return RowExpression(.function(function, [value]), type: value.type, origin: value.origin)
    }

    /// The texts of each list end to end; a null list gives an empty text.
    static func joined(_ list: RowExpression) -> RowExpression {
        let function = ScalarFunction("join", mayFail: false) { arguments, count, _ in
            let lists = arguments[0]
            guard case .lists(let offsets, let items) = lists.storage else {
                return Column(.text, (0..<count).map { _ in .text("") })
            }
            guard lists.validity == nil, items.validity == nil, case .texts(let texts) = items.storage else {
                return Column(
                    .text,
                    (0..<count).map { row in
                        guard case .list(let parts) = lists[row] else { return .text("") }
                        return .text(parts.reduce(into: "") { $0 += $1.isNull ? "" : DatumText.plain($1) })
                    })
            }
            // The texts of a list lie side by side: each row is a stretch of the same bytes.
            let ends = Buffer<UInt32>((0...count).map { texts.offsets[Int(offsets[$0])] })
            return Column(type: .text, count: count, storage: .texts(TextBuffer(offsets: ends, bytes: texts.bytes)))
        }
        return RowExpression(.function(function, [list]), type: .text, origin: list.origin)
    }

    /// The lists in each list as one; null lists are left out.
    static func flattened(_ lists: RowExpression, of item: DataType) -> RowExpression {
        let type = DataType.list(item)
        let function = ScalarFunction("flatten", mayFail: false) { arguments, count, _ in
            let outer = arguments[0]
            guard case .lists(let offsets, let inner) = outer.storage, case .lists(let starts, let items) = inner.storage,
                outer.validity == nil, inner.validity == nil
            else {
                return Column(
                    type,
                    (0..<count).map { row in
                        guard case .list(let parts) = outer[row] else { return .list([]) }
                        return .list(parts.flatMap { part -> [Datum] in if case .list(let items) = part { items } else { [] } })
                    })
            }
            // Lists lie side by side, so the list of a row runs from its first part's first item to its last part's last.
            let ends = Buffer<Int64>((0...count).map { starts[Int(offsets[$0])] })
            return Column(type: type, count: count, storage: .lists(offsets: ends, items: items))
        }
        return RowExpression(.function(function, [lists]), type: type, origin: lists.origin)
    }

    /// Without the line ends at both ends.
    static func trimmed(_ text: RowExpression) -> RowExpression {
        let function = ScalarFunction("trim", mayFail: false) { arguments, count, _ in
            Column(
                .text,
                (0..<count).map { row in
                    guard case .text(let text) = arguments[0][row] else { return .null }
                    return .text(TemplateText.trimmed(text, atStart: true, atEnd: true))
                })
        }
        return RowExpression(.function(function, [text]), type: .text, origin: text.origin)
    }
}

enum TemplateText {
    /// Without line ends, and lines of blanks, at its start and end.
    static func trimmed(_ text: String, atStart: Bool, atEnd: Bool) -> String {
        let bytes = text.utf8
        var (start, end) = (bytes.startIndex, bytes.endIndex)
        if atStart {
            var next = start
            while next < end, bytes[next].isSpace {
                next = bytes.index(after: next)
                if bytes[bytes.index(before: next)] == 0x0A { start = next }
            }
            // A text of blanks alone is no line; the beginning of one may be.
            if next == end, atEnd { start = end }
        }
        if atEnd { while end > start, bytes[bytes.index(before: end)].isLineEnd { end = bytes.index(before: end) } }
        return String(text[start..<end])
    }
}

extension UInt8 {
    fileprivate var isLineEnd: Bool { self == 0x0A || self == 0x0D }
}
