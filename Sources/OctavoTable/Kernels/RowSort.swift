import CKernels

/// Sorts rows by several keys on several threads: the first digits part them into buckets, which are then sorted each by itself.
struct RowSort: Sendable {
    private let keys: [Key]
    private let count: Int
    private let threads: Int
    private let cancellation: Cancellation?

    /// Below it one thread is as fast.
    private static let parallelRows = 1 << 16
    /// Bits of a first digit that choose the bucket: as many buckets as a core's cache holds open ends of.
    private static let bucketBits = 11

    /// Each key's column has a value for every one of `count` rows, fewer than 2^31. Looks at `cancellation` before each key and bucket.
    init(
        _ keys: [(column: Column, isDescending: Bool)], count: Int, threads: Int, _ cancellation: Cancellation? = nil
    ) throws {
        self.count = count
        self.cancellation = cancellation
        self.threads = count < Self.parallelRows ? 1 : threads
        let (parts, each) = (count < Self.parallelRows ? 1 : threads * 4, threads)
        self.keys = try keys.map {
            try cancellation?.check()
            return try Key($0.column, isDescending: $0.isDescending, parts: parts, threads: each)
        }
    }

    /// Rows in order; equal keys keep theirs. Values, then NaN, then null, in both directions.
    func rows() throws -> Buffer<Int32> {
        guard count > 1, let first = keys.first else { return Buffer((0..<Int32(count)).map { $0 }) }
        let items = Items(count: count)
        let spare = Items(count: count)
        // Rows that have no value of the first key are few or many; either way they are no part of its buckets.
        var starts = [0, count, count, count]
        if let ranks = first.ranks {
            var at = 0
            for rank in 0..<3 {
                starts[rank] = at
                for row in 0..<count where ranks[row] == rank {
                    unsafe items.pointer[at].row = Int32(row)
                    at += 1
                }
            }
        } else {
            for row in 0..<count { unsafe items.pointer[row].row = Int32(row) }
        }
        var parts = try bucketed(items, spare, count: starts[1])
        for rank in 1..<3 where starts[rank] < starts[rank + 1] {
            let range = starts[rank]..<starts[rank + 1]
            if keys.count > 1 { try sort(items, spare, range, key: 1) }
            parts.append(Part(items: items, spare: spare, range: range))
        }
        let done = parts
        return try Self.filled(count) { (target: Shared<Int32>) in
            _ = try Parallel.map(done, threads: threads) { part in
                // Parts cover every row once.
                for place in part.range { unsafe target.pointer[place] = part.items.pointer[place].row }
            }
        }
    }

    /// Rows `range` of `items`, sorted there.
    private struct Part: Sendable {
        let items: Items
        let spare: Items
        let range: Range<Int>
    }

    /// Sorts the first rows, which all have a value of the first key.
    private func bucketed(_ items: Items, _ spare: Items, count: Int) throws -> [Part] {
        if count == 0 { return [] }
        let stage = keys[0].ranks == nil ? 0 : 1
        let pieces = threads == 1 ? 1 : threads * 2
        let ranges = (0..<pieces).map { count * $0 / pieces..<count * ($0 + 1) / pieces }
        let first = keys[0]
        let reference = unsafe items.withKeys([first]) { keys in
            unsafe _ = octavo_sort_load(keys, stage, items.pointer, 1, 0)
            return unsafe items.pointer[0].digit
        }
        let differing = try Parallel.map(ranges, threads: threads) { range in
            unsafe items.withKeys([first]) { keys in
                // Every piece is a stretch of the items of its own.
                unsafe octavo_sort_load(keys, stage, items.pointer + range.lowerBound, range.count, reference)
            }
        }.reduce(0, |)
        if threads == 1 || differing == 0 {
            try sortLoaded(items, spare, 0..<count, stage)
            return [Part(items: items, spare: spare, range: 0..<count)]
        }
        let top = 64 - differing.leadingZeroBitCount
        let bits = min(Self.bucketBits, top)
        let (shift, mask) = (UInt32(top - bits), UInt64(1) << UInt64(bits) - 1)
        var places = try Parallel.map(ranges, threads: threads) { range in
            var counts = [Int](repeating: 0, count: 1 << bits)
            // A place for each value of so many bits.
            unsafe octavo_sort_count(items.pointer + range.lowerBound, range.count, shift, mask, &counts)
            return counts
        }
        var ends: [Int] = []
        var at = 0
        for bucket in 0..<1 << bits {
            for piece in places.indices {
                let size = places[piece][bucket]
                places[piece][bucket] = at
                at += size
            }
            ends.append(at)
        }
        _ = try Parallel.map(Array(zip(ranges, places)), threads: threads) { range, starts in
            var starts = starts
            // Counted above: each piece has places of its own in every bucket.
            unsafe octavo_sort_scatter(items.pointer + range.lowerBound, range.count, shift, mask, &starts, spare.pointer)
        }
        // Neighbouring buckets are one piece of work until they are worth a thread's attention.
        var parts: [Part] = []
        var start = 0
        for end in ends where end > start && (end - start >= count / (threads * 32) || end == count) {
            parts.append(Part(items: spare, spare: items, range: start..<end))
            start = end
        }
        _ = try Parallel.map(parts, threads: threads) { try sortLoaded($0.items, $0.spare, $0.range, stage) }
        return parts
    }

    private func sort(_ items: Items, _ spare: Items, _ range: Range<Int>, key: Int) throws {
        unsafe try items.withKeys(keys) { keys in
            // The range is within both.
            unsafe _ = octavo_sort_load(keys + key, 0, items.pointer + range.lowerBound, range.count, 0)
            try sortLoaded(items, spare, range, 0, key: key)
        }
    }

    private func sortLoaded(_ items: Items, _ spare: Items, _ range: Range<Int>, _ stage: Int, key: Int = 0) throws {
        try cancellation?.check()
        let isDone = unsafe items.withKeys(keys) { keys in
            // As above.
            unsafe octavo_sort_items(
                keys, self.keys.count, key, stage, items.pointer + range.lowerBound, spare.pointer + range.lowerBound, range.count
            )
        }
        if !isDone { throw Column.tooLarge }
    }

    /// Memory that threads fill, each its own stretch.
    @safe struct Shared<Element>: @unchecked Sendable {
        // Safe to share: whoever hands it out gives every thread places of its own.
        let pointer: UnsafeMutablePointer<Element>
    }

    static func filled<Element: BitwiseCopyable & Sendable>(
        _ count: Int, _ fill: (Shared<Element>) throws -> Void
    ) throws -> Buffer<Element> {
        unsafe try Buffer(count: count) { target in
            if let start = target.baseAddress { unsafe try fill(Shared(pointer: start)) }
        }
    }
}

extension RowSort {
    /// Rows with a digit each.
    @safe fileprivate final class Items: @unchecked Sendable {
        // Safe to share: threads work on stretches of their own.
        let pointer: UnsafeMutablePointer<octavo_sort_item>
        private let memory: BufferMemory

        init(count: Int) {
            memory = BufferMemory(byteCount: count * MemoryLayout<octavo_sort_item>.stride)
            // Just allocated for so many.
            unsafe pointer = memory.bytes.bindMemory(to: octavo_sort_item.self).baseAddress.unsafelyUnwrapped
        }

        func withKeys<Result>(_ keys: [Key], _ body: (UnsafePointer<octavo_sort_key>) throws -> Result) rethrows -> Result {
            let list = unsafe keys.map { unsafe $0.key }
            // The keys' buffers live as long as the keys.
            return try withExtendedLifetime(keys) {
                unsafe try list.withUnsafeBufferPointer { unsafe try body($0.baseAddress.unsafelyUnwrapped) }
            }
        }
    }

    /// One key of all rows, as digits are made from it.
    fileprivate struct Key: Sendable {
        private var words: Buffer<UInt64>?
        private var texts: TextBuffer?
        private var skip = 0
        let ranks: Buffer<UInt8>?
        private let isDescending: Bool

        init(_ column: Column, isDescending: Bool, parts: Int, threads: Int) throws {
            self.isDescending = isDescending
            ranks = SortKernels.ranks([column], count: column.count).map { Buffer($0) }
            let ranges = (0..<parts).map { column.count * $0 / parts..<column.count * ($0 + 1) / parts }
            switch column.storage {
            case .texts(let texts):
                self.texts = texts
                skip = try Self.sharedPrefix(texts, ranges, threads)
            case .dictionary(let codes, let values):
                let order = try RowSort(
                    [(Column(type: .text, count: values.count, storage: .texts(values)), false)], count: values.count, threads: 1
                ).rows()
                var places = [UInt64](repeating: 0, count: values.count)
                for place in 0..<order.count { places[Int(order[place])] = UInt64(place) }
                words = Buffer((0..<column.count).map { places[Int(codes[$0])] })
            case .lists, .records, .nulls: words = try SortKernels.codes([column]).codes
            default:
                words = try RowSort.filled(column.count) { (target: Shared<UInt64>) in
                    _ = try Parallel.map(ranges, threads: threads) { range in
                        // Each range is a stretch of the target of its own.
                        let stretch = unsafe UnsafeMutableBufferPointer(
                            start: target.pointer + range.lowerBound, count: range.count)
                        unsafe SortKernels.write(column.slice(range), stretch, 0)
                    }
                }
            }
        }

        private static func sharedPrefix(_ texts: TextBuffer, _ ranges: [Range<Int>], _ threads: Int) throws -> Int {
            if texts.count == 0 { return 0 }
            let most = texts.range(0).count
            return try Parallel.map(ranges, threads: threads) { range in
                // A range of the texts; the first one is `most` bytes long.
                unsafe octavo_shared_prefix(
                    texts.offsets.pointer + range.lowerBound, texts.bytes.pointer, range.count,
                    texts.bytes.pointer + Int(texts.offsets[0]), most)
            }.min() ?? 0
        }

        var key: octavo_sort_key {
            // Buffers that this key holds.
            unsafe octavo_sort_key(
                words: words?.pointer, offsets: texts?.offsets.pointer, bytes: texts?.bytes.pointer, skip: skip,
                ranks: ranks?.pointer, flip: isDescending ? .max : 0)
        }
    }
}
