/// A text as a result block holds it: stored lines, cut in the middle when there are too many.
package struct ResultText: Hashable, Sendable {
    /// Stored lines without line ends. For a cut text one of them says how many are not shown.
    package internal(set) var lines: [String]
    /// Whether the text has no line end after its last line.
    package internal(set) var hasNoFinalNewline: Bool
    /// About the whole text, if not all of it stands here.
    package internal(set) var whole: Whole?

    package struct Whole: Hashable, Sendable {
        /// `nil` where every line stands here, and parts of lines do not.
        package let lineCount: Int?
        /// Of all lines and of the parts of lines that are hidden.
        package let digest: String
    }

    init(lines: [String], hasNoFinalNewline: Bool = false, whole: Whole? = nil) {
        self.lines = lines
        self.hasNoFinalNewline = hasNoFinalNewline
        self.whole = whole
    }

    /// The stored form of `text`. `hasher` is asked for the digest only if the text is cut.
    package init(_ text: [UInt8], lineLimit: Int = ResultText.defaultLineLimit, hasher: some ResultHasher) {
        var builder = ResultTextBuilder(lineLimit: lineLimit, hasher: hasher)
        builder.append(text)
        self = builder.finish()
    }

    /// An empty text shows nothing and is not stored. One empty line is something.
    package var isEmpty: Bool { lines.isEmpty }

    /// 30 lines from the start and 10 from the end.
    package static let defaultLineLimit = 40

    /// The line that stands for `count` lines which are not shown.
    static func cutLine(_ count: Int) -> String {
        var digits = Array(String(count))
        var index = digits.count - 3
        while index > 0 {
            digits.insert(",", at: index)
            index -= 3
        }
        return "… \(String(digits)) \(count == 1 ? "line" : "lines") not shown"
    }

    /// Whether the text could be a longer one that was cut to `limit` lines, or one that needs no cut.
    package func isCut(to limit: Int) -> Bool {
        guard let count = whole?.lineCount else { return lines.count <= limit }
        return count > limit && lines.count == limit + 1
    }

    /// Reads a cut line back.
    static func hiddenLineCount(in line: String) -> Int? {
        guard line.hasPrefix("… "), line.hasSuffix(" lines not shown") || line.hasSuffix(" line not shown") else { return nil }
        let digits = line.dropFirst(2).prefix { $0 == "," || ($0.isASCII && $0.isNumber) }
        guard let count = Int(digits.filter { $0 != "," }), cutLine(count) == line else { return nil }
        return count
    }
}

/// Takes the stored form of a whole text, piece by piece, and gives its digest as 8 hexadecimal digits.
package protocol ResultHasher {
    mutating func update(_ bytes: [UInt8])
    func digest() -> String
}

/// Builds a `ResultText` from pieces of any size. Holds the lines that will be stored and one unfinished line, whatever comes.
package struct ResultTextBuilder<Hasher: ResultHasher> {
    private let headLimit: Int
    private let tailLimit: Int
    private var hasher: Hasher
    private var head: [String] = []
    /// A ring of the last lines after the head; `tailStart` is its oldest.
    private var tail: [[UInt8]] = []
    private var tailStart = 0
    private var lineCount = 0
    private var unfinished: [UInt8] = []
    private var hidesParts = false

    /// Of `lineLimit` lines the last quarter comes from the end of the text.
    package init(lineLimit: Int = ResultText.defaultLineLimit, hasher: Hasher) {
        let limit = max(lineLimit, 1)
        tailLimit = limit / 4
        headLimit = limit - tailLimit
        self.hasher = hasher
    }

    package mutating func append(_ bytes: [UInt8]) {
        var start = 0
        while let end = bytes[start...].firstIndex(of: Byte.lineFeed) {
            if unfinished.isEmpty {
                addLine(bytes[start..<end], isEnded: true)
            } else {
                unfinished += bytes[start..<end]
                addLine(unfinished[...], isEnded: true)
                unfinished.removeAll(keepingCapacity: true)
            }
            start = end + 1
        }
        unfinished += bytes[start...]
    }

    /// Takes bytes that belong to the line which follows and are not shown in it: the digest alone tells them.
    package mutating func hide(_ bytes: [UInt8]) {
        hidesParts = true
        hasher.update(bytes)
    }

    package consuming func finish() -> ResultText {
        let hasNoFinalNewline = !unfinished.isEmpty
        if hasNoFinalNewline { addLine(unfinished[...], isEnded: false) }
        let hidden = lineCount - head.count - tail.count
        let end = (tail[tailStart...] + tail[..<tailStart]).map { String(decoding: $0, as: UTF8.self) }
        if hidden == 0 {
            let whole = hidesParts ? ResultText.Whole(lineCount: nil, digest: hasher.digest()) : nil
            return ResultText(lines: head + end, hasNoFinalNewline: hasNoFinalNewline, whole: whole)
        }
        return ResultText(
            lines: head + [ResultText.cutLine(hidden)] + end, hasNoFinalNewline: hasNoFinalNewline,
            whole: .init(lineCount: lineCount, digest: hasher.digest()))
    }

    private mutating func addLine(_ line: ArraySlice<UInt8>, isEnded: Bool) {
        var stored = StoredLine.make(line)
        lineCount += 1
        if head.count < headLimit {
            head.append(String(decoding: stored, as: UTF8.self))
        } else if tail.count < tailLimit {
            tail.append(stored)
        } else if tailLimit > 0 {
            tail[tailStart] = stored
            tailStart = (tailStart + 1) % tailLimit
        }
        if isEnded { stored.append(Byte.lineFeed) }
        hasher.update(stored)
    }
}
