/// Takes a text apart into the features that a linear classifier weighs: words and pairs of neighbours with the text's edges, pairs of
/// words at a distance in either order, and runs of two to five characters within words. Case does not count; of signs only those
/// that change what is meant do.
///
/// A feature is a hash of 64 bits whose lowest two say its group. Keeps memory from text to text.
package struct TextFeatureReader: ~Copyable {
    /// What is weighed apart: a text's features of one group have the same length together, whatever their number.
    package enum Group: UInt64, CaseIterable, Sendable {
        /// Words and pairs of neighbours.
        case words
        /// Pairs of words that stand at most `reach` words apart, in either order.
        case pairs
        /// Runs of characters.
        case runs

        package init(of hash: UInt64) { self = Group(rawValue: hash & 3) ?? .runs }

        /// The length of a text's features of the group.
        package var weight: Float {
            switch self {
            case .words, .runs: 1
            case .pairs: 0.8
            }
        }

        /// Of how many texts a feature must be. Most pairs are of one text alone and tell nothing of others.
        package var leastTexts: UInt32 { self == .pairs ? 2 : 1 }
    }

    /// How many words further a pair reaches. Requests are shorter, and the work stays linear in long texts.
    static let reach = 16
    static let runLengths = 2...5

    /// The features of the last text in order of first appearance, and how often each occurs.
    package private(set) var hashes: [UInt64] = []
    package private(set) var counts: [UInt32] = []

    private(set) var scalars: [UInt32] = []
    private(set) var words: [Range<Int>] = []
    private(set) var wordHashes: [UInt64] = []
    /// Slots of a table of hashes: places in `hashes` and the text that used the slot last.
    private var slots = [UInt32](repeating: 0, count: 1024)
    private var ages = [UInt32](repeating: 0, count: 1024)
    private var age: UInt32 = 0

    package init() {}

    /// Replaces what was found by the features of this text.
    package mutating func read(_ text: String) {
        hashes.removeAll(keepingCapacity: true)
        counts.removeAll(keepingCapacity: true)
        age &+= 1
        if age == 0 {
            for slot in ages.indices { ages[slot] = 0 }
            age = 1
        }
        findWords(text)
        addWords()
        addPairs()
        for word in words { addRuns(word) }
    }

    // MARK: - Words

    private mutating func findWords(_ text: String) {
        scalars.removeAll(keepingCapacity: true)
        words.removeAll(keepingCapacity: true)
        wordHashes.removeAll(keepingCapacity: true)
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            for byte in text.utf8 { scalars.append(UInt32(0x41...0x5A ~= byte ? byte | 0x20 : byte)) }
        } else {
            for scalar in text.lowercased().unicodeScalars { scalars.append(scalar == "\u{2019}" ? 0x27 : scalar.value) }
        }
        var place = 0
        while place < scalars.count {
            guard WordCharacters.contains(scalars[place]) else {
                if WordCharacters.isTellingSign(scalars[place]) { add(word: place..<place + 1) }
                place += 1
                continue
            }
            let start = place
            while place < scalars.count, WordCharacters.contains(scalars[place]) || isInnerApostrophe(place) { place += 1 }
            add(word: start..<place)
        }
    }

    /// Between two characters of a word.
    private func isInnerApostrophe(_ place: Int) -> Bool {
        scalars[place] == 0x27 && place + 1 < scalars.count && WordCharacters.contains(scalars[place + 1])
    }

    private mutating func add(word range: Range<Int>) {
        words.append(range)
        var hash = FeatureHash.start
        for place in range { hash = FeatureHash.adding(scalars[place], to: hash) }
        wordHashes.append(FeatureHash.mixed(hash))
    }

    // MARK: - Features

    private mutating func addWords() {
        var before = FeatureHash.textStart
        for hash in wordHashes {
            add(hash, .words)
            add(FeatureHash.ordered(before, hash), .words)
            before = hash
        }
        if !wordHashes.isEmpty { add(FeatureHash.ordered(before, FeatureHash.textEnd), .words) }
    }

    private mutating func addPairs() {
        for place in wordHashes.indices {
            for other in (place + 1)..<max(min(place + 1 + Self.reach, wordHashes.count), place + 1)
            where wordHashes[place] != wordHashes[other] {
                let (one, two) = (wordHashes[place], wordHashes[other])
                add(FeatureHash.ordered(min(one, two), max(one, two)) &+ 1, .pairs)
            }
        }
    }

    /// A blank stands before and after each word.
    private mutating func addRuns(_ word: Range<Int>) {
        let count = word.count + 2
        for start in 0..<count {
            var hash = FeatureHash.runStart
            for length in 1...Self.runLengths.upperBound where start + length <= count {
                let place = start + length - 1
                let scalar = place == 0 || place == count - 1 ? 0x20 : scalars[word.lowerBound + place - 1]
                hash = FeatureHash.adding(scalar, to: hash)
                if length >= Self.runLengths.lowerBound { add(FeatureHash.mixed(hash), .runs) }
            }
        }
    }

    private mutating func add(_ hash: UInt64, _ group: Group) {
        let hash = hash & ~3 | group.rawValue
        var slot = Int(truncatingIfNeeded: hash >> 2) & (slots.count - 1)
        while ages[slot] == age {
            let place = Int(slots[slot])
            if hashes[place] == hash {
                counts[place] += 1
                return
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        ages[slot] = age
        slots[slot] = UInt32(hashes.count)
        hashes.append(hash)
        counts.append(1)
        if hashes.count * 2 > slots.count { grow() }
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        ages = Array(repeating: 0, count: slots.count)
        age = 1
        for place in hashes.indices {
            var slot = Int(truncatingIfNeeded: hashes[place] >> 2) & (slots.count - 1)
            while ages[slot] == age { slot = (slot + 1) & (slots.count - 1) }
            ages[slot] = age
            slots[slot] = UInt32(place)
        }
    }
}

/// Hashes of features: the same on every machine and in every version, since model files hold them.
enum FeatureHash {
    static let start: UInt64 = 0x9E37_79B9_7F4A_7C15
    static let runStart: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    static let textStart: UInt64 = 0x1656_67B1_9E37_79F9
    static let textEnd: UInt64 = 0x85EB_CA77_C2B2_AE63

    static func adding(_ scalar: UInt32, to hash: UInt64) -> UInt64 {
        (hash ^ UInt64(scalar)) &* 0x9FB2_1C65_1E98_DF25 ^ hash >> 29
    }

    static func ordered(_ one: UInt64, _ two: UInt64) -> UInt64 { mixed(one &* 0xD6E8_FEB8_6659_FD93 ^ two) }

    /// SplitMix64's finish: every bit depends on every bit.
    static func mixed(_ hash: UInt64) -> UInt64 {
        var value = hash
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}

/// Which characters words are made of.
enum WordCharacters {
    static func contains(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 { return isASCIIWord(UInt8(scalar)) }
        guard let scalar = Unicode.Scalar(scalar) else { return false }
        if scalar.properties.isAlphabetic || scalar.properties.numericType != nil { return true }
        return switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    private static func isASCIIWord(_ byte: UInt8) -> Bool {
        0x61...0x7A ~= byte | 0x20 || 0x30...0x39 ~= byte || byte == 0x5F
    }

    /// Signs that tell a question, a call, an amount or a share.
    static func isTellingSign(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x3F, 0x21, 0x24, 0x25, 0xA3, 0xA5, 0x20AC: true
        default: false
        }
    }
}
