import OctavoLanguage
package import OctavoTable

/// Checkpoints of trainings as files, one a training, process and start. The same training in two processes writes two, and a training of
/// another version of the program finds none: its bits may be others.
///
///     .octavo/checkpoints/20261128T204825-4f2a91….0.1.0.safetensors
package struct CheckpointFiles: CheckpointStore {
    package static let folder = ".octavo/checkpoints"
    private static let ending = ".safetensors"
    /// Of the key, in hexadecimal: enough that no two trainings meet.
    private static let digits = 32
    /// Trainings that nobody went on with are forgotten when so many later ones were begun.
    private static let most = 8

    private let files: any FileAccess
    private let madeBy: String

    /// `madeBy` is the program's version.
    package init(files: any FileAccess, madeBy: String) {
        self.files = files
        self.madeBy = madeBy
    }

    private func path(_ name: String) -> String { "\(Self.folder)/\(name)" }
    private func tail(_ key: String) -> String { "-\(key.prefix(Self.digits)).\(madeBy)\(Self.ending)" }
    /// The latest first: their names begin with a time.
    private var all: [String] { files.entries(of: Self.folder).filter { $0.hasSuffix(Self.ending) }.sorted(by: >) }

    package func checkpoints(of key: String) -> [String] { all.filter { $0.hasSuffix(tail(key)) } }

    package func name(of key: String, started: Int64) -> String { RunFiles.stamp(started) + tail(key) }

    package func read(_ name: String) throws -> Buffer<UInt8> { try files.contents(of: path(name)).bytes }

    package func write(_ name: String, _ bytes: [UInt8]) throws {
        try files.write(path(name), bytes: bytes)
        for old in all.filter({ $0 != name }).dropFirst(Self.most) { remove(old) }
    }

    package func remove(_ name: String) { try? files.remove(path(name)) }
}
