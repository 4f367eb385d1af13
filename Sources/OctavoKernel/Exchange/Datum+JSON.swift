import OctavoTable

/// Parts of a JSON text that was read.
extension Datum {
    subscript(name: String) -> Datum? {
        guard case .record(let fields) = self else { return nil }
        return fields.first { $0.name == name }?.value
    }

    var items: [Datum]? { if case .list(let items) = self { items } else { nil } }
    var text: String? { if case .text(let text) = self { text } else { nil } }
}
