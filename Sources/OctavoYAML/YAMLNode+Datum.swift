package import OctavoTable

extension YAMLNode {
    /// The value as a column would hold it.
    package var datum: Datum {
        switch kind {
        case .null: .null
        case .bool(let bit): .bool(bit)
        case .int(let number): .int(number)
        case .float(let number): .float(number)
        case .text(let text): .text(text)
        case .list(let items): .list(items.map(\.datum))
        case .mapping(let entries): .record(entries.map { (name: $0.key, value: $0.value.datum) })
        }
    }
}
