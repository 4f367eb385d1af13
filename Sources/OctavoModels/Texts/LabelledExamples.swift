/// Texts whose classes are known.
package struct LabelledExamples: Sendable {
    /// The class of a text that is of none.
    package static let noClass: Int32 = -1

    package let texts: [String]
    /// Places among the names of classes, or `noClass`.
    package let labels: [Int32]

    package init(_ texts: [String], _ labels: [Int32]) {
        precondition(texts.count == labels.count, "a class for every text")
        self.texts = texts
        self.labels = labels
    }

    /// Those that are of a class.
    var known: LabelledExamples { labels.contains(Self.noClass) ? picked { labels[$0] != Self.noClass } : self }

    private func picked(_ isKept: (Int) -> Bool) -> LabelledExamples {
        let kept = texts.indices.filter(isKept)
        return LabelledExamples(kept.map { texts[$0] }, kept.map { labels[$0] })
    }

    /// The part of each text among so many, classes spread evenly over them; `nil` for texts of no class.
    func parts(_ count: Int, names: Int) -> [Int?] {
        var seen = [Int](repeating: 0, count: names)
        return labels.map { label in
            guard label != Self.noClass else { return nil }
            defer { seen[Int(label)] += 1 }
            return (seen[Int(label)] + Int(label)) % count
        }
    }

    /// Four fifths, with all texts of no class, and the last fifth.
    func divided(names: Int) -> (most: LabelledExamples, held: LabelledExamples) {
        let parts = parts(5, names: names)
        return (picked { parts[$0] != 4 }, picked { parts[$0] == 4 })
    }
}
