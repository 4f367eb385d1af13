import CKernels

/// Memory that merging long pieces needs, for one thread. A class because it owns that memory.
@safe package final class MergeMemory {
    // Given back by `deinit`, and used by one call at a time.
    let pointer: UnsafeMutablePointer<octavo_merger>

    package init() {
        unsafe pointer = .allocate(capacity: 1)
        unsafe pointer.initialize(to: octavo_merger())
    }

    deinit {
        unsafe octavo_merger_free(pointer)
        unsafe pointer.deallocate()
    }
}

/// Pairs of tokens that become one, in memory as the loops of `pairmerges.h` want it. A class because it owns that memory.
@safe final class PairTable: @unchecked Sendable {
    // Safe to share: nothing is written after the initialiser.
    private let slots: UnsafeMutableBufferPointer<octavo_pair_slot>
    private let table: octavo_pair_table

    /// Pairs in the order in which they are merged.
    init(_ merges: [TokenMerge]) {
        var size = 64
        while size < merges.count * 2 { size *= 2 }
        // Every slot is filled here, and given back by `deinit`.
        unsafe slots = .allocate(capacity: size)
        unsafe slots.initialize(repeating: octavo_pair_slot(pair: 0, rank: -1, id: 0))
        unsafe table = octavo_pair_table(slots: slots.baseAddress.unsafelyUnwrapped, mask: size - 1)
        for (rank, merge) in merges.enumerated() {
            unsafe withUnsafePointer(to: table) {
                unsafe octavo_pairs_insert($0, merge.left, merge.right, Int32(rank), merge.id)
            }
        }
    }

    deinit { unsafe slots.deallocate() }

    /// Which of the merges the pair is.
    func rank(_ left: Int32, _ right: Int32) -> Int? {
        // The table belongs to this object.
        let rank = unsafe withUnsafePointer(to: table) { unsafe octavo_pair_rank($0, left, right) }
        return rank < 0 ? nil : Int(rank)
    }

    /// Merges the ids from `start` on; false where memory ran out.
    func merge(_ ids: inout [Int32], from start: Int, _ merger: MergeMemory) -> Bool {
        let count = ids.count - start
        if count < 2 { return true }
        // The ids behind `start` are alive for the call, and become no more.
        let left = unsafe ids.withUnsafeMutableBufferPointer { target in
            unsafe withUnsafePointer(to: table) {
                unsafe octavo_merge_pairs($0, target.baseAddress.unsafelyUnwrapped + start, count, merger.pointer)
            }
        }
        ids.removeLast(count - (left == .max ? 0 : left))
        return left != .max
    }
}

/// Two tokens that become one.
package struct TokenMerge: Sendable, Equatable {
    package let left: Int32
    package let right: Int32
    package let id: Int32

    package init(left: Int32, right: Int32, id: Int32) {
        self.left = left
        self.right = right
        self.id = id
    }
}
