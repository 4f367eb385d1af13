/// A column chunk that is ready to be written, and what the metadata says of it.
struct ParquetEncodedColumn: Sendable {
    struct Page: Sendable {
        var offset: Int
        let size: Int
        let entries: Int
        let firstRow: Int
        let nulls: Int
        let least: [UInt8]?
        let largest: [UInt8]?
    }

    let leaf: ParquetLeafLayout
    private var parts: [[UInt8]] = []
    private(set) var entries = 0
    private(set) var unpackedSize = 0
    private(set) var packedSize = 0
    private(set) var dictionaryOffset: Int?
    private(set) var pages: [Page] = []
    private var rows = 0
    var columnIndex = 0..<0
    var offsetIndex = 0..<0

    init(leaf: ParquetLeafLayout) { self.leaf = leaf }

    var dataOffset: Int { pages.first?.offset ?? (dictionaryOffset ?? 0) }

    mutating func addDictionary(_ page: (bytes: [UInt8], unpackedSize: Int), count: Int) {
        dictionaryOffset = 0
        add(page) { writer in
            writer.integer(1, ParquetPage.Kind.dictionary.rawValue)
            writer.integer(2, page.unpackedSize)
            writer.integer(3, page.bytes.count)
            writer.structure(7) { header in
                header.integer(1, count)
                header.integer(2, ParquetValues.Encoding.plain.rawValue)
            }
        }
    }

    mutating func addPage(
        _ page: (bytes: [UInt8], unpackedSize: Int), entries added: Int, rows addedRows: Int, nulls: Int,
        bounds: (least: [UInt8], largest: [UInt8])?, hasDictionary: Bool
    ) {
        let start = packedSize
        let encoding = hasDictionary ? ParquetValues.Encoding.dictionary : .plain
        add(page) { writer in
            writer.integer(1, ParquetPage.Kind.data.rawValue)
            writer.integer(2, page.unpackedSize)
            writer.integer(3, page.bytes.count)
            writer.structure(5) { header in
                header.integer(1, added)
                header.integer(2, encoding.rawValue)
                header.integer(3, ParquetValues.Encoding.runs.rawValue)
                header.integer(4, ParquetValues.Encoding.runs.rawValue)
            }
        }
        pages.append(
            Page(
                offset: start, size: packedSize - start, entries: added, firstRow: rows, nulls: nulls, least: bounds?.least,
                largest: bounds?.largest))
        entries += added
        rows += addedRows
    }

    private mutating func add(_ page: (bytes: [UInt8], unpackedSize: Int), _ header: (inout ThriftWriter) -> Void) {
        var writer = ThriftWriter()
        writer.structure(header)
        parts.append(writer.bytes)
        parts.append(page.bytes)
        packedSize += writer.bytes.count + page.bytes.count
        unpackedSize += writer.bytes.count + page.unpackedSize
    }

    /// Its bytes will stand at `position` of the file.
    mutating func move(to position: Int) {
        for page in pages.indices { pages[page].offset += position }
        if dictionaryOffset != nil { dictionaryOffset = position }
    }

    mutating func takeBytes() -> [[UInt8]] {
        defer { parts = [] }
        return parts
    }

    var nulls: Int { pages.reduce(0) { $0 + $1.nulls } }

    /// Of the whole chunk: the bounds of all pages that hold values.
    func bounds() -> (least: [UInt8], largest: [UInt8])? {
        let type = leaf.type
        let filled = pages.filter { $0.nulls < $0.entries }
        guard !filled.isEmpty else { return nil }
        var result: (least: [UInt8], largest: [UInt8])?
        for page in filled {
            guard let least = page.least, let largest = page.largest else { return nil }
            guard let known = result else {
                result = (least, largest)
                continue
            }
            result = (
                Self.isBefore(least, known.least, type) ? least : known.least,
                Self.isBefore(known.largest, largest, type) ? largest : known.largest
            )
        }
        return result
    }

    private static func isBefore(_ one: [UInt8], _ other: [UInt8], _ type: DataType) -> Bool {
        func number(_ bytes: [UInt8]) -> Int64 {
            let word = bytes.enumerated().reduce(UInt64(0)) { $0 | UInt64($1.element) << UInt64(8 * $1.offset) }
            return bytes.count == 4 ? Int64(Int32(truncatingIfNeeded: word)) : Int64(bitPattern: word)
        }
        switch type {
        case .float:
            return Double(bitPattern: UInt64(bitPattern: number(one))) < Double(bitPattern: UInt64(bitPattern: number(other)))
        case .int, .time, .date, .duration: return number(one) < number(other)
        default: return one.lexicographicallyPrecedes(other)
        }
    }

    // MARK: - Indexes

    /// Where the pages are and what they hold, for readers that skip pages.
    func index() -> (columns: [UInt8], offsets: [UInt8]) {
        var offsets = ThriftWriter()
        offsets.structure { writer in
            writer.list(1, of: .structure, pages) { writer, page in
                writer.structure { location in
                    location.integer(1, page.offset, .int64)
                    location.integer(2, page.size)
                    location.integer(3, page.firstRow, .int64)
                }
            }
        }
        // Pages with values and no bounds, such as long texts, cannot be told apart in an index: then there is none.
        guard pages.allSatisfy({ $0.least != nil || $0.nulls == $0.entries }) else { return ([], offsets.bytes) }
        var columns = ThriftWriter()
        columns.structure { writer in
            writer.list(1, of: .yes, pages) { writer, page in writer.truth(page.least == nil) }
            writer.list(2, of: .binary, pages) { writer, page in writer.binary(page.least ?? []) }
            writer.list(3, of: .binary, pages) { writer, page in writer.binary(page.largest ?? []) }
            // In no known order.
            writer.integer(4, 0)
            writer.list(5, of: .int64, pages) { writer, page in writer.zigzag(page.nulls) }
        }
        return (columns.bytes, offsets.bytes)
    }
}
