package import OctavoTable

/// Tells the class of a text by a score for every class: one family of models.
package protocol TextClassifier: Sendable {
    /// What the family is called: `linear`.
    static var kind: String { get }
    /// Whether each class is learnt against all others, so that its score says by itself whether a text is of it.
    static var isOneAgainstRest: Bool { get }
    /// The classes, in the order of their scores.
    var names: [String] { get }
    /// How many features of texts it knows.
    var featureCount: Int { get }
    /// Scores texts one after another, in memory of its own.
    func makeScorer() -> any TextScorer

    /// What is learnt, for a file. The names must tell the values apart, and be the same for the same kind.
    var tensors: [Tensor] { get }
    /// What else `init` needs.
    var settings: [(name: String, value: Datum)] { get }
    /// The classifier of what a file holds; throws `DamagedModel` where that cannot be one.
    init(names: [String], settings: ModelSettings, tensors: Tensors) throws
}

/// Scores texts with memory that it keeps from text to text; used by one thread at a time.
package protocol TextScorer: AnyObject {
    /// A score for every class. The same text gives the same bits.
    func scores(_ text: String) -> [Float]
    /// How familiar the text that was scored last is; `nil` where its scores say that.
    var energy: Double? { get }
}

extension TextClassifier {
    package static var isOneAgainstRest: Bool { false }
}

extension TextScorer {
    package var energy: Double? { nil }
}

/// Why bytes are not a model.
package struct DamagedModel: Error, Equatable {
    package let reason: String
    package init(_ reason: String) { self.reason = reason }
    init(unknownKind kind: String) { self.init("it is of the unknown kind `\(kind)`") }
}
