extension Column {
    /// Bytes that these rows take, near enough for a budget; shared distinct values count once a column.
    package var byteCount: Int {
        let bits = validity == nil ? 0 : (count + 7) / 8
        switch storage {
        case .nulls: return bits
        case .bools: return bits + (count + 7) / 8
        case .integers, .floats: return bits + count * 8
        case .texts(let texts): return bits + count * 4 + texts.byteCount
        case .dictionary(_, let values): return bits + count * 4 + (values.count <= count ? values.byteCount : 0)
        case .lists(let offsets, let items):
            let range = Int(offsets[0])..<Int(offsets[count])
            return bits + count * 8 + items.slice(range).byteCount
        case .records(let columns): return bits + columns.reduce(0) { $0 + $1.byteCount }
        }
    }
}

extension Chunk {
    package var byteCount: Int { columns.reduce(0) { $0 + $1.byteCount } }
}
