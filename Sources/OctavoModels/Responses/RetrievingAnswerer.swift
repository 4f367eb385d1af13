import CKernels
import OctavoTable

/// Answers one after another; keeps memory from one to the next.
final class RetrievingAnswerer: Answerer {
    private let model: ResponseModel
    private var features = TextFeatureReader()
    private var columns: [UInt32] = []
    private var values: [Float] = []
    private var likeness: [Float]
    private var votes: [Float]
    private var agreement: [Float]

    /// How much rows that are more alike outweigh others. Chosen with the weights below on held-out rows of hotels' conversations
    /// (docs/performance.md, "Answers"); the relevance hardly changes from 7 to 14.
    private static let sharpness = 10.0
    private static let weights: (query: Float, last: Float, earlier: Float) = (2, 1, 0.5)
    /// Votes that are weaker than this share of the strongest one change no answer and take half of the time.
    private static let leastVote: Float = 0.02
    /// So many answers are looked at closely.
    private static let shortlisted = 64

    init(_ model: ResponseModel) {
        self.model = model
        likeness = [Float](repeating: 0, count: model.rows.count)
        votes = [Float](repeating: 0, count: model.formSpace.count)
        agreement = [Float](repeating: 0, count: model.forms.count)
    }

    func answer(_ row: [Datum]) -> GivenAnswer? {
        guard let inquiry = Inquiry(row), let found = retrieved(inquiry) else { return nil }
        let confidence = model.calibration.map { $0.probability(found.closeness) } ?? found.closeness
        return GivenAnswer(found.text, confidence: confidence)
    }

    /// An answer, and how close it is to those of the rows that vote: the mean of the third powers of their likeness, which tells right answers
    /// from wrong ones better than that of the likeness itself.
    /// `held` rows and what they alone say are taken for unknown.
    func retrieved(_ inquiry: Inquiry, without held: HeldRows? = nil) -> (text: String, closeness: Double)? {
        let near = nearest(inquiry, without: held?.rows)
        guard !near.isEmpty else { return nil }
        vote(near)
        if let held { for form in agreement.indices where held.alone[form] { agreement[form] = 0 } }
        let sources = InquirySpecific.all(of: inquiry, model.reader)
        guard let found = best(sources) else { return nil }
        return (found.text, closeness(of: found.form, to: near))
    }

    private func closeness(of form: Int, to near: [Near]) -> Double {
        for place in votes.indices { votes[place] = 0 }
        model.formFeatures.add([UInt32(form)], [1], to: &votes)
        let sum = near.reduce(0.0) { sum, near in
            let likeness = likeness(toVotes: Int(model.rows[near.row]))
            return sum + Double(near.weight * likeness * likeness * likeness)
        }
        return min(max(sum, 0), 1)
    }

    func grounds(_ row: [Datum]) -> [AnswerGround] {
        guard let inquiry = Inquiry(row) else { return [] }
        return nearest(inquiry).map { near in
            AnswerGround(
                query: model.shownQueries[near.row], response: model.forms[Int(model.rows[near.row])].shown,
                weight: Double(near.weight))
        }
    }

    // MARK: - Rows

    private typealias Near = (row: Int, weight: Float)

    /// The rows that are most like a conversation, the most alike first, with weights that are 1 together; none where the query has nothing in
    /// common with any row.
    private func nearest(_ inquiry: Inquiry, without held: Range<Int>? = nil) -> [Near] {
        for row in likeness.indices { likeness[row] = 0 }
        let weights = Self.weights
        // Without turns, or where they are not known, the query alone counts.
        let turns = inquiry.turns == nil ? nil : model.turns
        let all = turns == nil ? weights.query : weights.query + weights.last + weights.earlier
        guard add(inquiry.query, model.queries, weights.query / all) else { return [] }
        if let turns {
            _ = add(inquiry.turn(0), turns.last, weights.last / all)
            _ = add(inquiry.turn(1), turns.earlier, weights.earlier / all)
        }
        if let held { for row in held { likeness[row] = 0 } }
        var kept = MostAlike(most: model.neighbours)
        for row in likeness.indices where likeness[row] > 0 { kept.add(row, likeness[row]) }
        let rows = kept.sorted
        guard let most = rows.first.map({ Double(likeness[$0]) }) else { return [] }
        let powers = rows.map { octavo_exp(Self.sharpness * (Double(likeness[$0]) - most)) }
        let sum = powers.reduce(0, +)
        return zip(rows, powers).map { ($0, Float($1 / sum)) }
    }

    /// Whether the text has a feature that is known.
    private func add(_ text: String, _ index: TurnIndex, _ weight: Float) -> Bool {
        features.read(text)
        index.space.row(features.hashes[...], features.counts[...], columns: &columns, values: &values)
        for place in values.indices { values[place] *= weight }
        index.rows.add(columns, values, to: &likeness)
        return !columns.isEmpty
    }

    // MARK: - Answers

    /// The mean of what the rows' answers are like.
    private func vote(_ near: [Near]) {
        for place in votes.indices { votes[place] = 0 }
        model.formFeatures.add(near.map { model.rows[$0.row] }, near.map(\.weight), to: &votes)
        let least = (votes.max() ?? 0) * Self.leastVote
        columns.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        for (feature, vote) in votes.enumerated() where vote > least {
            columns.append(UInt32(feature))
            values.append(vote)
        }
        for form in agreement.indices { agreement[form] = 0 }
        model.toldForms.add(columns, values, to: &agreement)
    }

    /// The form that agrees most with the votes, of equals the first, among those that can be filled from these.
    private func best(_ sources: [InquirySpecific]) -> (text: String, form: Int)? {
        let told = agreement.indices.filter { agreement[$0] > 0 }
        let kinds = Specific.Kind.mask(of: sources.lazy.map(\.specific.kind))
        // By their words alone first, which most of the time tell which are looked at closely.
        var shortlist = MostAlike(most: Self.shortlisted)
        for form in told { shortlist.add(form, agreement[form]) }
        let close = shortlist.sorted.map { (form: $0, agreement: likeness(toVotes: $0)) }
            .sorted { ($1.agreement, $0.form) < ($0.agreement, $1.form) }.map(\.form)
        let others = told.count > close.count ? Set(close) : []
        func filled(_ forms: some Sequence<Int>) -> (text: String, form: Int)? {
            for form in forms where model.forms[form].kinds & ~kinds == 0 {
                if let text = model.forms[form].filled(from: sources) { return (text, form) }
            }
            return nil
        }
        if let found = filled(close) { return found }
        return filled(told.filter { !others.contains($0) }.sorted { (agreement[$1], $0) < (agreement[$0], $1) })
    }

    /// The product of a form with the votes.
    private func likeness(toVotes form: Int) -> Float {
        let features = model.formFeatures
        var sum: Float = 0
        for at in Int(features.starts[form])..<Int(features.starts[form + 1]) {
            sum += votes[Int(features.places[at])] * Float(features.shares[at])
        }
        return sum / 127
    }
}

/// Rows that are asked about as if they had not been learnt from.
struct HeldRows: Sendable {
    let rows: Range<Int>
    /// Whether an answer's form is theirs alone.
    let alone: [Bool]

    init(_ rows: Range<Int>, of model: ResponseModel) {
        self.rows = rows
        var alone = [Bool](repeating: true, count: model.forms.count)
        for (row, form) in model.rows.enumerated() where !rows.contains(row) { alone[Int(form)] = false }
        self.alone = alone
    }
}
