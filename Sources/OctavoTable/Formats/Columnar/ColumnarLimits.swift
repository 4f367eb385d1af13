/// How much memory a file's own numbers may ask for. A row count of eight bytes can claim anything, so what is made room for must stand
/// in proportion to the file.
struct ColumnarLimits: Sendable {
    /// Below this nothing is asked: a column of one repeated value is a few bytes a million rows.
    static let freeBytes = 64 << 20
    /// Text of one value repeated, the best case of every codec, is packed about this far by writers that cut pages at a megabyte.
    static let largestRatio = ByteStream.largestRatio

    let fileBytes: Int

    /// `count` elements of `size` bytes, if the file may ask for them.
    func room(_ count: Int, size: Int, for what: String) throws -> Int {
        let (bytes, isOver) = count.multipliedReportingOverflow(by: size)
        let (largest, isLarge) = fileBytes.multipliedReportingOverflow(by: Self.largestRatio)
        guard count >= 0, !isOver, bytes <= Self.freeBytes || (!isLarge && bytes <= largest) else {
            throw ColumnarFailure.damaged("it claims \(what) of \(count) × \(size) bytes, which \(fileBytes) bytes cannot hold")
        }
        return bytes
    }
}
