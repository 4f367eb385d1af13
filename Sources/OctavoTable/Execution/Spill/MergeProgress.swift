/// Tells how far the merging of sorted runs is. A class because two stages of it count on.
final class MergeProgress {
    private let context: ExecutionContext
    private let step: String
    private let total: Int
    private var rows = 0

    /// `total` rows will be noted in all.
    init(_ context: ExecutionContext, _ step: String, total: Int) {
        self.context = context
        self.step = step
        self.total = total
    }

    func note(_ count: Int) {
        rows += count
        context.progress?(.init(step: "\(step): merge", rows: rows, fraction: Double(rows) / Double(max(total, 1))))
    }
}
