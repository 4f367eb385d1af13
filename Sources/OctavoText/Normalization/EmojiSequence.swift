/// One emoji with what belongs to it: skin tone, variation selector, the emoji that are joined to it, the second half of a flag.
struct EmojiSequence {
    let start: Int
    let end: Int

    private static let variation: UInt32 = 0xFE0F
    private static let joiner: UInt32 = 0x200D

    init?(in text: Span<UInt8>, at start: Int) {
        let (first, length) = CodePoint.decode(text, at: start)
        guard TextSurvey(of: first).contains(.emoji) else { return nil }
        var at = start + length
        func code(_ place: Int) -> (scalar: UInt32, length: Int) {
            place < text.count ? CodePoint.decode(text, at: place) : (0, 0)
        }
        if Self.isRegional(first) {
            if Self.isRegional(code(at).scalar) { at += code(at).length }
        } else {
            while true {
                let (next, length) = code(at)
                if next == Self.variation || Self.isTone(next) || (0xE0020...0xE007F).contains(next) {
                    at += length
                } else if next == Self.joiner, TextSurvey(of: code(at + length).scalar).contains(.emoji) {
                    at += length + code(at + length).length
                } else {
                    break
                }
            }
        }
        self.start = start
        end = at
    }

    private static func isRegional(_ code: UInt32) -> Bool { (0x1F1E6...0x1F1FF).contains(code) }
    private static func isTone(_ code: UInt32) -> Bool { (0x1F3FB...0x1F3FF).contains(code) }

    /// Unicode's names of the emoji, without tones, between colons: `:woman_personal_computer:`, `:flag_de:`.
    func name(in text: Span<UInt8>) -> String {
        var words: [String] = []
        var region = ""
        var at = start
        while at < end {
            let (code, length) = CodePoint.decode(text, at: at)
            at += length
            if Self.isRegional(code) {
                region.unicodeScalars.append(Unicode.Scalar(UInt8(code - 0x1F1E6 + 0x61)))
            } else if TextSurvey(of: code).contains(.emoji), !Self.isTone(code) || words.isEmpty && at == end {
                words.append(Unicode.Scalar(code)?.properties.name ?? "emoji")
            }
        }
        if !region.isEmpty { words = ["flag", region] }
        return ":" + words.joined(separator: "_").lowercased().map { $0 == " " || $0 == "-" ? "_" : String($0) }.joined() + ":"
    }
}
