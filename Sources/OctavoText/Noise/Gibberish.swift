/// Tells letters that a language put together from those of fingers that wander over a keyboard.
///
/// A letter is weighed after the two before it: how much more likely it is in words and names of some thirty languages than where the next
/// key is mostly near the last. Only words of letters are weighed: codes, addresses, numbers and short words in capitals are not, and
/// letters outside a to z say nothing.
enum Gibberish {
    /// Bytes that are looked at: more of a text does not change what it is.
    private static let sampleLength = 16_384
    /// Three letters may stand for anything.
    private static let leastLetters = 4
    /// Capitals up to this length are taken for the short form of a name.
    private static let longestAcronym = 5

    /// By how many bits the keyboard explains a text better; negative for what a language explains better, and for texts of fewer
    /// than four letters that can be weighed.
    static func bits(_ text: Span<UInt8>) -> Double {
        var weighed = Weighed()
        // Taken once: a global is asked each time whether it is there.
        let joints = joints
        let end = min(text.count, sampleLength)
        var start = 0
        while start < end {
            while start < end, isSpace(text[start]) { start += 1 }
            var next = start
            while next < end, !isSpace(text[next]) { next += 1 }
            if isWord(text, start..<next, joints) { weighed.add(text, start..<next) }
            start = next
        }
        return weighed.letters < leastLetters ? -1 : -Double(weighed.steps) / Double(LetterWeights.stepsPerBit)
    }

    @inline(__always)
    private static func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }

    /// Whether a piece between spaces is to be weighed.
    private static func isWord(_ text: Span<UInt8>, _ piece: Range<Int>, _ joints: ASCIISet) -> Bool {
        var (capitals, letters) = (0, 0)
        for index in piece {
            let byte = text[index]
            if byte.isLetter {
                letters += 1
                if byte.isUpper { capitals += 1 }
            } else if byte.isDigit || joints.contains(byte) && index + 1 < piece.upperBound && index > piece.lowerBound {
                return false
            }
        }
        return letters > 0 && !(capitals == letters && letters <= longestAcronym)
    }

    /// Inside a piece they make an address, a path, a time or a code of it.
    private static let joints = ASCIISet("@/_.\\:&#+=")

    private struct Weighed {
        private let weights = LetterWeights.steps
        var steps = 0
        var letters = 0

        mutating func add(_ text: Span<UInt8>, _ piece: Range<Int>) {
            // 0 is the edge of a word, 27 a letter of which nothing is known.
            var (before, last) = (0, 0)
            var index = piece.lowerBound
            while index < piece.upperBound {
                let byte = text[index]
                index += 1
                let letter: Int
                if byte.isLetter {
                    letter = Int(byte | 0x20) - 0x60
                    letters += 1
                } else if byte < 0x80 {
                    letter = 0
                } else {
                    // A curly quote or dash is an edge.
                    let isMark = byte == 0xE2 && text.byte(index) == 0x80
                    while index < piece.upperBound, text[index] & 0xC0 == 0x80 { index += 1 }
                    letter = isMark ? 0 : 27
                }
                if letter == 0 {
                    if last != 0 { weigh(before, last, 0) }
                    (before, last) = (0, 0)
                } else if letter != last || letter != before {
                    // `sooooo` is said like `soo`.
                    weigh(before, last, letter)
                    (before, last) = (last, letter)
                }
            }
            if last != 0 { weigh(before, last, 0) }
        }

        @inline(__always)
        private mutating func weigh(_ before: Int, _ last: Int, _ letter: Int) {
            if before < 27, last < 27, letter < 27 { steps += weights[(before * 27 + last) * 27 + letter] }
        }
    }
}

/// The table of `LetterTable`, read once.
enum LetterWeights {
    static let stepsPerBit = 5
    /// What stands for no weight; one less for each step of the scale down.
    private static let zero = 46

    /// After letters 27 · 27 · first + 27 · second + third.
    static let steps: [Int] = {
        var steps: [Int] = []
        steps.reserveCapacity(27 * 27 * 27)
        for byte in LetterTable.symbols.utf8 where byte > 0x20 {
            // `"` and `\` are left out of the scale: a text would have to escape them.
            let place = Int(byte) - 0x21 - (byte > 0x22 ? 1 : 0) - (byte > 0x5C ? 1 : 0)
            steps.append(place - zero)
        }
        precondition(steps.count == 27 * 27 * 27, "the table of letters has an entry for every three of them")
        return steps
    }()
}
