import OctavoModels
import OctavoTable

/// Made-up requests of seven labels: words of the label's own among words of all, and now and then a word of another label.
enum IntentTexts {
    static let names = ["book", "cancel", "pay", "eat", "park", "late", "swim"]
    private static let own = [
        ["book", "room", "reserve"], ["cancel", "stop", "void"], ["pay", "bill", "card"], ["menu", "dinner", "eat"],
        ["parking", "car", "garage"], ["late", "arrival", "night"], ["pool", "spa", "swim"],
    ]
    private static let common = ["please", "can", "i", "the", "a", "for", "my", "you", "hotel", "today"]

    static func make(_ count: Int, seed: UInt64) -> LabelledExamples {
        var random = SplitMix(seed: seed)
        func pick(_ words: [String]) -> String { words[Int(random.next(below: UInt64(words.count)))] }
        var texts: [String] = []
        var labels: [Int32] = []
        for row in 0..<count {
            let label = row % own.count
            var words = (0..<3 + row % 4).map { _ in pick(common) } + [pick(own[label]), pick(own[label])]
            if row % 9 == 0 { words.append(pick(own[(label + 1) % own.count])) }
            texts.append(words.joined(separator: " "))
            labels.append(Int32(label))
        }
        return LabelledExamples(texts, labels)
    }
}
