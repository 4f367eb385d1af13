import CKernels

/// Builds a text buffer piece by piece, in memory that becomes the buffer's.
package struct TextWriter: ~Copyable {
    private var memory: BufferMemory
    private var capacity: Int
    private var count = 0
    private var offsets: [UInt32] = [0]
    private var isTooLarge = false

    package init(reservingRows rows: Int = 0, bytes: Int = 0) {
        offsets.reserveCapacity(rows + 1)
        capacity = max(bytes, 64)
        memory = BufferMemory(byteCount: capacity)
    }

    package mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { unsafe append($0) }
    }

    package mutating func append(_ text: Span<UInt8>) { unsafe text.withUnsafeBufferPointer { unsafe append($0) } }

    package mutating func append(_ bytes: [UInt8]) { unsafe bytes.withUnsafeBufferPointer { unsafe append($0) } }

    package mutating func append(_ byte: UInt8) {
        if count == capacity { grow(by: 1) }
        // Below the capacity by the line above.
        unsafe memory.bytes.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count += 1
    }

    mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        guard text.count > 0, let source = text.baseAddress else { return }
        if text.count > capacity - count { grow(by: text.count) }
        // There is room for the text by the line above, and nobody else holds this memory.
        unsafe (memory.bytes.baseAddress.unsafelyUnwrapped + count).copyMemory(from: source, byteCount: text.count)
        count += text.count
    }

    /// Lets `body` write up to so many bytes and say how many it wrote; false, and nothing added, where it says nothing.
    mutating func write(upTo most: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int?) -> Bool {
        if capacity - count < most { grow(by: most) }
        // Room for `most` bytes by the line above.
        let target = unsafe (memory.bytes.baseAddress.unsafelyUnwrapped + count).assumingMemoryBound(to: UInt8.self)
        guard let written = unsafe body(target) else { return false }
        count += written
        return true
    }

    /// Adds a whole number in decimal digits.
    package mutating func append(_ number: Int64) {
        if capacity - count < 20 { grow(by: 20) }
        // The longest number takes 20 bytes.
        let target = unsafe (memory.bytes.baseAddress.unsafelyUnwrapped + count).assumingMemoryBound(to: UInt8.self)
        count += unsafe octavo_write_i64(number, target)
    }

    private mutating func grow(by wanted: Int) {
        let larger = max(capacity * 2, count + wanted)
        let next = BufferMemory(byteCount: larger)
        // The old memory holds `count` bytes and the new more.
        unsafe next.bytes.baseAddress.unsafelyUnwrapped.copyMemory(
            from: memory.bytes.baseAddress.unsafelyUnwrapped, byteCount: count)
        memory = next
        capacity = larger
    }

    /// Ends the current text and begins the next.
    package mutating func end() {
        if count > Int(UInt32.max) { isTooLarge = true }
        offsets.append(UInt32(truncatingIfNeeded: count))
    }

    /// Adds texts that lie end to end, each ended.
    mutating func append(_ texts: TextBuffer, _ rows: Range<Int>) {
        if rows.isEmpty { return }
        let start = Int(texts.offsets[rows.lowerBound])
        // The texts of a buffer lie inside its bytes, which it keeps while they are copied.
        unsafe append(
            UnsafeBufferPointer(start: texts.bytes.pointer + start, count: Int(texts.offsets[rows.upperBound]) - start))
        if count > Int(UInt32.max) { isTooLarge = true }
        let shift = UInt32(truncatingIfNeeded: count) &- texts.offsets[rows.upperBound]
        for row in rows { offsets.append(texts.offsets[row + 1] &+ shift) }
    }

    /// Takes back what was added since the last end.
    mutating func discard() { count = Int(offsets[offsets.count - 1]) }

    /// Throws `budget` past 4 GiB.
    package consuming func finish() throws -> TextBuffer {
        guard !isTooLarge else { throw Column.tooLarge }
        // The memory is filled up to `count` and never written again. Most of it unused would be held as long as the texts.
        let start = unsafe UnsafePointer(memory.bytes.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self))
        let bytes = unsafe Buffer<UInt8>(memory: memory, pointer: start, count: count)
        return TextBuffer(offsets: Buffer(offsets), bytes: capacity / 2 > count + 4096 ? bytes.copied : bytes)
    }
}

extension Buffer {
    /// The elements, for as long as the caller holds this buffer.
    var lent: UnsafeBufferPointer<Element> { unsafe UnsafeBufferPointer(start: pointer, count: count) }

    /// The same elements in memory of their own size.
    var copied: Buffer {
        // Both hold `count` elements.
        unsafe Buffer(count: count) { target in
            if let base = target.baseAddress { unsafe base.update(from: pointer, count: count) }
        }
    }
}
