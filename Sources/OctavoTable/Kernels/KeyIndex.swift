/// Numbers distinct 64-bit keys from zero in the order they are first met. Open addressing, at most half full; a slot holds
/// its key, so that a probe touches one place in memory.
struct WordIndex {
    private struct Slot: BitwiseCopyable {
        var key: UInt64 = 0
        var id: Int32 = -1
    }

    private(set) var count = 0
    private var slots = [Slot](repeating: Slot(), count: 16)

    @inline(__always)
    private static func hash(_ key: UInt64) -> Int {
        let mixed = (key ^ (key >> 32)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: (mixed ^ (mixed >> 29)) >> 1)
    }

    mutating func insert(_ key: UInt64) -> Int32 {
        if (count + 1) * 2 > slots.count { grow() }
        let mask = slots.count - 1
        let next = Int32(truncatingIfNeeded: count)
        let id = unsafe slots.withUnsafeMutableBufferPointer { slots -> Int32 in
            var slot = Self.hash(key) & mask
            // The mask keeps every slot inside the power-of-two table, and an empty one always ends the search.
            while unsafe slots[slot].id >= 0 {
                if unsafe slots[slot].key == key { return unsafe slots[slot].id }
                slot = (slot + 1) & mask
            }
            unsafe slots[slot] = Slot(key: key, id: next)
            return next
        }
        if id == next { count += 1 }
        return id
    }

    /// Each key's number; -1 for a key never inserted.
    func find(_ keys: Buffer<UInt64>) -> [Int32] {
        let mask = slots.count - 1
        return unsafe slots.withUnsafeBufferPointer { slots in
            unsafe [Int32](unsafeUninitializedCapacity: keys.count) { target, filled in
                // As above; the target has room for as many numbers as there are keys.
                for row in 0..<keys.count {
                    let key = unsafe keys.pointer[row]
                    var slot = Self.hash(key) & mask
                    var id: Int32 = -1
                    while unsafe slots[slot].id >= 0 {
                        if unsafe slots[slot].key == key {
                            id = unsafe slots[slot].id
                            break
                        }
                        slot = (slot + 1) & mask
                    }
                    unsafe target.initializeElement(at: row, to: id)
                }
                filled = keys.count
            }
        }
    }

    private mutating func grow() {
        let old = slots
        let mask = old.count * 2 - 1
        slots = Array(repeating: Slot(), count: old.count * 2)
        for entry in old where entry.id >= 0 {
            var slot = Self.hash(entry.key) & mask
            while slots[slot].id >= 0 { slot = (slot + 1) & mask }
            slots[slot] = entry
        }
    }
}

/// Numbers distinct texts from zero in the order they are first met; keeps their bytes.
struct TextIndex {
    private var hashes: [UInt64] = []
    private var starts: [Int] = [0]
    private var bytes: [UInt8] = []
    private var slots: [Int32] = Array(repeating: -1, count: 16)

    var count: Int { hashes.count }

    /// For tables in memory only: it shows in no result.
    static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(text.count)
        let raw = UnsafeRawBufferPointer(text)
        var at = 0
        while at + 8 <= raw.count {
            // Eight bytes are left by the loop's condition.
            let word = unsafe raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            state = mixed(state ^ word)
            at += 8
        }
        var rest: UInt64 = 0
        while at < raw.count {
            rest = rest << 8 | UInt64(unsafe raw[at])
            at += 1
        }
        return mixed(state ^ rest)
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
        return product.high ^ product.low
    }

    mutating func insert(_ text: UnsafeBufferPointer<UInt8>) -> Int32 {
        let hash = unsafe Self.hash(text)
        var slot = Int(truncatingIfNeeded: hash >> 1) & (slots.count - 1)
        while slots[slot] >= 0 {
            if hashes[Int(slots[slot])] == hash, unsafe isEqual(slots[slot], text) { return slots[slot] }
            slot = (slot + 1) & (slots.count - 1)
        }
        let id = Int32(truncatingIfNeeded: hashes.count)
        slots[slot] = id
        hashes.append(hash)
        unsafe bytes.append(contentsOf: text)
        starts.append(bytes.count)
        if hashes.count * 2 > slots.count { grow() }
        return id
    }

    /// -1 for a text never inserted.
    func find(_ text: UnsafeBufferPointer<UInt8>) -> Int32 {
        let hash = unsafe Self.hash(text)
        var slot = Int(truncatingIfNeeded: hash >> 1) & (slots.count - 1)
        while slots[slot] >= 0 {
            if hashes[Int(slots[slot])] == hash, unsafe isEqual(slots[slot], text) { return slots[slot] }
            slot = (slot + 1) & (slots.count - 1)
        }
        return -1
    }

    private func isEqual(_ id: Int32, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let range = starts[Int(id)]..<starts[Int(id) + 1]
        return unsafe bytes.withUnsafeBufferPointer { unsafe TextKernels.isEqual(UnsafeBufferPointer(rebasing: $0[range]), text) }
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 4)
        for (id, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash >> 1) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(truncatingIfNeeded: id)
        }
    }

    /// Each text's place in the order by bytes.
    func ranks() -> [UInt64] {
        let order = unsafe bytes.withUnsafeBufferPointer { all in
            // Prefixes settle most comparisons without touching the bytes.
            let prefixes = (0..<count).map { id -> UInt64 in
                var prefix: UInt64 = 0
                for place in 0..<8 {
                    let at = starts[id] + place
                    prefix = prefix << 8 | (at < starts[id + 1] ? UInt64(unsafe all[at]) : 0)
                }
                return prefix
            }
            return (0..<count).sorted { left, right in
                if prefixes[left] != prefixes[right] { return prefixes[left] < prefixes[right] }
                let a = unsafe UnsafeBufferPointer(rebasing: all[starts[left]..<starts[left + 1]])
                let b = unsafe UnsafeBufferPointer(rebasing: all[starts[right]..<starts[right + 1]])
                return unsafe TextKernels.compare(a, b) < 0
            }
        }
        var ranks = [UInt64](repeating: 0, count: count)
        for (rank, id) in order.enumerated() { ranks[id] = UInt64(rank) }
        return ranks
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
            for row in 0..<rows { ids[row] = pairs[place - 1].insert(Self.pair(ids[row], next[row])) }
        }
        count = pairs.last?.count ?? parts[0].count
        return Buffer(ids)
    }

    /// Each row's number; -1 for a row never inserted.
    func find(_ columns: [Column], count rows: Int) -> Buffer<Int32> {
        var ids = parts[0].find(columns[0])
        for place in 1..<max(parts.count, 1) {
            let next = parts[place].find(columns[place])
            let found = pairs[place - 1].find(Buffer((0..<rows).map { Self.pair(ids[$0], next[$0]) }))
            for row in 0..<rows { ids[row] = ids[row] < 0 || next[row] < 0 ? -1 : found[row] }
        }
        return Buffer(ids)
    }

    private static func pair(_ left: Int32, _ right: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
    }
}

/// The distinct values of one key column.
struct ColumnIndex {
    private var words = WordIndex()
    private(set) var texts = TextIndex()
    private var others: [Datum: Int32] = [:]
    private var nullID: Int32 = -1
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

    mutating func insert(_ column: Column) -> [Int32] {
        var result = [Int32](repeating: 0, count: column.count)
        switch column.storage {
        case .nulls: for row in 0..<column.count { result[row] = null() }
        case .integers, .floats, .bools:
            let keys = Self.words(column)
            if let validity = column.validity {
                for row in 0..<column.count { result[row] = validity[row] ? number(words.insert(keys[row])) : null() }
            } else if nullID < 0 {
                for row in 0..<column.count {
                    let inner = words.insert(keys[row])
                    if Int(inner) == ids.count {
                        ids.append(inner)
                        count += 1
                    }
                    result[row] = inner
                }
            } else {
                for row in 0..<column.count { result[row] = number(words.insert(keys[row])) }
            }
        case .texts(let values):
            let validity = column.validity
            for row in 0..<column.count {
                if let validity, !validity[row] {
                    result[row] = null()
                } else {
                    result[row] = number(unsafe texts.insert(values.utf8(row)))
                }
            }
        case .dictionary(let codes, let values):
            var known = [Int32](repeating: -1, count: values.count)
            let validity = column.validity
            for row in 0..<column.count {
                if let validity, !validity[row] {
                    result[row] = null()
                    continue
                }
                let code = Int(codes[row])
                if known[code] < 0 { known[code] = number(unsafe texts.insert(values.utf8(code))) }
                result[row] = known[code]
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
            let keys = Self.words(column)
            var found = words.find(keys)
            // Without null keys among the inserted, inner numbers are the numbers.
            if nullID >= 0 { for row in found.indices { found[row] = known(found[row]) } }
            guard let validity = column.validity else { return found }
            for row in found.indices where !validity[row] { found[row] = nullID }
            return found
        case .texts(let values):
            return (0..<column.count).map { column.isNull($0) ? nullID : known(unsafe texts.find(values.utf8($0))) }
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
    private static func words(_ column: Column) -> Buffer<UInt64> {
        switch column.storage {
        // Both loops write every element of a buffer made for as many.
        case .integers(let values):
            return unsafe Buffer(count: column.count) { target in
                for row in 0..<column.count { unsafe target[row] = UInt64(bitPattern: values.pointer[row]) }
            }
        case .floats(let values):
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
