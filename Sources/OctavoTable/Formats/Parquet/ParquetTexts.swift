/// Stored values that are written out as text: identifiers, and numbers of which every digit is wanted.
struct ParquetTexts {
    let leaf: ParquetLeaf

    /// `raw` decodes values that are bytes.
    func append(
        _ encoding: ParquetValues.Encoding, _ bytes: Buffer<UInt8>, _ count: Int, into target: TextAccumulator,
        raw: (Buffer<UInt8>, TextAccumulator) throws -> Void
    ) throws {
        if leaf.physical == .bytes || leaf.physical == .fixed {
            let accumulator = TextAccumulator(capacity: count, expectedBytes: bytes.count)
            try raw(bytes, accumulator)
            let values = accumulator.finish(validity: nil, rows: count)
            for index in 0..<count { try target.append(unsafe text(UnsafeRawBufferPointer(values.utf8(index)))) }
            return
        }
        let width = leaf.width
        guard encoding == .plain, width == 4 || width == 8, bytes.count / width >= count else {
            throw ColumnarFailure.unsupported("it holds numbers in encoding \(encoding), which are not read as text")
        }
        for index in 0..<count {
            // The bytes hold `count` values of the width.
            let start = unsafe UnsafeRawPointer(bytes.pointer + index * width)
            let signed = unsafe width == 4 ? Int64(start.loadUnaligned(as: Int32.self)) : start.loadUnaligned(as: Int64.self)
            switch leaf.form {
            case .decimal(let scale): try target.append(Decimals(scale: scale).text(Int128(signed)))
            case .integer(_, .unsigned): try target.append(String(UInt64(bitPattern: signed)))
            default: try target.append(String(signed))
            }
        }
    }

    private func text(_ bytes: UnsafeRawBufferPointer) throws -> String {
        if leaf.form == .uuid {
            var digits = ""
            for index in 0..<bytes.count {
                if [4, 6, 8, 10].contains(index) { digits += "-" }
                let pair = unsafe String(bytes[index], radix: 16)
                digits += pair.utf8.count == 1 ? "0" + pair : pair
            }
            return digits
        }
        guard case .decimal(let scale) = leaf.form, let value = unsafe Decimals.bigEndian(bytes) else {
            throw ColumnarFailure.unsupported("it holds decimal numbers of more than 38 digits")
        }
        return Decimals(scale: scale).text(value)
    }
}
