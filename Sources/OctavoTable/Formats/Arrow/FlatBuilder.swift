/// Builds FlatBuffers from the end to the start, as their offsets ask for; see `FlatTable`.
struct FlatBuilder {
    /// A part that is finished, by its distance from the end.
    struct Reference {
        fileprivate let distance: Int
    }

    enum Value {
        case bool(Bool)
        case byte(UInt8)
        case int16(Int16)
        case int32(Int32)
        case int64(Int64)
        case reference(Reference)
    }

    /// The bytes so far, the last one first.
    private var reversed: [UInt8] = []

    mutating func text(_ text: String) -> Reference {
        let utf8 = Array(text.utf8)
        pad(to: 4, after: utf8.count + 1)
        reversed.append(0)
        reversed.append(contentsOf: utf8.reversed())
        return number(UInt32(utf8.count))
    }

    mutating func vector(_ parts: [Reference]) -> Reference {
        pad(to: 4, after: parts.count * 4)
        for part in parts.reversed() { offset(to: part) }
        return number(UInt32(parts.count))
    }

    /// Structures of eight-byte alignment, end to end.
    mutating func structures(_ bytes: [UInt8], count: Int) -> Reference {
        pad(to: 8, after: bytes.count)
        reversed.append(contentsOf: bytes.reversed())
        return number(UInt32(count))
    }

    /// A table with these fields by number; the others keep their defaults.
    mutating func table(_ fields: [(Int, Value)]) -> Reference {
        let end = reversed.count
        var places: [Int: Int] = [:]
        for (field, value) in fields {
            switch value {
            case .bool(let value): places[field] = number(UInt8(value ? 1 : 0)).distance
            case .byte(let value): places[field] = number(value).distance
            case .int16(let value): places[field] = number(value).distance
            case .int32(let value): places[field] = number(value).distance
            case .int64(let value): places[field] = number(value).distance
            case .reference(let part):
                offset(to: part)
                places[field] = reversed.count
            }
        }
        let start = number(Int32(0)).distance
        let slots = (places.keys.max() ?? -1) + 1
        for slot in (0..<slots).reversed() { _ = number(UInt16(places[slot].map { start - $0 } ?? 0)) }
        _ = number(UInt16(start - end))
        let layout = number(UInt16(4 + 2 * slots)).distance
        for (place, byte) in withLittleEndian(Int32(layout - start)).enumerated() { reversed[start - 1 - place] = byte }
        return Reference(distance: start)
    }

    consuming func finish(_ root: Reference) -> [UInt8] {
        pad(to: 8, after: 4)
        offset(to: root)
        return reversed.reversed()
    }

    private mutating func pad(to alignment: Int, after count: Int = 0) {
        while (reversed.count + count) % alignment != 0 { reversed.append(0) }
    }

    @discardableResult
    private mutating func number<Number: FixedWidthInteger>(_ value: Number) -> Reference {
        pad(to: Number.bitWidth / 8)
        reversed.append(contentsOf: withLittleEndian(value).reversed())
        return Reference(distance: reversed.count)
    }

    private mutating func offset(to part: Reference) {
        pad(to: 4)
        number(UInt32(reversed.count + 4 - part.distance))
    }
}
