/// A message of Protocol Buffers, read without knowing its kind.
struct ProtobufFields {
    enum Value: Equatable {
        case number(UInt64)
        case bytes([UInt8])
        case word(UInt32)
    }

    private(set) var fields: [(number: Int, value: Value)] = []

    /// `nil` for what is no message.
    init?(_ bytes: [UInt8]) {
        var place = 0
        func varint() -> UInt64? {
            var result: UInt64 = 0
            for shift in stride(from: UInt64(0), to: 64, by: 7) {
                guard place < bytes.count else { return nil }
                let byte = bytes[place]
                place += 1
                result |= UInt64(byte & 0x7F) << shift
                if byte < 0x80 { return result }
            }
            return nil
        }
        func take(_ count: UInt64) -> [UInt8]? {
            guard count <= UInt64(bytes.count - place) else { return nil }
            defer { place += Int(count) }
            return Array(bytes[place..<place + Int(count)])
        }
        while place < bytes.count {
            guard let key = varint() else { return nil }
            let number = Int(key >> 3)
            switch key & 7 {
            case 0:
                guard let value = varint() else { return nil }
                fields.append((number, .number(value)))
            case 2:
                guard let count = varint(), let content = take(count) else { return nil }
                fields.append((number, .bytes(content)))
            case 5:
                guard let content = take(4) else { return nil }
                fields.append((number, .word((0..<4).reduce(0) { $0 | UInt32(content[$1]) << (8 * UInt32($1)) })))
            default: return nil
            }
        }
    }

    func all(_ number: Int) -> [Value] { fields.filter { $0.number == number }.map(\.value) }

    func messages(_ number: Int) -> [ProtobufFields] {
        all(number).compactMap { if case .bytes(let bytes) = $0 { ProtobufFields(bytes) } else { nil } }
    }

    func texts(_ number: Int) -> [String] {
        all(number).compactMap { if case .bytes(let bytes) = $0 { String(decoding: bytes, as: UTF8.self) } else { nil } }
    }

    func text(_ number: Int) -> String? { texts(number).last }

    func numbers(_ number: Int) -> [Int] {
        all(number).compactMap { if case .number(let value) = $0 { Int(Int64(bitPattern: value)) } else { nil } }
    }

    func bytes(_ number: Int) -> [UInt8]? {
        all(number).compactMap { if case .bytes(let bytes) = $0 { bytes } else { nil } }.last
    }
}
