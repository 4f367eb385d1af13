import CKernels
import Glibc

enum TextKernels {
    /// Texts of all operands end to end, row by row; other types as `DatumText.plain` writes them. A null piece writes `null`, or
    /// makes its row null.
    static func concatenated(_ operands: [Operand], count: Int, nullGivesNull: Bool = false) throws -> Column {
        var validity: Bitmap?
        var pieces: [Piece] = []
        for operand in operands {
            let piece = try Piece(operand)
            if nullGivesNull {
                if operand.isConstantNull { return .nulls(.text, count: count) }
                validity = Column.bothValid(validity, piece.validity)
            }
            pieces.append(piece)
        }
        let words = validity?.aligned
        // A null piece takes four bytes.
        let bytes = pieces.reduce(0) { total, piece in
            total + piece.texts.byteCount * (piece.step == 0 ? count : 1) + (piece.validity == nil ? 0 : 4 * count)
        }
        guard bytes <= Int(UInt32.max) else { throw Column.tooLarge }
        let parts = unsafe pieces.map { unsafe $0.part }
        var written = 0
        var offsets = Buffer<UInt32>([])
        // Room for all pieces of all rows; the pieces' buffers live as long as the pieces.
        let target = unsafe Buffer<UInt8>(count: bytes) { target in
            offsets = unsafe Buffer<UInt32>(count: count + 1) { offsets in
                written = withExtendedLifetime(pieces) {
                    unsafe octavo_concatenate(
                        parts, parts.count, words?.words.pointer, count, offsets.baseAddress.unsafelyUnwrapped,
                        target.baseAddress.unsafelyUnwrapped)
                }
            }
        }
        let own = target.slice(0..<written)
        let texts = TextBuffer(offsets: offsets, bytes: bytes / 2 > written + 4096 ? own.copied : own)
        return Column(type: .text, count: count, validity: validity, storage: .texts(texts))
    }

    /// One operand of a concatenation: a text a row, or one for all.
    private struct Piece {
        let texts: TextBuffer
        let validity: Bitmap?
        let step: Int

        init(_ operand: Operand) throws {
            switch operand {
            case .constant(let value, _): (texts, validity, step) = (TextBuffer([DatumText.plain(value)]), nil, 0)
            case .column(let column):
                if case .nulls = column.storage {
                    (texts, validity, step) = (TextBuffer(["null"]), nil, 0)
                    return
                }
                let text = try column.widened(to: .text)
                (texts, validity, step) = (try text.plainTexts(), text.validity?.aligned, 1)
            }
        }

        var part: octavo_text_piece {
            // Buffers that this piece holds.
            unsafe octavo_text_piece(
                offsets: texts.offsets.pointer, bytes: texts.bytes.pointer, valid: validity?.words.pointer, step: step)
        }
    }

    /// Whether each text holds `part`, a single text.
    static func containing(_ texts: TextBuffer, _ part: TextBuffer) -> Bitmap {
        guard part.byteCount > 0 else { return Bitmap(repeating: true, count: texts.count) }
        // One word for every 64 texts; both buffers hold what their offsets say.
        let words = unsafe Buffer<UInt64>(count: (texts.count + 63) / 64) {
            unsafe octavo_texts_containing(
                texts.offsets.pointer, texts.bytes.pointer, part.bytes.pointer, part.byteCount,
                $0.baseAddress.unsafelyUnwrapped, texts.count)
        }
        return Bitmap(words: words, count: texts.count)
    }

    /// The pieces of all texts between separators, and where each text's begin; none for a row whose bit in `validity` is clear.
    static func pieces(
        _ texts: TextBuffer, _ validity: Bitmap?, separator: TextBuffer
    ) -> (starts: Buffer<Int64>, items: TextBuffer) {
        let (count, length, valid) = (texts.count, separator.byteCount, validity?.aligned)
        // The separator has a byte at least.
        let most =
            unsafe count
            + octavo_count_separators(
                texts.offsets.pointer, texts.bytes.pointer, count, separator.bytes.pointer, length)
        var (found, starts, offsets) = (0, Buffer<Int64>([]), Buffer<UInt32>([]))
        // A piece more than separators in every text, and no byte twice.
        let bytes = unsafe Buffer<UInt8>(count: texts.byteCount) { bytes in
            offsets = unsafe Buffer<UInt32>(count: most + 1) { offsets in
                starts = unsafe Buffer<Int64>(count: count + 1) { starts in
                    found = unsafe octavo_split_texts(
                        texts.offsets.pointer, texts.bytes.pointer, count, valid?.words.pointer, separator.bytes.pointer, length,
                        starts.baseAddress.unsafelyUnwrapped, offsets.baseAddress.unsafelyUnwrapped,
                        bytes.baseAddress.unsafelyUnwrapped)
                }
            }
        }
        return (starts, TextBuffer(offsets: offsets.slice(0..<found + 1), bytes: bytes))
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
