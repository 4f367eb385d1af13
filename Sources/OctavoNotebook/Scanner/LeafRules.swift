/// The openers and closers of leaf blocks, each a question about one line from a byte offset on. Named after CommonMark 0.31.2
/// section 4; where the specification leaves room, they answer as cmark 0.31.2 does.
enum LeafRules {
    /// One to six `#` with white space or nothing after them.
    static func isATXHeading(_ line: LineCursor, at start: Int) -> Bool {
        var index = start
        while line[index] == 0x23 { index += 1 }
        let level = index - start
        return level >= 1 && level <= 6 && (line[index].isSpaceOrTab || index >= line.lineEnd)
    }

    /// The number of fence characters, or `nil`. A backtick fence has no backtick in its info string.
    static func openingFence(_ line: LineCursor, at start: Int) -> Int? {
        let character = line[start]
        guard character == Byte.backtick || character == Byte.tilde else { return nil }
        var index = start
        while index < line.lineEnd, line[index] == character { index += 1 }
        let length = index - start
        guard length >= 3 else { return nil }
        if character == Byte.backtick {
            while index < line.lineEnd {
                if line[index] == Byte.backtick { return nil }
                index += 1
            }
        }
        return length
    }

    /// Whether the line closes a fence of `length` times `character`.
    static func isClosingFence(_ line: LineCursor, at start: Int, character: UInt8, length: Int) -> Bool {
        var index = start
        while index < line.lineEnd, line[index] == character { index += 1 }
        guard index - start >= length else { return false }
        while index < line.lineEnd {
            guard line[index].isSpaceOrTab else { return false }
            index += 1
        }
        return true
    }

    static func isSetextUnderline(_ line: LineCursor, at start: Int) -> Bool {
        let character = line[start]
        guard character == Byte.equal || character == Byte.hyphen else { return false }
        var index = start
        while index < line.lineEnd, line[index] == character { index += 1 }
        while index < line.lineEnd {
            guard line[index].isSpaceOrTab else { return false }
            index += 1
        }
        return true
    }

    enum ThematicBreak {
        case found
        /// No break starts before this offset.
        case noneBefore(Int)
    }

    static func thematicBreak(_ line: LineCursor, at start: Int) -> ThematicBreak {
        let character = line[start]
        guard character == 0x2A || character == 0x5F || character == Byte.hyphen, start < line.lineEnd else {
            return .noneBefore(start)
        }
        var count = 1
        var index = start + 1
        while index < line.lineEnd {
            let byte = line[index]
            if byte == character {
                count += 1
            } else if !byte.isSpaceOrTab {
                break
            }
            index += 1
        }
        return count >= 3 && index >= line.lineEnd ? .found : .noneBefore(index)
    }
}
