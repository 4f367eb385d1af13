import CKernels

/// Where a scan of a text has to look closer; see `octavo_personal_anchors`.
struct TextAnchors {
    private var places = [UInt32](repeating: 0, count: 1024)
    private(set) var count = 0
    /// Where the next fill goes on.
    private(set) var next = 0

    subscript(_ index: Int) -> Int { Int(places[index]) }

    mutating func restart() {
        count = 0
        next = 0
    }

    /// Finds more of them; false at the text's end. With `all` also short numbers that stand alone.
    mutating func fill(from text: Span<UInt8>, all: Bool) -> Bool {
        guard next < text.count else { return false }
        let start = next
        // The C side reads `count` bytes of the borrowed text and writes at most as many places as the array has.
        count = unsafe text.withUnsafeBufferPointer { bytes in
            unsafe places.withUnsafeMutableBufferPointer { places in
                unsafe octavo_personal_anchors(
                    bytes.baseAddress, bytes.count, start, all, places.baseAddress.unsafelyUnwrapped, places.count, &next)
            }
        }
        return true
    }
}
