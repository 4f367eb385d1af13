package import OctavoSource

/// A value of a YAML document and where it stands.
package struct YAMLNode: Sendable {
    package indirect enum Kind: Sendable {
        case null
        case bool(Bool)
        case int(Int64)
        case float(Double)
        case text(String)
        case list([YAMLNode])
        /// Keys are unique.
        case mapping([YAMLEntry])
    }

    package let kind: Kind
    package let range: SourceRange

    package init(_ kind: Kind, _ range: SourceRange) {
        self.kind = kind
        self.range = range
    }

    package subscript(_ key: String) -> YAMLNode? { entry(key)?.value }

    package func entry(_ key: String) -> YAMLEntry? {
        if case .mapping(let entries) = kind { entries.first { $0.key == key } } else { nil }
    }

    package var entries: [YAMLEntry] { if case .mapping(let entries) = kind { entries } else { [] } }
    package var items: [YAMLNode] { if case .list(let items) = kind { items } else { [] } }
    package var text: String? { if case .text(let text) = kind { text } else { nil } }
}

/// A key of a mapping with its value.
package struct YAMLEntry: Sendable {
    package let key: String
    package let keyRange: SourceRange
    package let value: YAMLNode

    package init(key: String, keyRange: SourceRange, value: YAMLNode) {
        self.key = key
        self.keyRange = keyRange
        self.value = value
    }
}
