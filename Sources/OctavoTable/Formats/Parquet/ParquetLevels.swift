import CKernels

/// Where the nulls and lists of one column chunk are, entry by entry: its definition and repetition levels.
///
/// A class because it owns growing memory that pages add to.
final class ParquetLevels {
    let leaf: ParquetLeaf
    private(set) var count = 0
    let capacity: Int
    /// Of a flat column: set bits are values. Allocated with the first null.
    private var bits: ScratchBuffer<UInt64>?
    /// Of others.
    let definitions: ScratchBuffer<UInt8>
    let repetitions: ScratchBuffer<UInt8>

    init(_ leaf: ParquetLeaf, capacity: Int) {
        self.leaf = leaf
        self.capacity = capacity
        definitions = ScratchBuffer<UInt8>(leaf.isFlat ? 1 : capacity)
        repetitions = ScratchBuffer<UInt8>(leaf.isFlat ? 1 : capacity)
    }

    /// Adds a page's levels: how many of its `added` entries are values.
    func append(definitions encoded: Buffer<UInt8>, repetitions encodedRepetitions: Buffer<UInt8>, count added: Int) throws -> Int
    {
        guard added <= capacity - count else { throw ColumnarFailure.damaged("it holds more values than it says") }
        defer { count += added }
        if leaf.isFlat {
            if leaf.definition == 0 { return added }
            let words = bits ?? Self.clear(capacity)
            bits = words
            var set = 0
            // There are bits for `capacity` entries, and these are the first clear ones.
            guard unsafe octavo_hybrid_bits(encoded.pointer, encoded.count, words.pointer, count, added, &set) else {
                throw ColumnarFailure.damaged("a page's levels end early")
            }
            return set
        }
        try Self.decode(encoded, largest: leaf.definition, into: definitions, at: count, added)
        try Self.decode(encodedRepetitions, largest: leaf.repetition, into: repetitions, at: count, added)
        // Just written.
        if count == 0, added > 0, unsafe repetitions.pointer[0] != 0 {
            throw ColumnarFailure.damaged("its first row begins inside a list")
        }
        var values = 0
        for index in count..<count + added where unsafe definitions.pointer[index] == leaf.definition { values += 1 }
        return values
    }

    /// The bits of `rows` entries; `nil` when all are values.
    func validity(rows: Int) -> Bitmap? {
        bits.map { Bitmap(words: $0.finish(), count: rows) }.flatMap { $0.setCount == rows ? nil : $0 }
    }

    /// The entry of value number `value`, both from 0.
    func entry(ofValue value: Int) -> Int {
        var left = value
        for index in 0..<count {
            // Both hold `count` entries.
            let isValue: Bool
            if leaf.isFlat {
                isValue = bits.map { unsafe $0.pointer[index >> 6] >> UInt64(index & 63) & 1 == 1 } ?? true
            } else {
                isValue = unsafe definitions.pointer[index] == leaf.definition
            }
            if isValue {
                if left == 0 { return index }
                left -= 1
            }
        }
        return max(count - 1, 0)
    }

    /// The row that an entry belongs to.
    func row(ofEntry entry: Int) -> Int {
        if leaf.repetition == 0 { return entry }
        return rows(entry + 1) - 1
    }

    /// Rows that begin among the first `entries`.
    func rows(_ entries: Int) -> Int {
        if leaf.repetition == 0 { return entries }
        var rows = 0
        // `entries` is at most `count`.
        for index in 0..<entries where unsafe repetitions.pointer[index] == 0 { rows += 1 }
        return rows
    }

    private static func clear(_ capacity: Int) -> ScratchBuffer<UInt64> {
        let words = ScratchBuffer<UInt64>(capacity / 64 + 2)
        // Just allocated with as many.
        unsafe words.pointer.update(repeating: 0, count: capacity / 64 + 2)
        return words
    }

    private static func decode(
        _ encoded: Buffer<UInt8>, largest: Int, into target: ScratchBuffer<UInt8>, at start: Int, _ added: Int
    ) throws {
        // The caller made sure of room for `added` more behind `start`.
        let target = unsafe target.pointer + start
        if largest == 0 { return unsafe target.update(repeating: 0, count: added) }
        let width = UInt32(Int.bitWidth - largest.leadingZeroBitCount)
        guard unsafe octavo_hybrid_u8(encoded.pointer, encoded.count, width, target, added),
            unsafe octavo_largest_u8(target, added) <= largest
        else { throw ColumnarFailure.damaged("a page's levels end early or lie outside the schema") }
    }
}
