/// Octavo's schemas in Arrow's words.
enum ArrowSchemaWriting {
    /// The kinds of messages and the version of all of them (V5).
    enum Header: UInt8 {
        case schema = 1
        case rows = 3
    }
    static let version: Int16 = 4

    /// The message that a stream begins with.
    static func message(_ schema: Schema) -> [UInt8] {
        var builder = FlatBuilder()
        let table = self.schema(schema, &builder)
        return message(.schema, table, bodyLength: 0, builder)
    }

    /// A message with its length before it, filled up to a multiple of eight bytes.
    static func message(
        _ header: Header, _ content: FlatBuilder.Reference, bodyLength: Int, _ builder: consuming FlatBuilder
    ) -> [UInt8] {
        let root = builder.table([
            (3, .int64(Int64(bodyLength))), (2, .reference(content)), (0, .int16(version)), (1, .byte(header.rawValue)),
        ])
        let bytes = builder.finish(root)
        return withLittleEndian(Int32(-1)) + withLittleEndian(Int32(bytes.count)) + bytes
    }

    static func schema(_ schema: Schema, _ builder: inout FlatBuilder) -> FlatBuilder.Reference {
        let fields = schema.fields.map { field($0.name, $0.type, &builder) }
        let vector = builder.vector(fields)
        return builder.table([(1, .reference(vector))])
    }

    private static func field(_ name: String, _ type: DataType, _ builder: inout FlatBuilder) -> FlatBuilder.Reference {
        var children: [FlatBuilder.Reference] = []
        if case .list(let item) = type { children = [field("item", item, &builder)] }
        if case .record(let fields) = type { children = fields.map { field($0.name, $0.type, &builder) } }
        let (kind, content) = kind(type, &builder)
        let name = builder.text(name)
        let vector = builder.vector(children)
        return builder.table([
            (0, .reference(name)), (3, .reference(content)), (5, .reference(vector)), (1, .bool(true)), (2, .byte(kind)),
        ])
    }

    private static func kind(_ type: DataType, _ builder: inout FlatBuilder) -> (UInt8, FlatBuilder.Reference) {
        /// Microseconds.
        let unit = FlatBuilder.Value.int16(2)
        switch type {
        case .null: return (1, builder.table([]))
        case .int: return (2, builder.table([(0, .int32(64)), (1, .bool(true))]))
        case .float: return (3, builder.table([(0, .int16(2))]))
        case .text: return (5, builder.table([]))
        case .bool: return (6, builder.table([]))
        case .date: return (8, builder.table([(0, .int16(0))]))
        case .time:
            let zone = builder.text("UTC")
            return (10, builder.table([(1, .reference(zone)), (0, unit)]))
        case .list: return (12, builder.table([]))
        case .record: return (13, builder.table([]))
        case .duration: return (18, builder.table([(0, unit)]))
        }
    }
}
