/// Rows brought together by their keys with bounded memory: sorted by a hash of the keys, then given in groups that hold all the
/// rows of their keys. Within a key the order of the rows stays.
///
/// A class because it owns the sorter.
final class KeyedRows {
    private let sorter: RowSorter
    private let keys: (Chunk) throws -> [Column]
    private let context: ExecutionContext
    private var rows: SortedRows?
    /// The rows of the hash that the last chunk ended with.
    private var waiting: [Chunk] = []

    /// `keys` gives the columns that rows are brought together by.
    init(
        types: [DataType], _ context: ExecutionContext, step: String,
        keys: @escaping (Chunk) throws -> [Column]
    ) {
        self.keys = keys
        self.context = context
        sorter = RowSorter(types: types + [.int], by: [OrderKey(place: types.count)], context, step: step)
    }

    func add(_ chunk: Chunk) throws {
        let hashes = RowHash.column(try keys(chunk), count: chunk.count)
        try sorter.add(Chunk(count: chunk.count, columns: chunk.columns + [hashes]))
    }

    /// The next group of rows, of as many keys as fit a part of the budget, with the hash as last column; `nil` at the end.
    func next() throws -> [Chunk]? {
        let rows = try self.rows ?? sorter.sorted()
        self.rows = rows
        var bytes = waiting.reduce(0) { $0 + $1.byteCount }
        while let chunk = try rows.next() {
            let last = Self.lastHash(chunk)
            bytes += chunk.byteCount
            // The last key's rows may go on in the next chunk.
            let start = Self.count(upTo: last, in: chunk, isIncluded: false)
            if bytes > context.memoryLimit / 16, start > 0 || waiting.last.map({ Self.lastHash($0) != last }) ?? false {
                let group = start > 0 ? waiting + [chunk.slice(0..<start)] : waiting
                waiting = [chunk.slice(start..<chunk.count)]
                return group
            }
            waiting.append(chunk)
        }
        defer { waiting = [] }
        return waiting.isEmpty ? nil : waiting
    }

    /// How many rows have a hash below `hash`, or equal to it.
    static func count(upTo hash: Int64, in chunk: Chunk, isIncluded: Bool) -> Int {
        let hashes = hashes(chunk)
        var (low, high) = (0, chunk.count)
        while low < high {
            let middle = (low + high) / 2
            if hashes[middle] < hash || (isIncluded && hashes[middle] == hash) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    static func lastHash(_ chunk: Chunk) -> Int64 { hashes(chunk)[chunk.count - 1] }

    private static func hashes(_ chunk: Chunk) -> Buffer<Int64> {
        if case .integers(let values) = chunk.columns[chunk.columns.count - 1].storage { values } else { Buffer([]) }
    }
}

extension Chunk {
    /// The rows with their numbers from `first` on as last column.
    func numbered(from first: Int64) -> Chunk {
        let numbers = Buffer((0..<Int64(count)).map { first + $0 })
        return Chunk(count: count, columns: columns + [Column(type: .int, count: count, storage: .integers(numbers))])
    }
}
