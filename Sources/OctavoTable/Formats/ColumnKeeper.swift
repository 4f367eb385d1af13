/// Gathers the columns of blocks within limits: where they are passed, wide columns go first, then the largest.
struct ColumnKeeper {
    private let limits: KeepingLimits
    private var blocks: [BlockColumns] = []
    /// Bytes of each column that is still kept.
    private var bytes: [String: Int] = [:]
    private var wide: Set<String> = []
    private var total = 0
    /// The reader's own columns alone are too much.
    private var isGivenUp = false
    /// Columns that are no longer kept, so that blocks need not build them.
    private(set) var dropped: Set<String> = []

    init(_ limits: KeepingLimits) { self.limits = limits }

    mutating func add(_ given: BlockColumns) {
        if given.rows == 0 || isGivenUp { return }
        var block = given
        block.parts.removeAll { dropped.contains($0.name) }
        blocks.append(block)
        total += block.ownByteCount
        for part in block.parts {
            guard let column = part.column else { continue }
            bytes[part.name, default: 0] += column.byteCount
            total += column.byteCount
            if column.isWide { wide.insert(part.name) }
        }
        if total > limits.anyBytes { drop(wide) }
        while total > limits.narrowBytes {
            guard let largest = bytes.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key else {
                isGivenUp = true
                blocks = []
                return
            }
            drop([largest])
        }
    }

    private mutating func drop(_ names: Set<String>) {
        if names.isEmpty { return }
        dropped.formUnion(names)
        wide.subtract(names)
        for name in names { total -= bytes.removeValue(forKey: name) ?? 0 }
        for place in blocks.indices { blocks[place].parts.removeAll { names.contains($0.name) } }
    }

    /// The columns that every block has in a form that becomes the final type.
    func finish(_ schema: Schema, added: AddedColumns) -> KeptColumns? {
        if isGivenUp { return nil }
        var missing = dropped
        for part in blocks.lazy.flatMap(\.parts) {
            if part.column == nil || !ReadTypes.converts(part.type, to: schema.type(of: part.name) ?? .null) {
                missing.insert(part.name)
            }
        }
        let kept = Schema(schema.fields.filter { !missing.contains($0.name) })
        return KeptColumns(blocks.map { $0.chunk(kept, added: added) }, names: kept.names)
    }
}

extension Column {
    /// Whether its size is that of its values' texts in the file, rather than a few bytes a row.
    fileprivate var isWide: Bool {
        switch storage {
        case .texts, .lists, .records: true
        case .nulls, .bools, .integers, .floats, .dictionary: false
        }
    }
}
