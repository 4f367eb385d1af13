import OctavoTable

/// Rows that have the same keys.
struct RowPart: Sendable {
    let key: [Datum]
    private(set) var rows: [Int]

    /// All parts in order of first appearance; `keys` has those of each row.
    static func all(_ keys: [[Datum]]) -> [RowPart] {
        var places: [[Datum]: Int] = [:]
        var parts: [RowPart] = []
        for (row, key) in keys.enumerated() {
            if let place = places[key] {
                parts[place].rows.append(row)
            } else {
                places[key] = parts.count
                parts.append(RowPart(key: key, rows: [row]))
            }
        }
        return parts
    }
}
