import OctavoTable

/// Writes down where a training is: now and then, so seldom that it costs less than a hundredth of the time, and when it is broken off.
///
/// A class because all parts of one training share it; used by the thread that trains.
package final class CheckpointKeeper {
    /// Microseconds between two checkpoints at the least, and how often what one takes fits between two.
    private static let leastPause: Int64 = 5_000_000
    private static let pauses: Int64 = 100

    private let key: String
    private let names: [String]
    private let now: () -> Int64
    private let write: ([UInt8]) -> Bool
    private let saved: TrainingCheckpoint?
    private let started: Int64
    private var next: Int64
    private var finished: [(name: String, part: any TrainingPart)] = []
    /// Why the saved checkpoint is of no use after all.
    package private(set) var problem: DamagedModel?
    /// Whether the last checkpoint is where the training ended.
    package private(set) var hasKept = false

    /// `saved` is what an earlier run of the same training left; `write` gives false where it could not.
    package init(
        key: String, names: [String], saved: TrainingCheckpoint?, now: @escaping () -> Int64, write: @escaping ([UInt8]) -> Bool
    ) {
        self.key = key
        self.names = names
        self.saved = saved
        self.now = now
        self.write = write
        started = now()
        next = started + Self.leastPause
    }

    /// What the training has taken, in earlier processes too.
    package var seconds: Double { (saved?.seconds ?? 0) + Double(now() - started) / 1e6 }

    /// What the saved checkpoint holds; nothing where it is not what it must be, which is noted.
    @discardableResult
    func read<Result>(_ body: (TrainingCheckpoint) throws -> Result?) -> Result? {
        guard let saved, problem == nil else { return nil }
        do {
            return try body(saved)
        } catch {
            problem = error as? DamagedModel ?? DamagedModel("\(error)")
            return nil
        }
    }

    func finish(_ name: String, _ part: any TrainingPart) { finished.append((name, part)) }

    var isDue: Bool { now() >= next }

    func keep(_ name: String, _ state: EmbeddingLearning.State) {
        let begin = now()
        hasKept = write(
            TrainingCheckpoint.bytes(
                key: key, names: names, parts: finished, current: name, state: state, seconds: seconds))
        let end = now()
        next = end + max(Self.leastPause, Self.pauses * (end - begin))
    }
}
