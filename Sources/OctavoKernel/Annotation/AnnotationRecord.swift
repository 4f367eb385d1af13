package import OctavoVerbs

/// One text that annotators are asked about, with what is shown beside it.
package struct AnnotationRecord: Sendable, Equatable {
    /// Follows from what is shown alone, so that a file may be sorted or added to: its answers stay with their texts.
    package let id: String
    package let text: String
    /// Other columns that are shown, by name, one line or more each.
    package let context: [Shown]
    /// What rules or a model say, and how sure they are.
    package let suggestion: LabelAnswer?
    package let confidence: Double?
    /// The rows of the file that hold it: equal texts are asked about once.
    package var rows: [Int]

    package struct Shown: Sendable, Equatable {
        package let name: String
        package let lines: [String]

        package init(_ name: String, _ lines: [String]) {
            self.name = name
            self.lines = lines
        }
    }

    package init(
        id: String, text: String, context: [Shown] = [], suggestion: LabelAnswer? = nil, confidence: Double? = nil,
        rows: [Int] = []
    ) {
        self.id = id
        self.text = text
        self.context = context
        self.suggestion = suggestion
        self.confidence = confidence
        self.rows = rows
    }
}

/// A label that may be given, and the key that gives it.
package struct AnnotationLabel: Sendable, Equatable {
    package let name: String
    package let about: String
    /// `nil` where keys have run out: it is found by its name.
    package let key: Character?

    /// Keys that do something else.
    package static let taken: Set<Character> = ["s", "u", "n", "g", "q", "j", "k"]

    /// Digits from 1 on, then letters, after those that `wanted` names.
    package static func all(_ labels: [(name: String, about: String, wanted: Character?)]) -> [AnnotationLabel] {
        let claimed = Set(labels.compactMap(\.wanted))
        var free = "1234567890abcdefhilmoprtvwxyz".filter { !claimed.contains($0) }[...]
        return labels.map { label in
            if let wanted = label.wanted, !taken.contains(wanted) {
                return AnnotationLabel(name: label.name, about: label.about, key: wanted)
            }
            return AnnotationLabel(name: label.name, about: label.about, key: free.popFirst())
        }
    }
}
