package import OctavoTable

/// Learns to answer from answered conversations.
package struct ResponseTrainer: Sendable {
    /// How many rows vote on an answer.
    package var neighbours = 100
    /// An answer that is less sure than this is not given.
    package var threshold = 0.0
    package var facts = AnswerFacts.own

    package init() {}

    /// Rows that the confidence is fitted to at most: a curve needs no more.
    private static let mostHeld = 4000
    private static let parts = 5
    private static let rowsPerPiece = 64

    /// A model, and how many rows its confidence was fitted to that it did not learn from. `readsContext` says whether the turns before a
    /// query are looked at.
    package func train(
        _ examples: AnsweredInquiries, readsContext: Bool, validation: AnsweredInquiries?, threads: Int,
        cancellation: Cancellation = Cancellation()
    ) throws -> ResponseModel {
        let model = try learn(examples, readsContext: readsContext, threads: threads, cancellation: cancellation)
        let outcomes: [Outcome]
        if let validation, validation.count > 0 {
            let asked = Self.some(of: validation.count).map { Asked(row: $0, held: nil) }
            outcomes = try Self.outcomes(of: model, on: validation, asked, threads, cancellation)
        } else {
            // Fifths one after the other: rows of one conversation stand together, and few of them stand on both sides.
            let parts = (0..<Self.parts).map { part in
                HeldRows(part * examples.count / Self.parts..<(part + 1) * examples.count / Self.parts, of: model)
            }
            var asked = Self.some(of: examples.count).map { row in Asked(row: row, held: parts.first { $0.rows.contains(row) }) }
            // Where every question has an answer of its own, all that are held out would be answered wrong: how sure a known answer is can
            // only be told by questions whose answer others have too.
            if facts == .shared { asked.removeAll { $0.held?.alone[Int(model.rows[$0.row])] ?? false } }
            outcomes = try Self.outcomes(of: model, on: examples, asked, threads, cancellation)
        }
        return model.calibrated(IsotonicCalibration(scores: outcomes.map(\.closeness), isRight: outcomes.map(\.isRight)))
    }

    private struct Asked: Sendable {
        let row: Int
        /// What the model must not know of.
        let held: HeldRows?
    }

    private struct Outcome: Sendable {
        let closeness: Double
        let isRight: Bool
    }

    /// Rows at equal distances.
    private static func some(of count: Int) -> [Int] {
        Array(stride(from: 0, to: count, by: max((count + mostHeld - 1) / mostHeld, 1)))
    }

    /// What becomes of a model's answers.
    private static func outcomes(
        of model: ResponseModel, on examples: AnsweredInquiries, _ asked: [Asked], _ threads: Int, _ cancellation: Cancellation
    ) throws -> [Outcome] {
        let pieces = stride(from: 0, to: asked.count, by: rowsPerPiece).map {
            asked[$0..<min($0 + rowsPerPiece, asked.count)]
        }
        return try Parallel.map(pieces, threads: threads) { piece in
            try cancellation.check()
            let answerer = RetrievingAnswerer(model)
            return piece.compactMap { one -> Outcome? in
                guard let found = answerer.retrieved(examples.inquiries[one.row], without: one.held) else { return nil }
                let relevance = AnswerRelevance.score(found.text, reference: examples.answers[one.row])
                return Outcome(closeness: found.closeness, isRight: relevance >= AnswerRelevance.least)
            }
        }.flatMap { $0 }
    }

    /// A model without a confidence.
    private func learn(
        _ examples: AnsweredInquiries, readsContext: Bool, threads: Int, cancellation: Cancellation
    ) throws -> ResponseModel {
        let (inquiries, answers) = (examples.inquiries, examples.answers)
        var seen: Set<String> = []
        let texts = (inquiries.flatMap { $0.known + [$0.query] } + answers).filter { seen.insert($0).inserted }
        let reader = SpecificReader(common: try CommonWords(of: texts, threads: threads, cancellation: cancellation))
        let forms = try AnswerForms(of: examples, reader, facts: facts, threads: threads, cancellation: cancellation)
        let queries = inquiries.map(\.query)
        func index(_ texts: [String], _ groups: Set<TextFeatureReader.Group>) throws -> TurnIndex {
            try TurnIndex(texts, groups, threads: threads, cancellation: cancellation)
        }
        let (formSpace, formRows) = try FeatureLearning.learn(
            forms.forms.map(\.featureText), groups: [.words, .runs], weighsRarity: false, threads: threads,
            cancellation: cancellation)
        let turns =
            try readsContext
            ? (
                last: index(inquiries.map { $0.turn(0) }, [.words]),
                earlier: index(inquiries.map { $0.turn(1) }, [.words])
            ) : nil
        return ResponseModel(
            reader: reader, queries: try index(queries, [.words, .runs]), turns: turns,
            shownQueries: try Parallel.map(queries, threads: threads) { AnswerForm.shown($0, reader) }, rows: forms.rows,
            forms: forms.forms, formSpace: formSpace, formFeatures: SparseShares(formRows), calibration: nil,
            neighbours: neighbours,
            threshold: threshold)
    }
}
