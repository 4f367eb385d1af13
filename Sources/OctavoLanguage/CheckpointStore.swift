package import OctavoTable

/// Where trainings that take a while leave how far they are, so that one that was broken off goes on from there.
package protocol CheckpointStore: Sendable {
    /// Names of those of the training with this key, the latest first.
    func checkpoints(of key: String) -> [String]
    /// The name of the checkpoint of a training with this key that began at this time, in microseconds since 1970-01-01T00:00Z.
    func name(of key: String, started: Int64) -> String
    func read(_ name: String) throws -> Buffer<UInt8>
    /// Whole or not at all, in place of the one before. Of other trainings the oldest that are too many are removed.
    func write(_ name: String, _ bytes: [UInt8]) throws
    /// One that is not there, or cannot be removed, does no harm.
    func remove(_ name: String)
}
