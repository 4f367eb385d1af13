/// One thread's work of a normalization.
///
/// A text goes through all steps until none changes it any more, so that doing it again changes nothing. What one step reveals to another
/// (an entity made of mojibake, mojibake made of entities) is so found; a text made to reveal something in every round, which nobody
/// writes, is given back as it came.
package final class TextNormalizer: TextWorker {
    private let options: TextNormalization
    /// What of a survey asks for a step at all.
    private let wanted: TextSurvey
    /// What of it the loop over single characters does.
    private let plain: TextSurvey
    private let characters: CharacterRewriter
    /// What calls for that loop.
    private let spaced: TextSurvey
    private let decoder = ReferenceDecoder()
    private var kernels = NormalizationKernels()
    private var repairer = MojibakeRepairer()
    /// The text between steps, and what the next step makes of it.
    private var current: [UInt8] = []
    private var next: [UInt8] = []
    private var changed: NormalizationSteps = []
    private var changes = [Int](repeating: 0, count: NormalizationSteps.names.count)
    private var tooDeep = 0

    /// Texts that people wrote are done after two or three.
    package static let mostRounds = 16
    /// What one long text needs is not held for the short ones after it.
    private static let mostKept = 1 << 20

    package init(_ options: TextNormalization) {
        self.options = options
        characters = CharacterRewriter(options)
        plain = Self.plainSteps(options)
        spaced = plain.union([.fold, .edge, .line, .space])
        var wanted = characters.wanted.union(plain)
        if options.steps.contains(.mojibake) { wanted.insert(.bad) }
        if options.steps.contains(.entities) { wanted.insert(.reference) }
        if options.steps.contains(.controls) { wanted.insert(.escape) }
        if options.steps.contains(.trim) { wanted.formUnion([.edge, .space]) }
        if options.steps.contains(.lower) { wanted.formUnion([.capital, .high]) }
        if options.steps.contains(.accents) { wanted.formUnion(AccentRemoval.wanted) }
        if options.whiteSpace != .keep { wanted.insert(.fold) }
        // Where lines are folded too, a line break is white space as any.
        if options.whiteSpace == .fold { wanted.remove(.line) }
        if options.whiteSpace == .line { wanted.insert(.line) }
        if let form = options.form { wanted.formUnion([.changing(under: form), .order]) }
        self.wanted = wanted
    }

    /// What `octavo_rewrite_plainly` is asked for.
    private static func plainSteps(_ options: TextNormalization) -> TextSurvey {
        var plain: TextSurvey = []
        if options.steps.contains(.quotes) { plain.insert(.quote) }
        if options.steps.contains(.dashes) { plain.insert(.dash) }
        if options.steps.contains(.controls) { plain.insert(.control) }
        if options.whiteSpace != .keep {
            plain.insert(.space)
            if options.whiteSpace == .fold { plain.insert(.line) }
            if options.steps.contains(.trim) { plain.insert(.edge) }
        }
        return plain
    }

    /// How many texts each step changed, the steps that changed one.
    package var counts: [(what: String, count: Int)] {
        var counts = zip(NormalizationSteps.names, changes).map { (what: $0, count: $1) }
        counts.append((what: "left, too deeply nested", count: tooDeep))
        return counts.filter { $0.count > 0 }
    }

    package func run(_ text: Span<UInt8>, into result: inout [UInt8]) -> TextOutcome {
        let reasons = reasons(TextSurvey(of: text))
        return reasons.isEmpty ? .unchanged : run(text, reasons, into: &result)
    }

    package func run(_ rows: Range<Int>, _ bytes: Span<UInt8>, _ offsets: Span<UInt32>, tell: TellOutcome) {
        var result: [UInt8] = []
        var rows = rows
        while let (row, survey) = NormalizationKernels.firstText(of: rows, bytes, offsets, with: wanted) {
            let text = bytes.extracting(Int(offsets[row])..<Int(offsets[row + 1]))
            rows = row + 1..<rows.upperBound
            if let plain = rewrittenAtOnce(text, reasons(survey)) {
                kernels.lend(plain) { tell(row, $0, nil) }
            } else if run(text, reasons(survey), into: &result) == .changed {
                tell(row, result.span, nil)
                result.removeAll(keepingCapacity: true)
            }
        }
    }

    private func run(_ text: Span<UInt8>, _ reasons: TextSurvey, into result: inout [UInt8]) -> TextOutcome {
        if let plain = rewrittenAtOnce(text, reasons) {
            kernels.lend(plain) { result.append($0) }
            return .changed
        }
        changed = []
        guard settle(text, reasons) else {
            tooDeep += 1
            return .unchanged
        }
        if ByteComparison.areEqual(current.span, text) { return .unchanged }
        swap(&result, &current)
        count()
        return .changed
    }

    /// Most texts that change at all need one pass, and are then as they should be. `nil` for the others.
    private func rewrittenAtOnce(_ text: Span<UInt8>, _ reasons: TextSurvey) -> NormalizationKernels.Plain? {
        guard reasons.isSubset(of: [.quote, .dash, .control, .fold, .edge, .line, .space]), options.whiteSpace != .keep else {
            return nil
        }
        let plain = kernels.rewritePlainly(text, plain)
        guard !plain.done.isEmpty, self.reasons(plain.survey).isEmpty else { return nil }
        changed = []
        note(plain.done)
        count()
        return plain
    }

    private func count() {
        for bit in changes.indices where changed.rawValue >> UInt32(bit) & 1 == 1 { changes[bit] += 1 }
    }

    /// What a text gives of what the steps look for.
    private func reasons(_ survey: TextSurvey) -> TextSurvey {
        var reasons = survey.intersection(wanted)
        // A text that is HTML keeps its references: there they are no mistake.
        if survey.contains(.tag) { reasons.remove(.reference) }
        return reasons
    }

    private func reasons(of text: [UInt8]) -> TextSurvey { reasons(TextSurvey(of: text.span)) }

    /// Goes over the text until nothing changes, and leaves it in `current`; false after too many rounds.
    private func settle(_ text: Span<UInt8>, _ first: TextSurvey) -> Bool {
        if current.capacity > Self.mostKept { current = [] }
        if next.capacity > Self.mostKept { next = [] }
        current.removeAll(keepingCapacity: true)
        current.append(text)
        var reasons = first
        for _ in 0..<Self.mostRounds {
            guard goOver(&reasons) else { return true }
            if reasons.isEmpty { return true }
        }
        return false
    }

    /// Every step once that there is a reason for; whether one changed something.
    private func goOver(_ reasons: inout TextSurvey) -> Bool {
        let steps = options.steps
        var isChanged = false
        var left = reasons
        func step(_ step: NormalizationSteps, _ body: (Span<UInt8>, inout [UInt8]) -> Bool) -> Bool {
            next.removeAll(keepingCapacity: true)
            guard body(current.span, &next) else { return false }
            swap(&current, &next)
            changed.formUnion(step)
            isChanged = true
            left = self.reasons(of: current)
            return true
        }
        if left.contains(.escape) { _ = step(.controls) { TerminalSequences.remove($0, into: &$1) } }
        if left.contains(.reference) { _ = step(.entities) { decoder.decode($0, into: &$1) } }
        // As far back as it goes: the next steps would remove what tells how to go on.
        var readings = 0
        while left.contains(.bad), readings < Self.mostRounds, step(.mojibake, { repairer.repair($0, into: &$1) }) {
            readings += 1
        }
        if !left.isDisjoint(with: spaced) { _ = step([]) { rewriteSpaces($0, into: &$1) } }
        if !left.isDisjoint(with: characters.wanted) {
            var rewritten: NormalizationSteps = []
            _ = step([]) { characters.rewrite($0, into: &$1, &rewritten) }
            changed.formUnion(rewritten)
        }
        if steps.contains(.accents), !left.isDisjoint(with: AccentRemoval.wanted) {
            _ = step(.accents) { AccentRemoval.remove($0, (options.form ?? .nfc).decomposed, into: &$1) }
        }
        if let form = options.form, !left.isDisjoint(with: [.changing(under: form), .order]) {
            _ = step(.form) { form.apply(to: $0, into: &$1) }
        }
        if steps.contains(.lower), !left.isDisjoint(with: [.capital, .high]) {
            _ = step(.lower) { LowerCase.apply(to: $0, into: &$1) }
        }
        if !left.isDisjoint(with: spaced) { _ = step([]) { rewriteSpaces($0, into: &$1) } }
        reasons = left
        return isChanged
    }

    /// The loop over single characters; what is trimmed from white space that is kept stands apart. False, and `result` empty, where nothing
    /// changes.
    private func rewriteSpaces(_ text: Span<UInt8>, into result: inout [UInt8]) -> Bool {
        guard options.whiteSpace == .keep, options.steps.contains(.trim) else { return rewritePlainly(text, into: &result) }
        let range = TextBytes.trimmedRange(text)
        let isChanged = rewritePlainly(text.extracting(range), into: &result)
        guard range.count < text.count else { return isChanged }
        if !isChanged { result.append(text.extracting(range)) }
        changed.insert(.trim)
        return true
    }

    private func rewritePlainly(_ text: Span<UInt8>, into result: inout [UInt8]) -> Bool {
        let plain = kernels.rewritePlainly(text, plain)
        if plain.done.isEmpty { return false }
        note(plain.done)
        kernels.lend(plain) { result.append($0) }
        return true
    }

    private func note(_ done: TextSurvey) {
        if done.contains(.quote) { changed.insert(.quotes) }
        if done.contains(.dash) { changed.insert(.dashes) }
        if done.contains(.control) { changed.insert(.controls) }
        if done.contains(.fold) { changed.insert(.whiteSpace) }
        if done.contains(.edge) { changed.insert(.trim) }
    }
}
