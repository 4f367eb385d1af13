import CKernels

/// What words tell, looked up by the bytes of a text without making a `String` of them. ASCII letters are alike in both cases.
struct WordTable: Sendable {
    /// One word's hash and its bits, or 0, a place; two words with one hash of 48 bits would need millions of words.
    private var slots: [UInt64]
    /// See `octavo_word_slots`.
    private var filter = [UInt64](repeating: 0, count: OCTAVO_WORD_FILTER)
    private let shift: UInt32

    /// The bits of each word; those of a word that comes twice are joined.
    init(_ words: some Collection<(word: Substring, bits: UInt16)>) {
        // At most half full.
        var size = 2
        while size < 2 * words.count { size *= 2 }
        slots = [UInt64](repeating: 0, count: size)
        shift = UInt32(64 - size.trailingZeroBitCount)
        for (word, bits) in words {
            let bytes = Array(word.utf8)
            let hash = Self.hash(bytes.span, 0..<bytes.count)
            var place = Int(hash >> UInt64(shift))
            while slots[place] != 0, slots[place] & ~0xFFFF != hash { place = (place + 1) & (size - 1) }
            slots[place] |= hash | UInt64(bits)
            filter[Int(hash >> 22) & (OCTAVO_WORD_FILTER - 1)] |= 1 << (hash >> 16 & 63)
        }
    }

    /// The bits of the word in `range`, 0 for one that is not here.
    func bits(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt16 {
        let hash = Self.hash(text, range)
        return unsafe lendingSlots { unsafe octavo_word_bits($0, hash) }
    }

    private static func hash(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        // The C side reads the bytes of the range, which lies inside the text.
        unsafe text.extracting(range).withUnsafeBufferPointer { unsafe octavo_word_hash($0.baseAddress, $0.count) }
    }

    /// What the words before a place tell, nearest first.
    struct Window {
        /// The rest is 0.
        var words = SIMD8<UInt16>()
        var count = 0
        /// How many of them stand in the same sentence as the place.
        var inSentence = 0
        /// Whether no other word stands before them.
        var isWhole = false

        /// How many bytes before the place count.
        static let reach = OCTAVO_CUE_REACH
        /// What they tell together.
        var union: UInt16 = 0
    }

    /// `#` counts as a word with the bits `number`, "d.o.b." as one with `birth`.
    func window(_ text: Span<UInt8>, before place: Int, number: UInt16, birth: UInt16) -> Window {
        precondition(place >= 0 && place <= text.count, "words before a place outside the text")
        var window = Window()
        // The C side reads the borrowed text, whose place was checked, and writes at most seven of the eight words.
        let found = unsafe lendingSlots { table in
            unsafe text.withUnsafeBufferPointer { bytes in
                unsafe withUnsafeMutableBytes(of: &window.words) { words in
                    guard let bytes = bytes.baseAddress, let words = words.baseAddress else {
                        return octavo_cue_window(count: 0, in_sentence: 0, is_whole: true, all: 0)
                    }
                    return unsafe octavo_cue_words(
                        table, number, birth, bytes, text.count, place, words.assumingMemoryBound(to: UInt16.self))
                }
            }
        }
        window.union = found.all
        window.count = Int(found.count)
        window.inSentence = Int(found.in_sentence)
        window.isWhole = found.is_whole
        return window
    }

    /// The slots stay where they are while `body` runs.
    @inline(__always)
    private func lendingSlots<Result>(_ body: (octavo_word_slots) -> Result) -> Result {
        unsafe slots.withUnsafeBufferPointer { slots in
            unsafe filter.withUnsafeBufferPointer { filter in
                // Neither is empty.
                unsafe body(
                    octavo_word_slots(
                        slots: slots.baseAddress.unsafelyUnwrapped, filter: filter.baseAddress.unsafelyUnwrapped, shift: shift))
            }
        }
    }
}
