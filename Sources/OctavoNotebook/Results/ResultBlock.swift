package import OctavoSource

/// One stored result below a cell: an `output` or `error` fence, or an image.
package struct ResultBlock: Sendable {
    package enum Content: Hashable, Sendable {
        case output(ResultText)
        case error(ResultText)
        case image(path: String, alternative: String)
    }

    package let content: Content
    package let attributes: ResultAttributes
    /// Whole lines, without the line end of the last.
    package let range: ByteRange
    package let line: Int
    /// The info string, or the image's title.
    let info: ByteRange

    package var text: ResultText? {
        switch content {
        case .output(let text), .error(let text): text
        case .image: nil
        }
    }

    /// `nil` for a fence that is not closed or not a result's.
    init?(_ fence: CodeFence, of bytes: [UInt8]) {
        guard fence.isClosed else { return nil }
        let tag = InfoString.tag(of: bytes, in: fence.info)
        guard tag == .output || tag == .error else { return nil }
        attributes = ResultAttributes.parse(bytes, fence.info)
        let text = ResultText.read(fence, of: bytes, attributes)
        content = tag == .output ? .output(text) : .error(text)
        range = fence.range
        line = fence.firstLine
        info = fence.info
    }

    /// `nil` for a line that is not exactly one image with the title of a result.
    init?(_ image: ImageLine, of source: Source) {
        guard let link = ImageLink(source.bytes, image.text) else { return nil }
        attributes = ResultAttributes.parse(source.bytes, link.title)
        content = .image(path: link.path, alternative: link.alternative)
        range = ByteRange(source.lineStarts[image.line], image.text.end)
        line = image.line
        info = link.title
    }
}

extension ResultText {
    /// The text of a stored block, as it was when it was written.
    static func read(_ fence: CodeFence, of bytes: [UInt8], _ attributes: ResultAttributes) -> ResultText {
        var lines: [String] = []
        FenceContent.forEachLine(fence, of: bytes) { line, _ in
            lines.append(String(decoding: bytes[line.start..<line.end], as: UTF8.self))
        }
        let whole = attributes.digest.map { Whole(lineCount: attributes.lines, digest: $0) }
        return ResultText(lines: lines, hasNoFinalNewline: attributes.hasNoFinalNewline, whole: whole)
    }
}

/// The lines between two fences as CommonMark gives them: less the indentation of the opening fence, where they have it.
enum FenceContent {
    /// Calls `body` with each line's stretch and the end of its line end.
    static func forEachLine(_ fence: CodeFence, of bytes: [UInt8], _ body: (ByteRange, Int) -> Void) {
        var start = fence.content.start
        while start < fence.content.end {
            var end = start
            while end < fence.content.end, !bytes[end].isLineEnd { end += 1 }
            var next = end
            if next < fence.content.end {
                next +=
                    bytes[next] == Byte.carriageReturn && next + 1 < fence.content.end && bytes[next + 1] == Byte.lineFeed ? 2 : 1
            }
            var indent = 0
            while indent < fence.indent, start + indent < end, bytes[start + indent] == Byte.space { indent += 1 }
            body(ByteRange(start + indent, end), next)
            start = next
        }
    }
}
