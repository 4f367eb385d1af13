/// A message of Protocol Buffers while it is written: numbered fields one after another.
///
/// https://protobuf.dev/programming-guides/encoding/
package struct ProtobufMessage {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    /// What follows a field's number: how its end is found.
    private enum WireType: UInt64 {
        case varint = 0
        case counted = 2
        case fourBytes = 5
    }

    private mutating func append(varint number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    private mutating func begin(_ field: Int, _ type: WireType) { append(varint: UInt64(field) << 3 | type.rawValue) }

    /// A negative number takes ten bytes, as the format has it.
    package mutating func add(_ field: Int, _ number: Int) {
        begin(field, .varint)
        append(varint: UInt64(bitPattern: Int64(number)))
    }

    package mutating func add(_ field: Int, _ number: Float) {
        begin(field, .fourBytes)
        for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number.bitPattern >> shift)) }
    }

    package mutating func add(_ field: Int, _ content: [UInt8]) {
        begin(field, .counted)
        append(varint: UInt64(content.count))
        bytes += content
    }

    package mutating func add(_ field: Int, _ text: String) { add(field, Array(text.utf8)) }
    package mutating func add(_ field: Int, _ message: ProtobufMessage) { add(field, message.bytes) }
}
