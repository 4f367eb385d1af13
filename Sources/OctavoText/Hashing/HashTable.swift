/// Numbers by hashes, each hash once.
struct HashTable: Sendable {
    private var keys = [UInt64](repeating: 0, count: 64)
    /// One above the number; 0 is an empty slot.
    private var values = [UInt32](repeating: 0, count: 64)
    private(set) var count = 0

    /// Bytes of memory.
    var byteCount: Int { keys.count * 12 }

    /// The first number that was inserted with this hash.
    func find(_ hash: UInt64) -> UInt32? {
        let slot = slot(of: hash)
        return values[slot] == 0 ? nil : values[slot] - 1
    }

    /// Keeps the number that is there; false then.
    @discardableResult
    mutating func insert(_ hash: UInt64, _ number: UInt32) -> Bool {
        let slot = slot(of: hash)
        if values[slot] != 0 { return false }
        keys[slot] = hash
        values[slot] = number &+ 1
        count += 1
        if count * 2 > keys.count { grow() }
        return true
    }

    private func slot(of hash: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: hash) & (keys.count - 1)
        while values[slot] != 0, keys[slot] != hash { slot = (slot + 1) & (keys.count - 1) }
        return slot
    }

    private mutating func grow() {
        let (oldKeys, oldValues) = (keys, values)
        keys = Array(repeating: 0, count: oldKeys.count * 2)
        values = Array(repeating: 0, count: oldKeys.count * 2)
        for place in oldKeys.indices where oldValues[place] != 0 {
            let slot = slot(of: oldKeys[place])
            keys[slot] = oldKeys[place]
            values[slot] = oldValues[place]
        }
    }
}
