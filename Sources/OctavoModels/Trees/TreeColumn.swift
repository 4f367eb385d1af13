package import OctavoTable

/// A column as trees learn from it.
package enum TreeColumn: Sendable {
    /// NaN where there is none.
    case numbers([Double], type: DataType = .float)
    /// Places among the names; below zero where there is none.
    case categories([Int32], [String])

    package var count: Int {
        switch self {
        case .numbers(let values, _): values.count
        case .categories(let codes, _): codes.count
        }
    }

    package func picked(_ rows: [Int]) -> TreeColumn {
        switch self {
        case .numbers(let values, let type): .numbers(rows.map { values[$0] }, type: type)
        case .categories(let codes, let names): .categories(rows.map { codes[$0] }, names)
        }
    }

    // MARK: - From columns

    /// Whether trees can learn from values of this type.
    package static func reads(_ type: DataType) -> Bool {
        switch type {
        case .null, .bool, .int, .float, .text, .time, .date, .duration: true
        case .list, .record: false
        }
    }

    /// The rows of these parts of a column, one part after the other: text is of categories, all else of numbers. Values of another kind are none.
    package init(_ parts: [Column], type: DataType) {
        let count = parts.reduce(0) { $0 + $1.count }
        guard type == .text else {
            var values: [Double] = []
            values.reserveCapacity(count)
            for part in parts { Self.append(part, to: &values) }
            self = .numbers(values, type: type)
            return
        }
        var (codes, names): ([Int32], [String]) = ([], [])
        codes.reserveCapacity(count)
        var known: [String: Int32] = [:]
        func code(_ name: String) -> Int32 {
            if let code = known[name] { return code }
            let code = Int32(names.count)
            known[name] = code
            names.append(name)
            return code
        }
        for part in parts {
            switch part.storage {
            case .texts(let texts):
                for row in 0..<part.count { codes.append(part.isNull(row) ? -1 : code(texts[row])) }
            case .dictionary(let places, let values):
                // Each of the values once, and only those that a row has.
                var own = [Int32](repeating: -1, count: values.count)
                for row in 0..<part.count {
                    guard !part.isNull(row) else {
                        codes.append(-1)
                        continue
                    }
                    let place = Int(places[row])
                    if own[place] < 0 { own[place] = code(values[place]) }
                    codes.append(own[place])
                }
            default: codes += [Int32](repeating: -1, count: part.count)
            }
        }
        self = .categories(codes, names)
    }

    private static func append(_ part: Column, to values: inout [Double]) {
        switch part.storage {
        case .floats(let floats): for row in 0..<part.count { values.append(part.isNull(row) ? .nan : floats[row]) }
        case .integers(let integers):
            for row in 0..<part.count { values.append(part.isNull(row) ? .nan : Double(integers[row])) }
        case .bools(let bits): for row in 0..<part.count { values.append(part.isNull(row) ? .nan : bits[row] ? 1 : 0) }
        default: values += [Double](repeating: .nan, count: part.count)
        }
    }
}
