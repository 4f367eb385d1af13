import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

/// What `normalize_text` does with its arguments.
enum Normalizations {
    /// The choices of `form:`.
    enum Form: String, CaseIterable, Sendable {
        case nfc = "NFC"
        case nfd = "NFD"
        case nfkc = "NFKC"
        case nfkd = "NFKD"
        case none
    }

    static func rewriting(_ call: Call, _ arguments: BoundArguments) throws -> TextRewriting {
        let normalization = try normalization(call, arguments)
        return TextRewriting(verb: "normalize_text") { TextNormalizer(normalization) }
    }

    static func normalization(_ call: Call, _ arguments: BoundArguments) throws -> TextNormalization {
        var steps: NormalizationSteps = []
        for (name, step) in switches where try call.option(name, arguments, NormalizationSteps.standard.contains(step)) {
            steps.insert(step)
        }
        let form = try call.option("form", arguments, Choice(option: Form.nfc)).option
        let normalization = TextNormalization(
            form: UnicodeForm(rawValue: form.rawValue), steps: steps,
            whiteSpace: try call.option("white_space", arguments, Choice(option: WhiteSpaceFolding.fold)).option,
            emoji: try call.option("emoji", arguments, Choice(option: EmojiTreatment.keep)).option)
        if normalization.form != nil || steps.contains(.accents), !TextNormalization.hasForms {
            throw Diagnostic(
                "not-supported", "cannot bring texts into a Unicode form: this machine has no libutf8proc", at: call.range,
                help: ["install libutf8proc, or leave the form: `form: \"none\"`"])
        }
        return normalization
    }

    private static let switches: [(String, NormalizationSteps)] = [
        ("mojibake", .mojibake), ("entities", .entities), ("quotes", .quotes), ("dashes", .dashes), ("controls", .controls),
        ("ligatures", .ligatures), ("widths", .widths), ("trim", .trim), ("lower", .lower), ("strip_accents", .accents),
    ]
}
