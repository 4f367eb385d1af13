/// The tokens of a byte-pair encoding with their ranks, which are their ids: a lower one is merged first.
package struct TokenRanks: Sendable {
    /// Every byte is a token of it.
    package let vocabulary: TokenVocabulary

    /// Ids from 0 up to this one, without it.
    package var count: Int { vocabulary.count }

    /// What is wrong with ranks, and in which line of their file.
    package enum Problem: Error, Equatable {
        case malformed(line: Int)
        case rankTwice(line: Int)
        case tokenTwice(line: Int)
        case missingByte(UInt8)
    }

    /// Reads tiktoken's format: a line a token, its bytes in base64, a blank, its rank.
    package init(tiktoken file: Span<UInt8>) throws(Problem) {
        var pool: [UInt8] = []
        pool.reserveCapacity(file.count)
        var places: [(start: UInt32, end: UInt32)] = []
        var at = 0
        var line = 0
        while at < file.count {
            line += 1
            let start = pool.count
            guard Self.decodeBase64(file, &at, into: &pool), pool.count > start, at < file.count, file[at] == 0x20 else {
                throw .malformed(line: line)
            }
            at += 1
            guard let rank = Self.number(file, &at) else { throw .malformed(line: line) }
            if at < file.count, file[at] == 0x0D { at += 1 }
            if at < file.count {
                guard file[at] == 0x0A else { throw .malformed(line: line) }
                at += 1
            }
            while places.count <= rank { places.append((0, 0)) }
            guard places[rank].end == 0 else { throw .rankTwice(line: line) }
            places[rank] = (UInt32(start), UInt32(pool.count))
        }
        try self.init(pool, places)
    }

    /// Tokens by their ids; an empty one is none.
    package init(_ tokens: [[UInt8]]) throws(Problem) {
        var pool: [UInt8] = []
        var places: [(start: UInt32, end: UInt32)] = []
        for token in tokens {
            places.append((UInt32(pool.count), UInt32(pool.count + token.count)))
            pool += token
        }
        try self.init(pool, places)
    }

    private init(_ pool: [UInt8], _ places: [(start: UInt32, end: UInt32)]) throws(Problem) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(pool.count)
        var starts: [UInt32] = [0]
        starts.reserveCapacity(places.count + 1)
        var singles = [Bool](repeating: false, count: 256)
        for place in places {
            bytes += pool[Int(place.start)..<Int(place.end)]
            starts.append(UInt32(bytes.count))
            if place.end - place.start == 1 { singles[Int(pool[Int(place.start)])] = true }
        }
        if let missing = singles.firstIndex(of: false) { throw .missingByte(UInt8(missing)) }
        vocabulary = TokenVocabulary(bytes: bytes, starts: starts)
    }

    /// The bytes of a token; empty where no token has the id.
    package func token(_ id: Int) -> ArraySlice<UInt8> { vocabulary.token(id) }

    private static func number(_ file: Span<UInt8>, _ at: inout Int) -> Int? {
        let start = at
        var value = 0
        while at < file.count, file[at] &- 0x30 < 10 {
            value = value * 10 + Int(file[at] &- 0x30)
            if value >= TokenVocabulary.most { return nil }
            at += 1
        }
        return at > start ? value : nil
    }

    /// RFC 4648, with padding; stops at a blank.
    private static func decodeBase64(_ file: Span<UInt8>, _ at: inout Int, into bytes: inout [UInt8]) -> Bool {
        var bits: UInt32 = 0
        var count = 0
        var padding = 0
        while at < file.count, file[at] != 0x20, file[at] != 0x0A {
            let value: UInt32
            switch file[at] {
            case 0x41...0x5A: value = UInt32(file[at] - 0x41)
            case 0x61...0x7A: value = UInt32(file[at] - 0x61 + 26)
            case 0x30...0x39: value = UInt32(file[at] - 0x30 + 52)
            case 0x2B: value = 62
            case 0x2F: value = 63
            case 0x3D:
                value = 0
                padding += 1
            default: return false
            }
            if padding > 0, file[at] != 0x3D { return false }
            bits = bits << 6 | value
            count += 1
            at += 1
            if count % 4 == 0 {
                if padding > 2 { return false }
                bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
                if padding < 2 { bytes.append(UInt8(truncatingIfNeeded: bits >> 8)) }
                if padding < 1 { bytes.append(UInt8(truncatingIfNeeded: bits)) }
                bits = 0
                if padding > 0 { break }
            }
        }
        return count % 4 == 0
    }
}
