import OctavoSource

/// Lists as offsets into one column of items.
enum ListKernels {
    /// For every item the row of its list and its place among the stored items, and where each list then starts. The items of
    /// null lists are left out.
    static func flattened(
        _ lists: Column, _ offsets: Buffer<Int64>
    ) -> (owners: Buffer<Int32>, places: Buffer<Int32>, starts: [Int64]) {
        var owners: [Int32] = []
        var places: [Int32] = []
        var starts: [Int64] = [0]
        for row in 0..<lists.count {
            if !lists.isNull(row) {
                for item in offsets[row]..<offsets[row + 1] {
                    owners.append(Int32(row))
                    places.append(Int32(truncatingIfNeeded: item))
                }
            }
            starts.append(Int64(owners.count))
        }
        return (Buffer(owners), Buffer(places), starts)
    }

    /// One list a row, its items from each column in turn.
    static func made(of columns: [Column], type: DataType, count: Int) throws -> Column {
        let width = columns.count
        let offsets = Buffer<Int64>((0...count).map { Int64($0 * width) })
        guard width > 0 else {
            return Column(type: .list(type), count: count, storage: .lists(offsets: offsets, items: Column(type, [])))
        }
        guard count * width < Int(Int32.max) else { throw Column.tooLarge }
        let all = try Column.concatenated(columns, type: type)
        var order: [Int32] = []
        order.reserveCapacity(count * width)
        for row in 0..<count { for place in 0..<width { order.append(Int32(place * count + row)) } }
        let items = try all.gathered(Buffer(order))
        return Column(type: .list(type), count: count, storage: .lists(offsets: offsets, items: items))
    }

    /// Rows whose value is one of `wanted`; `nil` for types that have no fast path.
    static func membership(_ column: Column, _ wanted: [Datum]) throws -> Bitmap? {
        let hasNull = wanted.contains(where: \.isNull)
        let bits: Bitmap
        switch column.storage {
        case .nulls: return Bitmap(repeating: hasNull, count: column.count)
        case .integers(let values) where column.type == .int && !wanted.contains { if case .float = $0 { true } else { false } }:
            let set = Set(wanted.compactMap { if case .int(let number) = $0 { number } else { nil } })
            bits = Bitmap(count: column.count) { set.contains(values[$0]) }
        case .dictionary(let codes, let values) where values.count <= column.count:
            let set = Set(wanted)
            bits = Bitmap(count: values.count) { set.contains(.text(values[$0])) }.gathered(codes)
        case .dictionary, .texts:
            let texts = try column.plainTexts()
            let own = TextBuffer(wanted.compactMap { if case .text(let text) = $0 { text } else { nil } })
            guard own.count <= 16 else {
                var index = TextIndex()
                _ = index.insert(own)
                let found = index.find(texts)
                bits = Bitmap(count: column.count) { found[$0] >= 0 }
                break
            }
            bits = Bitmap(count: column.count) { row in
                let text = unsafe texts.utf8(row)
                for place in 0..<own.count where unsafe TextKernels.isEqual(text, own.utf8(place)) { return true }
                return false
            }
        default: return nil
        }
        guard let validity = column.validity else { return bits }
        return hasNull ? bits.and(validity).or(validity.flipped) : bits.and(validity)
    }
}
