/// Thrift's compact protocol (apache/thrift, doc/specs/thrift-compact-protocol.md), in which Parquet writes its metadata.
struct ThriftReader {
    enum Kind: UInt8 {
        case stop = 0
        case yes, no, byte, int16, int32, int64, double, binary, list, set, map, structure
    }

    private(set) var cursor: ByteCursor
    private var depth = 0

    /// Parquet's own structures are eight deep; what is skipped may be anything.
    static let largestDepth = 32

    init(_ bytes: Buffer<UInt8>, at position: Int = 0) { cursor = ByteCursor(bytes, at: position) }

    var position: Int { cursor.position }

    /// Calls `field` with each field's number and kind; one that it does not take (false) is skipped.
    mutating func structure(_ field: (inout ThriftReader, Int, Kind) throws -> Bool) throws {
        depth += 1
        guard depth <= Self.largestDepth else { throw ColumnarFailure.damaged("its metadata is nested too deep") }
        var id = 0
        while true {
            let header = try cursor.byte()
            guard let kind = Kind(rawValue: header & 15) else {
                throw ColumnarFailure.damaged("its metadata has a field of no kind")
            }
            if kind == .stop { break }
            id = header >> 4 == 0 ? Int(truncatingIfNeeded: try cursor.zigzag()) : id &+ Int(header >> 4)
            if try !field(&self, id, kind) { try skip(kind) }
        }
        depth -= 1
    }

    /// The items of a list of `kind`; anything else is an error.
    mutating func list<Item>(of expected: Kind, _ item: (inout ThriftReader) throws -> Item) throws -> [Item] {
        let (kind, count) = try listHeader()
        guard kind == expected || (expected == .yes && kind == .no) || count == 0 else {
            throw ColumnarFailure.damaged("its metadata has a list of the wrong kind")
        }
        var items: [Item] = []
        items.reserveCapacity(count)
        for _ in 0..<count { items.append(try item(&self)) }
        return items
    }

    mutating func integer() throws -> Int { Int(try cursor.zigzag()) }
    mutating func byteValue() throws -> Int { Int(Int8(bitPattern: try cursor.byte())) }

    mutating func binary() throws -> Buffer<UInt8> {
        guard let count = Int(exactly: try cursor.varint()) else { throw ColumnarFailure.damaged("its metadata ends early") }
        return try cursor.take(count)
    }

    mutating func text() throws -> String { unsafe String(decoding: try binary().elements, as: UTF8.self) }

    /// The kind and number of a list's items, of which there is a byte each at least.
    private mutating func listHeader() throws -> (Kind, Int) {
        let header = try cursor.byte()
        guard let kind = Kind(rawValue: header & 15) else { throw ColumnarFailure.damaged("its metadata has a list of no kind") }
        let count = header >> 4 == 15 ? try cursor.varint() : UInt64(header >> 4)
        guard count <= UInt64(cursor.left) else { throw ColumnarFailure.damaged("its metadata has a list longer than itself") }
        return (kind, Int(count))
    }

    private mutating func skip(_ kind: Kind) throws {
        switch kind {
        case .stop, .yes, .no: return
        case .byte: _ = try cursor.byte()
        case .int16, .int32, .int64: _ = try cursor.varint()
        case .double: _ = try cursor.take(8)
        case .binary: _ = try binary()
        case .list, .set:
            let (item, count) = try listHeader()
            try skip(item, count)
        case .map:
            guard let count = Int(exactly: try cursor.varint()), count <= cursor.left else {
                throw ColumnarFailure.damaged("its metadata has a map longer than itself")
            }
            if count == 0 { return }
            let kinds = try cursor.byte()
            guard let key = Kind(rawValue: kinds >> 4), let value = Kind(rawValue: kinds & 15) else {
                throw ColumnarFailure.damaged("its metadata has a map of no kind")
            }
            for _ in 0..<count {
                try skip(key, 1)
                try skip(value, 1)
            }
        case .structure: try structure { _, _, _ in false }
        }
    }

    private mutating func skip(_ kind: Kind, _ count: Int) throws {
        depth += 1
        guard depth <= Self.largestDepth else { throw ColumnarFailure.damaged("its metadata is nested too deep") }
        for _ in 0..<count {
            // In a list a truth value is a byte of its own.
            if kind == .yes || kind == .no { _ = try cursor.byte() } else { try skip(kind) }
        }
        depth -= 1
    }
}
