import CKernels

/// The values of one column chunk, those that are not null end to end in the order of the file.
///
/// A class because it owns growing memory that pages add to.
final class ParquetValues {
    enum Encoding: Int {
        case plain = 0
        case plainDictionary = 2
        case runs = 3
        case delta = 5
        case deltaLength, deltaBytes, dictionary, streams
    }

    let leaf: ParquetLeaf
    /// Whether values that no number holds exactly become text.
    let asText: Bool
    let capacity: Int
    private(set) var count = 0
    private let isWord: Bool
    private let words: ScratchBuffer<UInt64>
    private let codes: ScratchBuffer<UInt32>
    private var texts: TextAccumulator?
    private let expectedBytes: Int
    private var hasCodes = true
    private var dictionaryWords: (values: ScratchBuffer<UInt64>, count: Int)?
    /// Values of the dictionary that have no place in the column's type; a page that names one says so.
    private var unfit: (holds: (UInt32) -> Bool, reason: String, help: String?)?
    private var dictionaryTexts: TextBuffer?
    private var isDistinct = true

    /// For at most `capacity` values, for which the caller found the file large enough.
    init(_ leaf: ParquetLeaf, asText: Bool, capacity: Int, expectedBytes: Int) {
        self.leaf = leaf
        self.asText = asText
        self.capacity = capacity
        self.expectedBytes = expectedBytes
        var isWord = false
        switch leaf.form {
        case .float, .integer, .decimal: isWord = !asText
        default: break
        }
        self.isWord = isWord
        let isBits = leaf.form == .bool
        words = ScratchBuffer<UInt64>(isWord ? capacity : isBits ? capacity / 64 + 2 : 1)
        codes = ScratchBuffer<UInt32>(isWord || isBits ? 1 : capacity)
        // As many words as just allocated.
        if isBits { unsafe words.pointer.update(repeating: 0, count: capacity / 64 + 2) }
    }

    // MARK: - Pages

    func setDictionary(_ bytes: Buffer<UInt8>, count: Int) throws {
        guard count >= 0, count <= bytes.count || leaf.width == 0 else {
            throw ColumnarFailure.damaged("a dictionary ends early")
        }
        _ = try ColumnarLimits(fileBytes: bytes.count).room(count, size: 8, for: "a dictionary")
        if isWord {
            let values = ScratchBuffer<UInt64>(max(count, 1))
            do {
                try unsafe decode(.plain, bytes, count, into: values.pointer)
            } catch ColumnarFailure.value(let code, let reason, let help) {
                // Those behind the first that did not fit were not converted.
                unfit = ({ $0 >= code }, reason, help)
            }
            dictionaryWords = (values, count)
        } else if leaf.form != .bool {
            let accumulator = TextAccumulator(capacity: count, expectedBytes: bytes.count)
            try decodeTexts(.plain, bytes, count, into: accumulator)
            let dictionary = accumulator.finish(validity: nil, rows: count)
            do { try dictionary.checkUTF8() } catch ColumnarFailure.value(_, let reason, let help) {
                unfit = ({ !dictionary.isUTF8(Int($0)) }, reason, help)
            }
            isDistinct = dictionary.isDistinct
            dictionaryTexts = dictionary
        }
    }

    /// Adds `added` values of a page.
    func append(_ encoding: Int, _ bytes: Buffer<UInt8>, count added: Int) throws {
        guard let encoding = Encoding(rawValue: encoding) else {
            throw ColumnarFailure.unsupported("it holds a page in encoding \(encoding)")
        }
        guard added <= capacity - count else { throw ColumnarFailure.damaged("it holds more values than it says") }
        if added == 0 { return }
        defer { count += added }
        if leaf.form == .null {
            throw ColumnarFailure.damaged("a column of nulls holds values")
        } else if leaf.form == .bool {
            try appendBits(encoding, bytes, added)
        } else if isWord {
            // There is room for `capacity` values, and `added` more fit by the check above.
            try unsafe decode(encoding, bytes, added, into: words.pointer + count)
        } else if encoding == .dictionary || encoding == .plainDictionary {
            guard let dictionary = dictionaryTexts else { throw ColumnarFailure.damaged("a page comes before its dictionary") }
            unsafe try codes(bytes, added, below: dictionary.count, into: codes.pointer + count)
            if !hasCodes { unsafe try texts?.append(dictionary, codes: codes.pointer + count, count: added) }
        } else {
            try decodeTexts(encoding, bytes, added, into: plainTexts())
        }
    }

    /// The first `rows` rows, those of nulls included; the bits of `validity` say where the first `wanted` values stand.
    func finish(validity: Bitmap?, rows: Int, values wanted: Int) throws -> Column {
        let type = asText ? .text : try leaf.form.type()
        if wanted == 0 { return Column.nulls(type, count: rows) }
        guard wanted <= count else { throw ColumnarFailure.damaged("its levels and values differ in number") }
        count = wanted
        precondition(rows <= capacity && (validity == nil ? rows == count : true), "more rows than there is room for")
        return Column(type: type, count: rows, validity: validity, storage: try storage(type, validity, rows))
    }

    private func storage(_ type: DataType, _ validity: Bitmap?, _ rows: Int) throws -> Column.Storage {
        // In every call the bitmap has `rows` bits of which `count` are set, and there is room for `rows` values.
        if leaf.form == .bool {
            let bits = Bitmap(words: words.finish(), count: rows)
            guard let validity else { return .bools(bits) }
            let spread = ScratchBuffer<UInt64>(rows / 64 + 1)
            unsafe spread.pointer.update(repeating: 0, count: rows / 64 + 1)
            unsafe octavo_spread_bits(words.pointer, validity.words.pointer, rows, spread.pointer)
            return .bools(Bitmap(words: spread.finish(), count: rows))
        }
        if isWord {
            if let validity { unsafe octavo_spread_64(words.pointer, validity.words.pointer, validity.offset, rows, count) }
            let memory = words.finish().slice(0..<rows)
            // The same bits as another type of eight bytes.
            let start = unsafe UnsafeRawPointer(memory.pointer)
            if type == .float {
                return unsafe .floats(
                    Buffer(memory: memory.memory, pointer: start.assumingMemoryBound(to: Double.self), count: rows))
            }
            return unsafe .integers(
                Buffer(memory: memory.memory, pointer: start.assumingMemoryBound(to: Int64.self), count: rows))
        }
        if hasCodes, let dictionary = dictionaryTexts {
            if isDistinct, dictionary.count <= rows || dictionary.byteCount < rows * 4 {
                if let validity { unsafe octavo_spread_32(codes.pointer, validity.words.pointer, validity.offset, rows, count) }
                let memory = codes.finish().slice(0..<rows)
                // Codes are below the dictionary's count, which is far below 2^31.
                let start = unsafe UnsafeRawPointer(memory.pointer).assumingMemoryBound(to: Int32.self)
                return unsafe .dictionary(codes: Buffer(memory: memory.memory, pointer: start, count: rows), values: dictionary)
            }
        }
        let accumulator = try plainTexts()
        accumulator.truncate(to: count)
        let plain = accumulator.finish(validity: validity, rows: rows)
        try plain.checkUTF8()
        return .texts(plain)
    }

    // MARK: - Decoding

    /// Where texts go that are not codes; moves there those that were.
    private func plainTexts() throws -> TextAccumulator {
        if let texts { return texts }
        let made = TextAccumulator(capacity: capacity, expectedBytes: expectedBytes)
        texts = made
        hasCodes = false
        // `count` codes were checked against the dictionary when they were decoded.
        if count > 0, let dictionary = dictionaryTexts { unsafe try made.append(dictionary, codes: codes.pointer, count: count) }
        return made
    }

    private func codes(_ bytes: Buffer<UInt8>, _ added: Int, below limit: Int, into target: UnsafeMutablePointer<UInt32>) throws {
        guard bytes.count > 0 else { throw ColumnarFailure.damaged("a page ends early") }
        // The first byte is the width; the caller has room for `added` codes.
        guard unsafe octavo_hybrid_u32(bytes.pointer + 1, bytes.count - 1, UInt32(bytes[0]), target, added) else {
            throw ColumnarFailure.damaged("a page ends early")
        }
        guard unsafe Int(octavo_largest_u32(target, added)) < limit else {
            throw ColumnarFailure.damaged("a page names a value that its dictionary does not have")
        }
        guard let unfit else { return }
        // `added` codes were just written.
        for index in 0..<added where unsafe unfit.holds(target[index]) {
            throw ColumnarFailure.value(row: count + index, unfit.reason, help: unfit.help)
        }
    }

    private func appendBits(_ encoding: Encoding, _ bytes: Buffer<UInt8>, _ added: Int) throws {
        // There are two words more than `capacity` bits need.
        switch encoding {
        case .plain:
            guard bytes.count >= (added + 7) / 8 else { throw ColumnarFailure.damaged("a page ends early") }
            unsafe octavo_copy_bits(bytes.pointer, words.pointer, count, added)
        case .runs:
            guard bytes.count >= 4 else { throw ColumnarFailure.damaged("a page ends early") }
            var set = 0
            guard unsafe octavo_hybrid_bits(bytes.pointer + 4, bytes.count - 4, words.pointer, count, added, &set) else {
                throw ColumnarFailure.damaged("a page ends early")
            }
        default: throw ColumnarFailure.unsupported("it holds truth values in encoding \(encoding)")
        }
    }

    private func decode(
        _ encoding: Encoding, _ bytes: Buffer<UInt8>, _ added: Int, into target: UnsafeMutablePointer<UInt64>
    ) throws {
        switch encoding {
        case .dictionary, .plainDictionary:
            guard let dictionary = dictionaryWords else { throw ColumnarFailure.damaged("a page comes before its dictionary") }
            let scratch = ScratchBuffer<UInt32>(max(added, 1))
            unsafe try codes(bytes, added, below: dictionary.count, into: scratch.pointer)
            // The codes were checked to be below the dictionary's count, which a page's 32 bits with a sign hold.
            let rows = unsafe UnsafeRawPointer(scratch.pointer).assumingMemoryBound(to: Int32.self)
            unsafe octavo_gather_64(dictionary.values.pointer, rows, target, added)
        case .plain where leaf.width > 0:
            guard bytes.count / leaf.width >= added else { throw ColumnarFailure.damaged("a page ends inside a value") }
            unsafe try ParquetWords(leaf: leaf, row: count).convert(bytes, count: added, into: target)
        case .streams where leaf.width > 0:
            guard bytes.count / leaf.width >= added else { throw ColumnarFailure.damaged("a page ends inside a value") }
            let joined = ScratchBuffer<UInt8>(added * leaf.width)
            unsafe octavo_join_streams(bytes.pointer, added, leaf.width, joined.pointer)
            unsafe try ParquetWords(leaf: leaf, row: count).convert(joined.finish(), count: added, into: target)
        case .delta where leaf.physical == .int32 || leaf.physical == .int64:
            try unsafe Self.deltas(bytes, added, into: UnsafeMutableRawPointer(target).assumingMemoryBound(to: Int64.self))
            unsafe try ParquetWords(leaf: leaf, row: count).finish(target, count: added, isDelta: true)
        default:
            guard leaf.physical == .bytes || leaf.physical == .fixed else {
                throw ColumnarFailure.unsupported("it holds numbers in encoding \(encoding)")
            }
            let accumulator = TextAccumulator(capacity: added, expectedBytes: bytes.count)
            try rawTexts(encoding, bytes, added, into: accumulator)
            unsafe try ParquetWords(leaf: leaf, row: count).convert(accumulator.finish(validity: nil, rows: added), into: target)
        }
    }

    /// Values as text: their bytes, or what is written for the numbers they are.
    private func decodeTexts(_ encoding: Encoding, _ bytes: Buffer<UInt8>, _ added: Int, into target: TextAccumulator) throws {
        if leaf.form == .text { return try rawTexts(encoding, bytes, added, into: target) }
        try ParquetTexts(leaf: leaf).append(encoding, bytes, added, into: target) { source, accumulator in
            try rawTexts(encoding, source, added, into: accumulator)
        }
    }

    private func rawTexts(_ encoding: Encoding, _ bytes: Buffer<UInt8>, _ added: Int, into target: TextAccumulator) throws {
        switch encoding {
        case .plain where leaf.physical == .bytes: try target.appendPlain(bytes, count: added)
        case .plain where leaf.physical == .fixed: try target.appendFixed(bytes, width: leaf.width, count: added)
        case .streams where leaf.physical == .fixed:
            guard bytes.count / leaf.width >= added else { throw ColumnarFailure.damaged("a page ends inside a value") }
            let joined = ScratchBuffer<UInt8>(added * leaf.width)
            // Both hold `added` values of the leaf's width.
            unsafe octavo_join_streams(bytes.pointer, added, leaf.width, joined.pointer)
            try target.appendFixed(joined.finish(), width: leaf.width, count: added)
        case .deltaLength:
            let lengths = ScratchBuffer<Int64>(max(added, 1))
            let used = try unsafe Self.deltas(bytes, added, into: lengths.pointer)
            try target.append(bytes.slice(used..<bytes.count), lengths: lengths, count: added)
        case .deltaBytes:
            let prefixes = ScratchBuffer<Int64>(max(added, 1))
            let lengths = ScratchBuffer<Int64>(max(added, 1))
            var rest = bytes
            rest = rest.slice(try unsafe Self.deltas(rest, added, into: prefixes.pointer)..<rest.count)
            rest = rest.slice(try unsafe Self.deltas(rest, added, into: lengths.pointer)..<rest.count)
            let suffixes = TextAccumulator(capacity: added, expectedBytes: rest.count)
            try suffixes.append(rest, lengths: lengths, count: added)
            try target.append(prefixes: prefixes, suffixes: suffixes.finish(validity: nil, rows: added))
        default: throw ColumnarFailure.unsupported("it holds texts in encoding \(encoding)")
        }
    }

    /// Exactly `added` numbers; where the bytes after them start.
    @discardableResult
    private static func deltas(_ bytes: Buffer<UInt8>, _ added: Int, into target: UnsafeMutablePointer<Int64>) throws -> Int {
        var used = 0
        guard unsafe octavo_delta(bytes.pointer, bytes.count, target, added, &used) else {
            throw ColumnarFailure.damaged("a page of differences ends early or holds another number of values")
        }
        return used
    }
}
