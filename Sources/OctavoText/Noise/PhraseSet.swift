/// Phrases that are looked for where a word begins; each with what it says. ASCII letters are alike in both cases.
struct PhraseSet<What: Sendable>: Sendable {
    private var byFirst: [[(text: [UInt8], what: What)]] = Array(repeating: [], count: 32)
    /// Whether a phrase begins with three bytes whose lowest five bits are these: enough to be done with nearly every word.
    private var begins = [Bool](repeating: false, count: 1 << 15)

    /// Phrases of three bytes or more, in small letters.
    init(_ phrases: [(String, What)]) {
        for (text, what) in phrases {
            let bytes = Array(text.utf8)
            byFirst[Int(bytes[0] & 31)].append((bytes, what))
            begins[Self.beginning(bytes.span, 0)] = true
        }
    }

    @inline(__always)
    private static func beginning(_ text: Span<UInt8>, _ place: Int) -> Int {
        Int(text[place] & 31) << 10 | Int(text[place + 1] & 31) << 5 | Int(text[place + 2] & 31)
    }

    /// Where each phrase ends that stands at `place`, and what it says.
    @inline(__always)
    func found(at place: Int, in text: Span<UInt8>) -> [(end: Int, what: What)] {
        guard place + 2 < text.count, begins[Self.beginning(text, place)] else { return [] }
        return all(at: place, in: text)
    }

    private func all(at place: Int, in text: Span<UInt8>) -> [(end: Int, what: What)] {
        var found: [(end: Int, what: What)] = []
        for phrase in byFirst[Int(text[place] & 31)] where Self.holds(text, phrase.text, at: place) {
            found.append((place + phrase.text.count, phrase.what))
        }
        return found
    }

    private static func holds(_ text: Span<UInt8>, _ phrase: [UInt8], at place: Int) -> Bool {
        guard place + phrase.count <= text.count else { return false }
        for index in phrase.indices {
            let byte = text[place + index]
            if (byte.isUpper ? byte | 0x20 : byte) != phrase[index] { return false }
        }
        return true
    }
}
