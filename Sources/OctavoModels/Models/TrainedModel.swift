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

    /// The type of a column that it reads, by its place among them.
    func inputType(_ place: Int) -> DataType

    /// What it tells of a row, by name and type.
    var told: [Field] { get }
    /// Tells that of rows one after another, in memory of its own; used by one thread at a time. A row has a value for each column that the
    /// model reads.
    func makeTeller() -> (_ row: [Datum]) -> [Datum]
    /// Tells that of many rows at once, a column for each value that it tells. There is a column for each that the model reads.
    func tell(_ columns: [Column], count: Int) -> [Column]

    /// What is learnt, for a file. The names must tell the values apart, and be the same for the same kind.
    var tensors: [Tensor] { get }
    /// What else `init` needs, as fields of the file's head; none of them is `kind` or `card`.
    var head: [(name: String, value: Datum)] { get }
    /// The model of what a file holds; throws `DamagedModel` where that cannot be one.
    init(kind: String, head: ModelSettings, tensors: Tensors) throws
}

extension TrainedModel {
    package func inputType(_ place: Int) -> DataType { .text }

    package func tell(_ columns: [Column], count: Int) -> [Column] {
        var builders = told.map { ColumnBuilder($0.type) }
        let tell = makeTeller()
        for row in 0..<count {
            for (place, value) in tell(columns.map { $0[row] }).enumerated() { builders[place].append(value) }
        }
        return builders.map { $0.finish() }
    }
}
