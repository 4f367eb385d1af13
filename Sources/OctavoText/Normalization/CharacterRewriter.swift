/// The steps that look at a character's neighbours, or write several for one, in one pass: joiners, ligatures, widths, emoji.
struct CharacterRewriter {
    private let steps: NormalizationSteps
    private let emoji: EmojiTreatment
    /// What characters have that one of the steps looks at.
    let wanted: TextSurvey

    init(_ options: TextNormalization) {
        steps = options.steps
        emoji = options.emoji
        var wanted: TextSurvey = []
        if steps.contains(.controls) { wanted.insert(.joiner) }
        if steps.contains(.ligatures) { wanted.insert(.ligature) }
        if steps.contains(.widths) { wanted.insert(.width) }
        if emoji != .keep { wanted.insert(.emoji) }
        self.wanted = wanted
    }

    /// False, and `result` empty, where nothing changes; `changed` gets the steps that change something.
    func rewrite(_ text: Span<UInt8>, into result: inout [UInt8], _ changed: inout NormalizationSteps) -> Bool {
        result.reserveCapacity(text.count)
        var start = 0
        while true {
            let at = wanted.next(in: text, from: start)
            result.append(text.extracting(start..<at))
            guard at < text.count else { break }
            let (scalar, length) = CodePoint.decode(text, at: at)
            start = at + length
            if !rewrite(scalar, in: text, at: at, &start, &result, &changed) { result.append(text.extracting(at..<start)) }
        }
        if changed.isEmpty { result.removeAll(keepingCapacity: true) }
        return !changed.isEmpty
    }

    /// Adds what becomes of the character at `at`, whose end is `end`, and moves that on where more characters belong to it; false where it
    /// stays as it is.
    private func rewrite(
        _ code: UInt32, in text: Span<UInt8>, at: Int, _ end: inout Int, _ result: inout [UInt8],
        _ changed: inout NormalizationSteps
    ) -> Bool {
        let flags = TextSurvey(of: code).intersection(wanted)
        if flags.contains(.joiner) {
            let kept = Joiners.endOfKept(code, in: text, at: at, end, after: result.span)
            if let kept {
                end = kept
                return false
            }
            changed.insert(.controls)
        } else if flags.contains(.ligature) {
            guard let letters = CharacterForms.letters(of: code) else { return false }
            result += letters.utf8
            changed.insert(.ligatures)
        } else if flags.contains(.width) {
            guard CharacterForms.appendStandardWidth(of: code, in: text, at: at, &end, to: &result) else { return false }
            changed.insert(.widths)
        } else if flags.contains(.emoji) {
            guard let sequence = EmojiSequence(in: text, at: at) else { return false }
            end = sequence.end
            if emoji == .name { result += sequence.name(in: text).utf8 }
            changed.insert(.emoji)
        } else {
            return false
        }
        return true
    }
}
