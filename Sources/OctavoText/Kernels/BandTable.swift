import CKernels
import Glibc

/// Sketches by the keys of their bands: for each band and key a chain of sketches, the last one first.
struct BandTable: Sendable {
    let bands: Int
    /// For each band a table: the key in the upper half of a slot, in the lower one above the number of the last sketch that has it.
    private var slots: [UInt64]
    private var mask = 1_023
    /// Keys of each band; at most three of four slots are used.
    private var used: [Int]
    /// For each sketch and band one above the number of the sketch before it in the chain; 0 is none.
    private var before: [UInt32] = []

    /// The most bands there are: one a hash function.
    static let mostBands = MinHash.count
    /// Where the sketches of each band are chained, or would be.
    typealias Places = InlineArray<48, UInt32>

    init(bands: Int) {
        precondition(bands <= Self.mostBands, "more bands than places")
        self.bands = bands
        used = Array(repeating: 0, count: bands)
        slots = Self.empty((mask + 1) * bands)
    }

    /// Bytes of memory.
    var byteCount: Int { slots.count * 8 + before.capacity * 4 }

    /// The places of some bands' keys, the first of which is at `first`.
    func places(_ keys: [UInt32], _ first: Int) -> Places {
        precondition(first + bands <= keys.count, "a key for each band")
        var places = Places(repeating: 0)
        var span = places.mutableSpan
        // A key and a place for each band; every table has an empty slot, since `link` grows it in time.
        unsafe span.withUnsafeMutableBufferPointer { places in
            unsafe keys.withUnsafeBufferPointer { keys in
                unsafe octavo_bands_find(
                    slots, mask, keys.baseAddress.unsafelyUnwrapped + first, bands, places.baseAddress.unsafelyUnwrapped)
            }
        }
        return places
    }

    /// Has the processor get what will be looked at for some keys, if there are any: the tables are far larger than its caches.
    func fetch(_ keys: [UInt32], _ first: Int) {
        guard first + bands <= keys.count else { return }
        // A key for each band.
        unsafe keys.withUnsafeBufferPointer { keys in
            unsafe octavo_bands_fetch(slots, mask, keys.baseAddress.unsafelyUnwrapped + first, bands)
        }
    }

    /// The same of what a look at the last sketch of each chain takes; `marks` has `MinHash.count` bytes for each sketch.
    func fetchChains(_ keys: [UInt32], _ first: Int, _ marks: [UInt8]) {
        guard first + bands <= keys.count, marks.count / MinHash.count == before.count / bands else { return }
        // A key for each band; `before` and `marks` are as long as the sketches' numbers ask for.
        unsafe keys.withUnsafeBufferPointer { keys in
            unsafe octavo_chains_fetch(
                slots, mask, keys.baseAddress.unsafelyUnwrapped + first, bands, before, marks)
        }
    }

    /// One above the number of the last sketch at a place, or 0.
    func head(_ band: Int, _ place: UInt32) -> UInt32 {
        UInt32(truncatingIfNeeded: slots[band * (mask + 1) + Int(place)])
    }

    /// The same of the sketch before one in a band's chain.
    func next(_ band: Int, _ head: UInt32) -> UInt32 { before[(Int(head) - 1) * bands + band] }

    /// Adds the next sketch, whose keys have these places.
    mutating func link(_ keys: [UInt32], _ first: Int, _ places: Places) {
        let head = UInt64(before.count / bands + 1)
        for band in 0..<bands {
            let slot = band * (mask + 1) + Int(places[band])
            let known = slots[slot]
            if known == 0 { used[band] += 1 }
            before.append(UInt32(truncatingIfNeeded: known))
            slots[slot] = UInt64(keys[first + band]) << 32 | head
        }
        if used.contains(where: { $0 * 4 > (mask + 1) * 3 }) { grow() }
    }

    private mutating func grow() {
        let old = slots
        let (size, larger) = (mask + 1, (mask + 1) * (mask < 1 << 16 ? 4 : 2))
        mask = larger - 1
        slots = Self.empty(larger * bands)
        for band in 0..<bands {
            for slot in old[band * size..<(band + 1) * size] where slot != 0 {
                var place = Int(slot >> 32) & mask
                while slots[band * larger + place] != 0 { place = (place + 1) & mask }
                slots[band * larger + place] = slot
            }
        }
    }

    /// Slots in pages as large as the system has them: places are looked at all over the table, and finding each one's page takes as long as
    /// the rest.
    private static func empty(_ count: Int) -> [UInt64] {
        let page = 1 << 21
        return unsafe Array(unsafeUninitializedCapacity: count) { slots, filled in
            // Whole pages between the first slot and the last; a system that does not do it has small pages, which is no error.
            if let start = slots.baseAddress {
                let first = (Int(bitPattern: start) + page - 1) & -page
                let end = (Int(bitPattern: start) + count * 8) & -page
                if first < end { unsafe madvise(UnsafeMutableRawPointer(bitPattern: first), end - first, MADV_HUGEPAGE) }
            }
            unsafe slots.initialize(repeating: 0)
            filled = count
        }
    }
}
