import OctavoTable
import OctavoText

/// Values of tensors to and from bytes, the lowest byte of each number first.
enum TensorBytes {
    /// The values that stand in `range` of these bytes, which is a multiple of their size.
    static func values(_ type: TensorType, of bytes: Buffer<UInt8>, in range: Range<Int>) -> Tensor.Values {
        switch type {
        case .int8: .bytes(bytes.slice(range))
        case .uint32: .uint32(array(bytes, range).map { UInt32(littleEndian: $0) })
        case .uint64: .uint64(array(bytes, range).map { UInt64(littleEndian: $0) })
        case .float: .float(array(bytes, range).map { Float(bitPattern: UInt32(littleEndian: $0)) })
        case .double: .double(array(bytes, range).map { Double(bitPattern: UInt64(littleEndian: $0)) })
        }
    }

    private static func array<Element: BitwiseCopyable>(_ bytes: Buffer<UInt8>, _ range: Range<Int>) -> [Element] {
        let part = bytes.slice(range)
        let count = range.count / MemoryLayout<Element>.stride
        return unsafe Array(unsafeUninitializedCapacity: count) { target, filled in
            // The target has room for as many elements as the part's bytes hold.
            unsafe UnsafeMutableRawBufferPointer(target).copyMemory(
                from: UnsafeRawBufferPointer(
                    rebasing: UnsafeRawBufferPointer(part.elements)[..<(count * MemoryLayout<Element>.stride)]))
            filled = count
        }
    }

    static func append(_ values: Tensor.Values, to bytes: inout [UInt8]) {
        // The arrays live for the call. Key paths would take ten times as long as these closures.
        switch values {
        case .int8(let values): unsafe values.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
        case .bytes(let values): unsafe bytes.append(contentsOf: values.elements)
        case .uint32(let values): unsafe values.map { $0.littleEndian }.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
        case .uint64(let values): unsafe values.map { $0.littleEndian }.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
        case .float(let values):
            unsafe values.map { $0.bitPattern.littleEndian }.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
        case .double(let values):
            unsafe values.map { $0.bitPattern.littleEndian }.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
        }
    }

    /// SHA-256 of a head and the bytes that it tells of, in lower-case hexadecimal.
    static func digest(_ head: String, _ data: Buffer<UInt8>) -> String {
        let head = Array(head.utf8)
        guard let digest = StreamingDigest() else { return ContentDigest.sha256Hex(head + data.array) }
        // Both live for the calls.
        unsafe head.withUnsafeBytes { unsafe digest.update($0) }
        unsafe digest.update(UnsafeRawBufferPointer(data.elements))
        return digest.finish()
    }

    /// Rows of `from` values as rows of `to`: what a row has more is left out, what it lacks is zero.
    static func fitted(_ values: [Int8], from: Int, to: Int) -> [Int8] {
        if from == to { return values }
        // The array lives for the call.
        return unsafe values.withUnsafeBytes { unsafe fitted($0, from: from, to: to) }
    }

    static func fitted(_ values: Buffer<UInt8>, from: Int, to: Int) -> [Int8] {
        unsafe fitted(UnsafeRawBufferPointer(values.elements), from: from, to: to)
    }

    private static func fitted(_ values: UnsafeRawBufferPointer, from: Int, to: Int) -> [Int8] {
        let rows = from > 0 ? values.count / from : 0
        return unsafe LargeArray.make(capacity: rows * to) { (target: UnsafeMutableBufferPointer<Int8>) in
            guard let start = target.baseAddress, let first = values.baseAddress else { return 0 }
            let kept = min(from, to)
            if kept == to, from == to {
                // Both have this many bytes.
                unsafe UnsafeMutableRawPointer(start).copyMemory(from: first, byteCount: rows * to)
                return rows * to
            }
            for row in 0..<rows {
                // Row and width are below the counts that both were made with.
                unsafe UnsafeMutableRawPointer(start + row * to).copyMemory(from: first + row * from, byteCount: kept)
                unsafe (start + row * to + kept).update(repeating: 0, count: to - kept)
            }
            return rows * to
        }
    }
}
