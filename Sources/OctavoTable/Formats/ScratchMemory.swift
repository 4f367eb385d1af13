/// Growable memory for the loops over one block. What it holds survives `reserve` only as far as the caller says.
@safe final class ScratchMemory<Element: BitwiseCopyable> {
    // Owned: allocated and freed here alone, and never handed out for longer than the call that uses it.
    private(set) var pointer: UnsafeMutablePointer<Element>
    private(set) var capacity: Int

    init(capacity: Int = 64) {
        self.capacity = max(capacity, 1)
        unsafe pointer = .allocate(capacity: self.capacity)
    }

    deinit { unsafe pointer.deallocate() }

    /// Makes room for `count` elements; the first `keeping` survive.
    func reserve(_ count: Int, keeping: Int = 0) {
        guard count > capacity else { return }
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: count)
        // Both hold at least `keeping` elements, as the caller wrote them.
        unsafe larger.update(from: pointer, count: min(keeping, capacity))
        unsafe pointer.deallocate()
        unsafe pointer = larger
        capacity = count
    }
}

extension Bitmap {
    /// Bits that `fill` writes word by word; `nil` when all are set.
    static func validity(count: Int, fill: (UnsafeMutablePointer<UInt64>) -> Void) -> Bitmap? {
        let wordCount = max((count + 63) / 64, 1)
        let words = unsafe Buffer<UInt64>(count: wordCount) { target in
            // The buffer has at least one word, so it has an address.
            if let base = target.baseAddress {
                unsafe base.update(repeating: 0, count: wordCount)
                unsafe fill(base)
            }
        }
        let bitmap = Bitmap(words: words, count: count)
        return bitmap.setCount == count ? nil : bitmap
    }
}

extension Buffer {
    /// The address of the memory for C loops; valid for as long as this buffer is.
    var start: UnsafePointer<Element> { unsafe pointer }
}
