import OctavoLanguage
import OctavoSource
import OctavoTable

/// Makes the plans of a split's parts.
struct Splitter {
    let plan: Plan
    /// Upper ends of the parts' shares, ascending; the last is 1.
    let bounds: [Double]
    let seed: UInt64
    let range: SourceRange

    func parts(_ kind: SplitKind) -> [Plan] {
        switch kind {
        // Each row by itself: nothing is held.
        case .content: filtered(nil)
        case .group(let key): filtered(key)
        case .stratified(let label):
            assigned([hash(nil), label]) { rows in rows.stratified() }
        case .stratifiedGroups(let label, let key):
            assigned([hash(key), label]) { rows in rows.stratifiedGroups() }
        case .time(let time): assigned([hash(nil), time]) { rows in try rows.byTime() }
        }
    }

    // MARK: - By the row alone

    private func filtered(_ group: RowExpression?) -> [Plan] {
        if bounds.count == 1 { return [plan] }
        let own = hash(group)
        let bounds = bounds
        return bounds.indices.map { part in
            let isIn = ScalarFunction("in_part", mayFail: false) { columns, count, _ in
                guard case .integers(let hashes) = columns[0].storage else { return .nulls(.bool, count: count) }
                let bits = Bitmap(count: count) { Self.part(of: UInt64(bitPattern: hashes[$0]), bounds) == part }
                return Column(type: .bool, count: count, storage: .bools(bits))
            }
            let condition = RowExpression(.function(isIn, [own]), type: .bool, origin: range)
            return Plan(.filter(plan, condition), schema: plan.schema, origin: range)
        }
    }

    /// The part in whose share a hash lies.
    static func part(of hash: UInt64, _ bounds: [Double]) -> Int {
        // 53 bits, as many as a number between 0 and 1 can tell apart.
        let place = Double(hash >> 11) * 0x1p-53
        return bounds.firstIndex { place < $0 } ?? bounds.count - 1
    }

    /// A number for each row: by the group where there is one, else by the whole row.
    private func hash(_ group: RowExpression?) -> RowExpression {
        let columns = plan.schema.fields.sorted { $0.name < $1.name }
        let rows = ContentHash(names: columns.map(\.name), seed: seed)
        let values = columns.map { RowExpression(.column($0.name), type: $0.type, origin: range) }
        guard let group else {
            let function = ScalarFunction("row_hash", mayFail: false) { columns, count, _ in
                Self.column(try rows.hashes(columns, count: count))
            }
            return RowExpression(.function(function, values), type: .int, origin: range)
        }
        let own = ContentHash(names: [""], seed: seed)
        let function = ScalarFunction("group_hash", mayFail: false) { columns, count, _ in
            var hashes = try own.hashes([columns[0]], count: count)
            guard columns[0].nullCount > 0 else { return Self.column(hashes) }
            let others = try rows.hashes(Array(columns.dropFirst()), count: count)
            for row in 0..<count where columns[0].isNull(row) { hashes[row] = others[row] }
            return Self.column(hashes)
        }
        return RowExpression(.function(function, [group] + values), type: .int, origin: range)
    }

    private static func column(_ hashes: [UInt64]) -> Column {
        Column(type: .int, count: hashes.count, storage: .integers(Buffer(hashes.map { Int64(bitPattern: $0) })))
    }

    // MARK: - By all rows

    /// The parts by what `assign` makes of all rows' hashes and values: one pass for all of them where a cell shows several.
    private func assigned(
        _ keys: [RowExpression], _ assign: @escaping @Sendable (SplitRows) throws -> [UInt8]
    ) -> [Plan] {
        let (bounds, range, schema) = (bounds, range, plan.schema)
        let kept = schema.fields.map { NamedExpression($0.name, RowExpression(.column($0.name), type: $0.type, origin: range)) }
        // No column of a user's has these names.
        let hidden = keys.enumerated().map { NamedExpression("\u{0}\($0.offset)", $0.element) }
        let input = Plan(
            .select(plan, kept + hidden), schema: Schema(schema.fields + hidden.map { Field($0.name, $0.expression.type) }),
            origin: range)
        let partName = "\u{0}part"
        let width = schema.count
        let made = Schema(schema.fields + [Field(partName, .int)])
        let whole = Plan(
            .wholeTable(name: "split", inputs: [input]) { tables, context in
                let rows = SplitRows(tables[0], hash: width, value: width + 1, bounds: bounds, range: range)
                let parts = try assign(rows)
                try context.cancellation.check()
                var first = 0
                let chunks = tables[0].chunks.map { chunk in
                    let own = Buffer(parts[first..<first + chunk.count].map { Int64($0) })
                    first += chunk.count
                    let part = Column(type: .int, count: chunk.count, storage: .integers(own))
                    return Chunk(count: chunk.count, columns: Array(chunk.columns.prefix(width)) + [part])
                }
                return Table(schema: made, chunks: chunks)
            }, schema: made, origin: range)
        return bounds.indices.map { part in
            let isIn = RowExpression(
                .comparison(
                    .equal, RowExpression(.column(partName), type: .int), RowExpression(.literal(.int(Int64(part))), type: .int)),
                type: .bool, origin: range)
            let rows = Plan(.filter(whole, isIn), schema: made, origin: range)
            return Plan(.select(rows, kept), schema: schema, origin: range)
        }
    }
}
