import OctavoSource
import OctavoTable

/// One column as categories: each row's number and each number's label, in order of first appearance; numbers, dates and the
/// like in their own order.
struct CategoryColumn {
    private(set) var codes: [Int32] = []
    private(set) var labels: [String] = []
    private(set) var counts: [Int] = []
    let name: String

    init(_ table: Table, _ place: Int, _ column: PlotRequest.Column) {
        name = column.name
        var index = CategoryIndex()
        codes.reserveCapacity(table.count)
        for chunk in table.chunks { index.append(chunk.columns[place], to: &codes) }
        labels = index.values.map { Self.label($0) }
        counts = [Int](repeating: 0, count: labels.count)
        for code in codes { counts[Int(code)] += 1 }
        if column.type != .text { sort(index.values) }
    }

    var title: String { name }

    private mutating func sort(_ values: [Datum]) {
        let order = values.indices.sorted { Self.key(values[$0]) < Self.key(values[$1]) }
        var places = [Int32](repeating: 0, count: order.count)
        for (place, old) in order.enumerated() { places[old] = Int32(place) }
        for row in codes.indices { codes[row] = places[Int(codes[row])] }
        labels = order.map { labels[$0] }
        counts = order.map { counts[$0] }
    }

    /// Nulls last.
    private static func key(_ value: Datum) -> Double {
        switch value {
        case .bool(let bit): bit ? 1 : 0
        case .int(let number), .time(let number), .date(let number), .duration(let number): Double(number)
        case .float(let number): number.isNaN ? .greatestFiniteMagnitude : number
        default: .infinity
        }
    }

    /// On one line, with everything that would move or hide other text made visible.
    private static func label(_ value: Datum) -> String {
        switch value {
        case .text(let text) where text.isEmpty: "\"\""
        case .text(let text): TextWidth.escaped(String(text.prefix(longest)) + (text.count > longest ? "…" : ""))
        case .float(let number) where number == number.rounded() && abs(number) < 1e15: String(Int64(number))
        default: DatumText.plain(value)
        }
    }

    /// No figure shows more of a label.
    private static let longest = 200
}

/// Numbers for distinct values, by first appearance.
private struct CategoryIndex {
    private(set) var values: [Datum] = []
    private var texts: [String: Int32] = [:]
    private var null: Int32?

    private mutating func add(_ value: Datum) -> Int32 {
        values.append(value)
        return Int32(values.count - 1)
    }

    private mutating func code(ofText text: String, _ value: @autoclosure () -> Datum) -> Int32 {
        if let code = texts[text] { return code }
        let code = add(value())
        texts[text] = code
        return code
    }

    private mutating func codeOfNull() -> Int32 {
        if let null { return null }
        let code = add(.null)
        null = code
        return code
    }

    mutating func append(_ column: Column, to codes: inout [Int32]) {
        if case .dictionary(let own, let texts) = column.storage {
            // One look-up a distinct value rather than a row.
            var known = [Int32](repeating: -1, count: texts.count)
            for row in 0..<column.count {
                if column.isNull(row) {
                    codes.append(codeOfNull())
                    continue
                }
                let place = Int(own[row])
                if known[place] < 0 {
                    let text = texts[place]
                    known[place] = code(ofText: text, .text(text))
                }
                codes.append(known[place])
            }
            return
        }
        for row in 0..<column.count {
            let value = column[row]
            switch value {
            case .null: codes.append(codeOfNull())
            case .text(let text): codes.append(code(ofText: text, value))
            default: codes.append(code(ofText: DatumText.plain(value), value))
            }
        }
    }
}
