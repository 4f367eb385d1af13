package import OctavoSource

/// The words after an opening fence, taken as they stand: CommonMark decodes entities and escapes here, and readers differ in it.
package enum InfoString {
    /// What the first word says a fence is.
    package enum Tag: Sendable {
        case cell
        case output
        case error
        case other
    }

    package static func tag(of bytes: [UInt8], in info: ByteRange) -> Tag {
        guard let word = words(of: bytes, in: info, limit: 1).first else { return .other }
        // The longest tag has six letters; anything longer need not be copied.
        guard word.count <= 6 else { return .other }
        switch String(decoding: bytes[word.start..<word.end], as: UTF8.self) {
        case "octavo": return .cell
        case "output": return .output
        case "error": return .error
        default: return .other
        }
    }

    /// The stretches between spaces and tabs.
    package static func words(of bytes: [UInt8], in info: ByteRange, limit: Int = .max) -> [ByteRange] {
        var found: [ByteRange] = []
        var index = info.start
        while index < info.end, found.count < limit {
            while index < info.end, bytes[index].isSpaceOrTab { index += 1 }
            let start = index
            while index < info.end, !bytes[index].isSpaceOrTab { index += 1 }
            if index > start { found.append(ByteRange(start, index)) }
        }
        return found
    }
}
