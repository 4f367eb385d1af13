/// What texts are compared by, those of several texts end to end: their words, their characters, or both. What makes no difference is left out:
/// there is one space for a run of white space and control characters, none at the ends, and small letters for A to Z.
struct FoldedTexts: Sendable {
    private var bytes: [UInt8] = []
    private var words: [UInt32] = []
    /// The first is where the first text begins, the others where texts end.
    private var ends = [End(bytes: 0, words: 0, traits: [])]

    private struct End: Sendable {
        let bytes: Int
        let words: Int
        /// Of the text that ends here.
        let traits: Traits
    }

    /// What is known of a text.
    struct Traits: OptionSet, Sendable {
        let rawValue: UInt8
        static let ascii = Traits(rawValue: 1)
        /// It has as many words as texts that are compared by words, and hashes of them are here.
        static let wordy = Traits(rawValue: 2)
        /// It may be compared by characters, and they are here.
        static let spelled = Traits(rawValue: 4)
    }

    init() {}

    /// Some texts of others, in memory of their own.
    init(_ texts: [Int], of others: FoldedTexts) {
        for text in texts {
            others.lend(text) { bytes, words in append(bytes, words, others.traits(of: text)) }
        }
    }

    var count: Int { ends.count - 1 }
    /// Bytes of memory.
    var byteCount: Int { bytes.capacity + words.capacity * 4 + ends.capacity * MemoryLayout<End>.stride }

    mutating func reserve(_ texts: Int, _ bytes: Int) {
        self.bytes.reserveCapacity(bytes)
        ends.reserveCapacity(texts + 1)
    }

    mutating func append(_ bytes: Span<UInt8>, _ words: Span<UInt32>, _ traits: Traits) {
        if traits.contains(.spelled) { self.bytes.append(bytes) }
        if traits.contains(.wordy) { self.words.append(words) }
        ends.append(End(bytes: self.bytes.count, words: self.words.count, traits: traits))
    }

    @inline(__always)
    func lend<Result>(_ text: Int, _ body: (Span<UInt8>, Span<UInt32>) -> Result) -> Result {
        let (start, end) = (ends[text], ends[text + 1])
        return body(
            bytes.span.extracting(start.bytes..<end.bytes), words.span.extracting(start.words..<end.words))
    }

    func traits(of text: Int) -> Traits { ends[text + 1].traits }

    /// Bytes that a text takes here.
    func size(of text: Int) -> Int {
        ends[text + 1].bytes - ends[text].bytes + (ends[text + 1].words - ends[text].words) * 4
    }

    /// Has the processor get where a text lies; and, once this is there, how it begins.
    func fetchEnds(of text: Int) { LargeArray.fetch(ends, text + 1) }
    func fetch(_ text: Int) {
        let start = ends[text]
        LargeArray.fetch(bytes, start.bytes)
        LargeArray.fetch(bytes, start.bytes + 64)
        LargeArray.fetch(words, start.words)
    }

    /// Whether all that a text is compared by is the same as of another.
    func isSame(_ text: Int, as other: Int, of others: FoldedTexts) -> Bool {
        guard traits(of: text) == others.traits(of: other), size(of: text) == others.size(of: other) else { return false }
        return lend(text) { bytes, words in
            others.lend(other) { ByteComparison.areEqual(bytes, $0) && ByteComparison.areEqual(words, $1) }
        }
    }
}
