import OctavoTable

/// Whom the numbers, names and dates in answers belong to.
package enum AnswerFacts: String, CaseIterable, Sendable {
    /// The guest of each conversation: others are told none of them, unless several rows say the same.
    case own
    /// Nobody: each answer is said to all as it stands.
    case shared
}

/// The forms of all answers, and which of them each row has.
struct AnswerForms: Sendable {
    private(set) var forms: [AnswerForm] = []
    private(set) var rows: [UInt32] = []

    /// An answer with facts that stand nowhere in its conversation is said to others where one row in so many has it, and two at least: what is
    /// true of the house is asked about often, and what two guests were told may be chance.
    private static let rowsPerFact = 1000
    /// So many neighbours of a slot's values are kept.
    private static let mostNeighbours = 8

    init(
        of examples: AnsweredInquiries, _ reader: SpecificReader, facts: AnswerFacts, threads: Int, cancellation: Cancellation
    ) throws {
        let ranges = stride(from: 0, to: examples.count, by: 256).map { $0..<min($0 + 256, examples.count) }
        let read = try Parallel.map(ranges, threads: threads) { range in
            try cancellation.check()
            return range.map { Reading(examples.answers[$0], of: examples.inquiries[$0], reader, facts) }
        }.flatMap { $0 }
        var numbers: [Reading.Key: Int] = [:]
        var gathered: [Gathered] = []
        for (row, reading) in read.enumerated() {
            if row % 4096 == 0 { try cancellation.check() }
            let number = numbers[reading.key] ?? gathered.count
            if number == gathered.count {
                numbers[reading.key] = number
                gathered.append(Gathered(reading.key))
            }
            gathered[number].add(reading, answer: examples.answers[row], inquiry: examples.inquiries[row])
            rows.append(UInt32(number))
        }
        let leastRows = max(2, (examples.count + Self.rowsPerFact - 1) / Self.rowsPerFact)
        forms = gathered.map { $0.form(leastRows: leastRows, mostNeighbours: Self.mostNeighbours) }
    }

    /// An answer beside its conversation.
    private struct Reading: Sendable {
        /// Pieces of text and the kinds between them: the same of all answers that differ in what is specific alone.
        struct Key: Hashable, Sendable {
            var pieces: [String]
            var kinds: [Specific.Kind]
        }

        private(set) var key: Key
        private(set) var values: [String] = []
        /// Where each of them comes from in the conversation; `nil` of what is known from elsewhere.
        private(set) var sources: [Specific?] = []

        init(_ answer: String, of inquiry: Inquiry, _ reader: SpecificReader, _ facts: AnswerFacts) {
            let tokens = TextTokens(answer)
            let found = facts == .shared ? [] : reader.specifics(tokens).filter { !$0.isVague }
            let known = found.isEmpty ? [] : InquirySpecific.all(of: inquiry, reader)
            key = Key(pieces: [], kinds: [])
            var end = 0
            for specific in found {
                let source = Self.source(of: specific, among: known)
                // "Can I help with anything else today?" is said on any day.
                if source == nil, specific.isRelative { continue }
                key.pieces.append(tokens.text(end..<specific.range.lowerBound))
                key.kinds.append(specific.kind)
                values.append(specific.value)
                sources.append(source)
                end = specific.range.upperBound
            }
            key.pieces.append(end == 0 ? answer : tokens.text(end..<tokens.scalars.count))
        }

        /// The same value in the conversation; of several the one that stands beside the same words, of equals the latest.
        private static func source(of specific: Specific, among known: [InquirySpecific]) -> Specific? {
            let same = known.lazy.map(\.specific).filter { $0.kind == specific.kind && $0.value == specific.value }
            func familiarity(_ other: Specific) -> Int {
                (other.after == specific.after ? 2 : 0) + (other.before == specific.before ? 1 : 0)
            }
            guard let most = same.map(familiarity).max() else { return nil }
            return same.first { familiarity($0) == most }
        }

        var isOfConversation: Bool { sources.allSatisfy { $0 != nil } }
        var isOfElsewhere: Bool { sources.allSatisfy { $0 == nil } }
    }

    /// All answers of one form.
    private struct Gathered {
        private let key: Reading.Key
        private var ofConversation = 0
        private var ofElsewhere = 0
        /// What stands in the slots where the conversation does not have it, as long as that is the same everywhere.
        private var constant: String?
        private var isVaried = false
        /// Rows that say so without having said it before.
        private var timesSaid = 0
        private var groups: [UInt32]?
        private var before: [[UInt64: Int]]
        private var after: [[UInt64: Int]]

        init(_ key: Reading.Key) {
            self.key = key
            before = Array(repeating: [:], count: key.kinds.count)
            after = before
        }

        mutating func add(_ reading: Reading, answer: String, inquiry: Inquiry) {
            guard !reading.values.isEmpty else { return }
            guard reading.isOfConversation else {
                ofElsewhere += 1
                // Something of it is the guest's: what is not depends on that.
                if !reading.isOfElsewhere { isVaried = true }
                if let constant, constant != answer { isVaried = true }
                constant = answer
                if !inquiry.known.contains(answer) { timesSaid += 1 }
                return
            }
            ofConversation += 1
            for (slot, source) in reading.sources.enumerated() {
                guard let source else { continue }
                before[slot][source.before, default: 0] += 1
                after[slot][source.after, default: 0] += 1
            }
            var numbers: [String: UInt32] = [:]
            let own = zip(reading.key.kinds, reading.values).map { kind, value -> UInt32 in
                let name = "\(kind) \(value)"
                let number = numbers[name] ?? UInt32(numbers.count)
                numbers[name] = number
                return number
            }
            groups = groups.map { Self.common($0, own) } ?? own
        }

        /// Slots that have the same number in both.
        private static func common(_ one: [UInt32], _ other: [UInt32]) -> [UInt32] {
            var numbers: [[UInt32]: UInt32] = [:]
            return zip(one, other).map { pair in
                let number = numbers[[pair.0, pair.1]] ?? UInt32(numbers.count)
                numbers[[pair.0, pair.1]] = number
                return number
            }
        }

        func form(leastRows: Int, mostNeighbours: Int) -> AnswerForm {
            // Where it is mostly known from elsewhere it is no echo of the question, even if a row may look so.
            let isFilled = ofConversation >= max(ofElsewhere, 1)
            if !isFilled, !isVaried, ofConversation == 0, let constant, timesSaid >= leastRows {
                return AnswerForm(pieces: [constant], slots: [], isTold: true)
            }
            let slots = key.kinds.indices.map { slot in
                AnswerForm.Slot(
                    kind: key.kinds[slot], group: groups?[slot] ?? UInt32(slot),
                    before: Self.most(before[slot], mostNeighbours), after: Self.most(after[slot], mostNeighbours))
            }
            return AnswerForm(pieces: key.pieces, slots: slots, isTold: slots.isEmpty || isFilled)
        }

        private static func most(_ counts: [UInt64: Int], _ most: Int) -> [UInt64] {
            Array(counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(most).map(\.key))
        }
    }
}
