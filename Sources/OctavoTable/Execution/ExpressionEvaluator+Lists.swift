import OctavoSource

// List functions: all items of a chunk's lists are one column, the body runs once over it, and the results are cut into
// lists again.
extension ExpressionEvaluator {
    func listFunction(
        _ function: ListFunction, _ lists: Column, _ bound: [ElementID], _ body: RowExpression, _ type: DataType,
        _ frame: EvaluationFrame, _ failures: inout RowFailures
    ) throws -> Column {
        guard case .lists(let offsets, let items) = lists.storage else { return .nulls(type, count: frame.count) }
        let total = Int(offsets[lists.count] - offsets[0])
        if total > Self.itemRows, lists.count > 1 {
            let middle = lists.count / 2
            var parts: [Column] = []
            for range in [0..<middle, middle..<lists.count] {
                let rows = Buffer<Int32>(range.map { Int32($0) })
                let inner = EvaluationFrame(frame, rows: rows)
                parts.append(
                    try failures.within(rows) {
                        try listFunction(function, lists.slice(range), bound, body, type, inner, &$0)
                    })
            }
            return try Column.concatenated(parts, type: type)
        }
        let (owners, places, starts) = ListKernels.flattened(lists, offsets)
        let elements = try items.gathered(places)
        var bindings: [ElementID: Column] = [:]
        for id in bound { bindings[id] = elements }
        let inner = EvaluationFrame(frame, rows: owners, elements: bindings)
        switch function {
        case .map:
            let wanted: DataType = if case .list(let item) = type { item } else { body.type }
            let results = try failures.within(owners) { try column(body, inner, &$0).widened(to: wanted) }
            return Column(
                type: type, count: lists.count, validity: lists.validity,
                storage: .lists(offsets: Buffer(starts), items: results))
        case .filter:
            let kept = try failures.within(owners) { try truth(body, inner, &$0) }
            var offsets: [Int64] = [0]
            var total: Int64 = 0
            for row in 0..<lists.count {
                for item in Int(starts[row])..<Int(starts[row + 1]) where kept[item] { total += 1 }
                offsets.append(total)
            }
            return Column(
                type: type, count: lists.count, validity: lists.validity,
                storage: .lists(offsets: Buffer(offsets), items: try elements.gathered(kept.rows)))
        case .any, .all:
            let holds = try failures.within(owners) { try truth(body, inner, &$0) }
            let bits = Bitmap(count: lists.count) { row in
                let range = Int(starts[row])..<Int(starts[row + 1])
                return function == .any ? range.contains { holds[$0] } : range.allSatisfy { holds[$0] }
            }
            return Column(type: .bool, count: lists.count, validity: lists.validity, storage: .bools(bits))
        case .sortBy:
            let keys = try failures.within(owners) { try column(body, inner, &$0) }
            // By list first, then by key: one stable sort for all lists of the chunk.
            let owner = Column(type: .int, count: owners.count, storage: .integers(Buffer(owners.array.map { Int64($0) })))
            let order = try SortKernels.order([(owner, false), (keys, false)], count: owners.count)
            return Column(
                type: type, count: lists.count, validity: lists.validity,
                storage: .lists(offsets: Buffer(starts), items: try elements.gathered(order)))
        }
    }
}
