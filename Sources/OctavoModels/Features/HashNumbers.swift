/// Numbers for hashes in order of first appearance.
struct HashNumbers: Sendable {
    private(set) var hashes: [UInt64] = []
    private var slots = [UInt32](repeating: .max, count: 1 << 12)

    var count: Int { hashes.count }

    func number(_ hash: UInt64) -> UInt32? {
        let slot = slot(of: hash)
        return slots[slot] == .max ? nil : slots[slot]
    }

    mutating func add(_ hash: UInt64) -> UInt32 {
        let slot = slot(of: hash)
        if slots[slot] != .max { return slots[slot] }
        let number = UInt32(hashes.count)
        slots[slot] = number
        hashes.append(hash)
        if hashes.count * 2 > slots.count { grow() }
        return number
    }

    private func slot(of hash: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: hash >> 2) & (slots.count - 1)
        while slots[slot] != .max, hashes[Int(slots[slot])] != hash { slot = (slot + 1) & (slots.count - 1) }
        return slot
    }

    private mutating func grow() {
        slots = Array(repeating: .max, count: slots.count * 2)
        for (number, hash) in hashes.enumerated() { slots[slot(of: hash)] = UInt32(number) }
    }
}
