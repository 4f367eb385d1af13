/// Builds a text buffer piece by piece.
package struct TextWriter {
    private var bytes: [UInt8] = []
    private var offsets: [UInt32] = [0]
    private var isTooLarge = false

    package init(reservingRows rows: Int = 0, bytes count: Int = 0) {
        offsets.reserveCapacity(rows + 1)
        bytes.reserveCapacity(count)
    }

    package mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
    mutating func append(_ text: UnsafeBufferPointer<UInt8>) { unsafe bytes.append(contentsOf: text) }

    /// Ends the current text and begins the next.
    package mutating func end() {
        if bytes.count > Int(UInt32.max) { isTooLarge = true }
        offsets.append(UInt32(truncatingIfNeeded: bytes.count))
    }

    /// Throws `budget` past 4 GiB.
    package func finish() throws -> TextBuffer {
        guard !isTooLarge else { throw Column.tooLarge }
        return TextBuffer(offsets: Buffer(offsets), bytes: Buffer(bytes))
    }
}
