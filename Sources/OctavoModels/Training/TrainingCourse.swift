package import OctavoTable

/// What a training that takes a while heeds and tells while it goes on, and what it leaves behind for one that goes on from there.
///
/// A class because all parts of one training share it; used by the thread that trains.
package final class TrainingCourse {
    package let threads: Int
    package let cancellation: Cancellation
    private let endsEarly: Bool
    private let keeper: CheckpointKeeper?
    private let tell: ((TrainingProgress) -> Void)?
    /// Of the whole training, the share that is learnt at this moment.
    private var span = 0.0..<1.0
    private var begun = (share: 0.0, rows: 0)
    /// More often than after so many rows nobody can look.
    package var rowsBetweenReports = 512

    /// `endsEarly`: where somebody wants it to stop, it gives the best so far instead of an error.
    package init(
        threads: Int, cancellation: Cancellation = Cancellation(), endsEarly: Bool = false, keeper: CheckpointKeeper? = nil,
        progress: ((TrainingProgress) -> Void)? = nil
    ) {
        self.threads = threads
        self.cancellation = cancellation
        self.endsEarly = endsEarly
        self.keeper = keeper
        tell = progress
    }

    // MARK: - Parts

    /// `body` is this share of the whole.
    func within<Result>(_ span: Range<Double>, _ body: () throws -> Result) rethrows -> Result {
        let outer = self.span
        self.span = span
        defer { self.span = outer }
        return try body()
    }

    /// Learns on, unless somebody wants the training to stop before there is more to show than `known`.
    func improving<Result>(on known: Result, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            guard cancellation.isCancelled, takesBack() else { throw error }
            return known
        }
    }

    /// A part that an earlier run of the same training finished, or that is finished now.
    func part<Part: TrainingPart>(_ name: String, learn: () throws -> Part) throws -> Part {
        let part: Part
        if let saved = keeper?.read({ try $0.part(name).map { try Part($0) } }) { part = saved } else { part = try learn() }
        if part.isWhole { keeper?.finish(name, part) }
        return part
    }

    // MARK: - Learning step by step

    /// Learns until it is over, or somebody wants it to stop.
    func learn(_ name: String, _ learning: EmbeddingLearning) throws {
        keeper?.read { checkpoint in try checkpoint.state(of: name).map { try learning.restore($0) } }
        begun = (learning.share, learning.rows)
        while !learning.isOver {
            if cancellation.isCancelled {
                keeper?.keep(name, learning.state)
                // Without a single step there is nothing to give.
                guard learning.step > 0, takesBack() else { return try cancellation.check() }
                try learning.end { try cancellation.check() }
                return
            }
            do {
                try learning.advance { try cancellation.check() }
            } catch {
                // In the middle of a look, which is begun again where the training goes on.
                guard cancellation.isCancelled else { throw error }
                continue
            }
            report(learning)
            if keeper?.isDue ?? false { keeper?.keep(name, learning.state) }
        }
    }

    /// Whether the training shall end with what there is; one more wish to stop is then another one.
    func takesBack() -> Bool {
        guard endsEarly else { return false }
        cancellation.reset()
        return !cancellation.isCancelled
    }

    private func report(_ learning: EmbeddingLearning) {
        guard tell != nil, learning.isAtRest(every: rowsBetweenReports) else { return }
        report(rows: learning.rows - begun.rows, loss: learning.loss, last: learning.curve.last, learning.share)
    }

    /// Says how far this part of the training is, `rows` since it began.
    func report(rows: Int, loss: Double, last: LearningPoint?, _ share: Double) {
        func whole(_ share: Double) -> Double { span.lowerBound + (span.upperBound - span.lowerBound) * share }
        tell?(TrainingProgress(rows: rows, loss: loss, last: last, done: whole(share), from: whole(begun.share)))
    }
}

/// How far a training is.
package struct TrainingProgress {
    /// Learnt from since this part of the training began in this process.
    package let rows: Int
    /// The mean loss of late, in nats.
    package let loss: Double
    /// The last look at validation rows, and at the loss until then.
    package let last: LearningPoint?
    /// The share of the whole training that is done, and that was when this part began.
    package let done: Double
    package let from: Double
}

/// Where a training stood when somebody ended it.
package struct EarlyEnd: Sendable {
    /// Passes over the rows, or trees a label, that were done, and of how many.
    package let done: Double
    package let of: Int
    /// What was learnt from, where that is not all.
    package let part: Part?

    package enum Part: Sendable {
        case texts(LabelledExamples)
        /// Places among the rows.
        case rows([Int])
    }
}

/// A model, what its training was like, and whether it was ended before its time.
package struct TrainingResult: Sendable {
    package let model: TextModel
    package let curve: [LearningPoint]
    package let end: EarlyEnd?

    package init(_ model: TextModel, curve: [LearningPoint] = [], end: EarlyEnd? = nil) {
        self.model = model
        self.curve = curve
        self.end = end
    }
}
