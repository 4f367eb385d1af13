import Glibc

enum TextKernels {
    /// Texts of all operands end to end, row by row; nulls write `null`, other types as `DatumText.plain` writes them.
    static func concatenated(_ operands: [Operand], count: Int) throws -> Column {
        let pieces = try operands.map { operand -> (texts: TextBuffer, validity: Bitmap?, isConstant: Bool) in
            switch operand {
            case .constant(let value, _): return (TextBuffer([DatumText.plain(value)]), nil, true)
            case .column(let column):
                if case .nulls = column.storage { return (TextBuffer(["null"]), nil, true) }
                let text = try column.type == .text ? column : column.widened(to: .text)
                return (try text.plainTexts(), text.validity, false)
            }
        }
        let null = TextBuffer(["null"])
        var writer = TextWriter(reservingRows: count, bytes: pieces.reduce(0) { $0 + $1.texts.byteCount })
        for row in 0..<count {
            for piece in pieces {
                if piece.isConstant {
                    unsafe writer.append(piece.texts.utf8(0))
                } else if let validity = piece.validity, !validity[row] {
                    unsafe writer.append(null.utf8(0))
                } else {
                    unsafe writer.append(piece.texts.utf8(row))
                }
            }
            writer.end()
        }
        return Column(type: .text, count: count, storage: .texts(try writer.finish()))
    }

    /// The distinct codes of a coded column in order of first use (-1 stands for null), each row's place among them, and the
    /// first row of each.
    static func usedCodes(
        _ codes: Buffer<Int32>, _ validity: Bitmap?, valueCount: Int
    ) -> (rows: Buffer<Int32>, firsts: [Int], distinct: [Int32]) {
        var places = [Int32](repeating: -1, count: valueCount + 1)
        var firsts: [Int] = []
        var distinct: [Int32] = []
        var rows: [Int32] = []
        rows.reserveCapacity(codes.count)
        for row in 0..<codes.count {
            let code = validity.map { $0[row] } ?? true ? codes[row] : -1
            let slot = Int(code) + 1
            if places[slot] < 0 {
                places[slot] = Int32(distinct.count)
                distinct.append(code)
                firsts.append(row)
            }
            rows.append(places[slot])
        }
        return (Buffer(rows), firsts, distinct)
    }

    static func isEqual(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        guard left.count > 0, let a = left.baseAddress, let b = right.baseAddress else { return true }
        // Both are `count` bytes long.
        return unsafe memcmp(a, b, left.count) == 0
    }

    /// -1, 0 or 1 by bytes.
    static func compare(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
        let shared = min(left.count, right.count)
        if shared > 0, let a = left.baseAddress, let b = right.baseAddress {
            // Both are at least `shared` bytes long.
            let order = unsafe memcmp(a, b, shared)
            if order != 0 { return order < 0 ? -1 : 1 }
        }
        return left.count < right.count ? -1 : left.count > right.count ? 1 : 0
    }
}
