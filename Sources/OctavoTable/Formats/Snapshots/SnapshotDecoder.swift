import OctavoSource

/// Reads what `SnapshotEncoder` wrote. Every length is checked: bytes that somebody made up give an error, never a crash.
struct SnapshotDecoder {
    /// Types nest no deeper in any table that could be made; deeper ones would use up the stack.
    private static let deepest = 200

    private let bytes: Buffer<UInt8>
    private var place = 0

    init(_ bytes: Buffer<UInt8>) { self.bytes = bytes }

    static var damaged: Diagnostic { Diagnostic("corrupt-content", "the bytes are not those of a saved table") }

    mutating func table() throws -> Table {
        for byte in SnapshotEncoder.magic where try number8() != byte { throw Self.damaged }
        let schema = Schema(try fields(depth: 0))
        var chunks: [Chunk] = []
        while true {
            let count = try number()
            if count == 0 { break }
            let columns = try schema.fields.map { try column($0.type, count: count) }
            chunks.append(Chunk(count: count, columns: columns))
        }
        guard place == bytes.count else { throw Self.damaged }
        return Table(schema: schema, chunks: chunks)
    }

    // MARK: - Numbers

    private mutating func take(_ count: Int) throws -> Int {
        guard count >= 0, count <= bytes.count - place else { throw Self.damaged }
        place += count
        return place - count
    }

    private mutating func number8() throws -> UInt8 { bytes[try take(1)] }

    private mutating func number() throws -> Int {
        let start = try take(4)
        return (0..<4).reduce(0) { $0 | Int(bytes[start + $1]) << ($1 * 8) }
    }

    private mutating func text() throws -> String {
        let count = try number()
        let start = try take(count)
        // `take` has checked the range.
        guard let text = unsafe String(validating: bytes.slice(start..<start + count).elements, as: UTF8.self) else {
            throw Self.damaged
        }
        return text
    }

    // MARK: - Types

    private mutating func fields(depth: Int) throws -> [Field] {
        let count = try number()
        // A field takes 5 bytes at least.
        guard count <= (bytes.count - place) / 5 else { throw Self.damaged }
        var names: Set<String> = []
        return try (0..<count).map { _ in
            let name = try text()
            guard names.insert(name).inserted else { throw Self.damaged }
            return Field(name, try type(depth: depth + 1))
        }
    }

    private mutating func type(depth: Int) throws -> DataType {
        guard depth < Self.deepest else { throw Self.damaged }
        switch try number8() {
        case 0: return .null
        case 1: return .bool
        case 2: return .int
        case 3: return .float
        case 4: return .text
        case 5: return .time
        case 6: return .date
        case 7: return .duration
        case 8: return .list(try type(depth: depth + 1))
        case 9: return .record(try fields(depth: depth))
        default: throw Self.damaged
        }
    }

    // MARK: - Columns

    private mutating func column(_ type: DataType, count: Int) throws -> Column {
        let kind = try number8()
        guard kind <= 2 else { throw Self.damaged }
        if kind == 2 { return Column.nulls(type, count: count) }
        let validity = kind == 1 ? try bits(count) : nil
        let storage: Column.Storage
        switch type {
        case .null:
            guard count == 0 else { throw Self.damaged }
            storage = .nulls
        case .bool: storage = .bools(try bits(count))
        case .int, .time, .date, .duration: storage = .integers(try longs(count, as: Int64.self))
        case .float: storage = .floats(try longs(count, as: Double.self))
        case .text: storage = .texts(try texts(count))
        case .list(let item):
            let lengths = try lengths(count)
            var offsets: [Int64] = [0]
            offsets.reserveCapacity(count + 1)
            for length in lengths { offsets.append(offsets[offsets.count - 1] + Int64(length)) }
            let total = Int(offsets[count])
            // An item takes a bit at least, or nothing where all are null; so many nulls are nobody's table.
            guard total < Int(Int32.max) else { throw Self.damaged }
            storage = .lists(offsets: Buffer(offsets), items: try column(item, count: total))
        case .record(let fields): storage = .records(try fields.map { try column($0.type, count: count) })
        }
        return Column(type: type, count: count, validity: validity, storage: storage)
    }

    private mutating func bits(_ count: Int) throws -> Bitmap {
        let byteCount = (count + 7) / 8
        let start = try take(byteCount)
        let words = (0..<(count + 63) / 64).map { word in
            (0..<8).reduce(UInt64(0)) { value, byte in
                let index = word * 8 + byte
                return index < byteCount ? value | UInt64(bytes[start + index]) << UInt64(byte * 8) : value
            }
        }
        return Bitmap(words: Buffer(words), count: count)
    }

    private mutating func longs<Element: BitwiseCopyable & Sendable>(_ count: Int, as type: Element.Type) throws -> Buffer<
        Element
    > {
        let start = try take(count * 8)
        return unsafe Buffer<Element>(count: count) { target in
            guard let base = target.baseAddress, count > 0 else { return }
            // Both ranges hold `count` elements of 8 bytes; the machines this runs on are little-endian.
            unsafe UnsafeMutableRawPointer(base).copyMemory(from: bytes.pointer + start, byteCount: count * 8)
        }
    }

    private mutating func lengths(_ count: Int) throws -> [Int] {
        let start = try take(count * 4)
        return (0..<count).map { row in
            (0..<4).reduce(0) { $0 | Int(bytes[start + row * 4 + $1]) << ($1 * 8) }
        }
    }

    private mutating func texts(_ count: Int) throws -> TextBuffer {
        let lengths = try lengths(count)
        let total = lengths.reduce(0, +)
        guard total < Int(UInt32.max) else { throw Self.damaged }
        let start = try take(total)
        let all = bytes.slice(start..<start + total)
        guard unsafe Self.isUTF8(all.elements) else { throw Self.damaged }
        var offsets: [UInt32] = [0]
        offsets.reserveCapacity(count + 1)
        var end = 0
        for length in lengths {
            end += length
            // No text may begin within a code point of the one before.
            if end < total, all[end] & 0xC0 == 0x80 { throw Self.damaged }
            offsets.append(UInt32(end))
        }
        return TextBuffer(offsets: Buffer(offsets), bytes: all)
    }

    private static func isUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        if unsafe !bytes.contains(where: { $0 >= 0x80 }) { return true }
        return unsafe String(validating: bytes, as: UTF8.self) != nil
    }
}
