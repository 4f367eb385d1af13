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
        order(try keys.map { (try codes([$0.column]), $0.isDescending) }, count: count)
    }

    static func order(_ keys: [(codes: Codes, isDescending: Bool)], count: Int) -> Buffer<Int32> {
        var rows = Buffer<Int32>((0..<Int32(count)).map { $0 })
        // The least significant key first; each pass keeps what the ones before it did among equals.
        for (codes, isDescending) in keys.reversed() { rows = pass(codes, isDescending, rows) }
        return rows
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

    /// Codes of one key over all chunks.
    static func codes(_ columns: [Column]) throws -> Codes {
        let count = columns.reduce(0) { $0 + $1.count }
        var codes: [UInt64] = []
        codes.reserveCapacity(count)
        var ranks: [UInt8] = []
        let mayMiss = columns.contains { $0.validity != nil || $0.type == .float || $0.type == .null }
        var texts = ColumnIndex(.text)
        var others: [Datum] = []
        for column in columns {
            switch column.storage {
            case .nulls:
                switch column.type {
                case .list, .record: others.append(contentsOf: repeatElement(.null, count: column.count))
                default: codes.append(contentsOf: repeatElement(0, count: column.count))
                }
            case .bools(let bits): for row in 0..<column.count { codes.append(bits[row] ? 1 : 0) }
            case .integers(let values):
                for row in 0..<column.count { codes.append(UInt64(bitPattern: values[row]) ^ (1 << 63)) }
            case .floats(let values): for row in 0..<column.count { codes.append(code(values[row])) }
            case .texts, .dictionary: codes.append(contentsOf: texts.insert(column).map { UInt64(UInt32(bitPattern: $0)) })
            case .lists, .records: for row in 0..<column.count { others.append(column[row]) }
            }
            if mayMiss {
                for row in 0..<column.count { ranks.append(rank(column, row)) }
            }
        }
        if texts.count > 0 {
            let places = texts.ranks()
            // Only text columns and all-null ones of a text key are here; the latters' codes are never looked at.
            for index in codes.indices { codes[index] = places[Int(codes[index])] }
        }
        if !others.isEmpty {
            let order = others.indices.sorted {
                let order = DatumOrder.sort(others[$0], others[$1])
                return order == 0 ? $0 < $1 : order < 0
            }
            codes = Array(repeating: 0, count: others.count)
            var rank: UInt64 = 0
            for (place, index) in order.enumerated() {
                if place > 0, DatumOrder.sort(others[order[place - 1]], others[index]) != 0 { rank += 1 }
                codes[index] = rank
            }
        }
        // What is stored under a null means nothing, and NaN has many patterns; equals must have equal codes.
        for index in ranks.indices where ranks[index] > 0 { codes[index] = 0 }
        return Codes(codes: Buffer(codes), ranks: ranks.contains { $0 > 0 } ? ranks : nil)
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
    static func firstRows(_ keys: [(codes: Codes, isDescending: Bool)], count: Int, limit: Int) -> Buffer<Int32> {
        guard let (first, isDescending) = keys.first, limit < count / 4, limit > 0 else {
            let all = order(keys, count: count)
            return all.slice(0..<min(limit, count))
        }
        let flip: UInt64 = isDescending ? .max : 0
        let plain = first.ranks.map { ranks in ranks.reduce(0) { $0 + ($1 == 0 ? 1 : 0) } } ?? count
        if plain < limit { return order(keys, count: count).slice(0..<limit) }
        // The code of the last row that can be among the first, digit by digit from the top.
        var prefix: UInt64 = 0
        var wanted = limit
        for digit in stride(from: 48, through: 0, by: -16) {
            var counts = [Int](repeating: 0, count: 65_536)
            let above: UInt64 = digit == 48 ? 0 : .max << UInt64(digit + 16)
            for row in 0..<count where first.ranks.map({ $0[row] == 0 }) ?? true {
                let code = first.codes[row] ^ flip
                if code & above == prefix { counts[Int(code >> UInt64(digit) & 0xFFFF)] += 1 }
            }
            var value = 0
            while counts[value] < wanted {
                wanted -= counts[value]
                value += 1
            }
            prefix |= UInt64(value) << UInt64(digit)
        }
        var candidates: [Int32] = []
        for row in 0..<count where (first.ranks.map({ $0[row] == 0 }) ?? true) && first.codes[row] ^ flip <= prefix {
            candidates.append(Int32(row))
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
        return rows.gathered32(order(reduced, count: rows.count).slice(0..<limit))
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
