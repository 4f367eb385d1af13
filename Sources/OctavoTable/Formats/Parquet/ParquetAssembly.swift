/// Puts lists and records together from the levels of their leaves (Dremel, VLDB 2010, section 4).
struct ParquetAssembly {
    /// By the leaf's place in the file.
    let leaves: [Int: ParquetChunk.Decoded]
    /// Entries of each leaf that belong to wanted rows, by place.
    let entries: [Int: Int]

    func column(_ node: ParquetNode, as type: DataType) throws -> Column {
        switch node {
        case .leaf(let leaf): return try values(leaf)
        case .list(let list): return try lists(list, type)
        case .record(let record): return try records(record, type)
        }
    }

    private func decoded(_ leaf: ParquetLeaf) throws -> (levels: ParquetLevels, values: ParquetValues, entries: Int) {
        guard let decoded = leaves[leaf.place], let entries = entries[leaf.place] else {
            throw ColumnarFailure.damaged("a part of a column is missing")
        }
        return (decoded.levels, decoded.values, entries)
    }

    /// One value or null for each place where the innermost list has an item.
    private func values(_ leaf: ParquetLeaf) throws -> Column {
        let (levels, values, entries) = try decoded(leaf)
        var bits: [UInt64] = []
        bits.reserveCapacity(entries / 64 + 1)
        var slots = 0
        var valid = 0
        for index in 0..<entries {
            // `entries` is at most the number of levels, here and below.
            let definition = unsafe Int(levels.definitions.pointer[index])
            if definition < leaf.itemDefinition { continue }
            if slots & 63 == 0 { bits.append(0) }
            if definition == leaf.definition {
                bits[slots >> 6] |= 1 << UInt64(slots & 63)
                valid += 1
            }
            slots += 1
        }
        let validity = valid == slots ? nil : Bitmap(words: Buffer(bits), count: slots)
        return try values.finish(validity: validity, rows: slots, values: valid)
    }

    private func lists(_ list: ParquetNode.List, _ type: DataType) throws -> Column {
        guard case .list(let itemType) = type, let leaf = list.item.leaves.first else {
            throw ColumnarFailure.damaged("a list has no items' type")
        }
        let (levels, _, entries) = try decoded(leaf)
        var offsets: [Int64] = []
        var valid: [Bool] = []
        var items: Int64 = 0
        for index in 0..<entries {
            let definition = unsafe Int(levels.definitions.pointer[index])
            let repetition = unsafe Int(levels.repetitions.pointer[index])
            if definition < list.outerItemDefinition { continue }
            if repetition <= list.repetition {
                offsets.append(items)
                valid.append(definition >= list.definition)
            }
            if definition >= list.itemDefinition, repetition <= list.repetition + 1 {
                guard !offsets.isEmpty else { throw ColumnarFailure.damaged("an item stands before its list") }
                items += 1
            }
        }
        offsets.append(items)
        let column = try column(list.item, as: itemType)
        guard column.count == Int(items) else { throw ColumnarFailure.damaged("its lists and items differ in number") }
        let validity = valid.contains(false) ? Bitmap(valid) : nil
        return Column(
            type: type, count: valid.count, validity: validity, storage: .lists(offsets: Buffer(offsets), items: column))
    }

    private func records(_ record: ParquetNode.Record, _ type: DataType) throws -> Column {
        guard case .record(let fields) = type, fields.count == record.fields.count,
            let leaf = record.fields.first?.node.leaves.first
        else { throw ColumnarFailure.damaged("a record has no fields") }
        let columns = try zip(record.fields, fields).map { try column($0.node, as: $1.type) }
        let (levels, _, entries) = try decoded(leaf)
        var valid: [Bool] = []
        for index in 0..<entries {
            let definition = unsafe Int(levels.definitions.pointer[index])
            let repetition = unsafe Int(levels.repetitions.pointer[index])
            if definition < record.itemDefinition || repetition > record.repetition { continue }
            valid.append(definition >= record.definition)
        }
        guard columns.allSatisfy({ $0.count == valid.count }) else {
            throw ColumnarFailure.damaged("a record's fields differ in number")
        }
        let validity = valid.contains(false) ? Bitmap(valid) : nil
        return Column(type: type, count: valid.count, validity: validity, storage: .records(columns))
    }
}
