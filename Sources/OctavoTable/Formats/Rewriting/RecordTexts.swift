/// The texts of a block's records that decide whether they stay, as they are once all else is done, and where each record's bytes end.
struct RecordTexts: Sendable {
    private var columns: [ColumnBuilder]
    private var ends: [Int] = []
    /// Of the record that is read.
    private var current: [Datum]

    init(columns count: Int) {
        columns = Array(repeating: ColumnBuilder(.text), count: count)
        current = Array(repeating: .null, count: count)
    }

    mutating func set(_ column: Int, _ text: [UInt8]) { current[column] = .text(String(decoding: text, as: UTF8.self)) }

    /// The record is gone: its texts count for nothing.
    mutating func forget() { for column in current.indices { current[column] = .null } }

    /// The record, or the line that is none, is whole.
    mutating func endRecord(at end: Int) {
        for column in columns.indices { columns[column].append(current[column]) }
        forget()
        ends.append(end)
    }

    /// The texts as rows, with the number of each in a last column, and where each record ends.
    consuming func finish() -> (chunk: Chunk, ends: [Int]) {
        let numbers = Column(
            type: .int, count: ends.count, storage: .integers(Buffer(ends.indices.map { Int64($0) })))
        return (Chunk(count: ends.count, columns: columns.map { $0.finish() } + [numbers]), ends)
    }
}
