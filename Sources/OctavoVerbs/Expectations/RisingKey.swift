import OctavoTable

/// Whether whole numbers rise from row to row: then no two are equal, and nothing needs to be remembered of them.
struct RisingKey {
    private(set) var holds = true
    private var last: Int64?

    mutating func note(_ column: Column) {
        guard holds, column.count > 0 else { return }
        guard column.validity == nil, case .integers(let values) = column.storage else {
            holds = false
            return
        }
        var before = values[0]
        if let last, last >= before { holds = false }
        for row in 1..<values.count where holds {
            let value = values[row]
            if value <= before { holds = false }
            before = value
        }
        last = before
    }
}
