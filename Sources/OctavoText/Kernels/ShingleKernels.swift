import CKernels

/// The loops over shingles that stand in C.
package enum ShingleKernels {
    /// Writes a text without what makes no difference to the start of `folded`, which is made large enough: one space for a run of white
    /// space and control characters, none at the ends, small letters.
    static func fold(_ text: Span<UInt8>, into folded: inout [UInt8]) -> (count: Int, isASCII: Bool) {
        if folded.count < text.count { folded = Array(repeating: 0, count: max(text.count, 2 * folded.count)) }
        var isASCII = true
        // There is room for as many bytes as the text has.
        let count = unsafe text.withUnsafeBufferPointer { text in
            unsafe folded.withUnsafeMutableBufferPointer { folded in
                guard let out = folded.baseAddress else { return 0 }
                return unsafe octavo_fold(text.baseAddress, text.count, out, &isASCII)
            }
        }
        return (count, isASCII)
    }

    static func hash(_ bytes: Span<UInt8>) -> UInt64 {
        // All of them, and nothing else, are read.
        unsafe bytes.withUnsafeBufferPointer { unsafe octavo_bytes_hash($0.baseAddress, $0.count) }
    }

    package static func hashWord(_ bytes: Span<UInt8>) -> UInt32 {
        // As above.
        unsafe bytes.withUnsafeBufferPointer { bytes in
            guard let first = bytes.baseAddress else { return 0 }
            return unsafe octavo_folded_word_hash(first, bytes.count)
        }
    }

    /// Bits for the bytes of a folded text.
    package struct Signs {
        fileprivate var bits: [UInt64] = []
        fileprivate var words = 0
        package init() {}

        /// The bytes from a place on that belong to a letter or digit, or to white space, which is no ASCII.
        mutating func mark(_ bytes: Range<Int>, as sign: Sign) {
            let first = sign == .letter ? 0 : words
            for place in bytes { bits[first + place >> 6] |= 1 << UInt64(place & 63) }
        }

        enum Sign { case letter, space }

        /// The first byte from a place on that is no ASCII.
        func nextBeyondASCII(from place: Int) -> Int? {
            var word = place >> 6
            guard word < words else { return nil }
            var ahead = bits[2 * words + word] & UInt64.max << UInt64(place & 63)
            while ahead == 0 {
                word += 1
                if word == words { return nil }
                ahead = bits[2 * words + word]
            }
            return word << 6 + ahead.trailingZeroBitCount
        }
    }

    /// What a text's bytes are, as far as ASCII goes.
    package static func findSigns(_ folded: Span<UInt8>, into signs: inout Signs) {
        signs.words = octavo_sign_words(folded.count)
        if signs.bits.count < 3 * signs.words {
            signs.bits = Array(repeating: 0, count: max(3 * signs.words, 2 * signs.bits.count))
        }
        // Three pieces of `words` numbers.
        unsafe folded.withUnsafeBufferPointer { folded in
            unsafe signs.bits.withUnsafeMutableBufferPointer { bits in
                guard let out = bits.baseAddress else { return }
                unsafe octavo_find_signs(folded.baseAddress, folded.count, out)
            }
        }
    }

    /// Puts a hash for each word of a folded text to the start of `hashes`, which is made large enough, and gives how many there are.
    package static func hashWords(_ folded: Span<UInt8>, _ signs: Signs, into hashes: inout [UInt32]) -> Int {
        precondition(signs.words == octavo_sign_words(folded.count), "signs of this text")
        let most = (folded.count + 1) / 2
        if hashes.count < most { hashes = Array(repeating: 0, count: max(most, 2 * hashes.count)) }
        // The room that the C side asks for.
        return unsafe folded.withUnsafeBufferPointer { folded in
            unsafe hashes.withUnsafeMutableBufferPointer { hashes in
                guard let out = hashes.baseAddress else { return 0 }
                return unsafe octavo_word_hashes(folded.baseAddress, folded.count, signs.bits, out)
            }
        }
    }

    /// Numbers of the characters from `offset` on, which then stands behind them, into `characters` from a place on as far as it reaches; gives
    /// how many.
    static func characters(
        _ text: Span<UInt8>, _ offset: inout Int, into characters: inout [UInt64], from place: Int
    ) -> Int {
        precondition(place <= characters.count && offset <= text.count, "within both")
        // As many numbers as there are places left, of bytes that are there.
        return unsafe text.withUnsafeBufferPointer { text in
            unsafe characters.withUnsafeMutableBufferPointer { characters in
                guard let out = characters.baseAddress else { return 0 }
                return unsafe octavo_characters(text.baseAddress, text.count, &offset, out + place, characters.count - place)
            }
        }
    }

    /// Hashes of the runs of five that begin at some places of `words`, to the start of `hashes`.
    static func runsOfFive(_ words: Span<UInt32>, at places: Range<Int>, into hashes: inout [UInt64]) {
        precondition(places.upperBound + 4 <= words.count && places.count <= hashes.count, "four more words than runs, and room")
        // So much was just made sure of.
        unsafe words.withUnsafeBufferPointer { words in
            unsafe hashes.withUnsafeMutableBufferPointer { hashes in
                guard let first = words.baseAddress, let out = hashes.baseAddress else { return }
                unsafe octavo_runs_of_five_words(first + places.lowerBound, places.count, out)
            }
        }
    }

    /// The same of characters.
    static func runsOfFive(_ parts: Span<UInt64>, at places: Range<Int>, into hashes: inout [UInt64]) {
        precondition(places.upperBound + 4 <= parts.count && places.count <= hashes.count, "four more parts than runs, and room")
        // As above.
        unsafe parts.withUnsafeBufferPointer { parts in
            unsafe hashes.withUnsafeMutableBufferPointer { hashes in
                guard let first = parts.baseAddress, let out = hashes.baseAddress else { return }
                unsafe octavo_runs_of_five(first + places.lowerBound, places.count, out)
            }
        }
    }

    /// The same of bytes, as if each were a character.
    static func runsOfFive(_ bytes: Span<UInt8>, at places: Range<Int>, into hashes: inout [UInt64]) {
        precondition(places.upperBound + 4 <= bytes.count && places.count <= hashes.count, "four more bytes than runs, and room")
        // As above.
        unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe hashes.withUnsafeMutableBufferPointer { hashes in
                guard let first = bytes.baseAddress, let out = hashes.baseAddress else { return }
                unsafe octavo_runs_of_five_bytes(
                    first + places.lowerBound, bytes.count - places.lowerBound, places.count, out)
            }
        }
    }

    /// All of them, of words or of bytes.
    package static func hashes(ofRuns words: [UInt32]) -> [UInt64] {
        var hashes = [UInt64](repeating: 0, count: max(words.count - 4, 0))
        if !hashes.isEmpty { runsOfFive(words.span, at: 0..<hashes.count, into: &hashes) }
        return hashes
    }

    package static func hashes(ofRuns bytes: [UInt8]) -> [UInt64] {
        var hashes = [UInt64](repeating: 0, count: max(bytes.count - 4, 0))
        if !hashes.isEmpty { runsOfFive(bytes.span, at: 0..<hashes.count, into: &hashes) }
        return hashes
    }
}
