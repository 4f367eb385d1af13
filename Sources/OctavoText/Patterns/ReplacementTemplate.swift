import CPCRE2

/// What a match is replaced with: `$1` and `${1}` stand for a group, `${name}` for a named one, `$0` for the whole match, `$$`
/// for a dollar sign. Any other `$` stands for itself. A group that took no part gives nothing.
package struct ReplacementTemplate: Sendable {
    package enum Piece: Sendable, Equatable {
        case literal([UInt8])
        case group(Int)
    }

    /// A group that the pattern does not have, as it was written.
    package struct UnknownGroup: Error, Equatable {
        package let name: String
        package init(name: String) { self.name = name }
    }

    package let pieces: [Piece]
    /// The same as the search takes it: literals end to end, and which part of them or which group comes when.
    let literals: [UInt8]
    let parts: [octavo_pattern_piece]

    package init(_ text: String, for pattern: TextPattern) throws(UnknownGroup) {
        let bytes = Array(text.utf8)
        var pieces: [Piece] = []
        var literal: [UInt8] = []
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "$"), let reference = Self.reference(bytes, after: index + 1) else {
                literal.append(bytes[index])
                index += 1
                continue
            }
            index = reference.end
            guard let name = reference.name else {
                literal.append(UInt8(ascii: "$"))
                continue
            }
            let isNumber = name.utf8.allSatisfy { $0 &- 0x30 < 10 }
            guard let group = isNumber ? Int(name) : pattern.group(named: name), group <= pattern.groupCount else {
                throw UnknownGroup(name: name)
            }
            if !literal.isEmpty { pieces.append(.literal(literal)) }
            literal = []
            pieces.append(.group(group))
        }
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        self.pieces = pieces
        var literals: [UInt8] = []
        parts = pieces.map { piece in
            switch piece {
            case .group(let number): return octavo_pattern_piece(group: Int32(number), start: 0, length: 0)
            case .literal(let bytes):
                defer { literals += bytes }
                return octavo_pattern_piece(group: -1, start: literals.count, length: bytes.count)
            }
        }
        self.literals = literals
    }

    /// What stands after a `$`: a second one (no name), digits, or a name in braces; `nil` for anything else.
    private static func reference(_ bytes: [UInt8], after start: Int) -> (name: String?, end: Int)? {
        guard start < bytes.count else { return nil }
        if bytes[start] == UInt8(ascii: "$") { return (nil, start + 1) }
        if bytes[start] == UInt8(ascii: "{") {
            guard let close = bytes[start...].firstIndex(of: UInt8(ascii: "}")), close > start + 1 else { return nil }
            return (String(decoding: bytes[start + 1..<close], as: UTF8.self), close + 1)
        }
        var end = start
        while end < bytes.count, bytes[end] &- 0x30 < 10 { end += 1 }
        return end == start ? nil : (String(decoding: bytes[start..<end], as: UTF8.self), end)
    }
}
