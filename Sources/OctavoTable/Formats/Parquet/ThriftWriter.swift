/// Writes Thrift's compact protocol; see `ThriftReader`.
struct ThriftWriter {
    private(set) var bytes: [UInt8] = []
    private var lastID = 0

    /// Fields in rising order of their numbers, then the end.
    mutating func structure(_ body: (inout ThriftWriter) -> Void) {
        let outer = lastID
        lastID = 0
        body(&self)
        bytes.append(0)
        lastID = outer
    }

    mutating func integer(_ id: Int, _ value: Int, _ kind: ThriftReader.Kind = .int32) {
        header(id, kind)
        zigzag(value)
    }

    mutating func byte(_ id: Int, _ value: UInt8) {
        header(id, .byte)
        bytes.append(value)
    }

    mutating func bool(_ id: Int, _ value: Bool) { header(id, value ? .yes : .no) }

    mutating func binary(_ id: Int, _ value: some Collection<UInt8>) {
        header(id, .binary)
        binary(value)
    }

    mutating func text(_ id: Int, _ value: String) { binary(id, Array(value.utf8)) }

    mutating func structure(_ id: Int, _ body: (inout ThriftWriter) -> Void) {
        header(id, .structure)
        structure(body)
    }

    mutating func list<Items: Collection>(
        _ id: Int, of kind: ThriftReader.Kind, _ items: Items, _ body: (inout ThriftWriter, Items.Element) -> Void
    ) {
        header(id, .list)
        if items.count < 15 {
            bytes.append(UInt8(items.count) << 4 | kind.rawValue)
        } else {
            bytes.append(0xF0 | kind.rawValue)
            varint(UInt64(items.count))
        }
        for item in items { body(&self, item) }
    }

    // MARK: - Values without a field

    /// In a list a truth value is a byte of its own.
    mutating func truth(_ value: Bool) { bytes.append(value ? ThriftReader.Kind.yes.rawValue : ThriftReader.Kind.no.rawValue) }

    mutating func zigzag(_ value: Int) { varint(UInt64(bitPattern: Int64(value << 1 ^ value >> 63))) }

    mutating func binary(_ value: some Collection<UInt8>) {
        varint(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    private mutating func header(_ id: Int, _ kind: ThriftReader.Kind) {
        let step = id - lastID
        if step > 0, step < 16 {
            bytes.append(UInt8(step) << 4 | kind.rawValue)
        } else {
            bytes.append(kind.rawValue)
            zigzag(id)
        }
        lastID = id
    }

    private mutating func varint(_ value: UInt64) { bytes += Self.varint(value) }

    static func varint(_ value: UInt64) -> [UInt8] {
        var rest = value
        var bytes: [UInt8] = []
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }
}
