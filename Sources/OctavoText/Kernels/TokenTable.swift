import CKernels

/// Tokens by their bytes, in memory as the loops of `bytepairs.h` want it. A class because it owns that memory.
@safe package final class TokenTable: @unchecked Sendable {
    // Safe to share: nothing is written after the initialiser.
    private let table: octavo_token_table
    private let slots: UnsafeMutableBufferPointer<octavo_token_slot>
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    private let starts: UnsafeMutableBufferPointer<UInt32>
    private let pairs: UnsafeMutableBufferPointer<Int32>
    private let singles: UnsafeMutableBufferPointer<Int32>
    /// Bytes of the longest token.
    let longest: Int

    package init(_ vocabulary: TokenVocabulary) {
        var size = 512
        while size < vocabulary.count * 2 { size *= 2 }
        // Every part is filled here, and given back by `deinit`.
        unsafe slots = .allocate(capacity: size)
        unsafe slots.initialize(repeating: octavo_token_slot(word: 0, id: -1, length: 0))
        unsafe bytes = Self.copy(vocabulary.bytes)
        unsafe starts = Self.copy(vocabulary.starts)
        unsafe pairs = .allocate(capacity: 1 << 16)
        unsafe pairs.initialize(repeating: -1)
        unsafe singles = .allocate(capacity: 256)
        unsafe singles.initialize(repeating: -1)
        var longest = 0
        for id in 0..<vocabulary.count {
            let token = vocabulary.token(id)
            longest = max(longest, token.count)
            // Below the tables' sizes: two bytes, and one. Of equal tokens the one of lowest rank counts.
            guard let first = token.first else { continue }
            if token.count == 1, unsafe singles[Int(first)] < 0 { unsafe singles[Int(first)] = Int32(id) }
            if token.count == 2 {
                let pair = Int(first) << 8 | Int(token[token.startIndex + 1])
                if unsafe pairs[pair] < 0 { unsafe pairs[pair] = Int32(id) }
            }
        }
        self.longest = longest
        unsafe table = octavo_token_table(
            slots: slots.baseAddress.unsafelyUnwrapped, mask: size - 1, bytes: UnsafePointer(bytes.baseAddress.unsafelyUnwrapped),
            starts: UnsafePointer(starts.baseAddress.unsafelyUnwrapped),
            pairs: UnsafePointer(pairs.baseAddress.unsafelyUnwrapped),
            singles: UnsafePointer(singles.baseAddress.unsafelyUnwrapped), longest: UInt32(longest))
        for id in 0..<vocabulary.count where !vocabulary.token(id).isEmpty {
            unsafe withUnsafePointer(to: table) { unsafe octavo_tokens_insert($0, Int32(id)) }
        }
    }

    deinit {
        unsafe slots.deallocate()
        unsafe bytes.deallocate()
        unsafe starts.deallocate()
        unsafe pairs.deallocate()
        unsafe singles.deallocate()
    }

    /// At least one element, so that there is an address.
    private static func copy<Element>(_ values: [Element]) -> UnsafeMutableBufferPointer<Element> {
        let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(values.count, 1))
        _ = unsafe memory.initialize(from: values)
        return unsafe memory
    }

    /// The id of a token; `nil` where the bytes are none.
    package func id(of token: Span<UInt8>) -> Int32? {
        // The bytes are lent for the call, and the tables belong to this object.
        let id = unsafe token.withUnsafeBufferPointer { bytes -> Int32 in
            guard let start = bytes.baseAddress else { return -1 }
            return unsafe withUnsafePointer(to: table) { unsafe octavo_token_of($0, start, bytes.count) }
        }
        return id < 0 ? nil : id
    }

    /// Where the two parts that become this token last meet; `nil` where its bytes do not become one token.
    func lastPair(of token: Span<UInt8>) -> Int? {
        // The bytes are lent for the call, and the tables belong to this object.
        let place = unsafe token.withUnsafeBufferPointer { bytes -> Int in
            guard let start = bytes.baseAddress else { return 0 }
            return unsafe withUnsafePointer(to: table) { unsafe octavo_last_pair($0, start, bytes.count) }
        }
        return place == 0 ? nil : place
    }

    /// Adds the tokens of a piece to `ids`; false where memory ran out.
    func encode(piece: Span<UInt8>, into ids: inout [Int32], _ merger: MergeMemory) -> Bool {
        if piece.isEmpty { return true }
        let start = ids.count
        ids.append(contentsOf: repeatElement(0, count: piece.count))
        // There are as many ids behind `start` as the piece has bytes, and it has no more tokens.
        let count = unsafe ids.withUnsafeMutableBufferPointer { target in
            unsafe piece.withUnsafeBufferPointer { bytes in
                unsafe withUnsafePointer(to: table) {
                    unsafe octavo_encode_piece(
                        $0, bytes.baseAddress.unsafelyUnwrapped, bytes.count,
                        target.baseAddress.unsafelyUnwrapped + start,
                        merger.pointer)
                }
            }
        }
        ids.removeLast(piece.count - (count == .max ? 0 : count))
        return count != .max
    }

    /// Adds the text's tokens to `ids`; false where memory ran out.
    func encode(_ text: Span<UInt8>, _ pattern: TokenPattern, into ids: inout [Int32]) -> Bool {
        unsafe run(text, pattern) { table, piece, classes, bytes, merger in
            var at = 0
            var room = 1024
            while at < bytes.count {
                let start = at
                var count = 0
                // The C side writes at most `room` tokens and says how many.
                let part = unsafe [Int32](unsafeUninitializedCapacity: room) { target, filled in
                    count = unsafe octavo_encode(
                        table, piece, classes, bytes.baseAddress.unsafelyUnwrapped, bytes.count, &at, target.baseAddress,
                        target.count,
                        merger)
                    filled = count == .max ? 0 : count
                }
                if count == .max { return false }
                ids += part
                // A piece longer than the room, and larger rooms for long texts.
                if at == start { room *= 4 } else { room = min(room * 2, 1 << 16) }
            }
            return true
        }
    }

    /// How many tokens the text has; `nil` where memory ran out.
    func count(_ text: Span<UInt8>, _ pattern: TokenPattern) -> Int? {
        unsafe run(text, pattern) { table, piece, classes, bytes, merger in
            var at = 0
            guard let start = bytes.baseAddress else { return 0 }
            // Without a target nothing is written.
            let count = unsafe octavo_encode(table, piece, classes, start, bytes.count, &at, nil, 0, merger)
            return count == .max ? nil : count
        }
    }

    private func run<Result>(
        _ text: Span<UInt8>, _ pattern: TokenPattern,
        _ body: (
            UnsafePointer<octavo_token_table>, octavo_piece, octavo_letter_classes, UnsafeBufferPointer<UInt8>,
            UnsafeMutablePointer<octavo_merger>
        ) -> Result
    ) -> Result {
        // Alive for the call: the text is lent for it, the tables belong to this object, the merger's memory is given back at the end.
        var merger = unsafe octavo_merger()
        defer { unsafe octavo_merger_free(&merger) }
        return unsafe pattern.run(text) { piece, classes, bytes in
            unsafe withUnsafePointer(to: table) { unsafe body($0, piece, classes, bytes, &merger) }
        }
    }
}

extension TokenPattern {
    /// The pieces of a text, which follow each other without a gap.
    package func pieces(of text: Span<UInt8>) -> [Range<Int>] {
        unsafe run(text) { piece, classes, bytes in
            guard let start = bytes.baseAddress else { return [] }
            var pieces: [Range<Int>] = []
            var at = 0
            while at < bytes.count {
                // Below the text's length; a piece ends within it and has one byte at least.
                let end = unsafe piece(start, bytes.count, at, classes)
                pieces.append(at..<end)
                at = end
            }
            return pieces
        }
    }

    func run<Result>(
        _ text: Span<UInt8>, _ body: (octavo_piece, octavo_letter_classes, UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        let piece: octavo_piece =
            switch self {
            case .gpt2: unsafe octavo_piece_gpt2
            case .cl100k: unsafe octavo_piece_cl100k
            case .llama3: unsafe octavo_piece_llama3
            case .qwen2: unsafe octavo_piece_qwen2
            case .o200k: unsafe octavo_piece_o200k
            }
        // Both are alive for the call, and the classes are not empty.
        return unsafe LetterClasses.all.withUnsafeBufferPointer { classes in
            let known = unsafe octavo_letter_classes(classes: classes.baseAddress.unsafelyUnwrapped, count: classes.count)
            return unsafe text.withUnsafeBufferPointer { bytes in unsafe body(piece, known, bytes) }
        }
    }
}
