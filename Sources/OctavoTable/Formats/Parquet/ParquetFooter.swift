/// The metadata at the end of a written file.
struct ParquetFooter {
    struct Group {
        var columns: [ParquetEncodedColumn] = []
        let rows: Int
        init(rows: Int) { self.rows = rows }
    }

    let schema: Schema
    let leaves: [ParquetLeafLayout]
    let groups: [Group]

    func bytes() -> [UInt8] {
        var writer = ThriftWriter()
        writer.structure { writer in
            writer.integer(1, 2)
            let elements = elements()
            writer.list(2, of: .structure, elements) { writer, element in writer.structure { element(&$0) } }
            writer.integer(3, groups.reduce(0) { $0 + $1.rows }, .int64)
            writer.list(4, of: .structure, groups) { writer, group in writer.structure { Self.group(group, &$0) } }
            if schema.fields.contains(where: { $0.type == .duration }) {
                writer.list(5, of: .structure, [ArrowSchemaWriting.message(schema)]) { writer, message in
                    writer.structure { pair in
                        pair.text(1, ArrowDurations.key)
                        pair.text(2, Base64.text(message))
                    }
                }
            }
            writer.text(6, "octavo")
            // Bounds are in the order of each type.
            writer.list(7, of: .structure, leaves) { writer, _ in writer.structure { $0.structure(1) { _ in } } }
        }
        return writer.bytes
    }

    // MARK: - The schema, depth first

    private func elements() -> [(inout ThriftWriter) -> Void] {
        var elements: [(inout ThriftWriter) -> Void] = []
        let count = schema.count
        elements.append { writer in
            writer.text(4, "schema")
            writer.integer(5, count)
        }
        func add(_ name: String, _ type: DataType) {
            switch type {
            case .list(let item):
                elements.append { writer in
                    writer.integer(3, ParquetSchemaElement.Repetition.optional.rawValue)
                    writer.text(4, name)
                    writer.integer(5, 1)
                    writer.integer(6, 3)
                    writer.structure(10) { $0.structure(3) { _ in } }
                }
                elements.append { writer in
                    writer.integer(3, ParquetSchemaElement.Repetition.repeated.rawValue)
                    writer.text(4, "list")
                    writer.integer(5, 1)
                }
                add("element", item)
            case .record(let fields):
                elements.append { writer in
                    writer.integer(3, ParquetSchemaElement.Repetition.optional.rawValue)
                    writer.text(4, name)
                    writer.integer(5, fields.count)
                }
                for field in fields { add(field.name, field.type) }
            default: elements.append { Self.leaf(name, type, &$0) }
            }
        }
        for field in schema.fields { add(field.name, field.type) }
        return elements
    }

    static func physical(_ type: DataType) -> ParquetLeaf.Physical {
        switch type {
        case .bool: .bool
        case .float: .double
        case .text: .bytes
        case .date, .null: .int32
        default: .int64
        }
    }

    private static func leaf(_ name: String, _ type: DataType, _ writer: inout ThriftWriter) {
        writer.integer(1, physical(type).rawValue)
        writer.integer(3, ParquetSchemaElement.Repetition.optional.rawValue)
        writer.text(4, name)
        // The converted type for old readers, then the logical one.
        switch type {
        case .text:
            writer.integer(6, 0)
            writer.structure(10) { $0.structure(1) { _ in } }
        case .date:
            writer.integer(6, 6)
            writer.structure(10) { $0.structure(6) { _ in } }
        case .time:
            writer.integer(6, 10)
            writer.structure(10) { logical in
                logical.structure(8) { time in
                    time.bool(1, true)
                    time.structure(2) { $0.structure(2) { _ in } }
                }
            }
        case .null: writer.structure(10) { $0.structure(11) { _ in } }
        default: break
        }
    }

    // MARK: - Row groups

    private static func group(_ group: Group, _ writer: inout ThriftWriter) {
        writer.list(1, of: .structure, group.columns) { writer, column in
            writer.structure { chunk in
                chunk.integer(2, 0, .int64)
                chunk.structure(3) { metadata(column, &$0) }
                if !column.offsetIndex.isEmpty {
                    chunk.integer(4, column.offsetIndex.lowerBound, .int64)
                    chunk.integer(5, column.offsetIndex.count)
                }
                if !column.columnIndex.isEmpty {
                    chunk.integer(6, column.columnIndex.lowerBound, .int64)
                    chunk.integer(7, column.columnIndex.count)
                }
            }
        }
        writer.integer(2, group.columns.reduce(0) { $0 + $1.unpackedSize }, .int64)
        writer.integer(3, group.rows, .int64)
        writer.integer(6, group.columns.reduce(0) { $0 + $1.packedSize }, .int64)
    }

    private static func metadata(_ column: ParquetEncodedColumn, _ writer: inout ThriftWriter) {
        writer.integer(1, physical(column.leaf.type).rawValue)
        let encodings: [ParquetValues.Encoding] =
            column.dictionaryOffset == nil ? [.plain, .runs] : [.plain, .runs, .dictionary]
        writer.list(2, of: .int32, encodings) { $0.zigzag($1.rawValue) }
        writer.list(3, of: .binary, column.leaf.names) { $0.binary(Array($1.utf8)) }
        writer.integer(4, 6)
        writer.integer(5, column.entries, .int64)
        writer.integer(6, column.unpackedSize, .int64)
        writer.integer(7, column.packedSize, .int64)
        writer.integer(9, column.dataOffset, .int64)
        if let dictionary = column.dictionaryOffset { writer.integer(11, dictionary, .int64) }
        writer.structure(12) { statistics in
            statistics.integer(3, column.nulls, .int64)
            if let bounds = column.bounds() {
                statistics.binary(5, bounds.largest)
                statistics.binary(6, bounds.least)
            }
        }
    }
}
