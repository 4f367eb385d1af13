import OctavoSource

/// Takes away the lines that hold nothing but directives: the blanks around them, and the end of the line.
enum TemplateLines {
    static func joined(_ pieces: [TemplatePiece], _ bytes: [UInt8]) -> [TemplatePiece] {
        var pieces = pieces
        let before = clear(pieces, pieces.indices, bytes) { bytes, range in
            bytes[range.start..<range.end].lastIndex(of: 0x0A).map { ByteRange($0 + 1, range.end) }
        }
        let after = clear(pieces, pieces.indices.reversed(), bytes) { bytes, range in
            bytes[range.start..<range.end].firstIndex(of: 0x0A).map { ByteRange(range.start, $0) }
        }
        for index in pieces.indices where before[index] && after[index] {
            if case .directive(var directive) = pieces[index], directive.kind.vanishes {
                directive.isAlone = true
                pieces[index] = .directive(directive)
            }
        }
        return cut(pieces, bytes)
    }

    /// Whether between each piece and the end of its line, on the side that `order` comes from, stand only blanks and directives
    /// that vanish. `rest` is the part of a text that lies on that line; `nil` where the text does not end it.
    private static func clear(
        _ pieces: [TemplatePiece], _ order: some Sequence<Int>, _ bytes: [UInt8], rest: ([UInt8], ByteRange) -> ByteRange?
    ) -> [Bool] {
        var found = [Bool](repeating: false, count: pieces.count)
        var isClear = true
        for index in order {
            found[index] = isClear
            switch pieces[index] {
            case .text(let range):
                let line = rest(bytes, range)
                let part = line ?? range
                let isBlank = bytes[part.start..<part.end].allSatisfy { $0.isBlank || $0 == 0x0D }
                isClear = isBlank && (line != nil || isClear)
            case .directive(let directive):
                if case .role = directive.kind { isClear = true } else { isClear = isClear && directive.kind.vanishes }
            }
        }
        return found
    }

    private static func cut(_ pieces: [TemplatePiece], _ bytes: [UInt8]) -> [TemplatePiece] {
        func isAlone(_ index: Int) -> Bool {
            guard pieces.indices.contains(index), case .directive(let directive) = pieces[index] else { return false }
            return directive.isAlone
        }
        var kept: [TemplatePiece] = []
        for (index, piece) in pieces.enumerated() {
            guard case .text(var range) = piece else {
                kept.append(piece)
                continue
            }
            if isAlone(index - 1) {
                let line = bytes[range.start..<range.end].firstIndex(of: 0x0A)
                range = ByteRange(line.map { $0 + 1 } ?? range.end, range.end)
            }
            if isAlone(index + 1) {
                let line = bytes[range.start..<range.end].lastIndex(of: 0x0A)
                range = ByteRange(range.start, line.map { $0 + 1 } ?? range.start)
            }
            if !range.isEmpty { kept.append(.text(range)) }
        }
        return kept
    }
}
