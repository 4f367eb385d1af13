/// Runs of numbers packed so that equal runs are equal numbers, never by chance.
enum PackedGrams {
    /// Every run of `length` items of `bits` bits each, ascending. All of a run fits: `length` times `bits` is 128 at most.
    static func sorted(_ items: [UInt32], length: Int, bits: Int) -> [UInt128] {
        guard items.count >= length else { return [] }
        let mask = length * bits >= 128 ? UInt128.max : (UInt128(1) << UInt128(length * bits)) - 1
        var packed: [UInt128] = []
        packed.reserveCapacity(items.count - length + 1)
        var run: UInt128 = 0
        for (place, item) in items.enumerated() {
            run = (run << UInt128(bits) | UInt128(item)) & mask
            if place + 1 >= length { packed.append(run) }
        }
        return packed.sorted()
    }

    /// How many two sorted lists have in common, each as often as the one that has it less often.
    static func common(_ one: [UInt128], _ other: [UInt128]) -> Int {
        var (left, right, count) = (0, 0, 0)
        while left < one.count, right < other.count {
            if one[left] == other[right] {
                count += 1
                left += 1
                right += 1
            } else if one[left] < other[right] {
                left += 1
            } else {
                right += 1
            }
        }
        return count
    }

    /// What any of several sorted lists has, each as often as the one that has it most often.
    static func union(_ lists: [[UInt128]]) -> [UInt128] {
        guard var all = lists.first else { return [] }
        for list in lists.dropFirst() {
            var merged: [UInt128] = []
            var (left, right) = (0, 0)
            while left < all.count || right < list.count {
                if right >= list.count || left < all.count && all[left] < list[right] {
                    merged.append(all[left])
                    left += 1
                } else {
                    if left < all.count, all[left] == list[right] { left += 1 }
                    merged.append(list[right])
                    right += 1
                }
            }
            all = merged
        }
        return all
    }
}
