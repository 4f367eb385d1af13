import CKernels

/// Records of delimited text, cut into fields as the reader cuts them.
struct DelimitedRewriting {
    private let block: ByteBlock
    private let layout: DelimitedLayout
    /// By the field's place: whether its text is changed.
    private let isChosen: [Bool]
    /// By the field's place: its place among the columns that are named.
    private let named: [Int?]
    private let dropsMissing: Bool
    private let worker: RecordRewriter.Worker
    private let texts: RecordTexts?

    /// Throws `unknown-column` for a name that is not in the header.
    init(
        _ block: ByteBlock, _ options: ScanOptions, _ dropsMissing: Bool, _ worker: RecordRewriter.Worker, _ texts: RecordTexts?
    ) throws {
        self.block = block
        self.dropsMissing = dropsMissing
        self.worker = worker
        self.texts = texts
        layout = block.layout ?? DelimitedLayout(separator: 0x2C, names: [], header: [])
        if let columns = options.columns {
            for name in columns where !layout.names.contains(name) {
                throw TableReader.missing(
                    name, among: layout.names.map { Field($0, .text) }, "`\(block.path)`", in: "--columns")
            }
            isChosen = layout.names.map { columns.contains($0) }
            named = layout.names.map { columns.firstIndex(of: $0) }
        } else {
            isChosen = layout.names.map { _ in true }
            named = layout.names.map { _ in nil }
        }
    }

    func rewritten() -> RecordRewriter.Output {
        var output = RecordRewriter.Output()
        output.bytes.reserveCapacity(block.count)
        output.texts = texts
        let part = block.piece.slice(block.start..<block.end)
        let ends = ScratchMemory<UInt32>(capacity: part.count + 1)
        // There are never more ends than bytes and one.
        let progress = unsafe octavo_csv_ends(part.start, 0, part.count, layout.separator, ends.pointer, ends.capacity)
        var text = TextRewriting(worker)
        /// Where the record's bytes begin in the output, to take them back.
        var record = 0
        var place = 0
        var start = 0
        var isEmpty = true
        var texts = 0
        var isDropped = false
        for index in 0..<Int(progress.ends) {
            let end = unsafe min(Int(ends.pointer[index]), part.count)
            let isLast = end >= part.count || part[end] == 0x0A
            var last = end
            if isLast, last > start, part[last - 1] == 0x0D { last -= 1 }
            if !isDropped {
                let isText = place < isChosen.count && isChosen[place] && last > start
                if isText { texts += 1 }
                if isText, rewrite(part.slice(start..<last), named[place], &text, &output) {
                    isDropped = true
                } else if !isText {
                    unsafe output.bytes.append(contentsOf: part.slice(start..<last).elements)
                }
            }
            if !isDropped { unsafe output.bytes.append(contentsOf: part.slice(last..<min(end + 1, part.count)).elements) }
            isEmpty = isEmpty && place == 0 && last == start
            place += 1
            start = end + 1
            guard isLast else { continue }
            if isDropped || dropsMissing && texts == 0 && !isEmpty {
                output.bytes.removeLast(output.bytes.count - record)
                output.dropped += 1
                output.texts?.forget()
            } else {
                output.endRecord()
            }
            // An empty line is no record.
            if !isEmpty { output.records += 1 }
            record = output.bytes.count
            place = 0
            texts = 0
            isEmpty = true
            isDropped = false
            if start >= part.count { break }
        }
        return output
    }

    /// Adds a field; true where its record is dropped.
    private func rewrite(
        _ field: Buffer<UInt8>, _ column: Int?, _ text: inout TextRewriting, _ output: inout RecordRewriter.Output
    ) -> Bool {
        let isQuoted = field.count >= 2 && field[0] == 0x22 && field[field.count - 1] == 0x22
        let inner = isQuoted ? field.slice(1..<field.count - 1) : field
        let change: RecordRewriter.Change
        let plain = isQuoted ? Self.withoutDoubledQuotes(inner) : nil
        if let plain {
            change = text.run(plain, .field, isChanged: false)
        } else {
            change = text.run(inner, .field)
        }
        switch change {
        case .unchanged:
            unsafe output.bytes.append(contentsOf: field.elements)
            if let column { output.texts?.set(column, plain ?? inner.array) }
        case .dropped: return true
        case .changed:
            DelimitedRows.append(text.result, to: &output.bytes, separator: layout.separator, quoted: isQuoted)
            if let column { output.texts?.set(column, text.result) }
        }
        return false
    }

    /// `nil` where no quote stands inside.
    private static func withoutDoubledQuotes(_ inner: Buffer<UInt8>) -> [UInt8]? {
        guard unsafe inner.elements.contains(0x22) else { return nil }
        var plain: [UInt8] = []
        var wasQuote = false
        for place in 0..<inner.count {
            let byte = inner[place]
            if byte == 0x22, wasQuote {
                wasQuote = false
                continue
            }
            wasQuote = byte == 0x22
            plain.append(byte)
        }
        return Array(String(decoding: plain, as: UTF8.self).utf8)
    }
}
