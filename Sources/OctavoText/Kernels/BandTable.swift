import CKernels

/// Sketches by the keys of their bands: for each band and key the last few sketches that have it.
package struct BandTable: Sendable {
    let bands: Int
    /// For each band a table: the key in the upper half of a slot, in the lower one what leads to the sketches.
    private var slots: [UInt64] = []
    private var mask = 1_023
    /// Keys of each band; at most three of four slots are used.
    private var used: [UInt32]
    private var sketches: [octavo_kept_sketch] = []
    /// Lists of sketches with the same key, short and long ones.
    private var few: [UInt32] = []
    private var many: [UInt32] = []
    private var lists = octavo_lists()

    package init(bands: Int) {
        precondition(1...MinHash.count ~= bands, "a band or more, and no more than hash functions")
        self.bands = bands
        used = Array(repeating: 0, count: bands)
        slots = LargeArray.make((mask + 1) * bands, filling: 0)
    }

    /// Bytes of memory.
    var byteCount: Int {
        slots.count * 8 + sketches.capacity * MemoryLayout<octavo_kept_sketch>.stride + (few.count + many.count) * 4
    }

    // MARK: - Adding

    /// Whose a sketch is.
    package struct Owner {
        /// The number of a text.
        package let number: Int
        /// Where it is.
        package let block: Int
        package let text: Int

        package init(number: Int, block: Int, text: Int) { (self.number, self.block, self.text) = (number, block, text) }
    }

    /// The number of the next sketch.
    package var count: Int { sketches.count }
    /// The owner of a sketch.
    package func owner(of sketch: Int) -> Owner {
        Owner(number: Int(sketches[sketch].owner >> 1), block: Int(sketches[sketch].block), text: Int(sketches[sketch].text))
    }

    /// The owner of a sketch is somewhere else in its block.
    mutating func move(_ sketch: Int, to text: Int) { sketches[sketch].text = UInt32(truncatingIfNeeded: text) }

    /// Adds a sketch of some, by the next number; `first` is the first one with the same owner. `isOfWords` says that the owner is compared by words
    /// where others are, too.
    package mutating func add(_ keys: [UInt32], _ marks: [UInt8], _ sketch: Int, of owner: Owner, first: Int, isOfWords: Bool) {
        let number = sketches.count
        if number == sketches.capacity { sketches = LargeArray.make(max(512, 2 * number), from: sketches) }
        var kept = octavo_kept_sketch()
        kept.owner = UInt32(truncatingIfNeeded: owner.number) << 1 | (isOfWords ? 1 : 0)
        kept.first = UInt32(truncatingIfNeeded: first)
        kept.block = UInt32(truncatingIfNeeded: owner.block)
        kept.text = UInt32(truncatingIfNeeded: owner.text)
        unsafe Self.with(keys, bands, marks, sketch) { _, marks in
            // There are as many bytes from there on.
            unsafe withUnsafeMutableBytes(of: &kept.marks) {
                unsafe $0.copyMemory(from: UnsafeRawBufferPointer(start: marks, count: MinHash.count))
            }
        }
        sketches.append(kept)
        growLists()
        var most = 0
        // The sketch is there, `used` has a number for each band, and there is room for as many lists as bands.
        unsafe slots.withUnsafeMutableBufferPointer { slots in
            unsafe sketches.withUnsafeMutableBufferPointer { sketches in
                unsafe few.withUnsafeMutableBufferPointer { few in
                    unsafe many.withUnsafeMutableBufferPointer { many in
                        let chains = unsafe octavo_chains(
                            slots: slots.baseAddress.unsafelyUnwrapped, mask: mask, bands: bands,
                            sketches: sketches.baseAddress.unsafelyUnwrapped, few: few.baseAddress.unsafelyUnwrapped,
                            many: many.baseAddress.unsafelyUnwrapped)
                        unsafe Self.with(keys, bands, marks, sketch) { keys, _ in
                            most = unsafe octavo_chains_link(chains, number, keys, &used, &lists)
                        }
                    }
                }
            }
        }
        if most * 4 > (mask + 1) * 3 { growSlots() }
    }

    private mutating func growSlots() {
        let larger = (mask + 1) * (mask < 1 << 16 ? 4 : 2)
        var slots: [UInt64] = LargeArray.make(larger * bands, filling: 0)
        unsafe octavo_chains_spread(self.slots, mask, bands, &slots, larger - 1)
        (self.slots, mask) = (slots, larger - 1)
    }

    /// Makes room for as many lists as there are bands.
    private mutating func growLists() {
        func grow(_ list: inout [UInt32], _ used: UInt32, _ length: Int32) {
            let needed = (Int(used) + bands) * Int(length)
            if needed <= list.count { return }
            list = LargeArray.make(max(needed, 2 * list.count), from: list)
            list.append(contentsOf: repeatElement(0, count: list.capacity - list.count))
        }
        grow(&few, lists.few, Int32(OCTAVO_FEW))
        grow(&many, lists.many, Int32(OCTAVO_MANY))
    }

    // MARK: - Finding

    /// The first sketches of the texts that a sketch leads to, each once.
    package struct Met: Sendable {
        fileprivate var memory: [UInt64] = []
        package init() {}
        package fileprivate(set) var count = 0

        package mutating func removeAll() { count = 0 }

        /// The first few, those most alike first, and of equals the first text.
        package mutating func first(_ most: Int) -> ArraySlice<UInt64> {
            if count > 1 { memory[..<count].sort() }
            return memory[..<min(count, most)]
        }

        package static func sketch(_ met: UInt64) -> Int { Int(truncatingIfNeeded: met & 0xFFFF_FFFF) }
    }

    /// Adds the first sketches of the owners of those that have a band in common with one (of each band the last sixteen), and agree with it in `leastAgreement` values; with `skipsWords` not
    /// those that are compared by words.
    package func meet(
        _ keys: [UInt32], _ marks: [UInt8], _ sketch: Int, leastAgreement: Int, skipsWords: Bool, _ met: inout Met
    ) {
        let room = met.count + bands * Int(OCTAVO_MANY)
        if met.memory.count < room { met.memory += Array(repeating: 0, count: room - met.memory.count) }
        let count = met.count
        // Room for as many as there can be; what is pointed to stays as it is.
        met.count = unsafe met.memory.withUnsafeMutableBufferPointer { memory in
            unsafe withChains(keys, marks, sketch) { chains, keys, marks in
                unsafe octavo_chains_meet(
                    chains, keys, marks, leastAgreement, skipsWords, memory.baseAddress.unsafelyUnwrapped, count)
            }
        }
    }

    /// Has the processor get the slots that a sketch will be looked up in: the tables are far larger than its caches.
    func fetchSlots(_ keys: [UInt32], _ marks: [UInt8], _ sketch: Int) {
        unsafe withChains(keys, marks, sketch) { chains, keys, _ in unsafe octavo_chains_fetch_slots(chains, keys) }
    }

    /// The same of what these lead to; and of the sketches in lists.
    func fetchLists(_ keys: [UInt32], _ marks: [UInt8], _ sketch: Int) {
        unsafe withChains(keys, marks, sketch) { chains, keys, _ in unsafe octavo_chains_fetch_lists(chains, keys) }
    }

    func fetchSketches(_ keys: [UInt32], _ marks: [UInt8], _ sketch: Int) {
        unsafe withChains(keys, marks, sketch) { chains, keys, _ in unsafe octavo_chains_fetch_sketches(chains, keys) }
    }

    // MARK: - Memory

    private func withChains<Result>(
        _ keys: [UInt32], _ marks: [UInt8], _ sketch: Int,
        _ body: (octavo_chains, UnsafePointer<UInt32>, UnsafePointer<UInt8>) -> Result
    ) -> Result {
        // Without sketches no slot leads to one or to a list. Nothing is written through what is handed on.
        unsafe slots.withUnsafeBufferPointer { slots in
            unsafe sketches.withUnsafeBufferPointer { sketches in
                unsafe few.withUnsafeBufferPointer { few in
                    unsafe many.withUnsafeBufferPointer { many in
                        let none = unsafe UnsafePointer<UInt32>(bitPattern: 64).unsafelyUnwrapped
                        let noSketch = unsafe UnsafePointer<octavo_kept_sketch>(bitPattern: 64).unsafelyUnwrapped
                        let chains = unsafe octavo_chains(
                            slots: UnsafeMutablePointer(mutating: slots.baseAddress.unsafelyUnwrapped), mask: mask, bands: bands,
                            sketches: UnsafeMutablePointer(mutating: sketches.baseAddress ?? noSketch),
                            few: UnsafeMutablePointer(mutating: few.baseAddress ?? none),
                            many: UnsafeMutablePointer(mutating: many.baseAddress ?? none))
                        return unsafe Self.with(keys, bands, marks, sketch) { keys, marks in unsafe body(chains, keys, marks) }
                    }
                }
            }
        }
    }

    /// The keys and lowest bytes of one sketch among some.
    @inline(__always)
    private static func with<Result>(
        _ keys: [UInt32], _ bands: Int, _ marks: [UInt8], _ sketch: Int,
        _ body: (UnsafePointer<UInt32>, UnsafePointer<UInt8>) -> Result
    ) -> Result {
        precondition(
            (sketch + 1) * bands <= keys.count && (sketch + 1) * MinHash.count <= marks.count,
            "a key for each band, and a byte for each function")
        return unsafe keys.withUnsafeBufferPointer { keys in
            unsafe marks.withUnsafeBufferPointer { marks in
                unsafe body(
                    keys.baseAddress.unsafelyUnwrapped + sketch * bands,
                    marks.baseAddress.unsafelyUnwrapped + sketch * MinHash.count)
            }
        }
    }
}
