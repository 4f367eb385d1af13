/// UTF-8 texts end to end: text `i` is `bytes[offsets[i]..<offsets[i + 1]]`. At most 4 GiB of bytes.
package struct TextBuffer: Sendable {
    /// One more than there are texts.
    package let offsets: Buffer<UInt32>
    package let bytes: Buffer<UInt8>

    package init(offsets: Buffer<UInt32>, bytes: Buffer<UInt8>) {
        precondition(offsets.count > 0, "text offsets begin with the first text's start")
        self.offsets = offsets
        self.bytes = bytes
    }

    package init(_ texts: some Sequence<String>) {
        var offsets: [UInt32] = [0]
        var bytes: [UInt8] = []
        for text in texts {
            bytes.append(contentsOf: text.utf8)
            offsets.append(UInt32(truncatingIfNeeded: bytes.count))
        }
        self.init(offsets: Buffer(offsets), bytes: Buffer(bytes))
    }

    package var count: Int { offsets.count - 1 }

    package func range(_ index: Int) -> Range<Int> { Int(offsets[index])..<Int(offsets[index + 1]) }

    /// The UTF-8 of text `index`.
    package func utf8(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let range = range(index)
        precondition(range.upperBound <= bytes.count, "a text past the end of its bytes")
        // In bounds by the check above; `bytes` keeps the memory alive for as long as the caller holds this buffer.
        return unsafe UnsafeBufferPointer(start: bytes.pointer + range.lowerBound, count: range.count)
    }

    package subscript(_ index: Int) -> String { unsafe String(decoding: utf8(index), as: UTF8.self) }

    package func slice(_ range: Range<Int>) -> TextBuffer {
        TextBuffer(offsets: offsets.slice(range.lowerBound..<range.upperBound + 1), bytes: bytes)
    }
}
