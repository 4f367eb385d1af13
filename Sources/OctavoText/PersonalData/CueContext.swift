/// What the words before a place tell of what stands there.
struct CueContext: ~Copyable {
    private let table = Cues.table
    private var window = WordTable.Window()
    /// What is known of the words together.
    private(set) var union: Cues = []

    /// How many bytes back a word still counts.
    static let reach = WordTable.Window.reach

    /// Looks at the words before `place`; they end at a blank line.
    mutating func read(_ text: Span<UInt8>, before place: Int) {
        window = table.window(text, before: place, number: Cues.number.rawValue, birth: Cues.birth.rawValue)
        union = Cues(rawValue: window.union)
    }

    /// Whether no word stands before the place, however far, that could tell more than the words here do: none comes near when
    /// something between is replaced.
    var tellsNothing: Bool { window.isWhole && union.isEmpty }

    /// A telephone number's words are nearer than those of orders and products; "number" counts where no such is near.
    var tellsPhone: Bool {
        var isNumber = false
        for place in 0..<window.count {
            let word = Cues(rawValue: window.words[place])
            if word.contains(.thing) { return false }
            if word.contains(.phone) { return true }
            if place < window.inSentence, !word.isDisjoint(with: [.reference, .card, .version]) { return false }
            if word.contains(.number), place < 3 { isNumber = true }
        }
        return isNumber
    }

    /// The nearest word that says what a number is says that it belongs to an order, a product, a book.
    var tellsReference: Bool {
        for place in 0..<min(4, window.inSentence) {
            let word = Cues(rawValue: window.words[place])
            if word.contains(.phone) { return false }
            if !word.isDisjoint(with: [.reference, .thing, .version]) { return true }
        }
        return false
    }

    /// Whether one of the nearest words is one of `cues`.
    func near(_ cues: Cues, within reach: Int = 4, inSentence: Bool = false) -> Bool {
        if union.isDisjoint(with: cues) { return false }
        return (0..<min(reach, inSentence ? window.inSentence : window.count)).contains { window.words[$0] & cues.rawValue != 0 }
    }
}
