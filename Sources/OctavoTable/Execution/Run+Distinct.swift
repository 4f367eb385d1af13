import OctavoSource

extension Run {
    /// The first row of each distinct key, as it comes. Where the budget has no room for another key, rows of keys that are not
    /// known yet are brought together on disk and come at the end: all of them appeared after those that are known.
    func streamDistinct(_ input: Plan, _ keys: [NamedExpression], emit: (Chunk) throws -> Bool) throws -> Bool {
        let own = input.schema.fields.map { RowExpression(.column($0.name), type: $0.type) }
        let columns = OrderedColumns(input.schema, keys.isEmpty ? own : keys.map(\.expression))
        guard !columns.keyPlaces.isEmpty else {
            // Rows without columns are all the same row.
            return try stream(.init(.slice(input, from: 0, count: 1), schema: input.schema), emit: emit)
        }
        let keyTypes = columns.keyPlaces.map { columns.types[$0] }
        var index = KeyIndex(keyTypes)
        var known = 0
        var rows: Int64 = 0
        let reservation = Reservation(context.memory)
        defer { reservation.release() }
        var rest: KeyedRows?
        var goesOn = true
        try streamColumns(columns, of: input) { chunk in
            defer { rows += Int64(chunk.count) }
            let keys = columns.keyPlaces.map { chunk.columns[$0] }
            if let rest {
                let found = index.find(keys, count: chunk.count)
                let unknown = Bitmap(count: chunk.count) { found[$0] < 0 }.rows
                if unknown.count == 0 { return true }
                try rest.add(chunk.numbered(from: rows).gathered(unknown))
                return true
            }
            let ids = index.insert(keys, count: chunk.count)
            var firsts: [Int32] = []
            for row in 0..<chunk.count where Int(ids[row]) == known {
                firsts.append(Int32(row))
                known += 1
            }
            if firsts.isEmpty { return true }
            let part = try chunk.gathered(Buffer(firsts))
            let keyBytes = columns.keyPlaces.reduce(0) { $0 + part.columns[$1].byteCount }
            reservation.add(keyBytes * PartialGroups.keyCopies + PartialGroups.placeBytes * keys.count * part.count)
            if context.memory.isTight(own: reservation.bytes) {
                rest = KeyedRows(types: columns.types + [.int], context, step: "distinct") { chunk in
                    columns.keyPlaces.map { chunk.columns[$0] }
                }
            }
            goesOn = try emit(part.prefix(columns: columns.width))
            return goesOn
        }
        guard goesOn, let rest else { return goesOn }
        let number = columns.types.count
        let sorter = RowSorter(
            types: input.schema.fields.map(\.type) + [.int], by: [OrderKey(place: columns.width)], context,
            step: "distinct")
        while let chunks = try rest.next() {
            let parts = chunks.map { chunk in Chunk(count: chunk.count, columns: columns.keyPlaces.map { chunk.columns[$0] }) }
            let firsts = try Grouping.make(parts, types: keyTypes, threads: context.threads, context.cancellation).firstRows
            let all = try ChunkedRows(chunks, types: columns.types + [.int, .int]).gathered(Buffer(firsts.sorted()))
            try sorter.add(
                Chunk(count: all.count, columns: Array(all.columns.prefix(columns.width)) + [all.columns[number]]))
        }
        return try sorter.finish { try emit($0.prefix(columns: columns.width)) }
    }
}
