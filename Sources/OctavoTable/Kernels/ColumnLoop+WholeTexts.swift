import CKernels
import OctavoSource

// Loops over the bytes of all texts of a column at once.
extension ColumnLoop {
    /// How many code points each text has.
    package static let textLength = ofText(mayFail: false, alone(())) { _, texts, column, _ in
        // A length for every text.
        let lengths = unsafe Buffer<Int64>(count: column.count) { target in
            guard let start = target.baseAddress else { return }
            unsafe octavo_text_lengths(texts.offsets.pointer, texts.bytes.pointer, start, column.count)
        }
        return Column(type: .int, count: column.count, validity: column.validity, storage: .integers(lengths))
    }

    /// Each text in lower or upper case by Unicode's full mapping. `otherwise` maps texts with letters beyond U+FFFF.
    /// The mapping is made by the first text, not by naming the function.
    package static func textCase(
        _ mapping: @escaping @Sendable @autoclosure () -> CaseMapping, otherwise change: @escaping @Sendable (String) -> String
    ) -> ColumnLoop {
        ofText(mayFail: false, alone(())) { _, texts, column, failures in
            let mapping = mapping()
            if let ascii = mapping.ofASCII(texts) {
                return Column(type: .text, count: column.count, validity: column.validity, storage: .texts(ascii))
            }
            // Most letters keep their length; the rest is room for one long text.
            let room = texts.byteCount + texts.byteCount / 32 + 4096
            return try LoopResults.texts(column.count, column.validity, reserving: room, &failures) { row, writer in
                let text = unsafe texts.utf8(row)
                if unsafe !writer.append(text, in: mapping) { writer.append(change(texts[row])) }
                return true
            }
        }
    }

    /// The pieces of each text between the places where the separator stands that `separator` takes from a call's constants; none
    /// for an empty one.
    package static func textPieces(_ separator: @escaping Bind<String>) -> ColumnLoop {
        ColumnLoop { call in
            guard call.column(0) == .text, case .list(.text) = call.result, let separator = try separator(call),
                !separator.isEmpty
            else { return nil }
            let (wanted, result) = (TextBuffer([separator]), call.result)
            return Bound(mayFail: false) { columns, count, _ in
                if case .nulls = columns[0].storage { return .nulls(result, count: count) }
                let pieces = TextKernels.pieces(try columns[0].plainTexts(), columns[0].validity, separator: wanted)
                let items = Column(type: .text, count: pieces.items.count, storage: .texts(pieces.items))
                return Column(
                    type: result, count: count, validity: columns[0].validity,
                    storage: .lists(offsets: pieces.starts, items: items))
            }
        }
    }

    /// Whether each text holds the one that `part` takes from a call's constants.
    package static func textContains(_ part: @escaping Bind<String>) -> ColumnLoop {
        ColumnLoop { call in
            guard call.arguments.count == 2, call.column(0) == .text, let part = try part(call) else { return nil }
            let wanted = TextBuffer([part])
            return Bound(mayFail: false) { columns, count, _ in
                if case .nulls = columns[0].storage { return .nulls(.bool, count: count) }
                let bits = TextKernels.containing(try columns[0].plainTexts(), wanted)
                return Column(type: .bool, count: count, validity: columns[0].validity, storage: .bools(bits))
            }
        }
    }
}
