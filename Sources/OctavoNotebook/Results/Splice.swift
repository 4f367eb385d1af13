package import OctavoSource

/// What to do with the result region of one cell.
package enum ResultUpdate: Sendable {
    case replace(CellResult)
    /// Takes the region away, with the blank lines that belonged to it.
    case remove
    /// Sets or takes away the `stale` flag of the first block; the result itself stays.
    case markStale(Bool)
}

/// New bytes of a notebook in which only result regions differ.
package struct Splice: Sendable {
    package let bytes: [UInt8]
    /// Why some cells were left as they were.
    package let refused: [Diagnostic]

    /// Applies updates by cell number. All bytes outside the regions of those cells stay; a cell that is not closed is refused.
    /// O(n).
    package static func apply(_ updates: [Int: ResultUpdate], to notebook: Notebook) -> Splice {
        let bytes = notebook.bytes
        var spliced: [UInt8] = []
        spliced.reserveCapacity(bytes.count)
        var refused: [Diagnostic] = []
        var copied = 0
        for cell in notebook.cells {
            guard let update = updates[cell.number] else { continue }
            guard let closer = cell.fence.closer else {
                refused.append(cell.notClosed(in: notebook.source, severity: .error))
                continue
            }
            let old = cell.resultRegion ?? ByteRange(closer.end, closer.end)
            spliced += bytes[copied..<old.start]
            switch update {
            case .replace(let result): spliced += Region(cell, of: notebook).rendered(result)
            case .remove: break
            case .markStale(let isStale): spliced += marked(cell, old, bytes, isStale)
            }
            copied = old.end
        }
        spliced += bytes[copied...]
        return Splice(bytes: spliced, refused: refused)
    }

    /// Removes the results of all closed cells.
    package static func strip(_ notebook: Notebook) -> Splice {
        let numbers = notebook.cells.filter { $0.resultRegion != nil }.map(\.number)
        return apply(Dictionary(uniqueKeysWithValues: numbers.map { ($0, .remove) }), to: notebook)
    }

    private static func marked(_ cell: Cell, _ region: ByteRange, _ bytes: [UInt8], _ isStale: Bool) -> [UInt8] {
        guard let first = cell.results.first, first.attributes.isStale != isStale else {
            return Array(bytes[region.start..<region.end])
        }
        var attributes = first.attributes
        attributes.isStale = isStale
        let tag =
            switch first.content {
            case .output: "output"
            case .error: "error"
            case .image: "octavo"
            }
        return bytes[region.start..<first.info.start] + Array((tag + attributes.text).utf8) + bytes[first.info.end..<region.end]
    }
}

/// The place of a cell's results: what separates them, and what line ends they get.
private struct Region {
    let lineEnd: [UInt8]
    /// The stretches before each of the stored blocks, from the end of the line before to the start of the block's first line.
    let separators: [ArraySlice<UInt8>]
    /// What makes a blank line after the region, where the line after it holds text that an image would otherwise join.
    let blankLineAfter: [UInt8]

    init(_ cell: Cell, of notebook: Notebook) {
        let bytes = notebook.bytes
        let contentStart = cell.fence.content.start
        lineEnd = Array(bytes[cell.fence.opener.end..<contentStart])
        var end = cell.fence.range.end
        separators = cell.results.map { block in
            defer { end = block.range.end }
            return bytes[end..<block.range.start]
        }
        let start = notebook.source.line(at: end) + 1
        let next = start < notebook.source.lineStarts.count ? notebook.source.lineStarts[start] : bytes.count
        let isFollowedByText = bytes[next...].first { !$0.isSpaceOrTab }.map { !$0.isLineEnd } ?? false
        // A carriage return before a line feed is half a line end.
        let isSplit = lineEnd == [Byte.carriageReturn] && end < bytes.count && bytes[end] == Byte.lineFeed
        blankLineAfter = !isFollowedByText ? [] : isSplit ? lineEnd + lineEnd : lineEnd
    }

    func rendered(_ result: CellResult) -> [UInt8] {
        let blocks = result.rendered()
        var region: [UInt8] = []
        for (index, block) in blocks.enumerated() {
            let isAfterImage = index > 0 && blocks[index - 1].isImage
            if index < separators.count, !isAfterImage || Self.hasBlankLine(separators[index]) {
                region += separators[index]
            } else {
                region += lineEnd + lineEnd
            }
            for byte in block.text.utf8 {
                if byte == Byte.lineFeed { region += lineEnd } else { region.append(byte) }
            }
        }
        // A paragraph goes on in the next line, whatever stood between before.
        if blocks.last?.isImage == true { region += blankLineAfter }
        return region
    }

    private static func hasBlankLine(_ separator: ArraySlice<UInt8>) -> Bool {
        var count = 0
        var previous: UInt8 = 0
        for byte in separator {
            if byte.isLineEnd, !(byte == Byte.lineFeed && previous == Byte.carriageReturn) { count += 1 }
            previous = byte
        }
        return count > 1
    }
}
