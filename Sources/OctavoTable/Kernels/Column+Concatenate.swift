extension Column {
    /// The columns end to end. All have `type`, or one that widens to it.
    package static func concatenated(_ columns: [Column], type: DataType) throws -> Column {
        let parts = try columns.filter { $0.count > 0 || columns.count == 1 }.map { try $0.widened(to: type) }
        if parts.count == 1 { return parts[0] }
        let count = parts.reduce(0) { $0 + $1.count }
        let hasNulls = parts.contains { $0.validity != nil }
        let validity = hasNulls ? Bitmap.concatenated(parts.map { $0.valid }) : nil
        let isNull = parts.allSatisfy { if case .nulls = $0.storage { true } else { false } }
        if parts.isEmpty { return Column(type, []) }
        if isNull { return nulls(type, count: count) }
        let storage: Storage
        switch type {
        case .null: return nulls(type, count: count)
        case .bool:
            storage = .bools(
                Bitmap.concatenated(
                    parts.map {
                        if case .bools(let bits) = $0.storage { bits } else { Bitmap(repeating: false, count: $0.count) }
                    }))
        case .int, .time, .date, .duration:
            storage = .integers(
                Buffer<Int64>.concatenated(
                    parts.map { if case .integers(let values) = $0.storage { (values, $0.count) } else { (nil, $0.count) } }))
        case .float:
            storage = .floats(
                Buffer<Double>.concatenated(
                    parts.map { if case .floats(let values) = $0.storage { (values, $0.count) } else { (nil, $0.count) } }))
        case .text: storage = try concatenatedTexts(parts, count: count)
        case .list(let item): storage = try concatenatedLists(parts, item: item)
        case .record(let fields):
            var columns: [Column] = []
            for (place, field) in fields.enumerated() {
                let pieces = parts.map { part in
                    if case .records(let inner) = part.storage {
                        inner[place]
                    } else {
                        Column.nulls(field.type, count: part.count)
                    }
                }
                columns.append(try concatenated(pieces, type: field.type))
            }
            storage = .records(columns)
        }
        return Column(type: type, count: count, validity: validity, storage: storage)
    }

    private static func concatenatedTexts(_ parts: [Column], count: Int) throws -> Storage {
        // Parts that share their distinct values stay coded.
        var shared: TextBuffer?
        var isShared = true
        for part in parts {
            switch part.storage {
            case .dictionary(_, let values):
                if let known = shared { isShared = isShared && known.isSame(as: values) } else { shared = values }
            case .nulls: break
            default: isShared = false
            }
        }
        if isShared, let shared {
            let codes = Buffer<Int32>.concatenated(
                parts.map { if case .dictionary(let codes, _) = $0.storage { (codes, $0.count) } else { (nil, $0.count) } })
            return .dictionary(codes: codes, values: shared)
        }
        var plain: [TextBuffer] = []
        var total = 0
        for part in parts {
            let texts = try part.plainTexts()
            total += texts.byteCount
            plain.append(texts)
        }
        guard total <= Int(UInt32.max) else { throw tooLarge }
        // `total` is the sum of the parts' bytes and `count` of their rows.
        let bytes = unsafe Buffer<UInt8>(count: total) { target in
            var at = 0
            for texts in plain where texts.byteCount > 0 {
                unsafe (target.baseAddress.unsafelyUnwrapped + at).update(
                    from: texts.bytes.pointer + Int(texts.offsets[0]), count: texts.byteCount)
                at += texts.byteCount
            }
        }
        let offsets = unsafe Buffer<UInt32>(count: count + 1) { target in
            var at = 0
            var base: UInt32 = 0
            unsafe target[0] = 0
            for texts in plain {
                let first = texts.offsets[0]
                for index in 0..<texts.count {
                    unsafe target[at + index + 1] = base &+ (texts.offsets.pointer[index + 1] &- first)
                }
                at += texts.count
                base &+= UInt32(texts.byteCount)
            }
        }
        return .texts(TextBuffer(offsets: offsets, bytes: bytes))
    }

    private static func concatenatedLists(_ parts: [Column], item: DataType) throws -> Storage {
        var starts: [Int64] = [0]
        var pieces: [Column] = []
        var base: Int64 = 0
        for part in parts {
            guard case .lists(let offsets, let items) = part.storage else {
                starts.append(contentsOf: repeatElement(base, count: part.count))
                continue
            }
            let first = offsets[0]
            for row in 0..<part.count { starts.append(base + offsets[row + 1] - first) }
            pieces.append(items.slice(Int(first)..<Int(offsets[part.count])))
            base += offsets[part.count] - first
        }
        return .lists(offsets: Buffer(starts), items: try concatenated(pieces, type: item))
    }

    /// The texts of a text column in plain storage; nulls are empty texts.
    package func plainTexts() throws -> TextBuffer {
        switch storage {
        case .texts(let texts): return texts
        case .dictionary(let codes, let values): return try values.gathered(codes)
        default: return TextBuffer(offsets: Buffer(repeating: 0, count: count + 1), bytes: Buffer([]))
        }
    }

    /// Values of a wider type: int as float, null as any, scalars as text, lists and records within.
    package func widened(to wanted: DataType) throws -> Column {
        if type == wanted { return self }
        if case .nulls = storage { return .nulls(wanted, count: count) }
        switch (wanted, storage) {
        case (.float, .integers(let values)):
            return Column(type: .float, count: count, validity: validity, storage: .floats(values.asFloats))
        case (.list(let item), .lists(let offsets, let items)):
            return Column(
                type: wanted, count: count, validity: validity,
                storage: .lists(offsets: offsets, items: try items.widened(to: item)))
        case (.record(let fields), .records(let columns)):
            guard case .record(let own) = type else { return .nulls(wanted, count: count) }
            let parts = try fields.map { field in
                guard let place = own.firstIndex(where: { $0.name == field.name }) else {
                    return Column.nulls(field.type, count: count)
                }
                return try columns[place].widened(to: field.type)
            }
            return Column(type: wanted, count: count, validity: validity, storage: .records(parts))
        case (.text, _):
            var writer = TextWriter(reservingRows: count, bytes: count * 8)
            for row in 0..<count {
                if !isNull(row) {
                    if type == .int, case .integers(let values) = storage {
                        writer.append(values[row])
                    } else {
                        writer.append(DatumText.plain(self[row]))
                    }
                }
                writer.end()
            }
            return Column(type: .text, count: count, validity: validity, storage: .texts(try writer.finish()))
        default: return Column(wanted, (0..<count).map { self[$0] })
        }
    }
}

extension Buffer {
    /// The parts end to end; a missing part is as many zero bytes.
    static func concatenated(_ parts: [(Buffer?, Int)]) -> Buffer {
        let count = parts.reduce(0) { $0 + $1.1 }
        // `count` is the sum of the parts' lengths.
        return unsafe Buffer(count: count) { target in
            guard let base = target.baseAddress else { return }
            var at = 0
            for (part, length) in parts where length > 0 {
                if let part {
                    unsafe (base + at).update(from: part.pointer, count: length)
                } else {
                    unsafe UnsafeMutableRawPointer(base + at).initializeMemory(
                        as: UInt8.self, repeating: 0, count: length * MemoryLayout<Element>.stride)
                }
                at += length
            }
        }
    }
}

extension Bitmap {
    static func concatenated(_ parts: [Bitmap]) -> Bitmap {
        let count = parts.reduce(0) { $0 + $1.count }
        // A word of a part touches at most two words of the target, both below its word count.
        let words = unsafe Buffer<UInt64>(count: (count + 63) / 64) { target in
            unsafe target.update(repeating: 0)
            var at = 0
            for part in parts {
                for index in 0..<part.wordCount {
                    let word = part.alignedWord(index)
                    let bit = at + index * 64
                    unsafe target[bit >> 6] |= word << UInt64(bit & 63)
                    let rest = bit & 63 == 0 ? 0 : word >> UInt64(64 - bit & 63)
                    if rest != 0 { unsafe target[bit >> 6 + 1] |= rest }
                }
                at += part.count
            }
        }
        return Bitmap(words: words, count: count)
    }
}

extension TextBuffer {
    /// Bytes of these texts alone; a slice shares more.
    package var byteCount: Int { Int(offsets[count]) - Int(offsets[0]) }

    func isSame(as other: TextBuffer) -> Bool {
        unsafe offsets.pointer == other.offsets.pointer && bytes.pointer == other.bytes.pointer && count == other.count
    }
}
