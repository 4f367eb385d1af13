import OctavoSource

/// One batch of rows as Arrow's nodes and buffers.
struct ArrowBatchEncoder {
    private let path: String
    private var nodes: [UInt8] = []
    private var nodeCount = 0
    private var buffers: [UInt8] = []
    private var bufferCount = 0
    private(set) var body: [UInt8] = []

    init(path: String) { self.path = path }

    /// The message before the body.
    func message(rows: Int) -> [UInt8] {
        var builder = FlatBuilder()
        let places = builder.structures(buffers, count: bufferCount)
        let counts = builder.structures(nodes, count: nodeCount)
        let batch = builder.table([(0, .int64(Int64(rows))), (1, .reference(counts)), (2, .reference(places))])
        return ArrowSchemaWriting.message(.rows, batch, bodyLength: body.count, builder)
    }

    mutating func add(_ column: Column, name: String) throws {
        nodes += withLittleEndian(Int64(column.count)) + withLittleEndian(Int64(column.nullCount))
        nodeCount += 1
        if column.type == .null { return }
        addValidity(column)
        switch column.storage {
        case .nulls: try addNothing(column, name)
        case .bools(let bits): add(Self.bytes(bits))
        case .integers(let values):
            if column.type == .date {
                try addDays(values, column, name)
            } else {
                unsafe add(UnsafeRawBufferPointer(values.elements))
            }
        case .floats(let values): unsafe add(UnsafeRawBufferPointer(values.elements))
        case .texts(let texts): addTexts(texts)
        case .dictionary: addTexts(try column.plainTexts())
        case .lists(let offsets, let items):
            let first = offsets[0]
            add((0...column.count).flatMap { withLittleEndian(Int32(truncatingIfNeeded: offsets[$0] - first)) })
            try add(items.slice(Int(first)..<Int(offsets[column.count])), name: name)
        case .records(let columns): for part in columns { try add(part, name: name) }
        }
    }

    /// Bytes of texts and items that the chunk's columns would take; Arrow's offsets of 32 bits end at 2^31.
    static func largestOffset(_ column: Column) -> Int {
        switch column.storage {
        case .texts(let texts): Int(texts.offsets[column.count] - texts.offsets[0])
        case .dictionary(let codes, let values):
            values.byteCount > 1 << 12 ? (0..<column.count).reduce(0) { $0 + values.range(Int(codes[$1])).count } : 0
        case .lists(let offsets, let items):
            max(
                Int(offsets[column.count] - offsets[0]),
                largestOffset(items.slice(Int(offsets[0])..<Int(offsets[column.count]))))
        case .records(let columns): columns.map(largestOffset).max() ?? 0
        default: 0
        }
    }

    // MARK: - Buffers

    private mutating func place(_ count: Int) {
        buffers += withLittleEndian(Int64(body.count)) + withLittleEndian(Int64(count))
        bufferCount += 1
    }

    private mutating func fill() { while body.count % 8 != 0 { body.append(0) } }

    private mutating func add(_ bytes: [UInt8]) {
        place(bytes.count)
        body.append(contentsOf: bytes)
        fill()
    }

    private mutating func add(_ bytes: UnsafeRawBufferPointer) {
        place(bytes.count)
        // The bytes are those of a column that the caller holds.
        unsafe body.append(contentsOf: bytes)
        fill()
    }

    private mutating func addValidity(_ column: Column) {
        if case .nulls = column.storage { return add([UInt8](repeating: 0, count: (column.count + 7) / 8)) }
        add(column.validity.map(Self.bytes) ?? [])
    }

    private static func bytes(_ bits: Bitmap) -> [UInt8] {
        (0..<bits.wordCount).flatMap { withLittleEndian(bits.alignedWord($0)) }
    }

    private mutating func addTexts(_ texts: TextBuffer) {
        let first = texts.offsets[0]
        let end = texts.offsets[texts.count]
        add((0...texts.count).flatMap { withLittleEndian(texts.offsets[$0] - first) })
        unsafe add(UnsafeRawBufferPointer(texts.bytes.slice(Int(first)..<Int(end)).elements))
    }

    private mutating func addDays(_ values: Buffer<Int64>, _ column: Column, _ name: String) throws {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(values.count * 4)
        for row in 0..<values.count {
            guard let day = Int32(exactly: column.isNull(row) ? 0 : values[row]) else {
                throw Diagnostic(
                    "value-out-of-range",
                    "cannot write `.\(DatumText.label(name))` to `\(path)`: a date \(values[row]) days from 1970 does not fit Arrow's 32 bits",
                    help: ["write it as text"])
            }
            bytes += withLittleEndian(day)
        }
        add(bytes)
    }

    /// The buffers of a column that holds nothing but nulls.
    private mutating func addNothing(_ column: Column, _ name: String) throws {
        func zeros(_ bytesPerRow: Int) -> [UInt8] { [UInt8](repeating: 0, count: column.count * bytesPerRow) }
        switch column.type {
        case .null: return
        case .bool: add([UInt8](repeating: 0, count: (column.count + 7) / 8))
        case .int, .float, .time, .duration: add(zeros(8))
        case .date: add(zeros(4))
        case .text:
            add([UInt8](repeating: 0, count: (column.count + 1) * 4))
            add([UInt8]())
        case .list(let item):
            add([UInt8](repeating: 0, count: (column.count + 1) * 4))
            try add(Column.nulls(item, count: 0), name: name)
        case .record(let fields): for field in fields { try add(Column.nulls(field.type, count: column.count), name: name) }
        }
    }
}
