import OctavoText

/// Texts as a normalization leaves them.
enum Normalized {
    static func text(_ text: String, _ options: TextNormalization = TextNormalization()) -> [UInt8] {
        bytes(Array(text.utf8), options)
    }

    static func string(_ text: String, _ options: TextNormalization = TextNormalization()) -> String {
        String(decoding: Self.text(text, options), as: UTF8.self)
    }

    static func bytes(_ text: [UInt8], _ options: TextNormalization) -> [UInt8] {
        var result: [UInt8] = []
        return options.makeWorker().run(text.span, into: &result) == .changed ? result : text
    }

    /// Options that differ in all steps.
    static let variants: [TextNormalization] = [
        TextNormalization(),
        TextNormalization(form: .nfkc, steps: .standard.union([.lower, .accents]), whiteSpace: .line, emoji: .name),
        TextNormalization(form: .nfkd, steps: [.mojibake, .entities], whiteSpace: .keep),
        TextNormalization(form: .nfd, steps: [.controls, .quotes, .accents, .trim], whiteSpace: .fold, emoji: .remove),
        TextNormalization(form: nil, steps: [.widths, .ligatures, .dashes, .lower], whiteSpace: .line),
    ]
}
