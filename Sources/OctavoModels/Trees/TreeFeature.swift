package import OctavoTable

/// How the values of a column become bins. Bin 0 is that of nulls.
package struct TreeFeature: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        /// Ascending: a value is in the bin of the first bound that is not below it, or in the last.
        case numbers([Double])
        /// Bin 1 is that of all others, and the most frequent come first.
        case categories([String])
    }

    package let kind: Kind
    /// Of the column that it was learnt from.
    package let type: DataType
    private let bins: [String: UInt8]

    package init(_ kind: Kind, type: DataType) {
        self.kind = kind
        self.type = type
        if case .categories(let names) = kind {
            bins = Dictionary(names.enumerated().map { ($1, UInt8($0 + Self.firstCategory)) }) { first, _ in first }
        } else {
            bins = [:]
        }
    }

    private static let firstCategory = 2
    /// As many as have a bin beside nulls and all others.
    package static let mostCategories = TreeBins.most - firstCategory
    private static let mostBounds = TreeBins.most - 2
    /// Values that quantiles are taken of: those of more rows are hardly better.
    private static let mostSampled = 200_000

    package var binCount: Int {
        switch kind {
        case .numbers(let bounds): bounds.count + 2
        case .categories(let names): names.count + Self.firstCategory
        }
    }

    /// The type by which a column is read for it.
    var columnType: DataType { if case .categories = kind { .text } else { type } }

    package func bin(ofCategory name: String) -> UInt8 { bins[name] ?? 1 }

    /// The bin of one value; a value of another kind is none.
    func bin(_ value: Datum) -> UInt8 {
        switch kind {
        case .categories: return value.text.map { bin(ofCategory: $0) } ?? 0
        case .numbers(let bounds):
            guard let number = Self.number(value), !number.isNaN else { return 0 }
            var (low, high) = (0, bounds.count)
            while low < high {
                let middle = (low + high) / 2
                if bounds[middle] < number { low = middle + 1 } else { high = middle }
            }
            return UInt8(low + 1)
        }
    }

    /// Types of columns whose values are numbers to trees.
    static let numberTypes: [DataType] = [.null, .bool, .int, .float, .time, .date, .duration]

    /// Truth is 1, and times and days are how far they are from the first.
    package static func number(_ value: Datum) -> Double? {
        switch value {
        case .int(let number), .time(let number), .date(let number), .duration(let number): Double(number)
        case .float(let number): number
        case .bool(let isTrue): isTrue ? 1 : 0
        default: nil
        }
    }

    // MARK: - Learning

    static func learn(_ column: TreeColumn) -> TreeFeature {
        switch column {
        case .numbers(let values, let type): TreeFeature(.numbers(bounds(values)), type: type)
        case .categories(let codes, let names): TreeFeature(.categories(frequent(codes, names)), type: .text)
        }
    }

    private static func frequent(_ codes: [Int32], _ names: [String]) -> [String] {
        var counts = [Int](repeating: 0, count: names.count)
        for code in codes where code >= 0 { counts[Int(code)] += 1 }
        let order = names.indices.filter { counts[$0] > 0 }.sorted { (counts[$1], names[$0]) < (counts[$0], names[$1]) }
        return order.prefix(mostCategories).map { names[$0] }
    }

    /// Between all values where they are few, else so that bins hold about as many rows each.
    private static func bounds(_ values: [Double]) -> [Double] {
        let step = (values.count + mostSampled - 1) / mostSampled
        let sorted = stride(from: 0, to: values.count, by: max(step, 1)).lazy.map { values[$0] }.filter { !$0.isNaN }.sorted()
        // Where each value ends: the place of the next larger one.
        var ends = sorted.indices.dropFirst().filter { sorted[$0 - 1] < sorted[$0] }
        if ends.count > mostBounds { ends = evened(ends + [sorted.count]) }
        var bounds: [Double] = []
        for place in ends {
            let bound = between(sorted[place - 1], sorted[place])
            if bound > bounds.last ?? -.infinity { bounds.append(bound) }
        }
        return bounds
    }

    /// Some of the ends of values, the last of which is that of all. A value as frequent as a whole bin has one for itself, and the others
    /// share what is left: by quantiles alone a few frequent values would leave rare ones, far away, next to no bin.
    private static func evened(_ ends: [Int]) -> [Int] {
        let total = ends[ends.count - 1]
        var (rowsLeft, binsLeft) = (total, mostBounds + 1)
        func isFrequent(_ count: Int) -> Bool { count * (mostBounds + 1) >= total }
        for (start, end) in zip([0] + ends, ends) where isFrequent(end - start) {
            rowsLeft -= end - start
            binsLeft -= 1
        }
        var chosen: [Int] = []
        var (start, begun) = (0, 0)
        for (place, end) in ends.dropLast().enumerated() {
            let isAlone = isFrequent(end - start)
            let isNextAlone = isFrequent(ends[place + 1] - end)
            let (count, share) = (end - begun, rowsLeft / max(binsLeft, 1))
            if isAlone || binsLeft > 1 && (count >= share || isNextAlone && 2 * count >= share) {
                chosen.append(end)
                begun = end
                if !isAlone {
                    rowsLeft -= count
                    binsLeft -= 1
                }
            }
            start = end
        }
        return chosen
    }

    /// A finite number not below the first, and below the second where that is larger.
    private static func between(_ low: Double, _ high: Double) -> Double {
        if low == -.infinity { return -Double.greatestFiniteMagnitude }
        if high == .infinity { return min(low, Double.greatestFiniteMagnitude) }
        let middle = low / 2 + high / 2
        return middle >= low && middle < high ? middle : low
    }
}
