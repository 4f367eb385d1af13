import CKernels

/// One aggregate of many groups, taken up batch by batch; the result is that of all rows at once.
struct RunningTotal {
    private enum State {
        case counts([Int64])
        /// Exact until they are read.
        case floats([octavo_exact_sum], counts: [Int64])
        case wholes([Int128], counts: [Int64])
        /// One of the values, or a truth: what the aggregate gives of itself and what comes after it.
        case chosen(Column)
    }

    private let aggregate: Aggregate
    private let result: DataType
    private var state: State

    /// `nil` for aggregates that need their values side by side.
    init?(_ wanted: GroupSummary.Wanted, argument: DataType?) {
        aggregate = wanted.aggregate
        result = wanted.type
        switch (wanted.aggregate, argument) {
        case (.count, _): state = .counts([])
        case (.sum, .float?), (.mean, .float?): state = .floats([], counts: [])
        case (.sum, .int?), (.sum, .duration?), (.mean, .int?): state = .wholes([], counts: [])
        case (.min, let type?), (.max, let type?), (.first, let type?), (.last, let type?):
            guard type == wanted.type else { return nil }
            state = .chosen(Column(type, []))
        case (.any, .bool?), (.all, .bool?): state = .chosen(Column(.bool, []))
        default: return nil
        }
    }

    /// Bytes that a group takes.
    var groupBytes: Int {
        switch state {
        case .counts: 8
        case .floats: MemoryLayout<octavo_exact_sum>.stride + 8
        case .wholes: 24
        // Twice while a batch is taken up; of texts more, which nobody can know before.
        case .chosen: 64
        }
    }

    /// Takes up rows: the argument's columns, and the groups of their rows, of which there are now `count`.
    mutating func take(_ columns: [Column]?, _ ids: [Buffer<Int32>], _ count: Int, _ context: ExecutionContext) throws {
        let known = state
        // The arrays are then referred to once, and grow in place.
        state = .counts([])
        switch consume known {
        case .counts(var counts):
            counts.append(contentsOf: repeatElement(0, count: count - counts.count))
            // Groups are below `count`.
            for part in ids { unsafe octavo_count_groups(&counts, part.pointer, part.count) }
            state = .counts(counts)
        case .floats(var sums, var counts):
            sums.append(contentsOf: repeatElement(octavo_exact_sum(), count: count - sums.count))
            counts.append(contentsOf: repeatElement(0, count: count - counts.count))
            for (column, part) in zip(columns ?? [], ids) {
                guard case .floats(let values) = column.storage else { continue }
                let valid = column.validity?.aligned.words
                // As above; columns, groups and validity have a place a row.
                unsafe octavo_exact_add_groups(&sums, &counts, part.pointer, values.pointer, valid?.pointer, part.count)
            }
            state = .floats(sums, counts: counts)
        case .wholes(var sums, var counts):
            sums.append(contentsOf: repeatElement(0, count: count - sums.count))
            counts.append(contentsOf: repeatElement(0, count: count - counts.count))
            for (column, part) in zip(columns ?? [], ids) {
                guard case .integers(let values) = column.storage else { continue }
                for row in 0..<part.count where !column.isNull(row) {
                    let group = Int(part[row])
                    sums[group] += Int128(values[row])
                    counts[group] += 1
                }
            }
            state = .wholes(sums, counts: counts)
        case .chosen(let known):
            let own = Buffer((0..<Int32(known.count)).map { $0 })
            let grouping = Grouping(ids: [own] + ids, count: count, firstRows: [])
            let aggregation = Aggregation(
                aggregate: aggregate, resultType: result, argument: [known] + (columns ?? []), grouping: grouping,
                threads: context.threads, cancellation: context.cancellation)
            state = .chosen(try aggregation.run { grouping.ordered() }.plain())
        }
    }

    /// One value a group. Throws `overflow`.
    func column(_ count: Int) throws -> Column {
        switch state {
        case .counts(let counts): return Column(type: .int, count: count, storage: .integers(Buffer(counts)))
        case .floats(let sums, let counts):
            let values = sums.map { ExactSum($0).value }
            return aggregate == .sum
                ? Column(type: .float, count: count, storage: .floats(Buffer(values))) : means(values, counts)
        case .wholes(let sums, let counts):
            if aggregate == .mean { return means(sums.map { Double($0) }, counts) }
            let fitting = try sums.map { try Aggregation.fitting($0, result) }
            return Column(type: result, count: count, storage: .integers(Buffer(fitting)))
        case .chosen(let column): return column
        }
    }

    private func means(_ sums: [Double], _ counts: [Int64]) -> Column {
        Column(.float, zip(sums, counts).map { $1 == 0 ? .null : .float($0 / Double($1)) })
    }
}
