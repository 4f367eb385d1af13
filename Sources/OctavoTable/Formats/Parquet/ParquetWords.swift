import CKernels

/// Stored values to Octavo's 64 bits: ints, times and dates, or the bits of a float.
struct ParquetWords {
    let leaf: ParquetLeaf
    /// The first value's row, for messages.
    let row: Int

    /// `count` values of the leaf's fixed width. The bytes hold them and `target` has room for them, as the caller checked.
    func convert(_ bytes: Buffer<UInt8>, count: Int, into target: UnsafeMutablePointer<UInt64>) throws {
        let integers = unsafe UnsafeMutableRawPointer(target).assumingMemoryBound(to: Int64.self)
        let floats = unsafe UnsafeMutableRawPointer(target).assumingMemoryBound(to: Double.self)
        switch leaf.physical {
        case .int32:
            if leaf.form == .integer(.int, .unsigned32) {
                unsafe octavo_widen_u32(bytes.pointer, integers, count)
            } else {
                unsafe octavo_widen_i32(bytes.pointer, integers, count)
            }
        case .int64, .double:
            unsafe UnsafeMutableRawPointer(target).copyMemory(from: bytes.pointer, byteCount: count * 8)
        case .float: unsafe octavo_widen_f32(bytes.pointer, floats, count)
        case .fixed where leaf.form == .float: unsafe octavo_widen_f16(bytes.pointer, floats, count)
        case .int96: return unsafe try instants(bytes, count, integers)
        case .fixed:
            let decimals = decimals
            for index in 0..<count {
                let value = unsafe UnsafeRawBufferPointer(start: bytes.pointer + index * leaf.width, count: leaf.width)
                unsafe target[index] = try word(value, decimals, index)
            }
            return
        case .bool, .bytes: throw ColumnarFailure.damaged("a page holds values of the wrong type")
        }
        unsafe try finish(target, count: count, isDelta: false)
    }

    /// Decimals of varying width, highest byte first.
    func convert(_ texts: TextBuffer, into target: UnsafeMutablePointer<UInt64>) throws {
        let decimals = decimals
        for index in 0..<texts.count {
            unsafe target[index] = try word(UnsafeRawBufferPointer(texts.utf8(index)), decimals, index)
        }
    }

    /// Whole numbers to what they mean, in place.
    func finish(_ target: UnsafeMutablePointer<UInt64>, count: Int, isDelta: Bool) throws {
        let integers = unsafe UnsafeMutableRawPointer(target).assumingMemoryBound(to: Int64.self)
        if isDelta, leaf.physical == .int32 {
            // Differences of 32 bits wrap around at 32 bits.
            let isUnsigned = leaf.form == .integer(.int, .unsigned32)
            for index in 0..<count {
                let value = unsafe integers[index]
                unsafe integers[index] =
                    isUnsigned ? Int64(UInt32(truncatingIfNeeded: value)) : Int64(Int32(truncatingIfNeeded: value))
            }
        }
        switch leaf.form {
        case .integer(_, let scaling): unsafe try scaling.apply(integers, count: count, row: row)
        case .decimal:
            let decimals = decimals
            for index in 0..<count { unsafe target[index] = try decimals.word(Int128(integers[index]), row: row + index) }
        default: break
        }
    }

    private var decimals: Decimals {
        if case .decimal(let scale) = leaf.form { Decimals(scale: scale) } else { Decimals(scale: 0) }
    }

    private func word(_ bytes: UnsafeRawBufferPointer, _ decimals: Decimals, _ index: Int) throws -> UInt64 {
        guard let value = unsafe Decimals.bigEndian(bytes) else {
            throw ColumnarFailure.unsupported("it holds decimal numbers of more than 38 digits")
        }
        return try decimals.word(value, row: row + index)
    }

    /// Impala's and Spark's old times: nanoseconds of the day, then the Julian day.
    private func instants(_ bytes: Buffer<UInt8>, _ count: Int, _ target: UnsafeMutablePointer<Int64>) throws {
        for index in 0..<count {
            // Each value has twelve bytes.
            let value = unsafe UnsafeRawPointer(bytes.pointer + index * 12)
            let nanoseconds = unsafe value.loadUnaligned(as: Int64.self)
            let day = unsafe Int64(value.loadUnaligned(fromByteOffset: 8, as: Int32.self)) - 2_440_588
            let (start, isOver) = day.multipliedReportingOverflow(by: 86_400_000_000)
            // Towards the past, as for other times of a thousandth of a microsecond.
            let rest = nanoseconds >= 0 ? nanoseconds / 1000 : -((-(nanoseconds + 1)) / 1000) - 1
            let (instant, isAlsoOver) = start.addingReportingOverflow(rest)
            if isOver || isAlsoOver {
                throw ColumnarFailure.value(row: row + index, "holds a time beyond the year 292,277", help: nil)
            }
            unsafe target[index] = instant
        }
    }
}
