import CKernels

/// Turns slices of a block into text columns, by dictionary where values repeat.
@safe struct TextColumns {
    /// The block's first byte; slices count from it. Valid while the block is.
    let bytes: UnsafePointer<UInt8>

    /// Distinct values beyond this are not worth a dictionary, whatever the number of rows.
    static let dictionaryLimit = 1 << 16

    func column(_ slices: UnsafePointer<octavo_slice>, count: Int) -> Column {
        // `slices` holds `count` elements that lie in the block, as the scanner wrote them.
        let validity = unsafe Bitmap.validity(count: count) { unsafe _ = octavo_slices_validity(slices, count, $0) }
        if let storage = unsafe dictionary(slices, count: count) {
            return Column(type: .text, count: count, validity: validity, storage: storage)
        }
        return unsafe Column(type: .text, count: count, validity: validity, storage: .texts(texts(slices, count: count)))
    }

    func texts(_ slices: UnsafePointer<octavo_slice>, count: Int) -> TextBuffer {
        let room = unsafe octavo_texts_size(slices, count)
        var used = 0
        let memory = BufferMemory(byteCount: room)
        let offsets = unsafe Buffer<UInt32>(count: count + 1) { target in
            guard let offsets = target.baseAddress else { return }
            // `room` is the scanner's own bound on what it writes.
            let start = unsafe memory.bytes.bindMemory(to: UInt8.self).baseAddress
            if let start = unsafe start { used = unsafe octavo_texts(bytes, slices, count, offsets, start) }
        }
        let start = unsafe UnsafeRawPointer(memory.bytes.baseAddress.unsafelyUnwrapped).assumingMemoryBound(to: UInt8.self)
        return unsafe TextBuffer(offsets: offsets, bytes: Buffer(memory: memory, pointer: start, count: used))
    }

    private func dictionary(_ slices: UnsafePointer<octavo_slice>, count: Int) -> Column.Storage? {
        guard count >= 16 else { return nil }
        let limit = min(Self.dictionaryLimit, count / 2)
        var tableSize = 256
        while tableSize < min(limit, 64 + count / 8) * 2 { tableSize *= 2 }
        let table = ScratchMemory<Int32>(capacity: tableSize)
        let firsts = ScratchMemory<UInt32>(capacity: limit + 1)
        var distinct = 0
        let codes = unsafe Buffer<Int32>(count: count) { target in
            guard let codes = target.baseAddress else { return }
            distinct = unsafe octavo_dictionary(
                bytes, slices, count, limit, codes, firsts.pointer, table.pointer, tableSize - 1)
        }
        guard distinct <= limit else { return nil }
        let values = ScratchMemory<octavo_slice>(capacity: max(distinct, 1))
        var isEscaped = false
        for code in 0..<distinct {
            // The scanner wrote `distinct` rows, each below `count`.
            let slice = unsafe slices[Int(firsts.pointer[code])]
            unsafe values.pointer[code] = slice
            if slice.length & ~OCTAVO_LENGTH != 0 { isEscaped = true }
        }
        let texts = unsafe texts(values.pointer, count: distinct)
        // Two spellings of one text would be two codes.
        if isEscaped, Set((0..<distinct).map { texts[$0] }).count != distinct { return nil }
        return .dictionary(codes: codes, values: texts)
    }
}
