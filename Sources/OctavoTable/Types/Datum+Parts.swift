/// Parts of a value, such as a JSON text that was read; `nil` where it has none of the kind.
extension Datum {
    package subscript(name: String) -> Datum? {
        guard case .record(let fields) = self else { return nil }
        return fields.first { $0.name == name }?.value
    }

    package var items: [Datum]? { if case .list(let items) = self { items } else { nil } }
    package var text: String? { if case .text(let text) = self { text } else { nil } }
    package var integer: Int64? { if case .int(let number) = self { number } else { nil } }
}
