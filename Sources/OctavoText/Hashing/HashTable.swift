/// Numbers by hashes, each hash once.
struct HashTable: Sendable {
    private struct Slot: BitwiseCopyable {
        var key: UInt64 = 0
        /// One above the number; 0 is an empty slot.
        var value: UInt32 = 0
    }

    private var slots = [Slot](repeating: Slot(), count: 64)
    private(set) var count = 0

    /// Bytes of memory.
    var byteCount: Int { slots.count * 16 }

    /// The first number that was inserted with this hash.
    func find(_ hash: UInt64) -> UInt32? {
        let value = slots[place(of: hash)].value
        return value == 0 ? nil : value - 1
    }

    /// Has the processor get what a hash will be looked up in.
    func fetch(_ hash: UInt64) { LargeArray.fetch(slots, Int(truncatingIfNeeded: hash) & (slots.count - 1)) }

    /// Keeps the number that is there; false then.
    @discardableResult
    mutating func insert(_ hash: UInt64, _ number: UInt32) -> Bool {
        let place = place(of: hash)
        if slots[place].value != 0 { return false }
        slots[place] = Slot(key: hash, value: number &+ 1)
        count += 1
        if count * 2 > slots.count { grow() }
        return true
    }

    private func place(of hash: UInt64) -> Int {
        var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[place].value != 0, slots[place].key != hash { place = (place + 1) & (slots.count - 1) }
        return place
    }

    private mutating func grow() {
        let old = slots
        slots = LargeArray.make(old.count * 2, filling: Slot())
        for slot in old where slot.value != 0 { slots[place(of: slot.key)] = slot }
    }
}
