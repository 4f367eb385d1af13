import CKernels

/// What there is in a text for a normalization to look at: see `octavo_text_survey`, and `scripts/text-tables` for where it comes from.
struct TextSurvey: OptionSet, Sendable {
    let rawValue: UInt32

    init(rawValue: UInt32) { self.rawValue = rawValue }
    private init(_ flag: Int) { self.init(rawValue: UInt32(flag)) }

    static let mark = TextSurvey(OCTAVO_MARK)
    static let space = TextSurvey(OCTAVO_SPACE)
    static let quote = TextSurvey(OCTAVO_QUOTE)
    static let dash = TextSurvey(OCTAVO_DASH)
    static let control = TextSurvey(OCTAVO_CONTROL)
    static let joiner = TextSurvey(OCTAVO_JOINER)
    static let ligature = TextSurvey(OCTAVO_LIGATURE)
    static let width = TextSurvey(OCTAVO_WIDTH)
    static let emoji = TextSurvey(OCTAVO_EMOJI)
    static let accent = TextSurvey(OCTAVO_ACCENT)
    static let script = TextSurvey(OCTAVO_SCRIPT)
    static let bad = TextSurvey(OCTAVO_BAD)
    static let reference = TextSurvey(OCTAVO_REFERENCE)
    static let escape = TextSurvey(OCTAVO_ESCAPE)
    static let fold = TextSurvey(OCTAVO_FOLD)
    static let edge = TextSurvey(OCTAVO_EDGE)
    static let order = TextSurvey(OCTAVO_ORDER)
    static let high = TextSurvey(OCTAVO_HIGH)
    static let line = TextSurvey(OCTAVO_LINE)
    static let capital = TextSurvey(OCTAVO_CAPITAL)
    static let tag = TextSurvey(OCTAVO_TAG)

    /// What characters have that change under a form, or may.
    static func changing(under form: UnicodeForm) -> TextSurvey {
        switch form {
        case .nfc: TextSurvey(OCTAVO_NFC)
        case .nfd: TextSurvey(OCTAVO_NFD)
        // White space has not their bits, since folding it comes first.
        case .nfkc: TextSurvey(OCTAVO_NFKC | OCTAVO_SPACE)
        case .nfkd: TextSurvey(OCTAVO_NFKD | OCTAVO_SPACE)
        }
    }

    /// Of a text: what its characters have together, and what the text has.
    init(of text: Span<UInt8>) {
        // The C side reads the lent bytes and nothing else.
        self.init(rawValue: unsafe text.withUnsafeBufferPointer { unsafe octavo_text_survey($0.baseAddress, $0.count) })
    }

    /// Of one code point.
    init(of code: UInt32) { self.init(rawValue: octavo_code_flags(code)) }

    /// Where the next character that has something of this stands in a text, its end where there is none.
    func next(in text: Span<UInt8>, from start: Int) -> Int {
        // As above.
        unsafe text.withUnsafeBufferPointer { unsafe octavo_text_next($0.baseAddress, $0.count, start, rawValue) }
    }
}
