import CKernels

/// Numbers distinct 64-bit keys from zero in the order they are first met. Open addressing, at most half full; a slot holds
/// its key, so that a probe touches one place in memory.
struct WordIndex: Sendable {
    private(set) var count = 0
    private var slots = Self.empty(16)

    private static func empty(_ count: Int) -> [octavo_word_slot] {
        Array(repeating: octavo_word_slot(key: 0, id: -1, unused: 0), count: count)
    }

    /// Each key's number; -1 where `valid` is clear.
    mutating func insert(_ keys: Buffer<UInt64>, valid: Bitmap? = nil) -> [Int32] {
        if (count + keys.count) * 2 > slots.count { grow(to: count + keys.count) }
        let (bits, mask) = (valid?.aligned, slots.count - 1)
        // There are at least twice as many slots as keys can be, and a number for every key.
        return unsafe [Int32](unsafeUninitializedCapacity: keys.count) { ids, filled in
            guard let start = ids.baseAddress else { return }
            count = unsafe octavo_word_index_insert(&slots, mask, count, keys.pointer, bits?.words.pointer, start, keys.count)
            filled = keys.count
        }
    }

    /// Each key's number; -1 for a key never inserted and where `valid` is clear.
    func find(_ keys: Buffer<UInt64>, valid: Bitmap? = nil) -> [Int32] {
        let bits = valid?.aligned
        // As above; an empty slot ends every search.
        return unsafe [Int32](unsafeUninitializedCapacity: keys.count) { ids, filled in
            guard let start = ids.baseAddress else { return }
            unsafe octavo_word_index_find(slots, slots.count - 1, keys.pointer, bits?.words.pointer, start, keys.count)
            filled = keys.count
        }
    }

    private mutating func grow(to keys: Int) {
        var size = slots.count
        while size < keys * 2 { size *= 2 }
        var larger = Self.empty(size)
        // The larger table has room for every slot of the smaller.
        unsafe octavo_word_index_move(slots, slots.count, &larger, size - 1)
        slots = larger
    }
}

/// Numbers distinct rows of one or more key columns from zero in the order they are first met. Null is a key like any other,
/// all NaN are one key, and -0.0 is 0.0.
struct KeyIndex {
    private var parts: [ColumnIndex]
    private var pairs: [WordIndex]
    private(set) var count = 0

    /// `types` has at least one type.
    init(_ types: [DataType]) {
        parts = types.map { ColumnIndex($0) }
        pairs = Array(repeating: WordIndex(), count: max(types.count - 1, 0))
    }

    /// Each row's number.
    mutating func insert(_ columns: [Column], count rows: Int) -> Buffer<Int32> {
        var ids = parts[0].insert(columns[0])
        for place in 1..<max(parts.count, 1) {
            let next = parts[place].insert(columns[place])
            ids = pairs[place - 1].insert(Self.pairs(ids, next))
        }
        count = pairs.last?.count ?? parts[0].count
        return Buffer(ids)
    }

    /// Each row's number; -1 for a row never inserted.
    func find(_ columns: [Column], count rows: Int) -> Buffer<Int32> {
        var ids = parts[0].find(columns[0])
        for place in 1..<max(parts.count, 1) {
            let next = parts[place].find(columns[place])
            let found = pairs[place - 1].find(Self.pairs(ids, next))
            for row in 0..<rows { ids[row] = ids[row] < 0 || next[row] < 0 ? -1 : found[row] }
        }
        return Buffer(ids)
    }

    private static func pairs(_ left: [Int32], _ right: [Int32]) -> Buffer<UInt64> {
        // A pair a row.
        unsafe Buffer(count: left.count) { target in
            for row in left.indices {
                unsafe target[row] = UInt64(UInt32(bitPattern: left[row])) << 32 | UInt64(UInt32(bitPattern: right[row]))
            }
        }
    }
}

/// The distinct values of one key column.
struct ColumnIndex {
    private var words = WordIndex()
    private(set) var texts = TextIndex()
    private var others: [Datum: Int32] = [:]
    private var nullID: Int32 = -1
    /// The last dictionary, and the numbers of its values as far as they are known.
    private var coded: (values: TextBuffer, known: [Int32])?
    private(set) var count = 0
    private let type: DataType
    /// The number of each value that is not null, by its place in `words` or `texts`.
    private var ids: [Int32] = []
    var numbers: [Int32] { ids }

    init(_ type: DataType) { self.type = type }

    // Numbers of the inner index, which knows no null, to numbers over all values.
    private mutating func number(_ inner: Int32) -> Int32 {
        if Int(inner) < ids.count { return ids[Int(inner)] }
        ids.append(Int32(truncatingIfNeeded: count))
        count += 1
        return ids[Int(inner)]
    }

    private mutating func null() -> Int32 {
        if nullID < 0 {
            nullID = Int32(truncatingIfNeeded: count)
            count += 1
        }
        return nullID
    }

    /// Turns numbers of the inner index, -1 for null, into numbers over all values.
    private mutating func settle(_ numbers: inout [Int32], known: Int, hasNull: Bool) {
        if !hasNull, nullID < 0 {
            // Without null they are the same.
            while ids.count < known {
                ids.append(Int32(truncatingIfNeeded: count))
                count += 1
            }
        } else {
            for row in numbers.indices { numbers[row] = numbers[row] < 0 ? null() : number(numbers[row]) }
        }
    }

    /// The numbers of a dictionary's values, -1 where they are not known yet; the caller puts them back.
    private mutating func takeKnown(_ values: TextBuffer) -> [Int32] {
        defer { coded = nil }
        // Chunks of one column have the same dictionary.
        if let coded, coded.values.isSame(as: values) { return coded.known }
        return [Int32](repeating: -1, count: values.count)
    }

    mutating func insert(_ column: Column) -> [Int32] {
        var result = [Int32](repeating: 0, count: column.count)
        switch column.storage {
        case .nulls: for row in 0..<column.count { result[row] = null() }
        case .integers, .floats, .bools:
            result = words.insert(Self.words(column), valid: column.validity)
            settle(&result, known: words.count, hasNull: column.validity != nil)
        case .texts(let values):
            result = texts.insert(values, valid: column.validity)
            settle(&result, known: texts.count, hasNull: column.validity != nil)
        case .dictionary(let codes, let values):
            var known = takeKnown(values)
            defer { coded = (values, known) }
            if let validity = column.validity {
                for row in 0..<column.count {
                    if !validity[row] {
                        result[row] = null()
                        continue
                    }
                    let code = Int(codes[row])
                    if known[code] < 0 { known[code] = number(unsafe texts.insert(values.utf8(code))) }
                    result[row] = known[code]
                }
                break
            }
            var row = 0
            while true {
                // Codes are of these values, and the result has a number for every row.
                row = unsafe octavo_map_codes(codes.pointer, known, row, column.count, &result)
                if row == column.count { break }
                let code = Int(codes[row])
                known[code] = number(unsafe texts.insert(values.utf8(code)))
            }
        case .lists, .records:
            for row in 0..<column.count {
                let value = column[row]
                if let id = others[value] {
                    result[row] = id
                } else {
                    result[row] = Int32(truncatingIfNeeded: count)
                    others[value] = result[row]
                    count += 1
                }
            }
        }
        return result
    }

    func find(_ column: Column) -> [Int32] {
        func known(_ inner: Int32) -> Int32 { inner < 0 ? -1 : ids[Int(inner)] }
        switch column.storage {
        case .nulls: return [Int32](repeating: nullID, count: column.count)
        case .integers, .floats, .bools:
            var found = words.find(Self.words(column), valid: column.validity)
            // Without null keys among the inserted, inner numbers are the numbers.
            if nullID >= 0 { for row in found.indices { found[row] = known(found[row]) } }
            guard let validity = column.validity else { return found }
            for row in found.indices where !validity[row] { found[row] = nullID }
            return found
        case .texts(let values):
            var found = texts.find(values, valid: column.validity)
            if nullID >= 0 { for row in found.indices { found[row] = known(found[row]) } }
            if let validity = column.validity { for row in found.indices where !validity[row] { found[row] = nullID } }
            return found
        case .dictionary(let codes, let values):
            var cache = [Int32](repeating: -2, count: values.count)
            return (0..<column.count).map { row in
                if column.isNull(row) { return nullID }
                let code = Int(codes[row])
                if cache[code] == -2 { cache[code] = known(unsafe texts.find(values.utf8(code))) }
                return cache[code]
            }
        case .lists, .records: return (0..<column.count).map { others[column[$0]] ?? -1 }
        }
    }

    /// Equal values as equal words.
    static func words(_ column: Column) -> Buffer<UInt64> {
        switch column.storage {
        case .integers(let values):
            // The same eight bytes, read as another type.
            let words = unsafe UnsafeRawPointer(values.pointer).assumingMemoryBound(to: UInt64.self)
            return unsafe Buffer(memory: values.memory, pointer: words, count: values.count)
        case .floats(let values):
            // Every element of a buffer made for as many is written.
            return unsafe Buffer(count: column.count) { target in
                for row in 0..<column.count {
                    let value = unsafe values.pointer[row]
                    unsafe target[row] = value.isNaN ? Double.nan.bitPattern : value == 0 ? 0 : value.bitPattern
                }
            }
        case .bools(let bits): return Buffer((0..<column.count).map { bits[$0] ? 1 : 0 })
        default: return Buffer(repeating: 0, count: column.count)
        }
    }
}
