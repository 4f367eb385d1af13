/// An answer without what is specific in it: the pieces of its text, and between two of them what kind of specific stands there.
package struct AnswerForm: Sendable {
    struct Slot: Sendable, Equatable {
        let kind: Specific.Kind
        /// Slots of one number hold the same.
        let group: UInt32
        /// What stood before and behind such values where guests wrote them, as hashes, the most frequent first.
        let before: [UInt64]
        let after: [UInt64]
    }

    /// One more than slots.
    let pieces: [String]
    let slots: [Slot]
    /// Those of its slots.
    let kinds: UInt32
    /// Whether it can be said to others: what is specific comes from the conversation, or holds for all.
    let isTold: Bool

    init(pieces: [String], slots: [Slot], isTold: Bool) {
        (self.pieces, self.slots, self.isTold) = (pieces, slots, isTold)
        kinds = Specific.Kind.mask(of: slots.lazy.map(\.kind))
    }

    /// The text with the kinds of what is specific.
    var shown: String { text { $0.kind.shown } }
    /// The same with words for features.
    var featureText: String { text { $0.kind.word } }

    /// A text with the kinds of what is specific in it.
    package static func shown(_ text: String, _ reader: SpecificReader) -> String {
        let tokens = TextTokens(text)
        var (result, end) = ("", 0)
        for specific in reader.specifics(tokens) where !specific.isVague && !specific.isRelative {
            result += tokens.text(end..<specific.range.lowerBound) + specific.kind.shown
            end = specific.range.upperBound
        }
        return result + tokens.text(end..<tokens.scalars.count)
    }

    private func text(_ value: (Slot) -> String) -> String {
        zip(slots, pieces.dropFirst()).reduce(pieces[0]) { $0 + value($1.0) + $1.1 }
    }

    /// The text for a conversation in which these specifics stand, the latest first; `nil` where it has none that surely belongs in a slot.
    func filled(from sources: [InquirySpecific]) -> String? {
        guard !slots.isEmpty else { return pieces[0] }
        var chosen: [UInt32: InquirySpecific] = [:]
        var text = pieces[0]
        for (slot, piece) in zip(slots, pieces.dropFirst()) {
            guard let source = chosen[slot.group] ?? Self.pick(slot, from: sources, taken: Array(chosen.values)) else {
                return nil
            }
            chosen[slot.group] = source
            text += source.text
            text += piece
        }
        return text
    }

    /// The one whose neighbours are those that the slot knows, of several the latest. Whom or what a name names is told by the word before it
    /// alone, and of two that it tells the same of neither is taken.
    private static func pick(_ slot: Slot, from sources: [InquirySpecific], taken: [InquirySpecific]) -> InquirySpecific? {
        // Two numbers may be the same by chance; two slots of another kind are not filled by one value.
        let free = sources.filter { source in
            source.specific.kind == slot.kind
                && !taken.contains {
                    slot.kind == .number
                        ? $0.place == source.place : $0.specific.kind == slot.kind && $0.specific.value == source.specific.value
                }
        }
        func familiarity(_ source: InquirySpecific) -> Int {
            let (before, after) = (source.specific.before, source.specific.after)
            if slot.kind == .name, before <= Specific.sign || !slot.before.contains(before) { return 0 }
            // What is counted must be the same: "3 rooms".
            if slot.kind == .number, !slot.after.contains(after) { return 0 }
            return (slot.before.contains(before) ? 2 : 0) + (slot.after.contains(after) ? 1 : 0)
        }
        guard let most = free.map(familiarity).max(), most > 0 else { return nil }
        let best = free.filter { familiarity($0) == most }
        if slot.kind == .name, Set(best.map(\.specific.value)).count > 1 { return nil }
        return best.first
    }
}

/// A specific of a conversation, as it was written there.
struct InquirySpecific: Sendable {
    let specific: Specific
    let text: String
    /// Its number among those of the conversation.
    let place: Int

    /// Those of what is asked and of the turns before it, the latest first.
    static func all(of inquiry: Inquiry, _ reader: SpecificReader) -> [InquirySpecific] {
        var result: [InquirySpecific] = []
        for turn in [inquiry.query] + inquiry.known.suffix(mostTurns).reversed() {
            let tokens = TextTokens(turn)
            for specific in reader.specifics(tokens).reversed() {
                guard result.count < mostSpecifics else { return result }
                result.append(
                    InquirySpecific(specific: specific, text: tokens.text(specific.range), place: result.count))
            }
        }
        return result
    }

    /// What was said longer ago is not taken up.
    private static let mostTurns = 8
    /// A conversation has some ten; what pastes a list of thousands gets its answer as soon as others.
    private static let mostSpecifics = 64
}
