/// A table of FlatBuffers (google/flatbuffers, docs/source/internals.md), in which Arrow writes its metadata: every place that is
/// followed is checked to lie in the bytes.
struct FlatTable: Sendable {
    let bytes: Buffer<UInt8>
    private let position: Int
    private let fields: Range<Int>

    /// The table that the bytes begin with the place of.
    init(root bytes: Buffer<UInt8>) throws {
        var cursor = ByteCursor(bytes)
        try self.init(bytes, at: Int(try cursor.number(UInt32.self)))
    }

    private init(_ bytes: Buffer<UInt8>, at position: Int) throws {
        var cursor = ByteCursor(bytes, at: position)
        let start = position - Int(try cursor.number(Int32.self))
        cursor.position = start
        let size = Int(try cursor.number(UInt16.self))
        guard start >= 0, size >= 4, size <= bytes.count - start else {
            throw ColumnarFailure.damaged("its metadata is no table")
        }
        self.bytes = bytes
        self.position = position
        fields = start + 4..<start + size
    }

    /// Where the field stands; `nil` when it has its default value.
    private func place(_ field: Int) throws -> Int? {
        let slot = fields.lowerBound + field * 2
        guard slot + 2 <= fields.upperBound else { return nil }
        var cursor = ByteCursor(bytes, at: slot)
        let offset = Int(try cursor.number(UInt16.self))
        return offset == 0 ? nil : position + offset
    }

    func number<Number: FixedWidthInteger & BitwiseCopyable & Sendable>(_ field: Int, default value: Number) throws -> Number {
        guard let place = try place(field) else { return value }
        var cursor = ByteCursor(bytes, at: place)
        return try cursor.number(Number.self)
    }

    /// What the field's offset leads to.
    private func target(_ field: Int) throws -> Int? {
        guard let place = try place(field) else { return nil }
        return try follow(place)
    }

    private func follow(_ place: Int) throws -> Int {
        var cursor = ByteCursor(bytes, at: place)
        return place + Int(try cursor.number(UInt32.self))
    }

    func table(_ field: Int) throws -> FlatTable? { try target(field).map { try FlatTable(bytes, at: $0) } }

    func text(_ field: Int) throws -> String? {
        guard let place = try target(field) else { return nil }
        var cursor = ByteCursor(bytes, at: place)
        let text = try cursor.take(Int(try cursor.number(UInt32.self)))
        return unsafe String(decoding: text.elements, as: UTF8.self)
    }

    /// The bytes of a vector of structures of `size` bytes each.
    func structures(_ field: Int, size: Int) throws -> (bytes: Buffer<UInt8>, count: Int) {
        guard let place = try target(field) else { return (bytes.slice(0..<0), 0) }
        var cursor = ByteCursor(bytes, at: place)
        let count = Int(try cursor.number(UInt32.self))
        guard count <= cursor.left / size else { throw ColumnarFailure.damaged("its metadata has a list longer than itself") }
        return (try cursor.take(count * size), count)
    }

    func tables(_ field: Int) throws -> [FlatTable] {
        guard let place = try target(field) else { return [] }
        var cursor = ByteCursor(bytes, at: place)
        let count = Int(try cursor.number(UInt32.self))
        guard count <= cursor.left / 4 else { throw ColumnarFailure.damaged("its metadata has a list longer than itself") }
        return try (0..<count).map { try FlatTable(bytes, at: try follow(place + 4 + $0 * 4)) }
    }
}
