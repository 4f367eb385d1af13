/// The least and largest values that a row group's metadata gives for its flat columns.
struct ParquetBounds {
    let schema: ParquetSchema
    let columns: [ColumnarColumn]
    let group: ParquetMetadata.RowGroup

    func leaf(_ name: String) -> ParquetLeaf? {
        guard let place = schema.columns.firstIndex(where: { $0.name == name }),
            case .leaf(let leaf) = schema.columns[place].node, leaf.isFlat
        else { return nil }
        return leaf
    }

    func chunk(_ name: String) -> StoredRange? {
        guard let leaf = leaf(name), let statistics = group.columns[leaf.place].statistics else { return nil }
        return range(statistics, leaf, name, rows: group.rows)
    }

    func range(_ statistics: ParquetStatistics, _ leaf: ParquetLeaf, _ name: String, rows: Int) -> StoredRange {
        var range = StoredRange(nulls: statistics.nulls, rows: rows)
        // Old writers compared bytes as signed numbers.
        if statistics.isOld, leaf.form == .text || leaf.form == .integer(.int, .unsigned32) { return range }
        guard let type = columns.first(where: { $0.name == name }).flatMap({ try? $0.type.get() }) else { return range }
        range.least = statistics.least.flatMap { value($0, leaf, type, isLeast: true) }
        range.largest = statistics.largest.flatMap { value($0, leaf, type, isLeast: false) }
        return range
    }

    private func value(_ bytes: [UInt8], _ leaf: ParquetLeaf, _ type: DataType, isLeast: Bool) -> Datum? {
        switch leaf.form {
        case .bool: return bytes.count == 1 ? .bool(bytes[0] != 0) : nil
        case .text where leaf.physical == .bytes:
            if let text = String(validating: bytes, as: UTF8.self) { return .text(text) }
            // A bound that is cut inside a character: without the rest it is still no more than the least value.
            guard isLeast, let cut = bytes.lastIndex(where: { $0 & 0xC0 != 0x80 }) else { return nil }
            return String(validating: bytes[..<cut], as: UTF8.self).map { .text($0) }
        case .float, .integer:
            guard bytes.count == leaf.width, leaf.physical != .int96, leaf.physical != .fixed else { return nil }
            if case .integer(_, .unsigned) = leaf.form { return nil }
            let target = ScratchBuffer<UInt64>(1)
            // One value of the leaf's width, as was checked.
            guard (try? unsafe ParquetWords(leaf: leaf, row: 0).convert(Buffer(bytes), count: 1, into: target.pointer)) != nil
            else {
                return nil
            }
            let word = target.finish()[0]
            switch type {
            case .float:
                let number = Double(bitPattern: word)
                return number.isNaN ? nil : .float(number)
            case .int: return .int(Int64(bitPattern: word))
            case .time: return .time(Int64(bitPattern: word))
            case .date: return .date(Int64(bitPattern: word))
            case .duration: return .duration(Int64(bitPattern: word))
            default: return nil
            }
        default: return nil
        }
    }
}
