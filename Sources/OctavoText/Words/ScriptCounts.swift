/// How many letters of each script a text holds, as far as languages are told apart by it.
struct ScriptCounts {
    enum Script: Equatable {
        case latin, cyrillic, arabic
        /// Han with or without kana.
        case ideographs
        /// A script of one language (or of one far more common than the others).
        case only(String)
    }

    private(set) var latin = 0
    private(set) var cyrillic = 0
    private(set) var arabic = 0
    private(set) var han = 0
    private(set) var kana = 0
    private var others = [Int](repeating: 0, count: Self.singles.count)
    /// Letters that tell apart languages of one script.
    private var marks: [UInt32: Int] = [:]

    init(_ text: Span<UInt8>) {
        var offset = 0
        while offset < text.count {
            let (scalar, length) = CodePoint.decode(text, at: offset)
            offset += length
            switch scalar {
            case 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x024F, 0x1E00...0x1EFF: latin += 1
            case 0x0400...0x052F:
                cyrillic += 1
                marks[scalar | (scalar < 0x0430 && scalar >= 0x0410 ? 0x20 : 0), default: 0] += 1
            case 0x0620...0x064A, 0x066E...0x06D3, 0x06D5, 0x06FA...0x06FF:
                arabic += 1
                marks[scalar, default: 0] += 1
            default:
                if CodePoint.isHan(scalar) {
                    han += 1
                } else if CodePoint.isKana(scalar) {
                    kana += 1
                } else if let place = Self.singles.firstIndex(where: { $0.ranges.contains { $0.contains(scalar) } }) {
                    others[place] += 1
                }
            }
        }
    }

    private static let singles: [(code: String, ranges: [ClosedRange<UInt32>])] = [
        ("ko", [0xAC00...0xD7A3, 0x1100...0x11FF, 0x3131...0x318E]), ("el", [0x0370...0x03FF, 0x1F00...0x1FFF]),
        ("he", [0x05D0...0x05EA]), ("th", [0x0E01...0x0E3A, 0x0E40...0x0E4E]), ("hi", [0x0904...0x0939, 0x093E...0x094C]),
        ("bn", [0x0985...0x09B9]), ("pa", [0x0A05...0x0A39]), ("gu", [0x0A85...0x0AB9]), ("ta", [0x0B85...0x0BB9]),
        ("te", [0x0C05...0x0C39]), ("kn", [0x0C85...0x0CB9]), ("ml", [0x0D05...0x0D3A]), ("si", [0x0D85...0x0DC6]),
        ("lo", [0x0E81...0x0EB0, 0x0EC0...0x0EC4]), ("my", [0x1000...0x102A]), ("km", [0x1780...0x17A2]),
        ("ka", [0x10A0...0x10FF]),
        ("hy", [0x0531...0x0587]), ("am", [0x1200...0x135A]),
    ]

    /// The languages that have a script of their own.
    static var singleCodes: [String] { singles.map(\.code) }

    /// The script of most letters; `nil` without letters or where no script has more than half of them. A Han sign counts as two
    /// letters: it says as much as a short word.
    var leading: Script? {
        var counts: [(Script, Int)] = [
            (.latin, latin), (.cyrillic, cyrillic), (.arabic, arabic), (.ideographs, 2 * (han + kana)),
        ]
        for (place, single) in Self.singles.enumerated() { counts.append((.only(single.code), others[place])) }
        let total = counts.reduce(0) { $0 + $1.1 }
        guard let best = counts.max(by: { $0.1 < $1.1 }), best.1 * 2 > total else { return nil }
        return best.0
    }

    /// Ukrainian, Serbian, Belarusian, Macedonian and Bulgarian have letters, or lack some, that tell them from Russian. A text
    /// with none of the telling letters gives `nil`.
    var cyrillicLanguage: String? {
        func has(_ letters: String) -> Bool { letters.unicodeScalars.contains { marks[$0.value] != nil } }
        if has("ў") { return "be" }
        if has("їєґ") { return "uk" }
        if has("ѓќѕ") { return "mk" }
        if has("ђћ") { return "sr" }
        if has("јљњџ") { return "sr" }
        if has("ыэё") { return has("і") ? "be" : "ru" }
        if has("і") { return "uk" }
        // Bulgarian writes ъ as a vowel, about one letter in fifty; Russian seldom.
        if let hard = marks[0x044A], hard * 100 >= cyrillic { return "bg" }
        return has("ьйщ") || cyrillic >= 3 ? "ru" : nil
    }

    /// Persian and Urdu add letters to the Arabic ones.
    var arabicLanguage: String? {
        func has(_ letters: String) -> Bool { letters.unicodeScalars.contains { marks[$0.value] != nil } }
        if has("ٹڈڑںے") { return "ur" }
        if has("پچژگ") || (has("یک") && !has("يك")) { return "fa" }
        return "ar"
    }
}
