/// Fixed memory that many columns may share: filled once by its maker, never changed after.
@safe package final class BufferMemory: @unchecked Sendable {
    // Safe to share: no method writes after the initialiser that fills it returns.
    package let bytes: UnsafeMutableRawBufferPointer
    private let release: (@Sendable (UnsafeMutableRawBufferPointer) -> Void)?

    /// Uninitialised memory of `byteCount` bytes, aligned to 64 as Arrow asks, with 64 readable bytes past the end so that
    /// vector loops may read beyond it.
    package init(byteCount: Int) {
        unsafe bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: max(byteCount, 0) + 64, alignment: 64)
        unsafe release = nil
    }

    /// Memory that somebody else made; `release` gives it back. 64 bytes past its end must be readable too: a mapping that ends with
    /// its last page is no such memory.
    package init(_ bytes: UnsafeMutableRawBufferPointer, release: @escaping @Sendable (UnsafeMutableRawBufferPointer) -> Void) {
        unsafe self.bytes = bytes
        unsafe self.release = release
    }

    deinit {
        // The memory is ours alone here: no Buffer can outlive its last reference to it.
        if let release = unsafe release { unsafe release(bytes) } else { unsafe bytes.deallocate() }
    }
}

/// An immutable stretch of equal elements; slices share their memory.
@safe package struct Buffer<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
    // Safe to share: `memory` keeps the pointer valid and nothing writes through it.
    package let memory: BufferMemory
    package let pointer: UnsafePointer<Element>
    package let count: Int

    package init(memory: BufferMemory, pointer: UnsafePointer<Element>, count: Int) {
        self.memory = memory
        unsafe self.pointer = pointer
        self.count = count
    }

    /// Makes room for `count` elements and lets `fill` write every one of them.
    package init(count: Int, fill: (UnsafeMutableBufferPointer<Element>) throws -> Void) rethrows {
        let memory = BufferMemory(byteCount: count * MemoryLayout<Element>.stride)
        // The memory was allocated for exactly this many elements just above.
        let start = unsafe memory.bytes.bindMemory(to: Element.self).baseAddress.unsafelyUnwrapped
        unsafe try fill(UnsafeMutableBufferPointer(start: start, count: count))
        unsafe self.init(memory: memory, pointer: UnsafePointer(start), count: count)
    }

    package init(_ elements: [Element]) {
        unsafe self.init(count: elements.count) { target in
            for index in 0..<elements.count { unsafe target[index] = elements[index] }
        }
    }

    package init(repeating element: Element, count: Int) {
        unsafe self.init(count: count) { unsafe $0.update(repeating: element) }
    }

    package subscript(_ index: Int) -> Element {
        precondition(index >= 0 && index < count, "a row index past the end of a buffer")
        return unsafe pointer[index]
    }

    /// Elements `range` of this buffer, sharing its memory.
    package func slice(_ range: Range<Int>) -> Buffer {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "a slice past the end of a buffer")
        return unsafe Buffer(memory: memory, pointer: pointer + range.lowerBound, count: range.count)
    }

    package var elements: UnsafeBufferPointer<Element> { unsafe UnsafeBufferPointer(start: pointer, count: count) }
    package var array: [Element] { unsafe Array(elements) }
    package var byteCount: Int { count * MemoryLayout<Element>.stride }
}
