import CKernels

/// Numbers distinct texts from zero in the order they are first met; keeps their bytes.
struct TextIndex: Sendable {
    private(set) var count = 0
    /// Half a hash and a number from 1 on, 0 for an empty slot; always at least twice as many as there are texts.
    private var slots = [UInt64](repeating: 0, count: 16)
    private var hashes = [UInt64](repeating: 0, count: 8)
    private var starts = [UInt64](repeating: 0, count: 9)
    /// With as many bytes behind the last text as loops in C may read.
    private var bytes = [UInt8](repeating: 0, count: Self.slack)
    private static let slack = 64

    /// Each text's number; -1 where `valid` is clear.
    mutating func insert(_ texts: TextBuffer, valid: Bitmap? = nil) -> [Int32] {
        reserve(texts.count, byteCount: texts.byteCount)
        return unsafe insert(texts.offsets.pointer, texts.bytes.pointer, valid?.aligned, texts.count)
    }

    mutating func insert(_ text: UnsafeBufferPointer<UInt8>) -> Int32 {
        guard let start = text.baseAddress else { return insert(TextBuffer([""]))[0] }
        reserve(1, byteCount: text.count)
        return unsafe insert([0, UInt32(text.count)], start, nil, 1)[0]
    }

    private mutating func insert(
        _ offsets: UnsafePointer<UInt32>, _ texts: UnsafePointer<UInt8>, _ valid: Bitmap?, _ rows: Int
    ) -> [Int32] {
        // There is room for every text by `reserve`, and a number for each.
        unsafe [Int32](unsafeUninitializedCapacity: rows) { ids, filled in
            if rows > 0 {
                unsafe changing { index in
                    unsafe octavo_text_index_insert(
                        &index, offsets, texts, valid?.words.pointer, ids.baseAddress.unsafelyUnwrapped, rows)
                }
            }
            filled = rows
        }
    }

    /// Each text's number; -1 for a text never inserted and where `valid` is clear.
    func find(_ texts: TextBuffer, valid: Bitmap? = nil) -> [Int32] {
        unsafe find(texts.offsets.pointer, texts.bytes.pointer, valid?.aligned, texts.count)
    }

    func find(_ text: UnsafeBufferPointer<UInt8>) -> Int32 {
        guard let start = text.baseAddress else { return find(TextBuffer([""]))[0] }
        return unsafe find([0, UInt32(text.count)], start, nil, 1)[0]
    }

    private func find(
        _ offsets: UnsafePointer<UInt32>, _ texts: UnsafePointer<UInt8>, _ valid: Bitmap?, _ rows: Int
    ) -> [Int32] {
        // There is a number for every text. The arrays are not written to.
        unsafe [Int32](unsafeUninitializedCapacity: rows) { ids, filled in
            guard rows > 0 else { return }
            unsafe slots.withUnsafeBufferPointer { slots in
                unsafe hashes.withUnsafeBufferPointer { hashes in
                    unsafe starts.withUnsafeBufferPointer { starts in
                        unsafe bytes.withUnsafeBufferPointer { bytes in
                            var index = unsafe octavo_text_index(
                                slots: UnsafeMutablePointer(mutating: slots.baseAddress.unsafelyUnwrapped), mask: slots.count - 1,
                                hashes: UnsafeMutablePointer(mutating: hashes.baseAddress.unsafelyUnwrapped),
                                starts: UnsafeMutablePointer(mutating: starts.baseAddress.unsafelyUnwrapped),
                                bytes: UnsafeMutablePointer(mutating: bytes.baseAddress.unsafelyUnwrapped), count: count)
                            unsafe octavo_text_index_find(
                                &index, offsets, texts, valid?.words.pointer, ids.baseAddress.unsafelyUnwrapped, rows)
                        }
                    }
                }
            }
            filled = rows
        }
    }

    private mutating func changing(_ body: (inout octavo_text_index) -> Void) {
        let known = count
        // More slots than texts, as many hashes, and room for their bytes; the arrays stay where they are during the call.
        count = unsafe slots.withUnsafeMutableBufferPointer { slots in
            unsafe hashes.withUnsafeMutableBufferPointer { hashes in
                unsafe starts.withUnsafeMutableBufferPointer { starts in
                    unsafe bytes.withUnsafeMutableBufferPointer { bytes in
                        var index = unsafe octavo_text_index(
                            slots: slots.baseAddress.unsafelyUnwrapped, mask: slots.count - 1,
                            hashes: hashes.baseAddress.unsafelyUnwrapped, starts: starts.baseAddress.unsafelyUnwrapped,
                            bytes: bytes.baseAddress.unsafelyUnwrapped, count: known)
                        unsafe body(&index)
                        return unsafe index.count
                    }
                }
            }
        }
    }

    /// Room for more texts, all of which may be new.
    private mutating func reserve(_ texts: Int, byteCount: Int) {
        let wanted = count + texts
        Self.extend(&hashes, to: wanted)
        Self.extend(&starts, to: wanted + 1)
        Self.extend(&bytes, to: Int(starts[count]) + byteCount + Self.slack)
        guard wanted * 2 > slots.count else { return }
        var size = slots.count
        while size < wanted * 2 { size *= 2 }
        slots = Array(repeating: 0, count: size)
        unsafe changing { unsafe octavo_text_index_fill(&$0) }
    }

    private static func extend<Element: FixedWidthInteger>(_ array: inout [Element], to wanted: Int) {
        guard wanted > array.count else { return }
        array.append(contentsOf: repeatElement(0, count: max(wanted - array.count, array.count)))
    }

    /// Each text's place in the order by bytes.
    func ranks() -> [UInt64] {
        let order = unsafe bytes.withUnsafeBufferPointer { all in
            func text(_ id: Int) -> UnsafeBufferPointer<UInt8> {
                unsafe UnsafeBufferPointer(rebasing: all[Int(starts[id])..<Int(starts[id + 1])])
            }
            // Prefixes settle most comparisons without touching the bytes.
            let prefixes = (0..<count).map { id -> UInt64 in
                let text = unsafe text(id)
                return (0..<8).reduce(0) { $0 << 8 | ($1 < text.count ? UInt64(unsafe text[$1]) : 0) }
            }
            return (0..<count).sorted { left, right in
                if prefixes[left] != prefixes[right] { return prefixes[left] < prefixes[right] }
                return unsafe TextKernels.compare(text(left), text(right)) < 0
            }
        }
        var ranks = [UInt64](repeating: 0, count: count)
        for (rank, id) in order.enumerated() { ranks[id] = UInt64(rank) }
        return ranks
    }
}
