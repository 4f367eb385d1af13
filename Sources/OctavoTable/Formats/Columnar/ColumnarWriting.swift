/// Writes chunks of one schema in a format that keeps columns together.
protocol ColumnarWriting {
    func begin(_ sink: ByteSink) throws
    func add(_ chunk: Chunk, _ sink: ByteSink) throws
    func finish(_ sink: ByteSink) throws
}

enum ColumnarWriter {
    /// `nil` for formats that are written row by row.
    static func make(
        _ format: FileFormat, schema: Schema, path: String, context: ExecutionContext
    ) throws -> (any ColumnarWriting)? {
        switch format {
        case .parquet: try ParquetWriter(schema: schema, path: path, context: context)
        case .arrow: ArrowWriter(schema: schema, path: path)
        default: nil
        }
    }
}

enum Base64 {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func text(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let part = bytes[start..<min(start + 3, bytes.count)]
            let bits = part.enumerated().reduce(UInt32(0)) { $0 | UInt32($1.element) << UInt32(16 - 8 * $1.offset) }
            for place in 0..<4 {
                result.append(place <= part.count ? digits[Int(bits >> UInt32(18 - 6 * place) & 63)] : UInt8(ascii: "="))
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
