package import OctavoSource
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

    /// A value that stands in no document; all of it at one place.
    package init(_ datum: Datum, _ range: SourceRange) {
        let kind: Kind =
            switch datum {
            case .null: .null
            case .bool(let bit): .bool(bit)
            case .int(let number): .int(number)
            case .float(let number): .float(number)
            case .text(let text): .text(text)
            case .list(let items): .list(items.map { YAMLNode($0, range) })
            case .record(let fields):
                .mapping(fields.map { YAMLEntry(key: $0.name, keyRange: range, value: YAMLNode($0.value, range)) })
            case .time, .date, .duration: .text(DatumText.plain(datum))
            }
        self.init(kind, range)
    }
}
