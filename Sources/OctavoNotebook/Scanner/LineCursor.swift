/// A place in one line, in bytes and in columns with tab stops of four, and what comes next there.
///
/// Reading past the end of the line gives a line feed, as if every line had one.
struct LineCursor {
    let bytes: [UInt8]
    private(set) var lineEnd = 0
    private(set) var offset = 0
    private(set) var column = 0
    private(set) var firstNonspace = 0
    private var firstNonspaceColumn = 0
    /// Columns from the cursor to the first byte that is neither space nor tab.
    private(set) var indent = 0
    private(set) var isBlank = false

    init(bytes: [UInt8]) { self.bytes = bytes }

    subscript(index: Int) -> UInt8 { index < lineEnd ? bytes[index] : Byte.lineFeed }

    mutating func startLine(_ start: Int, _ end: Int) {
        lineEnd = end
        offset = start
        column = 0
        firstNonspace = start
        firstNonspaceColumn = 0
        indent = 0
        isBlank = false
    }

    /// Measures the white space ahead. Work is kept between calls, so a line of many nested markers costs its length once.
    mutating func findFirstNonspace() {
        if firstNonspace <= offset {
            var index = offset
            var reached = column
            while index < lineEnd {
                let byte = bytes[index]
                if byte == Byte.space {
                    reached += 1
                } else if byte == Byte.tab {
                    reached += 4 - reached % 4
                } else {
                    break
                }
                index += 1
            }
            firstNonspace = index
            firstNonspaceColumn = reached
        }
        indent = firstNonspaceColumn - column
        isBlank = firstNonspace >= lineEnd
    }

    /// Moves by columns; a tab may be consumed in part, which leaves `offset` on it.
    mutating func advance(columns: Int) {
        var remaining = columns
        while remaining > 0, offset < lineEnd {
            if bytes[offset] == Byte.tab {
                let toStop = 4 - column % 4
                let step = min(remaining, toStop)
                column += step
                remaining -= step
                if step == toStop { offset += 1 }
            } else {
                offset += 1
                column += 1
                remaining -= 1
            }
        }
    }

    /// Moves to a byte further on in the line.
    mutating func advance(to target: Int) {
        while offset < target, offset < lineEnd {
            column += bytes[offset] == Byte.tab ? 4 - column % 4 : 1
            offset += 1
        }
    }

    /// Goes back to where the cursor was since it last measured the white space ahead.
    mutating func restore(offset: Int, column: Int) {
        self.offset = offset
        self.column = column
    }
}

/// The bytes that Markdown gives a meaning.
enum Byte {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let quote: UInt8 = 0x22
    static let apostrophe: UInt8 = 0x27
    static let openParenthesis: UInt8 = 0x28
    static let closeParenthesis: UInt8 = 0x29
    static let hyphen: UInt8 = 0x2D
    static let slash: UInt8 = 0x2F
    static let colon: UInt8 = 0x3A
    static let less: UInt8 = 0x3C
    static let equal: UInt8 = 0x3D
    static let greater: UInt8 = 0x3E
    static let openBracket: UInt8 = 0x5B
    static let backslash: UInt8 = 0x5C
    static let closeBracket: UInt8 = 0x5D
    static let backtick: UInt8 = 0x60
    static let pipe: UInt8 = 0x7C
    static let tilde: UInt8 = 0x7E
}

extension UInt8 {
    var isSpaceOrTab: Bool { self == Byte.space || self == Byte.tab }
    /// Space, tab, line feed, vertical tab, form feed, carriage return.
    var isMarkdownSpace: Bool { self == Byte.space || (self >= 9 && self <= 13) }
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
    var isLineEnd: Bool { self == Byte.lineFeed || self == Byte.carriageReturn }
    var isPunctuation: Bool {
        (self >= 0x21 && self <= 0x2F) || (self >= 0x3A && self <= 0x40) || (self >= 0x5B && self <= 0x60)
            || (self >= 0x7B && self <= 0x7E)
    }
    var asciiLowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}
