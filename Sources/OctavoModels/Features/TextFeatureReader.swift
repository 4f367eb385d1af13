import CKernels

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

    /// The features of the last text in order of first appearance, group after group, and how often each occurs.
    package var hashes: [UInt64] { found.hashes }
    package var counts: [UInt32] { found.counts }

    /// The last text's words: each one's scalars, and its hash.
    var words: [Range<Int>] { read.words.map { Int($0.start)..<Int($0.end) } }
    var scalars: [UInt32] { read.scalars }
    var wordHashes: [UInt64] { read.hashes }

    /// How many words further a pair reaches. Requests are shorter, and the work stays linear in long texts.
    static let reach = Int(OCTAVO_PAIR_REACH)
    static let runLengths = 2...Int(OCTAVO_LONGEST_RUN)

    private var read = FeatureWords()
    private var found = FoundFeatures()

    package init() {}

    /// Replaces what was found by the features of this text.
    package mutating func read(_ text: String) {
        found.removeAll()
        if !read.readASCII(text.utf8.span) { findWords(text) }
        read.hash()
        found.add(words: read.hashes)
        found.add(pairsOf: read.hashes)
        found.add(runsOf: read.words, read.scalars)
    }

    /// The words of any text.
    private mutating func findWords(_ text: String) {
        read.removeAll()
        for scalar in text.lowercased().unicodeScalars { read.append(scalar == "\u{2019}" ? 0x27 : scalar.value) }
        let scalars = read.scalars
        var place = 0
        while place < scalars.count {
            guard WordCharacters.contains(scalars[place]) else {
                if WordCharacters.isTellingSign(scalars[place]) { read.append(word: place..<place + 1) }
                place += 1
                continue
            }
            let start = place
            while place < scalars.count, WordCharacters.contains(scalars[place]) || Self.isInnerApostrophe(scalars, place) {
                place += 1
            }
            read.append(word: start..<place)
        }
    }

    /// Between two characters of a word.
    private static func isInnerApostrophe(_ scalars: [UInt32], _ place: Int) -> Bool {
        scalars[place] == 0x27 && place + 1 < scalars.count && WordCharacters.contains(scalars[place + 1])
    }
}

/// Hashes of features: the same on every machine and in every version, since model files hold them. The loops in C make the same ones.
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
