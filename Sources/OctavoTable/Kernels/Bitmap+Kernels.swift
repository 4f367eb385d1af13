import CKernels

extension Bitmap {
    /// The same bits from offset zero, clear past the end: what the word loops work on.
    var aligned: Bitmap {
        if offset == 0 && count & 63 == 0 && words.count == wordCount { return self }
        // The source holds `offset + count` bits by its own invariant; the target has `wordCount` words.
        let target = unsafe Buffer<UInt64>(count: wordCount) {
            unsafe octavo_bits_align(words.pointer, offset, $0.baseAddress, count)
        }
        return Bitmap(words: target, count: count)
    }

    func and(_ other: Bitmap) -> Bitmap { unsafe combined(other) { unsafe octavo_bits_and($0, $1, $2, $3) } }
    func or(_ other: Bitmap) -> Bitmap { unsafe combined(other) { unsafe octavo_bits_or($0, $1, $2, $3) } }
    /// Bits set here and clear in `other`.
    func subtracting(_ other: Bitmap) -> Bitmap { unsafe combined(other) { unsafe octavo_bits_and_not($0, $1, $2, $3) } }
    var flipped: Bitmap { Bitmap(repeating: true, count: count).aligned.subtracting(self) }

    /// Places of the set bits, ascending.
    var rows: Buffer<Int32> {
        let bits = aligned
        let total = unsafe octavo_bits_count(bits.words.pointer, bits.wordCount)
        // Room for exactly the set bits that were just counted.
        return unsafe Buffer<Int32>(count: total) {
            _ = unsafe octavo_bits_rows(bits.words.pointer, count, $0.baseAddress)
        }
    }

    /// The bit of each of these rows; a negative row's is clear.
    func gathered(_ rows: Buffer<Int32>) -> Bitmap {
        // Callers hand in rows of this bitmap or negative ones.
        let target = unsafe Buffer<UInt64>(count: (rows.count + 63) / 64) {
            unsafe octavo_bits_gather(words.pointer, offset, rows.pointer, $0.baseAddress, rows.count)
        }
        return Bitmap(words: target, count: rows.count)
    }

    var isAllSet: Bool {
        let bits = aligned
        return unsafe octavo_bits_count(bits.words.pointer, bits.wordCount) == count
    }

    var isAllClear: Bool {
        let bits = aligned
        return unsafe octavo_bits_count(bits.words.pointer, bits.wordCount) == 0
    }

    private func combined(
        _ other: Bitmap,
        _ combine: (UnsafePointer<UInt64>?, UnsafePointer<UInt64>?, UnsafeMutablePointer<UInt64>?, Int) -> Void
    ) -> Bitmap {
        precondition(count == other.count, "bitmaps of different lengths")
        let (left, right) = (aligned, other.aligned)
        // All three hold `wordCount` words.
        let target = unsafe Buffer<UInt64>(count: wordCount) {
            unsafe combine(left.words.pointer, right.words.pointer, $0.baseAddress, wordCount)
        }
        return Bitmap(words: target, count: count)
    }
}

extension Column {
    /// Both of two validities; `nil` is "all valid".
    static func bothValid(_ left: Bitmap?, _ right: Bitmap?) -> Bitmap? {
        switch (left, right) {
        case (nil, let one), (let one, nil): one
        case (let one?, let two?): one.and(two)
        }
    }

    /// Set where there is a value.
    var valid: Bitmap {
        if case .nulls = storage { return Bitmap(repeating: false, count: count) }
        return validity ?? Bitmap(repeating: true, count: count)
    }

    /// A bool column as two-valued logic sees it: null is false.
    package var truth: Bitmap {
        guard case .bools(let bits) = storage else { return Bitmap(repeating: false, count: count) }
        return validity.map { bits.and($0) } ?? bits
    }

    static func bools(_ bits: Bitmap) -> Column { Column(type: .bool, count: bits.count, storage: .bools(bits)) }
}
