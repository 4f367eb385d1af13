import CKernels

/// The different features of a text, and how often each occurs; keeps memory from text to text.
struct FoundFeatures: Sendable {
    /// In order of first appearance.
    private(set) var hashes: [UInt64] = []
    private(set) var counts: [UInt32] = []
    /// Slots of a table of hashes: the age of the table when a slot was filled, and the place in `hashes`.
    private var slots = [UInt64](repeating: 0, count: 1024)
    private var age: UInt32 = 0

    /// So many features are made room for at a time at the most, unless one word may have more.
    private static let piece = 4096

    /// Forgets them.
    mutating func removeAll() {
        hashes.removeAll(keepingCapacity: true)
        counts.removeAll(keepingCapacity: true)
        age &+= 1
        if age == 0 {
            for slot in slots.indices { slots[slot] = 0 }
            age = 1
        }
    }

    /// Adds words and pairs of neighbours with the text's edges.
    mutating func add(words: [UInt64]) {
        unsafe addInPieces(words, mostPerWord: 2) { features, words, count, range in
            // The range is within the words, and there is room for two features a word and one more.
            unsafe octavo_add_words(&features, words, count, range.lowerBound, range.upperBound)
        }
    }

    /// Adds pairs of words that stand near each other, in either order.
    mutating func add(pairsOf words: [UInt64]) {
        unsafe addInPieces(words, mostPerWord: Int(OCTAVO_PAIR_REACH)) { features, words, count, range in
            // The range is within the words, and there is room for as many features as each word has neighbours.
            unsafe octavo_add_pairs(&features, words, count, range.lowerBound, range.upperBound)
        }
    }

    private mutating func addInPieces(
        _ words: [UInt64], mostPerWord most: Int,
        _ body: (inout octavo_features, UnsafePointer<UInt64>, Int, Range<Int>) -> Void
    ) {
        var first = 0
        while first < words.count {
            let range = first..<min(first + Self.piece / most, words.count)
            unsafe add(upTo: range.count * most + 1) { features in
                unsafe words.withUnsafeBufferPointer { words in
                    guard let base = words.baseAddress else { return }
                    unsafe body(&features, base, words.count, range)
                }
            }
            first = range.upperBound
        }
    }

    /// Adds runs of characters within words.
    mutating func add(runsOf words: [octavo_word], _ scalars: [UInt32]) {
        precondition((words.last?.end ?? 0) <= scalars.count, "words of these scalars")
        var first = 0
        while first < words.count {
            // A run of each of four lengths begins at each character and at a blank before and after them.
            var (last, most) = (first, 0)
            repeat {
                most += 4 * (words[last].end - words[last].start + 2)
                last += 1
            } while last < words.count && most + 4 * (words[last].end - words[last].start + 2) <= Self.piece
            unsafe add(upTo: most) { features in
                for word in words[first..<last] { unsafe octavo_add_runs(&features, scalars, word) }
            }
            first = last
        }
    }

    /// Lends what the C side needs to add up to so many features.
    private mutating func add(upTo most: Int, _ body: (inout octavo_features) -> Void) {
        let known = hashes.count
        hashes += repeatElement(0, count: most)
        counts += repeatElement(0, count: most)
        let mustSpread = slots.count < 2 * hashes.count
        if mustSpread {
            var size = slots.count
            while size < 2 * hashes.count { size *= 2 }
            slots = Array(repeating: 0, count: size)
            age = 1
        }
        let (age, mask) = (age, slots.count - 1)
        // The arrays have room for `most` more features, and half of the slots are left.
        let count = unsafe hashes.withUnsafeMutableBufferPointer { hashes in
            unsafe counts.withUnsafeMutableBufferPointer { counts in
                unsafe slots.withUnsafeMutableBufferPointer { slots in
                    guard let hashes = hashes.baseAddress, let counts = counts.baseAddress, let slots = slots.baseAddress else {
                        return known
                    }
                    var features = unsafe octavo_features(
                        hashes: hashes, counts: counts, count: known, slots: slots, mask: mask, age: age)
                    if mustSpread { unsafe octavo_features_spread(&features) }
                    unsafe body(&features)
                    return unsafe features.count
                }
            }
        }
        hashes.removeLast(hashes.count - count)
        counts.removeLast(counts.count - count)
    }
}
