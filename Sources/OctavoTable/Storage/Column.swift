/// Values of one type in Arrow's layout, immutable; slices share memory.
package struct Column: Sendable {
    package indirect enum Storage: Sendable {
        /// Only nulls.
        case nulls
        case bools(Bitmap)
        /// `int`, `time`, `date` and `duration`.
        case integers(Buffer<Int64>)
        case floats(Buffer<Double>)
        case texts(TextBuffer)
        /// Text as codes into distinct values; a null row's code is 0 and means nothing.
        case dictionary(codes: Buffer<Int32>, values: TextBuffer)
        /// List `i` is `items[offsets[i]..<offsets[i + 1]]`.
        case lists(offsets: Buffer<Int64>, items: Column)
        /// One column a field, in the type's order.
        case records([Column])
    }

    package let type: DataType
    package let count: Int
    /// Set bits are values, clear bits nulls; `nil` when there is no null.
    package let validity: Bitmap?
    package let storage: Storage

    package init(type: DataType, count: Int, validity: Bitmap? = nil, storage: Storage) {
        self.type = type
        self.count = count
        self.validity = validity
        self.storage = storage
    }

    package static func nulls(_ type: DataType, count: Int) -> Column {
        Column(type: type, count: count, validity: Bitmap(repeating: false, count: count), storage: .nulls)
    }

    package func isNull(_ row: Int) -> Bool {
        if case .nulls = storage { return true }
        return validity.map { !$0[row] } ?? false
    }

    package var nullCount: Int {
        if case .nulls = storage { return count }
        return validity.map { count - $0.setCount } ?? 0
    }

    /// The value of one row.
    package subscript(_ row: Int) -> Datum {
        precondition(row >= 0 && row < count, "a row past the end of a column")
        if isNull(row) { return .null }
        switch storage {
        case .nulls: return .null
        case .bools(let bits): return .bool(bits[row])
        case .integers(let values):
            switch type {
            case .time: return .time(values[row])
            case .date: return .date(values[row])
            case .duration: return .duration(values[row])
            default: return .int(values[row])
            }
        case .floats(let values): return .float(values[row])
        case .texts(let texts): return .text(texts[row])
        case .dictionary(let codes, let values): return .text(values[Int(codes[row])])
        case .lists(let offsets, let items): return .list((offsets[row]..<offsets[row + 1]).map { items[Int($0)] })
        case .records(let columns):
            guard case .record(let fields) = type else { return .null }
            return .record(zip(fields, columns).map { (name: $0.name, value: $1[row]) })
        }
    }

    /// Rows `range`, sharing memory.
    package func slice(_ range: Range<Int>) -> Column {
        if range == 0..<count { return self }
        let part: Storage =
            switch storage {
            case .nulls: .nulls
            case .bools(let bits): .bools(bits.slice(range))
            case .integers(let values): .integers(values.slice(range))
            case .floats(let values): .floats(values.slice(range))
            case .texts(let texts): .texts(texts.slice(range))
            case .dictionary(let codes, let values): .dictionary(codes: codes.slice(range), values: values)
            case .lists(let offsets, let items):
                .lists(offsets: offsets.slice(range.lowerBound..<range.upperBound + 1), items: items)
            case .records(let columns): .records(columns.map { $0.slice(range) })
            }
        return Column(type: type, count: range.count, validity: validity?.slice(range), storage: part)
    }
}
