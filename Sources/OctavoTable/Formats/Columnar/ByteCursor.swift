/// Reads numbers from bytes that may end anywhere; little-endian.
struct ByteCursor {
    let bytes: Buffer<UInt8>
    var position: Int

    init(_ bytes: Buffer<UInt8>, at position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    var left: Int { bytes.count - position }

    mutating func byte() throws -> UInt8 {
        guard position >= 0, position < bytes.count else { throw ColumnarFailure.damaged("its metadata ends early") }
        defer { position += 1 }
        return bytes[position]
    }

    /// The next `count` bytes.
    mutating func take(_ count: Int) throws -> Buffer<UInt8> {
        guard position >= 0, count >= 0, count <= bytes.count - position else {
            throw ColumnarFailure.damaged("its metadata ends early")
        }
        defer { position += count }
        return bytes.slice(position..<position + count)
    }

    /// The next bytes as a number, at any alignment.
    mutating func number<Number: FixedWidthInteger & BitwiseCopyable & Sendable>(_: Number.Type) throws -> Number {
        let part = try take(MemoryLayout<Number>.size)
        // `take` gave exactly the number's size.
        return unsafe Number(littleEndian: UnsafeRawPointer(part.pointer).loadUnaligned(as: Number.self))
    }

    mutating func varint() throws -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            let byte = try byte()
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw ColumnarFailure.damaged("its metadata holds a number that does not end")
    }

    mutating func zigzag() throws -> Int64 {
        let value = try varint()
        return Int64(bitPattern: value >> 1 ^ (0 &- (value & 1)))
    }
}
