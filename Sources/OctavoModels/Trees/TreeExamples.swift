import OctavoTable
import OctavoText

/// What trees learn to tell of rows.
package enum TreeTarget: Sendable {
    /// Finite.
    case numbers([Double])
    case labels([Int32], classes: Int)

    package var count: Int {
        switch self {
        case .numbers(let values): values.count
        case .labels(let labels, _): labels.count
        }
    }

    func picked(_ rows: [Int]) -> TreeTarget {
        switch self {
        case .numbers(let values): .numbers(rows.map { values[$0] })
        case .labels(let labels, let classes): .labels(rows.map { labels[$0] }, classes: classes)
        }
    }
}

/// Rows with what is to be told of them.
package struct TreeExamples: Sendable {
    package let columns: [TreeColumn]
    package let target: TreeTarget

    package init(_ columns: [TreeColumn], _ target: TreeTarget) {
        precondition(columns.allSatisfy { $0.count == target.count } && !columns.isEmpty, "a value of each for every row")
        (self.columns, self.target) = (columns, target)
    }

    package func picked(_ rows: [Int]) -> TreeExamples { TreeExamples(columns.map { $0.picked(rows) }, target.picked(rows)) }

    /// SHA-256 of the values and of what is told of them, in lower-case hexadecimal; `names` are those of labels.
    package func digest(names: [String]) -> String {
        var parts = columns.map { column in
            switch column {
            case .numbers(let values, let type): Self.digest(type.description, .double(values), [])
            case .categories(let codes, let categories): Self.digest("text", Self.unsigned(codes), categories)
            }
        }
        switch target {
        case .numbers(let values): parts.append(Self.digest("number", .double(values), []))
        case .labels(let labels, _): parts.append(Self.digest("label", Self.unsigned(labels), names))
        }
        return ContentDigest.sha256Hex(Array(parts.joined().utf8))
    }

    private static func unsigned(_ codes: [Int32]) -> Tensor.Values { .uint32(codes.map { UInt32(bitPattern: $0) }) }

    private static func digest(_ kind: String, _ values: Tensor.Values, _ names: [String]) -> String {
        var bytes = Array(kind.utf8)
        TensorBytes.append(values, to: &bytes)
        // No text holds this byte.
        for name in names { bytes += [0xFF] + name.utf8 }
        return ContentDigest.sha256Hex(bytes)
    }
}
