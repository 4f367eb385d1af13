import CKernels
package import OctavoSource

extension Column {
    /// The given rows in the given order. A negative row gives null. Throws `budget` when texts would pass 4 GiB in one column.
    package func gathered(_ rows: Buffer<Int32>, mayBeMissing: Bool = false) throws -> Column {
        let count = rows.count
        var validity = self.validity?.gathered(rows)
        if mayBeMissing, self.validity == nil {
            let present = Bitmap(count: count) { unsafe rows.pointer[$0] >= 0 }
            validity = present
        }
        let part: Storage =
            switch storage {
            case .nulls: .nulls
            case .bools(let bits): .bools(bits.gathered(rows))
            case .integers(let values): .integers(values.gathered64(rows))
            case .floats(let values): .floats(values.gathered64(rows))
            case .texts(let texts): .texts(try texts.gathered(rows))
            case .dictionary(let codes, let values): .dictionary(codes: codes.gathered32(rows), values: values)
            case .lists(let offsets, let items): try Self.gatheredLists(offsets, items, rows)
            case .records(let columns): .records(try columns.map { try $0.gathered(rows, mayBeMissing: mayBeMissing) })
            }
        return Column(type: type, count: count, validity: validity, storage: part)
    }

    private static func gatheredLists(_ offsets: Buffer<Int64>, _ items: Column, _ rows: Buffer<Int32>) throws -> Storage {
        var starts: [Int64] = [0]
        starts.reserveCapacity(rows.count + 1)
        var places: [Int32] = []
        for index in 0..<rows.count {
            let row = Int(rows[index])
            if row >= 0 {
                guard places.count + Int(offsets[row + 1] - offsets[row]) < Int(Int32.max) else { throw tooLarge }
                for item in offsets[row]..<offsets[row + 1] { places.append(Int32(truncatingIfNeeded: item)) }
            }
            starts.append(Int64(places.count))
        }
        return .lists(offsets: Buffer(starts), items: try items.gathered(Buffer(places)))
    }

    package static var tooLarge: Diagnostic {
        Diagnostic("budget", "one piece of a column would hold more than 4 GiB of text or 2 billion items")
    }

    /// One value for every row.
    package static func repeating(_ value: Datum, _ type: DataType, count: Int) throws -> Column {
        switch value {
        case .null: return .nulls(type, count: count)
        case .int(let number) where type == .int:
            return Column(type: type, count: count, storage: .integers(Buffer(repeating: number, count: count)))
        case .float(let number) where type == .float:
            return Column(type: type, count: count, storage: .floats(Buffer(repeating: number, count: count)))
        case .bool(let bit) where type == .bool:
            return Column(type: type, count: count, storage: .bools(Bitmap(repeating: bit, count: count)))
        case .text(let text) where type == .text:
            let codes = Buffer<Int32>(repeating: 0, count: count)
            return Column(type: type, count: count, storage: .dictionary(codes: codes, values: TextBuffer([text])))
        default: return try Column(type, [value]).gathered(Buffer(repeating: 0, count: count))
        }
    }
}

extension Buffer {
    func gathered64(_ rows: Buffer<Int32>) -> Buffer {
        precondition(MemoryLayout<Element>.stride == 8, "an eight-byte gather of other elements")
        // Elements are eight bytes wide by the check above and only copied; rows are of this buffer or negative.
        return unsafe Buffer(count: rows.count) { target in
            unsafe pointer.withMemoryRebound(to: UInt64.self, capacity: count) { source in
                unsafe target.withMemoryRebound(to: UInt64.self) {
                    unsafe octavo_gather_64(source, rows.pointer, $0.baseAddress, rows.count)
                }
            }
        }
    }

    func gathered32(_ rows: Buffer<Int32>) -> Buffer {
        precondition(MemoryLayout<Element>.stride == 4, "a four-byte gather of other elements")
        // As above, with four bytes.
        return unsafe Buffer(count: rows.count) { target in
            unsafe pointer.withMemoryRebound(to: UInt32.self, capacity: count) { source in
                unsafe target.withMemoryRebound(to: UInt32.self) {
                    unsafe octavo_gather_32(source, rows.pointer, $0.baseAddress, rows.count)
                }
            }
        }
    }
}

extension TextBuffer {
    func gathered(_ rows: Buffer<Int32>) throws -> TextBuffer {
        var total: UInt64 = 0
        // One offset more than rows; rows are of this buffer or negative.
        let starts = unsafe Buffer<UInt32>(count: rows.count + 1) {
            total = unsafe octavo_gather_text_offsets(offsets.pointer, rows.pointer, $0.baseAddress, rows.count)
        }
        guard total <= UInt64(UInt32.max) else { throw Column.tooLarge }
        // The bytes needed were summed above.
        let target = unsafe Buffer<UInt8>(count: Int(total)) {
            unsafe octavo_gather_text_bytes(offsets.pointer, bytes.pointer, rows.pointer, $0.baseAddress, rows.count)
        }
        return TextBuffer(offsets: starts, bytes: target)
    }
}

extension Chunk {
    /// The given rows of every column; each row still knows where it came from.
    package func gathered(_ rows: Buffer<Int32>) throws -> Chunk {
        Chunk(count: rows.count, columns: try columns.map { try $0.gathered(rows) }, place: places(rows))
    }

    /// Where the given rows came from.
    func places(_ rows: Buffer<Int32>) -> (@Sendable (Int) -> RowPlace?)? {
        if let place { return { row in place(Int(rows[row])) } }
        if let firstRow { return { row in RowPlace(row: firstRow + Int(rows[row])) } }
        return nil
    }
}
