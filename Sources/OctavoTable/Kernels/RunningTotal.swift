import CKernels

/// One aggregate of many groups, taken up batch by batch; the result is that of all rows at once.
struct RunningTotal: Sendable {
    private enum State: Sendable {
        case counts([Int64])
        /// Exact until they are read. What has no room in a total is in `wide`.
        case floats([octavo_group_total], wide: [Int32: ExactSum])
        case wholes([octavo_group_total])
        case extremes([octavo_group_extreme])
        /// Whether a value was met that settles it: a true one for `any`, a false one for `all`.
        case truths([Bool])
        /// One of the values: what the aggregate gives of itself and what comes after it.
        case chosen(Column)
    }

    private let aggregate: Aggregate
    private let result: DataType
    private var state: State

    private static let noTotal = octavo_group_total(low: 0, high: 0, count: 0, least: Int32(octavo_no_unit), unused: 0)

    /// `nil` for aggregates that need their values side by side.
    init?(_ wanted: GroupSummary.Wanted, argument: DataType?) {
        aggregate = wanted.aggregate
        result = wanted.type
        switch (wanted.aggregate, argument) {
        case (.count, _): state = .counts([])
        case (.sum, .float?), (.mean, .float?): state = .floats([], wide: [:])
        case (.sum, .int?), (.sum, .duration?), (.mean, .int?): state = .wholes([])
        case (.any, .bool?), (.all, .bool?): state = .truths([])
        case (.min, let type?), (.max, let type?), (.first, let type?), (.last, let type?):
            guard type == wanted.type else { return nil }
            switch (wanted.aggregate, type) {
            case (.min, .int), (.min, .float), (.min, .time), (.min, .date), (.min, .duration), (.max, .int), (.max, .float),
                (.max, .time), (.max, .date), (.max, .duration):
                state = .extremes([])
            default: state = .chosen(Column(type, []))
            }
        default: return nil
        }
    }

    /// Whether totals of several parts of the rows can be put together whatever the order of the parts.
    var canMerge: Bool { if case .chosen = state { false } else { true } }

    /// Bytes that a group takes.
    var groupBytes: Int {
        switch state {
        case .counts: 8
        // Few groups have values so far apart that they need more.
        case .floats, .wholes: MemoryLayout<octavo_group_total>.stride
        case .extremes: MemoryLayout<octavo_group_extreme>.stride
        case .truths: 1
        // Twice while a batch is taken up; of texts more, which nobody can know before.
        case .chosen: 64
        }
    }

    /// Bytes that some groups take beyond that.
    var extraBytes: Int {
        if case .floats(_, let wide) = state { wide.count * 2 * MemoryLayout<ExactSum>.stride } else { 0 }
    }

    /// Takes up rows: the argument's columns, and the groups of their rows, of which there are now `count`.
    mutating func take(_ columns: [Column]?, _ parts: [GroupedRows], _ count: Int, _ context: ExecutionContext) throws {
        let known = state
        // The arrays are then referred to once, and grow in place. Groups are below `count`, and columns, groups and validity have
        // a place a row.
        state = .counts([])
        switch consume known {
        case .counts(var counts):
            counts.extend(with: 0, to: count)
            for part in parts { unsafe octavo_count_groups(&counts, part.ids.pointer, part.ids.count) }
            state = .counts(counts)
        case .floats(var totals, var wide):
            totals.extend(with: Self.noTotal, to: count)
            for (column, part) in zip(columns ?? [], parts) { Self.add(column, part.ids, to: &totals, &wide) }
            state = .floats(totals, wide: wide)
        case .wholes(var totals):
            totals.extend(with: Self.noTotal, to: count)
            for (column, part) in zip(columns ?? [], parts) {
                guard case .integers(let values) = column.storage else { continue }
                let valid = column.validity?.aligned.words
                unsafe octavo_group_add_wholes(&totals, part.ids.pointer, values.pointer, valid?.pointer, part.ids.count)
            }
            state = .wholes(totals)
        case .extremes(var bests):
            bests.extend(with: octavo_group_extreme(), to: count)
            let wantsLeast: Int32 = aggregate == .min ? 1 : 0
            for (column, part) in zip(columns ?? [], parts) {
                let valid = column.validity?.aligned.words
                switch column.storage {
                case .integers(let values):
                    unsafe octavo_group_extremes_i64(
                        &bests, wantsLeast, part.ids.pointer, values.pointer, valid?.pointer, part.start, part.rows?.pointer,
                        part.ids.count)
                case .floats(let values):
                    unsafe octavo_group_extremes_f64(
                        &bests, wantsLeast, part.ids.pointer, values.pointer, valid?.pointer, part.start, part.rows?.pointer,
                        part.ids.count)
                default: continue
                }
            }
            state = .extremes(bests)
        case .truths(var found):
            found.extend(with: false, to: count)
            for (column, part) in zip(columns ?? [], parts) {
                guard case .bools(let bits) = column.storage else { continue }
                let wanted = aggregate == .any
                for row in 0..<part.ids.count where bits[row] == wanted && !column.isNull(row) {
                    found[Int(part.ids[row])] = true
                }
            }
            state = .truths(found)
        case .chosen(let known):
            let own = Buffer((0..<Int32(known.count)).map { $0 })
            let grouping = Grouping(ids: [own] + parts.map(\.ids), count: count, firstRows: [])
            let aggregation = Aggregation(
                aggregate: aggregate, resultType: result, argument: [known] + (columns ?? []), grouping: grouping,
                threads: context.threads, cancellation: context.cancellation)
            state = .chosen(try aggregation.run { grouping.ordered() }.plain())
        }
    }

    private static func add(
        _ column: Column, _ ids: Buffer<Int32>, to totals: inout [octavo_group_total], _ wide: inout [Int32: ExactSum]
    ) {
        guard case .floats(let values) = column.storage else { return }
        let valid = column.validity?.aligned.words
        var row = 0
        while true {
            // As in `take`.
            row = unsafe octavo_group_add_floats(&totals, ids.pointer, values.pointer, valid?.pointer, row, ids.count)
            if row == ids.count { return }
            let group = ids[row]
            unsafe octavo_group_move(&totals[Int(group)], &wide[group, default: ExactSum()].state)
            if values[row].isFinite { continue }
            wide[group, default: ExactSum()].add(values[row])
            totals[Int(group)].count += 1
            row += 1
        }
    }

    /// Takes up `groups` of other rows' totals as the groups `ids`, of which there are now `count`. Both `canMerge`.
    mutating func merge(_ other: RunningTotal, _ groups: Buffer<Int32>, as ids: Buffer<Int32>, _ count: Int) {
        let known = state
        state = .counts([])
        switch (consume known, other.state) {
        case (.counts(var counts), .counts(let added)):
            counts.extend(with: 0, to: count)
            for place in 0..<ids.count { counts[Int(ids[place])] += added[Int(groups[place])] }
            state = .counts(counts)
        case (.floats(var totals, var wide), .floats(let added, let addedWide)):
            totals.extend(with: Self.noTotal, to: count)
            for place in 0..<ids.count {
                let (id, group) = (ids[place], groups[place])
                if let sum = addedWide[group] { wide[id, default: ExactSum()].merge(sum) }
                var part = added[Int(group)]
                // The totals are two; `wide` holds the sums of one group each.
                if unsafe octavo_group_merge(&totals[Int(id)], &part) == 1 { continue }
                totals[Int(id)].count += part.count
                unsafe octavo_group_move(&totals[Int(id)], &wide[id, default: ExactSum()].state)
                unsafe octavo_group_move(&part, &wide[id, default: ExactSum()].state)
            }
            state = .floats(totals, wide: wide)
        case (.wholes(var totals), .wholes(let added)):
            totals.extend(with: Self.noTotal, to: count)
            for place in 0..<ids.count {
                let part = added[Int(groups[place])]
                totals[Int(ids[place])].add(part)
            }
            state = .wholes(totals)
        case (.extremes(var bests), .extremes(let added)):
            bests.extend(with: octavo_group_extreme(), to: count)
            let wantsLeast: Int32 = aggregate == .min ? 1 : 0
            for place in 0..<ids.count {
                var part = added[Int(groups[place])]
                // One best, and another.
                if result == .float {
                    unsafe octavo_group_merge_f64(&bests[Int(ids[place])], wantsLeast, &part)
                } else {
                    unsafe octavo_group_merge_i64(&bests[Int(ids[place])], wantsLeast, &part)
                }
            }
            state = .extremes(bests)
        case (.truths(var found), .truths(let added)):
            found.extend(with: false, to: count)
            for place in 0..<ids.count where added[Int(groups[place])] { found[Int(ids[place])] = true }
            state = .truths(found)
        case (let own, _): state = own
        }
    }

    /// Among the groups whose sum does not fit, the one with the least of `firsts`, and the error for it.
    func failure(_ firsts: [UInt64]) -> (first: UInt64, error: any Error)? {
        guard case .wholes(let totals) = state, aggregate == .sum else { return nil }
        var found: (first: UInt64, error: any Error)?
        for (group, total) in totals.enumerated() where found.map({ firsts[group] < $0.first }) ?? true {
            if Int64(exactly: total.whole) != nil { continue }
            do { _ = try Aggregation.fitting(total.whole, result) } catch { found = (firsts[group], error) }
        }
        return found
    }

    /// One value a group. Throws `overflow`.
    func column(_ count: Int) throws -> Column {
        switch state {
        case .counts(let counts): return Column(type: .int, count: count, storage: .integers(Buffer(counts)))
        case .floats(let totals, let wide):
            var sums = totals.map { total in
                // One total.
                var total = total
                return unsafe octavo_group_sum(&total)
            }
            for (group, sum) in wide {
                var (sum, total) = (sum, totals[Int(group)])
                unsafe octavo_group_move(&total, &sum.state)
                sums[Int(group)] = sum.value
            }
            return aggregate == .sum
                ? Column(type: .float, count: count, storage: .floats(Buffer(sums))) : means(sums, totals)
        case .wholes(let totals):
            if aggregate == .mean { return means(totals.map { Double($0.whole) }, totals) }
            let fitting = try totals.map { try Aggregation.fitting($0.whole, result) }
            return Column(type: result, count: count, storage: .integers(Buffer(fitting)))
        case .extremes(let bests):
            let valid = bests.contains { $0.kind == 0 } ? Bitmap(bests.map { $0.kind != 0 }) : nil
            let storage: Column.Storage =
                result == .float ? .floats(Buffer(bests.map(\.number))) : .integers(Buffer(bests.map(\.whole)))
            return Column(type: result, count: count, validity: valid, storage: storage)
        case .truths(let found): return .bools(Bitmap(found.map { $0 == (aggregate == .any) }))
        case .chosen(let column): return column
        }
    }

    private func means(_ sums: [Double], _ totals: [octavo_group_total]) -> Column {
        let valid = totals.contains { $0.count == 0 } ? Bitmap(totals.map { $0.count > 0 }) : nil
        let means = zip(sums, totals).map { $1.count == 0 ? 0 : $0 / Double($1.count) }
        return Column(type: .float, count: means.count, validity: valid, storage: .floats(Buffer(means)))
    }
}

extension octavo_group_total {
    fileprivate var whole: Int128 { Int128(high) << 64 | Int128(low) }

    /// Adds a total of whole numbers.
    fileprivate mutating func add(_ other: octavo_group_total) {
        let sum = whole + other.whole
        low = UInt64(truncatingIfNeeded: sum)
        high = Int64(truncatingIfNeeded: sum >> 64)
        count += other.count
    }
}

extension Array {
    fileprivate mutating func extend(with element: Element, to count: Int) {
        if count > self.count { append(contentsOf: repeatElement(element, count: count - self.count)) }
    }
}
