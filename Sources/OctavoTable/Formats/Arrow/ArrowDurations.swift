/// Columns that are durations, which Parquet has no type for: writers that know Arrow leave its schema beside Parquet's own.
enum ArrowDurations {
    static let key = "ARROW:schema"

    /// The names of the columns of microseconds; none where there is no such schema, or no sense in it.
    static func names(_ keyValues: [(key: String, value: String)]) -> Set<String> {
        guard let text = keyValues.first(where: { $0.key == key })?.value else { return [] }
        let bytes = Buffer(TransferEncoding.base64(Array(text.utf8)[...]))
        guard let messages = try? ArrowMessages(MemoryParts(bytes: bytes, stamp: "")), let schema = messages.schema,
            let fields = try? schema.tables(1).map({ try ArrowField($0) })
        else { return [] }
        return Set(fields.filter { (try? $0.type()) == .duration && $0.form == .integer(.duration, .none) }.map(\.name))
    }
}
