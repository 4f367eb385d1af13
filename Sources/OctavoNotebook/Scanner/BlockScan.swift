package import OctavoSource

/// What the block phase of CommonMark 0.31.2 finds in a Markdown text, as far as a notebook cares. All in document order.
package struct BlockScan: Sendable {
    /// Fences whose parent is the document itself.
    package internal(set) var fences: [CodeFence] = []
    /// Paragraphs of exactly one line, at document level, that begin with `![`.
    package internal(set) var imageLines: [ImageLine] = []
    /// Lines that look like the start of a cell and are not one.
    package internal(set) var nonCells: [NonCell] = []
}

/// A fenced code block at document level. Offsets are into the whole text, lines count from 0.
package struct CodeFence: Hashable, Sendable {
    /// `` ` `` or `~`.
    package let character: UInt8
    /// How many fence characters open it. Not capped: cmark stops counting at 255, the specification does not.
    package let length: Int
    /// Spaces before the opening fence, 0 to 3; each content line loses as many.
    package let indent: Int
    /// The opening line, from its first byte to before its line end.
    package let opener: ByteRange
    /// The info string without the white space around it, raw.
    package let info: ByteRange
    package let firstLine: Int
    /// The lines between the fences, line ends included; up to the end of the text for a fence that is not closed.
    package internal(set) var content: ByteRange
    /// The closing line without its line end, or `nil` for a fence that runs to the end of the text.
    package internal(set) var closer: ByteRange?
    package internal(set) var lastLine: Int
    /// Lines in the content that would open a cell if they stood outside. Worth a word when the fence is not closed.
    package internal(set) var cellLikeLines = 0

    package var isClosed: Bool { closer != nil }
    /// From the first byte of the opening line to before the line end of the closing line.
    package var range: ByteRange { ByteRange(opener.start, closer?.end ?? content.end) }
}

/// A paragraph of one line that may be an image.
package struct ImageLine: Hashable, Sendable {
    /// From the first byte that is not white space to before the line end.
    package let text: ByteRange
    package let line: Int
}

/// A line that looks like the start of a cell to its writer and is none to CommonMark.
package struct NonCell: Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        case listItem
        case blockQuote
        /// 1 to 7, as the specification numbers the start conditions; 2 is a comment.
        case htmlBlock(condition: Int)
        /// An indented code block.
        case indentedCode
        /// Four columns or more after a line of a paragraph: more of the paragraph.
        case paragraph
    }

    package let reason: Reason
    /// The line from its first fence character to before the line end.
    package let text: ByteRange
    package let line: Int
    /// The line that opened the container or block at fault.
    package let enclosingLine: Int
}
