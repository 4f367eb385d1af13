import CKernels

/// Where a search of texts has to look closer, text by text; see `octavo_personal_anchors`.
struct TextAnchors: ~Copyable {
    private var places = [UInt32](repeating: 0, count: 1024)
    private var rows = [UInt32](repeating: 0, count: 1024)
    private var count = 0
    private var index = 0
    private var cursor = octavo_anchor_cursor()
    /// The texts end here.
    private var end = 0

    /// Begins with the first of some texts.
    mutating func restart(_ texts: Range<Int>, _ offsets: Span<UInt32>) {
        count = 0
        index = 0
        end = texts.upperBound
        cursor = octavo_anchor_cursor(at: Int(offsets[texts.lowerBound]), row: texts.lowerBound)
    }

    /// The text of the next anchor; it stays the next one.
    @inline(__always)
    mutating func nextRow(_ bytes: Span<UInt8>, _ offsets: Span<UInt32>) -> Int? {
        if index == count, !fill(bytes, offsets) { return nil }
        return Int(rows[index])
    }

    /// The place of the next anchor among all bytes, if it is in this text.
    @inline(__always)
    mutating func next(of row: Int, _ bytes: Span<UInt8>, _ offsets: Span<UInt32>) -> Int? {
        guard nextRow(bytes, offsets) == row else { return nil }
        index += 1
        return Int(places[index - 1])
    }

    /// Leaves out the other anchors of a text.
    mutating func skip(_ row: Int, _ bytes: Span<UInt8>, _ offsets: Span<UInt32>) {
        while nextRow(bytes, offsets) == row { index += 1 }
    }

    private mutating func fill(_ bytes: Span<UInt8>, _ offsets: Span<UInt32>) -> Bool {
        precondition(end < offsets.count && Int(offsets[end]) <= bytes.count, "texts past the end of their bytes")
        index = 0
        count = 0
        while count == 0, cursor.at < Int(offsets[end]) {
            // The C side reads the borrowed texts up to the end that was checked, and writes at most as many places as the arrays have.
            count = unsafe bytes.withUnsafeBufferPointer { bytes in
                unsafe offsets.withUnsafeBufferPointer { offsets in
                    unsafe places.withUnsafeMutableBufferPointer { places in
                        unsafe rows.withUnsafeMutableBufferPointer { rows in
                            unsafe octavo_personal_anchors(
                                bytes.baseAddress, offsets.baseAddress.unsafelyUnwrapped, end, &cursor,
                                places.baseAddress.unsafelyUnwrapped, rows.baseAddress.unsafelyUnwrapped, places.count)
                        }
                    }
                }
            }
        }
        return count > 0
    }
}
