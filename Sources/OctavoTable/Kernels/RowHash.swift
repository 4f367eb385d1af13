import CKernels

extension Column {
    /// Mixes each row's value into its hash: equal values, as keys are equal, mix alike.
    func mix(into hashes: inout [UInt64]) {
        let valid = validity?.aligned.words
        switch storage {
        case .nulls: for row in 0..<count { hashes[row] = RowHash.mixed(hashes[row], 0) }
        case .bools(let bits):
            for row in 0..<count { hashes[row] = RowHash.mixed(hashes[row], isNull(row) ? 0 : bits[row] ? 3 : 2) }
        // The loops read a hash, a word or a code, and a bit a row; codes are of these values.
        case .integers, .floats:
            let words = ColumnIndex.words(self)
            unsafe octavo_mix_words(&hashes, words.pointer, valid?.pointer, count)
        case .texts(let texts):
            unsafe octavo_mix_codes(&hashes, RowHash.hashes(texts), nil, valid?.pointer, count)
        case .dictionary(let codes, let values):
            if values.count > count {
                unsafe octavo_mix_codes(&hashes, RowHash.hashes(values, codes), nil, valid?.pointer, count)
            } else {
                unsafe octavo_mix_codes(&hashes, RowHash.hashes(values), codes.pointer, valid?.pointer, count)
            }
        case .lists, .records:
            for row in 0..<count { hashes[row] = RowHash.mixed(hashes[row], RowHash.hash(self[row])) }
        }
    }
}

/// A number a row that is equal where the keys are. It may differ between versions and shows in no result.
enum RowHash {
    static let seed: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// One a row.
    static func words(_ keys: [Column], count: Int) -> [UInt64] {
        var hashes = [UInt64](repeating: seed, count: count)
        for key in keys { key.mix(into: &hashes) }
        return hashes
    }

    /// One whole number a row.
    static func column(_ keys: [Column], count: Int) -> Column {
        let hashes = words(keys, count: count).map { Int64(bitPattern: $0) }
        return Column(type: .int, count: count, storage: .integers(Buffer(hashes)))
    }

    /// The hash of each text, or of the text of each code.
    fileprivate static func hashes(_ texts: TextBuffer, _ codes: Buffer<Int32>? = nil) -> [UInt64] {
        let count = codes?.count ?? texts.count
        // A hash a text or code, and codes are of these texts; bytes behind the last may be read.
        return unsafe [UInt64](unsafeUninitializedCapacity: count) { target, filled in
            guard let start = target.baseAddress else { return }
            unsafe octavo_hash_texts(texts.offsets.pointer, texts.bytes.pointer, codes?.pointer, start, count)
            filled = count
        }
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
