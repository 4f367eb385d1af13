/// Values as JSON. What JSON cannot hold is null (NaN, infinities) or text (times, dates, durations).
package enum JSONText {
    package static func append(_ column: Column, _ row: Int, to bytes: inout [UInt8]) {
        if column.isNull(row) {
            bytes += [0x6E, 0x75, 0x6C, 0x6C]
            return
        }
        switch column.storage {
        case .nulls: bytes += [0x6E, 0x75, 0x6C, 0x6C]
        case .bools(let bits): bytes += bits[row] ? Array("true".utf8) : Array("false".utf8)
        case .integers(let values) where column.type == .int: append(values[row], to: &bytes)
        case .integers: append(DatumText.plain(column[row]), to: &bytes)
        case .floats(let values): append(values[row], to: &bytes)
        case .texts(let texts): unsafe quote(texts.utf8(row), to: &bytes)
        case .dictionary(let codes, let values): unsafe quote(values.utf8(Int(codes[row])), to: &bytes)
        case .lists(let offsets, let items):
            bytes.append(0x5B)
            for item in Int(offsets[row])..<Int(offsets[row + 1]) {
                if item > Int(offsets[row]) { bytes.append(0x2C) }
                append(items, item, to: &bytes)
            }
            bytes.append(0x5D)
        case .records(let columns):
            guard case .record(let fields) = column.type else { return }
            bytes.append(0x7B)
            for (place, field) in fields.enumerated() {
                if place > 0 { bytes.append(0x2C) }
                append(field.name, to: &bytes)
                bytes.append(0x3A)
                append(columns[place], row, to: &bytes)
            }
            bytes.append(0x7D)
        }
    }

    package static func append(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { unsafe quote($0, to: &bytes) }
    }

    package static func append(_ number: Double, to bytes: inout [UInt8]) {
        // Swift writes the shortest text that reads back as the same number, with a point or an exponent.
        bytes += number.isFinite ? Array("\(number)".utf8) : [0x6E, 0x75, 0x6C, 0x6C]
    }

    package static func append(_ number: Int64, to bytes: inout [UInt8]) {
        var rest = number.magnitude
        if number < 0 { bytes.append(0x2D) }
        let start = bytes.count
        repeat {
            bytes.append(0x30 + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }

    /// The bytes are UTF-8, as every text's are.
    private static func quote(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        bytes.append(0x22)
        var start = 0
        for place in 0..<text.count {
            let byte = unsafe text[place]
            guard byte < 0x20 || byte == 0x22 || byte == 0x5C else { continue }
            unsafe bytes.append(contentsOf: text[start..<place])
            start = place + 1
            switch byte {
            case 0x22, 0x5C: bytes += [0x5C, byte]
            case 0x0A: bytes += [0x5C, 0x6E]
            case 0x0D: bytes += [0x5C, 0x72]
            case 0x09: bytes += [0x5C, 0x74]
            default:
                let digits = Array("0123456789abcdef".utf8)
                bytes += [0x5C, 0x75, 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        unsafe bytes.append(contentsOf: text[start..<text.count])
        bytes.append(0x22)
    }
}
