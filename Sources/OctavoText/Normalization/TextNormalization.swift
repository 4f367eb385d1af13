/// Makes texts that say the same the same: what `normalize_text` does.
package struct TextNormalization: TextOperation {
    /// `nil` leaves the form as it is.
    package var form: UnicodeForm?
    package var steps: NormalizationSteps
    package var whiteSpace: WhiteSpaceFolding
    package var emoji: EmojiTreatment

    package init(
        form: UnicodeForm? = .nfc, steps: NormalizationSteps = .standard, whiteSpace: WhiteSpaceFolding = .fold,
        emoji: EmojiTreatment = .keep
    ) {
        self.form = form
        self.steps = steps
        self.whiteSpace = whiteSpace
        self.emoji = emoji
    }

    package func makeWorker() -> any TextWorker { TextNormalizer(self) }

    /// Whether this machine has what the Unicode forms need.
    package static var hasForms: Bool { NormalizationKernels.hasForms }
}

/// Unicode's normalization forms (UAX #15).
package enum UnicodeForm: String, CaseIterable, Sendable {
    case nfc = "NFC"
    case nfd = "NFD"
    case nfkc = "NFKC"
    case nfkd = "NFKD"

    /// The form in which accents stand apart from their letters.
    var decomposed: UnicodeForm {
        switch self {
        case .nfc, .nfd: .nfd
        case .nfkc, .nfkd: .nfkd
        }
    }
}

package enum WhiteSpaceFolding: String, CaseIterable, Sendable {
    /// Runs become one space, or one line break or empty line where there is one.
    case fold
    /// Runs become one space, line breaks too.
    case line
    case keep
}

package enum EmojiTreatment: String, CaseIterable, Sendable {
    case keep
    case remove
    /// Unicode's name between colons: `:grinning_face:`.
    case name
}

/// The steps with a switch of their own, and those that others switch, for the counts.
package struct NormalizationSteps: OptionSet, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    package static let mojibake = NormalizationSteps(rawValue: 1 << 0)
    package static let entities = NormalizationSteps(rawValue: 1 << 1)
    package static let quotes = NormalizationSteps(rawValue: 1 << 2)
    package static let dashes = NormalizationSteps(rawValue: 1 << 3)
    package static let controls = NormalizationSteps(rawValue: 1 << 4)
    package static let ligatures = NormalizationSteps(rawValue: 1 << 5)
    package static let widths = NormalizationSteps(rawValue: 1 << 6)
    package static let trim = NormalizationSteps(rawValue: 1 << 7)
    package static let lower = NormalizationSteps(rawValue: 1 << 8)
    package static let accents = NormalizationSteps(rawValue: 1 << 9)
    static let form = NormalizationSteps(rawValue: 1 << 10)
    static let whiteSpace = NormalizationSteps(rawValue: 1 << 11)
    static let emoji = NormalizationSteps(rawValue: 1 << 12)

    package static let standard: NormalizationSteps = [
        .mojibake, .entities, .quotes, .dashes, .controls, .ligatures, .widths, .trim,
    ]

    /// The steps by their bits, as `report` names them.
    static let names = [
        "mojibake", "entities", "quotes", "dashes", "controls", "ligatures", "widths", "trim", "lower", "strip_accents", "form",
        "white_space", "emoji",
    ]
}
