package import OctavoTable

/// What is said of one record by the labels of a schema.
package enum LabelAnswer: Hashable, Sendable {
    case one(String)
    /// The labels that hold, maybe none, in the schema's order: where it lets several hold at once.
    case several([String])

    package var names: [String] {
        switch self {
        case .one(let name): [name]
        case .several(let names): names
        }
    }

    package var datum: Datum {
        switch self {
        case .one(let name): .text(name)
        case .several(let names): .list(names.map { .text($0) })
        }
    }

    /// `Book, Cancel`; as a word where it is a list of none.
    package var shown: String { names.isEmpty ? "no label" : names.joined(separator: ", ") }

    /// A text, or a list of texts.
    package init?(_ datum: Datum?) {
        switch datum {
        case .text(let name)?: self = .one(name)
        case .list(let items)?:
            var names: [String] = []
            for item in items {
                guard case .text(let name) = item else { return nil }
                names.append(name)
            }
            self = .several(names)
        default: return nil
        }
    }
}

extension LabelSchema {
    /// The type of a column of answers.
    package var answerType: DataType { isOfSeveral ? .list(.text) : .text }
}
