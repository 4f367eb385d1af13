package import OctavoTable

/// What a training makes and a file holds: one protocol for all families, whatever they tell of what.
package protocol TrainedModel: Sendable {
    /// The families that it can be of.
    static var kinds: [String] { get }
    /// The family that it is of: `linear`.
    var kind: String { get }
    /// How many features of what it is asked about it knows.
    var featureCount: Int { get }
    /// Whether all columns that it reads are of text.
    var readsTexts: Bool { get }

    /// What it tells of a row, by name and type.
    var told: [Field] { get }
    /// Tells that of rows one after another, in memory of its own; used by one thread at a time. A row has a value for each column that the
    /// model reads.
    func makeTeller() -> (_ row: [Datum]) -> [Datum]

    /// What is learnt, for a file. The names must tell the values apart, and be the same for the same kind.
    var tensors: [Tensor] { get }
    /// What else `init` needs, as fields of the file's head; none of them is `kind` or `card`.
    var head: [(name: String, value: Datum)] { get }
    /// The model of what a file holds; throws `DamagedModel` where that cannot be one.
    init(kind: String, head: ModelSettings, tensors: Tensors) throws
}
