import CKernels
import OctavoSource

// Loops over the bytes of one text column. `bind` decodes the other arguments, all of them constants, and gives what is done
// with each text (`nil` where there is no such loop); a body gives `nil` for null.
extension ColumnLoop {
    package typealias OfText<Value> = @Sendable (Span<UInt8>) throws -> Value?
    /// Adds the result to the writer; false is null.
    package typealias TextBody = @Sendable (Span<UInt8>, inout TextWriter) throws -> Bool
    package typealias Bind<Body> = @Sendable (ColumnCall) throws -> Body?

    /// Texts as whole numbers, or as `type` stores them: time, date, duration.
    package static func textToInt(
        _ type: DataType = .int, mayFail: Bool = false, bind: @escaping Bind<OfText<Int64>>
    ) -> ColumnLoop {
        ofText(mayFail: mayFail, bind) { body, texts, column, failures in
            try LoopResults.integers(type, column.count, column.validity, &failures) { row in
                try texts.withText(row) { try body($0) }
            }
        }
    }

    package static func textToFloat(mayFail: Bool = false, bind: @escaping Bind<OfText<Double>>) -> ColumnLoop {
        ofText(mayFail: mayFail, bind) { body, texts, column, failures in
            try LoopResults.floats(column.count, column.validity, &failures) { row in
                try texts.withText(row) { try body($0) }
            }
        }
    }

    package static func textToBool(mayFail: Bool = false, bind: @escaping Bind<OfText<Bool>>) -> ColumnLoop {
        ofText(mayFail: mayFail, bind) { body, texts, column, failures in
            try LoopResults.bools(column.count, column.validity, &failures) { row in
                try texts.withText(row) { try body($0) }
            }
        }
    }

    /// Looks at some texts of a column, which lie end to end, and tells which of them it finds, in order.
    package typealias TextSearch = (
        _ rows: Range<Int>, _ bytes: Span<UInt8>, _ offsets: Span<UInt32>, _ found: (Int) -> Void
    ) -> Void
    /// The same with what each becomes; or what it was and why it was dropped, which makes it null.
    package typealias TextRewrite = (
        _ rows: Range<Int>, _ bytes: Span<UInt8>, _ offsets: Span<UInt32>,
        _ tell: (_ row: Int, _ text: Span<UInt8>, _ droppedBy: String?) -> Void
    ) -> Void

    /// Texts by somebody who is made for each chunk: keeps memory from text to text, and tells at the end what was changed.
    package struct TextRewriter {
        /// Tells each text that does not stay as it is.
        package let rewrite: TextRewrite
        package let counts: () -> [(what: String, count: Int)]

        package init(
            rewrite: @escaping TextRewrite, counts: @escaping () -> [(what: String, count: Int)]
        ) {
            self.rewrite = rewrite
            self.counts = counts
        }
    }

    /// Texts as somebody rewrites them.
    package static func textToText(rewriting bind: @escaping Bind<@Sendable () -> TextRewriter>) -> ColumnLoop {
        ofText(mayFail: false, bind) { make, _, column, failures in try column.rewritten(by: make(), failures.tally) }
    }

    /// Columns of texts, and of lists and records that hold texts, with each text as somebody rewrites it. Nulls are counted as `nulls` where
    /// that says what becomes of them.
    package static func textsWithin(nulls: String?, rewriting make: @escaping @Sendable () -> TextRewriter) -> Bound {
        Bound(mayFail: false) { columns, _, failures in
            let result = try columns[0].rewritten(by: make(), failures.tally)
            if let nulls { failures.tally?.add(nulls, columns[0].nullCount) }
            return result
        }
    }

    /// A test that is made for each chunk, since it keeps memory from text to text.
    package static func textToBool(testing bind: @escaping Bind<@Sendable () -> TextSearch>) -> ColumnLoop {
        ofText(mayFail: false, bind) { make, texts, column, failures in
            let bits = LoopResults.hits(texts, column.validity, make())
            return Column(type: .bool, count: column.count, validity: column.validity, storage: .bools(bits))
        }
    }

    /// Which rows stay. What is made for each chunk names the rule by which a text should not be there; null goes by `ruleOfNull`, or stays.
    package static func textsKept(
        ruleOfNull: String?, _ make: @escaping @Sendable () -> (Span<UInt8>) -> String?
    ) -> ScalarFunction.Body {
        { columns, count, failures in
            let column = columns[0]
            let texts: TextBuffer? = if case .nulls = column.storage { nil } else { try column.plainTexts() }
            let rule = make()
            let tally = failures.tally
            var nulls = 0
            let kept = Bitmap(count: count) { row in
                guard let texts, !column.isNull(row) else {
                    nulls += 1
                    return ruleOfNull == nil
                }
                guard let name = texts.withText(row, rule) else { return true }
                tally?.add(name, to: texts[row])
                return false
            }
            if let ruleOfNull { tally?.add(ruleOfNull, nulls) }
            return Column(type: .bool, count: count, storage: .bools(kept))
        }
    }

    package static func textToText(mayFail: Bool = false, bind: @escaping Bind<TextBody>) -> ColumnLoop {
        ofText(mayFail: mayFail, bind) { body, texts, column, failures in
            try LoopResults.texts(column.count, column.validity, reserving: texts.byteCount, &failures) { row, writer in
                try texts.withText(row) { try body($0, &writer) }
            }
        }
    }

    /// Texts as lists of whole numbers, which `body` adds to the array.
    package static func textToInts(_ body: @escaping @Sendable (Span<UInt8>, inout [Int32]) throws -> Void) -> ColumnLoop {
        let bind: Bind<@Sendable (Span<UInt8>, inout [Int32]) throws -> Void> = { _ in body }
        return ofText(mayFail: true, bind) { body, texts, column, failures in
            var numbers: [Int32] = []
            var offsets: [Int64] = [0]
            offsets.reserveCapacity(column.count + 1)
            for row in 0..<column.count {
                if !column.isNull(row) {
                    do {
                        try texts.withText(row) { try body($0, &numbers) }
                    } catch let diagnostic as Diagnostic {
                        try failures.record(row: row, diagnostic)
                    }
                }
                offsets.append(Int64(numbers.count))
            }
            let items = Column(type: .int, count: numbers.count, storage: .integers(Buffer(numbers.map { Int64($0) })))
            return Column(
                type: .list(.int), count: column.count, validity: column.validity,
                storage: .lists(offsets: Buffer(offsets), items: items))
        }
    }

    // Of a text and nothing else.

    package static func textToInt(
        _ type: DataType = .int, mayFail: Bool = false, _ body: @escaping OfText<Int64>
    ) -> ColumnLoop { textToInt(type, mayFail: mayFail, bind: alone(body)) }

    package static func textToFloat(mayFail: Bool = false, _ body: @escaping OfText<Double>) -> ColumnLoop {
        textToFloat(mayFail: mayFail, bind: alone(body))
    }

    package static func textToBool(mayFail: Bool = false, _ body: @escaping OfText<Bool>) -> ColumnLoop {
        textToBool(mayFail: mayFail, bind: alone(body))
    }

    package static func textToText(mayFail: Bool = false, _ body: @escaping TextBody) -> ColumnLoop {
        textToText(mayFail: mayFail, bind: alone(body))
    }

    static func alone<Body: Sendable>(_ body: Body) -> Bind<Body> {
        { call in (1..<max(call.arguments.count, 1)).allSatisfy { call.constant($0)?.isNull ?? false } ? body : nil }
    }

    static func ofText<Body: Sendable>(
        mayFail: Bool, _ bind: @escaping Bind<Body>,
        _ loop: @escaping @Sendable (Body, TextBuffer, Column, inout RowFailures) throws -> Column
    ) -> ColumnLoop {
        ColumnLoop { call in
            guard call.column(0) == .text, let body = try bind(call) else { return nil }
            let result = call.result
            return Bound(mayFail: mayFail) { columns, count, failures in
                if case .nulls = columns[0].storage { return .nulls(result, count: count) }
                return try loop(body, try columns[0].plainTexts(), columns[0], &failures)
            }
        }
    }

    /// A test of two texts, either of them a constant; null where either is. `part` is the second argument.
    package static func textPairToBool(
        _ test: @escaping @Sendable (_ text: Span<UInt8>, _ part: Span<UInt8>) -> Bool
    ) -> ColumnLoop {
        ColumnLoop { call in
            guard call.arguments.count == 2, let text = TextArgument(call, 0), let part = TextArgument(call, 1) else {
                return nil
            }
            return Bound(mayFail: false) { columns, count, failures in
                let (left, right) = (try text.reader(columns), try part.reader(columns))
                guard let left, let right else { return .nulls(.bool, count: count) }
                let valid = Column.bothValid(left.validity, right.validity)
                return try LoopResults.bools(count, valid, &failures) { row in
                    left.texts.withText(row * left.step) { one in right.texts.withText(row * right.step) { test(one, $0) } }
                }
            }
        }
    }
}

/// A text argument of a loop: one text for all rows, or the column at `place` among the columns.
private enum TextArgument: Sendable {
    case constant(TextBuffer)
    case column(Int)

    /// `nil` for other types and for null.
    init?(_ call: ColumnCall, _ place: Int) {
        switch call[place] {
        case .constant(.text(let text))?: self = .constant(TextBuffer([text]))
        case .column(.text)?: self = .column(call.columnPlace(place))
        default: return nil
        }
    }

    /// `nil` where every row is null.
    func reader(_ columns: [Column]) throws -> (texts: TextBuffer, validity: Bitmap?, step: Int)? {
        switch self {
        case .constant(let text): return (text, nil, 0)
        case .column(let place):
            if case .nulls = columns[place].storage { return nil }
            return (try columns[place].plainTexts(), columns[place].validity, 1)
        }
    }
}

extension ColumnCall {
    /// Where an argument that is a column stands among the columns.
    func columnPlace(_ place: Int) -> Int { (0..<place).count { column($0) != nil } }
}

extension Column {
    fileprivate func rewritten(by rewriter: ColumnLoop.TextRewriter, _ tally: StepTally?) throws -> Column {
        let result = try rewritten(rewriter.rewrite, tally)
        for (what, count) in rewriter.counts() { tally?.add(what, count) }
        return result
    }

    private func rewritten(_ rewrite: ColumnLoop.TextRewrite, _ tally: StepTally?) throws -> Column {
        switch storage {
        case .texts, .dictionary: return try LoopResults.rewritten(try plainTexts(), validity, tally, rewrite)
        case .lists(let offsets, let items):
            // A slice shares the items of the whole.
            let (first, last) = (offsets[0], offsets[count])
            let own = try items.slice(Int(first)..<Int(last)).rewritten(rewrite, tally)
            let places = first == 0 ? offsets : Buffer(offsets.array.map { $0 - first })
            return Column(type: type, count: count, validity: validity, storage: .lists(offsets: places, items: own))
        case .records(let columns):
            let own = try columns.map { try $0.rewritten(rewrite, tally) }
            return Column(type: type, count: count, validity: validity, storage: .records(own))
        case .nulls, .bools, .integers, .floats: return self
        }
    }
}

extension TextBuffer {
    /// Lends the bytes of one text.
    @inline(__always)
    package func withText<Result>(_ row: Int, _ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
        let bytes = unsafe utf8(row)
        // This buffer keeps the memory while the body runs.
        return try body(unsafe bytes.span)
    }
}
