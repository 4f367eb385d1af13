import OctavoSource

/// A Parquet file whose metadata is read.
struct ParquetFile: ColumnarFile {
    let path: String
    let columns: [ColumnarColumn]
    let pieceRows: [Int]
    private let parts: any FileParts
    var stamp: String { parts.stamp }
    private let metadata: ParquetMetadata
    private let schema: ParquetSchema
    private let limits: ColumnarLimits

    static let mark: [UInt8] = Array("PAR1".utf8)

    init(_ parts: any FileParts, path: String) throws {
        self.path = path
        self.parts = parts
        limits = ColumnarLimits(fileBytes: parts.byteCount)
        metadata = try Self.metadata(parts)
        schema = try ParquetSchema(metadata.elements)
        let leaves = schema.leafCount
        var rows = 0
        for group in metadata.groups {
            let (sum, isOver) = rows.addingReportingOverflow(group.rows)
            guard group.rows >= 0, !isOver, group.columns.count == leaves else {
                throw ColumnarFailure.damaged("a row group does not fit the schema")
            }
            rows = sum
        }
        guard rows == metadata.rows else {
            throw ColumnarFailure.damaged("its row groups hold another number of rows than it says")
        }
        pieceRows = metadata.groups.map(\.rows)
        let durations = ArrowDurations.names(metadata.keyValues)
        columns = schema.columns.map { name, node in
            var isExact = false
            if case .leaf(let leaf) = node {
                switch leaf.form {
                case .decimal, .integer(_, .unsigned): isExact = true
                default: break
                }
            }
            return ColumnarColumn(name, hasExactText: isExact) {
                let type = try node.type()
                return type == .int && durations.contains(name) ? .duration : type
            }
        }
    }

    private static func metadata(_ parts: any FileParts) throws -> ParquetMetadata {
        let count = parts.byteCount
        guard count >= 12 else { throw ColumnarFailure.damaged("it is too short to be a Parquet file") }
        let tail = try parts.bytes(count - 8..<count)
        let mark = tail.slice(4..<8).array
        if mark == Array("PARE".utf8) { throw ColumnarFailure.unsupported("it is encrypted") }
        guard mark == Self.mark else { throw ColumnarFailure.damaged("it does not end as a Parquet file does") }
        var cursor = ByteCursor(tail)
        let length = Int(try cursor.number(UInt32.self))
        guard length <= count - 12 else { throw ColumnarFailure.damaged("its metadata would be longer than itself") }
        return try ParquetMetadata(try parts.bytes(count - 8 - length..<count - 8))
    }

    // MARK: - Columns

    func column(_ column: Int, piece: Int, rows: Range<Int>, asText: Bool, cancellation: Cancellation) throws -> Column {
        let node = schema.columns[column].node
        let group = metadata.groups[piece]
        func decode(_ leaf: ParquetLeaf) throws -> ParquetChunk.Decoded {
            try ParquetChunk(
                leaf: leaf, chunk: group.columns[leaf.place], groupRows: group.rows, parts: parts, limits: limits,
                cancellation: cancellation, asText: asText
            ).decode(rows)
        }
        if case .leaf(let leaf) = node, leaf.isFlat {
            let decoded = try decode(leaf)
            let count = decoded.levels.count
            let validity = decoded.levels.validity(rows: count)
            let values = try decoded.values.finish(validity: validity, rows: count, values: decoded.values.count)
            let part = values.slice(rows.lowerBound - decoded.firstRow..<rows.upperBound - decoded.firstRow)
            guard columns[column].type.isDuration else { return part }
            return Column(type: .duration, count: part.count, validity: part.validity, storage: part.storage)
        }
        var leaves: [Int: ParquetChunk.Decoded] = [:]
        var entries: [Int: Int] = [:]
        var first = 0
        for (index, leaf) in node.leaves.enumerated() {
            // Fields of a record may have pages of different lengths: all are read from the first page on.
            let decoded = try ParquetChunk(
                leaf: leaf, chunk: group.columns[leaf.place], groupRows: group.rows, parts: parts, limits: limits,
                cancellation: cancellation
            ).decode(0..<rows.upperBound)
            leaves[leaf.place] = decoded
            entries[leaf.place] = try decoded.levels.entries(ofRows: rows.upperBound)
            if index == 0 { first = decoded.firstRow }
        }
        let type = try columns[column].type.get()
        let whole = try ParquetAssembly(leaves: leaves, entries: entries).column(node, as: type)
        guard whole.count == rows.upperBound - first else {
            throw ColumnarFailure.damaged("a column holds another number of rows than it says")
        }
        return whole.slice(rows)
    }

    // MARK: - Skipping

    func rows(of piece: Int, passing filter: RowExpression) throws -> [Range<Int>] {
        let rows = pieceRows[piece]
        let bounds = ParquetBounds(schema: schema, columns: columns, group: metadata.groups[piece])
        guard RangeFilter(range: { bounds.chunk($0) }).mayPass(filter) else { return [] }
        guard let pages = try ParquetPageIndex(bounds: bounds, parts: parts, filter: filter) else { return [0..<rows] }
        return pages.rowsThatMayPass(filter)
    }
}

extension Result<DataType, ColumnarFailure> {
    var isDuration: Bool { (try? get()) == .duration }
}

extension ParquetLevels {
    /// The entries of the first `rows` rows.
    func entries(ofRows rows: Int) throws -> Int {
        if leaf.repetition == 0 {
            guard count >= rows else { throw ColumnarFailure.damaged("a column holds fewer rows than it says") }
            return rows
        }
        var seen = 0
        for index in 0..<count {
            // There are `count` levels.
            if unsafe repetitions.pointer[index] == 0 {
                if seen == rows { return index }
                seen += 1
            }
        }
        guard seen == rows else { throw ColumnarFailure.damaged("a column holds fewer rows than it says") }
        return count
    }
}
