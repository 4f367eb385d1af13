import OctavoSource

/// JSON, a record a row: one a line, or all in an array.
struct JSONRows: RowEncoding {
    let schema: Schema
    let isDocument: Bool
    /// `{"a":`, `,"b":`, …
    private let labels: [[UInt8]]

    init(schema: Schema, isDocument: Bool) {
        self.schema = schema
        self.isDocument = isDocument
        labels = schema.names.enumerated().map { place, name in
            var bytes: [UInt8] = [place == 0 ? 0x7B : 0x2C]
            JSONText.append(name, to: &bytes)
            bytes.append(0x3A)
            return bytes
        }
    }

    /// The comma.
    var joint: Int { isDocument ? 1 : 0 }

    func begin(_ bytes: inout [UInt8]) { if isDocument { bytes.append(0x5B) } }

    func row(_ chunk: Chunk, _ row: Int, _ bytes: inout [UInt8]) {
        if isDocument { bytes += [0x2C, 0x0A] }
        for place in labels.indices {
            bytes += labels[place]
            JSONText.append(chunk.columns[place], row, to: &bytes)
        }
        if labels.isEmpty { bytes.append(0x7B) }
        bytes.append(0x7D)
        if !isDocument { bytes.append(0x0A) }
    }

    func end(_ bytes: inout [UInt8], isEmpty: Bool) {
        if isDocument { bytes += isEmpty ? [0x5D, 0x0A] : [0x0A, 0x5D, 0x0A] }
    }
}

/// Delimited text (RFC 4180 but for the line end, a line feed alone). Nulls are empty fields, empty texts `""`.
struct DelimitedRows: RowEncoding {
    let schema: Schema
    let separator: UInt8

    func begin(_ bytes: inout [UInt8]) {
        for (place, name) in schema.names.enumerated() {
            if place > 0 { bytes.append(separator) }
            append(Array(name.utf8), to: &bytes)
        }
        bytes.append(0x0A)
    }

    func row(_ chunk: Chunk, _ row: Int, _ bytes: inout [UInt8]) {
        for (place, column) in chunk.columns.enumerated() {
            if place > 0 { bytes.append(separator) }
            if column.isNull(row) {
                // An empty line would be no row at all.
                if chunk.columns.count == 1 { bytes += [0x22, 0x22] }
                continue
            }
            switch column.storage {
            case .texts(let texts): unsafe append(texts.utf8(row), to: &bytes)
            case .dictionary(let codes, let values): unsafe append(values.utf8(Int(codes[row])), to: &bytes)
            case .lists, .records:
                var json: [UInt8] = []
                JSONText.append(column, row, to: &json)
                append(json, to: &bytes)
            case .integers(let values) where column.type == .int: JSONText.append(values[row], to: &bytes)
            default: bytes += DatumText.plain(column[row]).utf8
            }
        }
        bytes.append(0x0A)
    }

    func end(_ bytes: inout [UInt8], isEmpty: Bool) {}

    private func append(_ text: some Collection<UInt8>, to bytes: inout [UInt8]) {
        Self.append(text, to: &bytes, separator: separator, quoted: false)
    }

    /// Adds a text as a field, in quotes where it needs them or `quoted` asks for them.
    static func append(_ text: some Collection<UInt8>, to bytes: inout [UInt8], separator: UInt8, quoted: Bool) {
        let needsQuotes = quoted || text.isEmpty || text.contains { $0 == separator || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
        guard needsQuotes else {
            bytes += text
            return
        }
        bytes.append(0x22)
        for byte in text {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }
}

/// One text a line; nulls are empty lines.
struct LineRows: RowEncoding {
    let path: String
    let column: String

    func begin(_ bytes: inout [UInt8]) {}

    func row(_ chunk: Chunk, _ row: Int, _ bytes: inout [UInt8]) throws {
        if case .text(let text) = chunk.columns[0][row] {
            if text.utf8.contains(0x0A) {
                throw Diagnostic(
                    "line-break-in-text",
                    "cannot write `.\(column)` to `\(path)`: a text has several lines, and txt has one a row",
                    notes: ["the text is: " + DatumText.quoted(String(text.prefix(60)))],
                    help: ["write jsonl or csv, or replace the line breaks"])
            }
            bytes += text.utf8
        }
        bytes.append(0x0A)
    }

    func end(_ bytes: inout [UInt8], isEmpty: Bool) {}
}
