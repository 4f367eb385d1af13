/// Counts hashes; its memory is used again from text to text.
struct HashCounter {
    private var keys: [UInt64] = []
    private var counts: [UInt32] = []
    /// The text that a slot was last used for.
    private var ages: [UInt32] = []
    private var age: UInt32 = 0
    private var mask = 0

    /// Begins anew, with room for so many.
    mutating func restart(expecting count: Int) {
        var size = max(keys.count, 64)
        while size < count * 2 { size *= 2 }
        age &+= 1
        guard size > keys.count || age == 0 else { return }
        keys = Array(repeating: 0, count: size)
        counts = Array(repeating: 0, count: size)
        ages = Array(repeating: 0, count: size)
        mask = size - 1
        age = 1
    }

    /// How often the hash was added, this time included.
    mutating func add(_ hash: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: hash) & mask
        while ages[slot] == age {
            if keys[slot] == hash {
                counts[slot] += 1
                return Int(counts[slot])
            }
            slot = (slot + 1) & mask
        }
        ages[slot] = age
        keys[slot] = hash
        counts[slot] = 1
        return 1
    }

    func contains(_ hash: UInt64) -> Bool {
        var slot = Int(truncatingIfNeeded: hash) & mask
        while ages[slot] == age {
            if keys[slot] == hash { return true }
            slot = (slot + 1) & mask
        }
        return false
    }
}
