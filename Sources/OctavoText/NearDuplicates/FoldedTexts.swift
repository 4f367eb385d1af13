/// Texts end to end without what makes no difference between two of them: one space for a run of white space and control characters, none at
/// the ends, small letters for A to Z.
struct FoldedTexts: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = [0]
    private var traits: [Traits] = []

    /// What is known of a text.
    struct Traits: OptionSet, Sendable {
        let rawValue: UInt8
        static let ascii = Traits(rawValue: 1)
        /// It has as many words as texts that are compared by words.
        static let wordy = Traits(rawValue: 2)
    }

    init() {}

    /// Some texts of others, in memory of their own.
    init(_ texts: [Int], of others: FoldedTexts) {
        reserve(texts.count, texts.reduce(0) { $0 + others.byteCount(of: $1) })
        for text in texts { others.lend(text) { append($0, others.traits(of: text)) } }
    }

    var count: Int { traits.count }
    /// Bytes of memory.
    var byteCount: Int { bytes.capacity + ends.capacity * 8 + traits.capacity }

    mutating func reserve(_ texts: Int, _ bytes: Int) {
        self.bytes.reserveCapacity(bytes)
        ends.reserveCapacity(texts + 1)
        traits.reserveCapacity(texts)
    }

    mutating func append(_ text: Span<UInt8>, _ traits: Traits) {
        bytes.append(text)
        ends.append(bytes.count)
        self.traits.append(traits)
    }

    @inline(__always)
    func lend<Result>(_ text: Int, _ body: (Span<UInt8>) -> Result) -> Result {
        body(bytes.span.extracting(ends[text]..<ends[text + 1]))
    }

    func byteCount(of text: Int) -> Int { ends[text + 1] - ends[text] }

    func traits(of text: Int) -> Traits { traits[text] }
}
