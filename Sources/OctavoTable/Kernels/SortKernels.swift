import CKernels

/// Orders of rows by keys: every key becomes one 64-bit code a row whose order is the language's.
enum SortKernels {
    /// Which group a row is in whatever the direction: values, NaN, null.
    struct Codes {
        var codes: Buffer<UInt64>
        /// 0, 1 for NaN, 2 for null; `nil` when all are 0.
        var ranks: [UInt8]?
    }

    /// Rows in order; equal keys keep theirs. Numbers, then NaN, then null, in both directions.
    static func order(_ keys: [(column: Column, isDescending: Bool)], count: Int) throws -> Buffer<Int32> {
        try order(try keys.map { (try codes([$0.column]), $0.isDescending) }, count: count)
    }

    /// Looks at `cancellation` before each key.
    static func order(
        _ keys: [(codes: Codes, isDescending: Bool)], count: Int, _ cancellation: Cancellation? = nil
    ) throws -> Buffer<Int32> {
        var rows = Buffer<Int32>((0..<Int32(count)).map { $0 })
        // The least significant key first; each pass keeps what the ones before it did among equals.
        for (codes, isDescending) in keys.reversed() {
            try cancellation?.check()
            rows = pass(codes, isDescending, rows)
        }
        return rows
    }

    /// The places of whole numbers in ascending order.
    static func ascending(_ numbers: [UInt64]) -> Buffer<Int32> {
        let count = numbers.count
        var (keys, spareKeys) = (numbers, [UInt64](repeating: 0, count: count))
        var (places, sparePlaces) = ((0..<Int32(count)).map { $0 }, [Int32](repeating: 0, count: count))
        // All four hold `count` elements.
        if count > 0 { unsafe octavo_sort_pairs(&keys, &places, &spareKeys, &sparePlaces, count) }
        return Buffer(places)
    }

    private static func pass(_ codes: Codes, _ isDescending: Bool, _ rows: Buffer<Int32>) -> Buffer<Int32> {
        let count = rows.count
        let flip: UInt64 = isDescending ? .max : 0
        // All four arrays hold `count` elements, and rows are places in `codes`.
        var sorted = unsafe Buffer<Int32>(count: count) { target in
            unsafe target.baseAddress.unsafelyUnwrapped.update(from: rows.pointer, count: count)
            _ = unsafe Buffer<UInt64>(count: count * 2) { keys in
                let first = unsafe keys.baseAddress.unsafelyUnwrapped
                for index in 0..<count { unsafe first[index] = codes.codes.pointer[Int(rows.pointer[index])] ^ flip }
                _ = unsafe Buffer<Int32>(count: count) { spare in
                    unsafe octavo_sort_pairs(first, target.baseAddress, first + count, spare.baseAddress, count)
                    unsafe spare.update(repeating: 0)
                }
                unsafe (first + count).update(repeating: 0, count: count)
            }
        }
        if let ranks = codes.ranks {
            var parts: [[Int32]] = [[], [], []]
            for index in 0..<count { parts[Int(ranks[Int(sorted[index])])].append(sorted[index]) }
            sorted = Buffer(parts[0] + parts[1] + parts[2])
        }
        return sorted
    }

    /// Codes of one key over all chunks. Looks at `cancellation` before each chunk of text.
    static func codes(_ columns: [Column], _ cancellation: Cancellation? = nil) throws -> Codes {
        let count = columns.reduce(0) { $0 + $1.count }
        let type = columns.first?.type ?? .null
        let ranks = self.ranks(columns, count: count)
        let codes: Buffer<UInt64>
        switch type {
        case .text:
            var index = ColumnIndex(.text)
            let numbers = try columns.map { column in
                try cancellation?.check()
                return index.insert(column)
            }
            let places = index.ranks()
            codes = Buffer(numbers.flatMap { $0.map { places[Int($0)] } })
        case .list, .record: codes = Buffer(datumRanks(columns.flatMap { column in (0..<column.count).map { column[$0] } }))
        default:
            // Every column writes its own stretch, one code a row.
            codes = unsafe Buffer(count: count) { target in
                var at = 0
                for column in columns {
                    unsafe write(column, target, at)
                    at += column.count
                }
            }
        }
        guard let known = ranks, known.contains(where: { $0 > 0 }) else { return Codes(codes: codes, ranks: nil) }
        // What is stored under a null means nothing, and NaN has many patterns; equals must have equal codes.
        let cleared = Buffer((0..<count).map { known[$0] > 0 ? 0 : codes[$0] })
        return Codes(codes: cleared, ranks: known)
    }

    /// `nil` when no row is null or NaN.
    static func ranks(_ columns: [Column], count: Int) -> [UInt8]? {
        let isOdd = columns.contains { column in
            if column.validity != nil || column.type == .null { return true }
            switch column.storage {
            case .nulls: return true
            case .floats(let values): return values.containsNaN
            default: return false
            }
        }
        guard isOdd else { return nil }
        var ranks: [UInt8] = []
        ranks.reserveCapacity(count)
        for column in columns { for row in 0..<column.count { ranks.append(rank(column, row)) } }
        return ranks
    }

    static func write(_ column: Column, _ target: UnsafeMutableBufferPointer<UInt64>, _ start: Int) {
        // `target` has room for this column's rows from `start` on.
        switch column.storage {
        case .bools(let bits): for row in 0..<column.count { unsafe target[start + row] = bits[row] ? 1 : 0 }
        case .integers(let values):
            for row in 0..<column.count {
                unsafe target[start + row] = UInt64(bitPattern: values.pointer[row]) ^ (1 << 63)
            }
        case .floats(let values): for row in 0..<column.count { unsafe target[start + row] = code(values.pointer[row]) }
        default: for row in 0..<column.count { unsafe target[start + row] = 0 }
        }
    }

    private static func datumRanks(_ values: [Datum]) -> [UInt64] {
        let order = values.indices.sorted {
            let order = DatumOrder.sort(values[$0], values[$1])
            return order == 0 ? $0 < $1 : order < 0
        }
        var codes = [UInt64](repeating: 0, count: values.count)
        var rank: UInt64 = 0
        for (place, index) in order.enumerated() {
            if place > 0, DatumOrder.sort(values[order[place - 1]], values[index]) != 0 { rank += 1 }
            codes[index] = rank
        }
        return codes
    }

    private static func code(_ value: Double) -> UInt64 {
        let bits = value == 0 ? 0 : value.bitPattern
        return bits >> 63 == 1 ? ~bits : bits | 1 << 63
    }

    private static func rank(_ column: Column, _ row: Int) -> UInt8 {
        if column.isNull(row) { return 2 }
        if case .floats(let values) = column.storage, values[row].isNaN { return 1 }
        return 0
    }
}

extension SortKernels {
    /// The first `limit` rows of the order, without sorting the rest.
    static func firstRows(
        _ keys: [(codes: Codes, isDescending: Bool)], count: Int, limit: Int, _ cancellation: Cancellation? = nil
    ) throws -> Buffer<Int32> {
        guard let (first, isDescending) = keys.first, limit < count / 4, limit > 0 else {
            let all = try order(keys, count: count, cancellation)
            return all.slice(0..<min(limit, count))
        }
        let flip: UInt64 = isDescending ? .max : 0
        let plain = first.ranks.map { ranks in ranks.reduce(0) { $0 + ($1 == 0 ? 1 : 0) } } ?? count
        if plain < limit { return try order(keys, count: count, cancellation).slice(0..<limit) }
        let last =
            limit <= heapLimit
            ? lastByHeap(first, flip, count: count, limit: limit) : lastByDigits(first, flip, count: count, limit: limit)
        var candidates: [Int32] = []
        for row in 0..<count {
            // Codes are one a row.
            if unsafe first.codes.pointer[row] ^ flip <= last, first.ranks.map({ $0[row] == 0 }) ?? true {
                candidates.append(Int32(row))
            }
        }
        let rows = Buffer(candidates)
        let reduced = keys.map { key in
            (
                codes: Codes(
                    codes: key.codes.codes.gathered64(rows),
                    ranks: key.codes.ranks.map { ranks in candidates.map { ranks[Int($0)] } }),
                isDescending: key.isDescending
            )
        }
        return rows.gathered32(try order(reduced, count: rows.count, cancellation).slice(0..<limit))
    }

    /// Up to it a heap of the least codes stays in a core's own cache.
    private static let heapLimit = 2048

    /// The code of the last row that can be among the first `limit`, by a heap of the least codes so far, the greatest on top.
    private static func lastByHeap(_ keys: Codes, _ flip: UInt64, count: Int, limit: Int) -> UInt64 {
        var heap: [UInt64] = []
        heap.reserveCapacity(limit)
        func sink(_ start: Int) {
            var place = start
            while true {
                let child = 2 * place + 1
                guard child < heap.count else { return }
                let larger = child + 1 < heap.count && heap[child + 1] > heap[child] ? child + 1 : child
                guard heap[larger] > heap[place] else { return }
                heap.swapAt(place, larger)
                place = larger
            }
        }
        for row in 0..<count {
            // Codes are one a row.
            let code = unsafe keys.codes.pointer[row] ^ flip
            if heap.count == limit, code >= heap[0] { continue }
            if let ranks = keys.ranks, ranks[row] != 0 { continue }
            if heap.count < limit {
                heap.append(code)
                if heap.count == limit { for place in stride(from: limit / 2, through: 0, by: -1) { sink(place) } }
            } else {
                heap[0] = code
                sink(0)
            }
        }
        return heap[0]
    }

    /// The same digit by digit from the top.
    private static func lastByDigits(_ keys: Codes, _ flip: UInt64, count: Int, limit: Int) -> UInt64 {
        var prefix: UInt64 = 0
        var wanted = limit
        for digit in stride(from: 48, through: 0, by: -16) {
            var counts = [Int](repeating: 0, count: 65_536)
            let above: UInt64 = digit == 48 ? 0 : .max << UInt64(digit + 16)
            for row in 0..<count {
                // Codes are one a row.
                let code = unsafe keys.codes.pointer[row] ^ flip
                if code & above == prefix, keys.ranks.map({ $0[row] == 0 }) ?? true {
                    counts[Int(code >> UInt64(digit) & 0xFFFF)] += 1
                }
            }
            var value = 0
            while counts[value] < wanted {
                wanted -= counts[value]
                value += 1
            }
            prefix |= UInt64(value) << UInt64(digit)
        }
        return prefix
    }
}

extension ColumnIndex {
    /// For each value's number its place in the order by bytes; null's is 0.
    func ranks() -> [UInt64] {
        let inner = texts.ranks()
        var ranks = [UInt64](repeating: 0, count: count)
        for (place, id) in numbers.enumerated() where place < inner.count { ranks[Int(id)] = inner[place] }
        return ranks
    }
}

extension Buffer where Element == Double {
    var containsNaN: Bool {
        var found = false
        // Below `count` by the loop; no early end, so that it is vectorised.
        for index in 0..<count { found = unsafe found || pointer[index].isNaN }
        return found
    }
}
