import OctavoSource
import OctavoTable

/// A column that is built value by value from the rows of a statement.
struct SQLiteColumn {
    let type: DataType
    private var valid: [Bool] = []
    private var integers: [Int64] = []
    private var floats: [Double] = []
    private var offsets: [UInt32] = [0]
    private var bytes: [UInt8] = []

    init(_ type: DataType) { self.type = type }

    /// Adds the value of the statement's row; false where it is not of the column's type.
    mutating func append(_ statement: SQLiteStatement, _ place: Int, row: Int) throws -> Bool {
        let kind = statement.kind(place)
        valid.append(kind != .null)
        switch (type, kind) {
        case (.null, .null): return true
        case (.null, _): return false
        case (.int, .null), (.bool, .null): integers.append(0)
        case (.int, .integer), (.bool, .integer): integers.append(statement.integer(place))
        case (.float, .null): floats.append(0)
        case (.float, .integer), (.float, .float): floats.append(statement.float(place))
        case (.text, _), (.date, .text), (.date, .null), (.time, .text), (.time, .null):
            guard kind != .null else {
                offsets.append(UInt32(bytes.count))
                return true
            }
            let start = bytes.count
            let isText = unsafe statement.withBytes(place) { value in
                unsafe bytes.append(contentsOf: value)
                // Text of a database may be any bytes; what is not UTF-8 is no text here.
                return unsafe kind == .integer || kind == .float || String(validating: value, as: UTF8.self) != nil
            }
            guard isText else {
                throw Diagnostic(
                    "value-out-of-range",
                    "row \(row + 1) of `.\(DatumText.label(statement.columnNames[place]))` holds bytes that are no UTF-8 text; there is no type for binary values",
                    help: ["leave the column out: `columns:` names the others, or a query selects them"])
            }
            if type == .time { completeTime(from: start) }
            guard bytes.count <= Int(UInt32.max) else {
                throw Diagnostic(
                    "budget", "\(valid.count) rows of `.\(statement.columnNames[place])` hold more than 4 GiB of text")
            }
            offsets.append(UInt32(bytes.count))
        default: return false
        }
        return true
    }

    /// SQLite's own times are in UTC and do not say so, and a day stands for its midnight.
    private mutating func completeTime(from start: Int) {
        let text = bytes[start...]
        guard let last = text.last, (0x30...0x39).contains(last) else { return }
        if text.count == 10 {
            bytes += Array("T00:00:00Z".utf8)
        } else if !text.dropFirst(10).contains(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }) {
            bytes.append(UInt8(ascii: "Z"))
        }
    }

    /// `nil` where a text is no date or time.
    func finish() -> Column? {
        let validity = valid.contains(false) ? Bitmap(valid) : nil
        func column(_ type: DataType, _ storage: Column.Storage) -> Column {
            Column(type: type, count: valid.count, validity: validity, storage: storage)
        }
        switch type {
        case .int: return column(type, .integers(Buffer(integers)))
        case .bool: return column(type, .bools(Bitmap(integers.map { $0 != 0 })))
        case .float: return column(type, .floats(Buffer(floats)))
        case .text, .date, .time:
            let texts = column(.text, .texts(TextBuffer(offsets: Buffer(offsets), bytes: Buffer(bytes))))
            return type == .text ? texts : texts.parsed(as: type)
        default: return Column.nulls(type, count: valid.count)
        }
    }
}
