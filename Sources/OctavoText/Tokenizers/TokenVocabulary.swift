/// Tokens by their ids.
package struct TokenVocabulary: Sendable {
    /// All tokens' bytes, one after the other by id.
    let bytes: [UInt8]
    /// Where each token begins, and where the last one ends; an id that no token has is empty.
    let starts: [UInt32]

    /// No vocabulary in use comes near it; a file that names a larger id is damaged.
    package static let most = 1 << 24

    /// Ids from 0 up to this one, without it.
    package var count: Int { starts.count - 1 }

    /// Tokens by their ids; an empty one is none.
    package init(_ tokens: some Sequence<[UInt8]>) {
        var bytes: [UInt8] = []
        var starts: [UInt32] = [0]
        for token in tokens {
            bytes += token
            starts.append(UInt32(bytes.count))
        }
        self.init(bytes: bytes, starts: starts)
    }

    init(bytes: [UInt8], starts: [UInt32]) {
        self.bytes = bytes
        self.starts = starts
    }

    /// The bytes of a token; empty where no token has the id.
    package func token(_ id: Int) -> ArraySlice<UInt8> {
        guard id >= 0, id < count else { return [] }
        return bytes[Int(starts[id])..<Int(starts[id + 1])]
    }
}
