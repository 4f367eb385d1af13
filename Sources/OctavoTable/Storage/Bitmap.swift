/// Bits in Arrow's order (least significant first), with an offset so that slices share their words.
package struct Bitmap: Sendable {
    package let words: Buffer<UInt64>
    /// The first bit's place in `words`.
    package let offset: Int
    package let count: Int

    package init(words: Buffer<UInt64>, offset: Int = 0, count: Int) {
        precondition(offset >= 0 && offset + count <= words.count * 64, "a bitmap longer than its words")
        self.words = words
        self.offset = offset
        self.count = count
    }

    package init(repeating bit: Bool, count: Int) {
        self.init(words: Buffer(repeating: bit ? .max : 0, count: (count + 63) / 64), count: count)
    }

    package init(_ bits: [Bool]) {
        self.init(count: bits.count) { bits[$0] }
    }

    /// Bit by bit, in order.
    package init(count: Int, bit: (Int) throws -> Bool) rethrows {
        let words = unsafe try Buffer<UInt64>(count: (count + 63) / 64) { target in
            for word in 0..<target.count {
                var value: UInt64 = 0
                let base = word * 64
                for place in 0..<min(64, count - base) where try bit(base + place) { value |= 1 << UInt64(place) }
                unsafe target[word] = value
            }
        }
        self.init(words: words, count: count)
    }

    package subscript(_ index: Int) -> Bool {
        let place = offset + index
        return words[place >> 6] >> UInt64(place & 63) & 1 == 1
    }

    /// Word `index` of the bits as if the offset were zero; bits past the end are zero.
    package func alignedWord(_ index: Int) -> UInt64 {
        let start = offset + index * 64
        let shift = UInt64(start & 63)
        var word = words[start >> 6] >> shift
        if shift > 0, (start >> 6) + 1 < words.count { word |= words[(start >> 6) + 1] << (64 - shift) }
        let left = count - index * 64
        return left >= 64 ? word : word & ((1 << UInt64(max(left, 0))) &- 1)
    }

    package var wordCount: Int { (count + 63) / 64 }

    /// How many bits are set.
    package var setCount: Int { (0..<wordCount).reduce(0) { $0 + alignedWord($1).nonzeroBitCount } }

    package func slice(_ range: Range<Int>) -> Bitmap {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "a slice past the end of a bitmap")
        return Bitmap(words: words, offset: offset + range.lowerBound, count: range.count)
    }

    package func intersection(_ other: Bitmap) -> Bitmap { combined(with: other, &) }
    package func union(_ other: Bitmap) -> Bitmap { combined(with: other, |) }

    package var inverted: Bitmap {
        Bitmap(words: Buffer((0..<wordCount).map { ~alignedWord($0) }), count: count)
    }

    private func combined(with other: Bitmap, _ combine: (UInt64, UInt64) -> UInt64) -> Bitmap {
        precondition(count == other.count, "bitmaps of different lengths")
        return Bitmap(words: Buffer((0..<wordCount).map { combine(alignedWord($0), other.alignedWord($0)) }), count: count)
    }
}
