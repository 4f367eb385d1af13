/// The 64-bit xxHash: one number for a run of bytes, the same on every machine.
///
/// Source: "xxHash fast digest algorithm", specification 0.1.1, section "XXH64 algorithm description".
package struct XXH64: Sendable {
    private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
    private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
    private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
    private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

    private let seed: UInt64
    private var lanes: (UInt64, UInt64, UInt64, UInt64)
    /// What did not fill a stripe of 32 bytes yet.
    private var rest: [UInt8] = []
    private var total: UInt64 = 0

    package init(seed: UInt64 = 0) {
        self.seed = seed
        lanes = (seed &+ Self.prime1 &+ Self.prime2, seed &+ Self.prime2, seed, seed &- Self.prime1)
    }

    package static func hash(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> UInt64 {
        var state = XXH64(seed: seed)
        state.total = UInt64(bytes.count)
        var offset = 0
        while offset + 32 <= bytes.count {
            state.consumeStripe(bytes, at: offset)
            offset += 32
        }
        return state.finish(with: bytes.extracting(offset..<bytes.count))
    }

    package mutating func append(_ bytes: Span<UInt8>) {
        total &+= UInt64(bytes.count)
        var offset = 0
        if !rest.isEmpty {
            while rest.count < 32, offset < bytes.count {
                rest.append(bytes[offset])
                offset += 1
            }
            guard rest.count == 32 else { return }
            let stripe = rest
            consumeStripe(stripe.span, at: 0)
            rest.removeAll(keepingCapacity: true)
        }
        while offset + 32 <= bytes.count {
            consumeStripe(bytes, at: offset)
            offset += 32
        }
        while offset < bytes.count {
            rest.append(bytes[offset])
            offset += 1
        }
    }

    package mutating func append(_ byte: UInt8) {
        let one = [byte]
        append(one.span)
    }

    /// The eight bytes of a number, lowest first.
    package mutating func append(littleEndian number: UInt64) {
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        append(bytes.span)
    }

    /// The hash of everything appended; more may follow.
    package func finish() -> UInt64 { finish(with: rest.span) }

    /// `rest` is what did not fill a stripe.
    private func finish(with rest: Span<UInt8>) -> UInt64 {
        var hash: UInt64
        if total >= 32 {
            hash = Self.rotate(lanes.0, 1) &+ Self.rotate(lanes.1, 7) &+ Self.rotate(lanes.2, 12) &+ Self.rotate(lanes.3, 18)
            hash = (hash ^ Self.round(0, lanes.0)) &* Self.prime1 &+ Self.prime4
            hash = (hash ^ Self.round(0, lanes.1)) &* Self.prime1 &+ Self.prime4
            hash = (hash ^ Self.round(0, lanes.2)) &* Self.prime1 &+ Self.prime4
            hash = (hash ^ Self.round(0, lanes.3)) &* Self.prime1 &+ Self.prime4
        } else {
            hash = seed &+ Self.prime5
        }
        hash &+= total
        var offset = 0
        while offset + 8 <= rest.count {
            hash = Self.rotate(hash ^ Self.round(0, Self.word(rest, offset, 8)), 27) &* Self.prime1 &+ Self.prime4
            offset += 8
        }
        if offset + 4 <= rest.count {
            hash = Self.rotate(hash ^ (Self.word(rest, offset, 4) &* Self.prime1), 23) &* Self.prime2 &+ Self.prime3
            offset += 4
        }
        while offset < rest.count {
            hash = Self.rotate(hash ^ (UInt64(rest[offset]) &* Self.prime5), 11) &* Self.prime1
            offset += 1
        }
        hash = (hash ^ (hash >> 33)) &* Self.prime2
        hash = (hash ^ (hash >> 29)) &* Self.prime3
        return hash ^ (hash >> 32)
    }

    /// Sixteen hex digits, as `xxhsum` prints.
    package static func hexadecimal(_ hash: UInt64) -> String {
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    private mutating func consumeStripe(_ bytes: Span<UInt8>, at offset: Int) {
        lanes.0 = Self.round(lanes.0, Self.word(bytes, offset, 8))
        lanes.1 = Self.round(lanes.1, Self.word(bytes, offset + 8, 8))
        lanes.2 = Self.round(lanes.2, Self.word(bytes, offset + 16, 8))
        lanes.3 = Self.round(lanes.3, Self.word(bytes, offset + 24, 8))
    }

    private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
        rotate(lane &+ word &* prime2, 31) &* prime1
    }

    private static func rotate(_ word: UInt64, _ count: UInt64) -> UInt64 { word << count | word >> (64 - count) }

    private static func word(_ bytes: Span<UInt8>, _ offset: Int, _ count: Int) -> UInt64 {
        var word: UInt64 = 0
        for index in 0..<count { word |= UInt64(bytes[offset + index]) << UInt64(8 * index) }
        return word
    }
}
