extension Column {
    /// Mixes each row's value into its hash: equal values, as keys are equal, mix alike.
    func mix(into hashes: inout [UInt64]) {
        switch storage {
        case .nulls: for row in 0..<count { hashes[row] = RowHash.mixed(hashes[row], 0) }
        case .bools(let bits):
            for row in 0..<count { hashes[row] = RowHash.mixed(hashes[row], isNull(row) ? 0 : bits[row] ? 3 : 2) }
        case .integers(let values):
            for row in 0..<count {
                hashes[row] = RowHash.mixed(hashes[row], isNull(row) ? 0 : UInt64(bitPattern: values[row]) ^ RowHash.seed)
            }
        case .floats(let values):
            for row in 0..<count {
                let value = values[row]
                let bits = value.isNaN ? Double.nan.bitPattern : value == 0 ? 0 : value.bitPattern
                hashes[row] = RowHash.mixed(hashes[row], isNull(row) ? 0 : bits ^ RowHash.seed)
            }
        case .texts(let texts):
            // Alive for the call, as `texts` is.
            for row in 0..<count {
                hashes[row] = RowHash.mixed(hashes[row], isNull(row) ? 0 : unsafe RowHash.hash(texts.utf8(row)))
            }
        case .dictionary(let codes, let values):
            // As above.
            let known = (0..<values.count).map { unsafe RowHash.hash(values.utf8($0)) }
            for row in 0..<count { hashes[row] = RowHash.mixed(hashes[row], isNull(row) ? 0 : known[Int(codes[row])]) }
        case .lists, .records:
            for row in 0..<count { hashes[row] = RowHash.mixed(hashes[row], RowHash.hash(self[row])) }
        }
    }
}

/// A number a row that is equal where the keys are. It may differ between versions and shows in no result.
enum RowHash {
    static let seed: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// One whole number a row.
    static func column(_ keys: [Column], count: Int) -> Column {
        var hashes = [UInt64](repeating: seed, count: count)
        for key in keys { key.mix(into: &hashes) }
        return Column(type: .int, count: count, storage: .integers(Buffer(hashes.map { Int64(bitPattern: $0) })))
    }

    /// Of a value within lists and records, where whole numbers equal the floats of the same value.
    static func hash(_ value: Datum) -> UInt64 {
        switch value {
        case .null: return 0
        case .bool(let bit): return bit ? 3 : 2
        case .int(let number): return hash(Double(number))
        case .float(let number): return hash(number)
        case .time(let number), .date(let number), .duration(let number): return UInt64(bitPattern: number) ^ seed
        case .text(let text):
            var text = text
            // The bytes are alive for the call.
            return text.withUTF8 { unsafe RowHash.hash($0) }
        case .list(let items): return items.reduce(seed) { mixed($0, hash($1)) }
        case .record(let fields): return fields.reduce(seed) { mixed($0, hash($1.value)) }
        }
    }

    /// Eight bytes at a time, mixed by the halves of a product.
    static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var state = seed ^ UInt64(text.count)
        let raw = UnsafeRawBufferPointer(text)
        var at = 0
        while at + 8 <= raw.count {
            // Eight bytes are left by the loop's condition.
            state = mixed(state, unsafe raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            at += 8
        }
        var rest: UInt64 = 0
        while at < raw.count {
            rest = rest << 8 | UInt64(unsafe raw[at])
            at += 1
        }
        return mixed(state, rest)
    }

    private static func hash(_ value: Double) -> UInt64 {
        value.isNaN ? Double.nan.bitPattern : value == 0 ? seed : value.bitPattern ^ seed
    }

    static func mixed(_ hash: UInt64, _ value: UInt64) -> UInt64 {
        let product = (hash ^ value).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
        return product.high ^ product.low
    }
}
