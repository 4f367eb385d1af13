/// What colours and moves on a terminal: ECMA-48's control sequences (`ESC [ … letter`) and the titles and links of `ESC ]`.
enum TerminalSequences {
    /// False, and `result` empty, where there are none.
    static func remove(_ text: Span<UInt8>, into result: inout [UInt8]) -> Bool {
        var isRemoved = false
        var start = 0
        var at = 0
        while at < text.count {
            guard text[at] == 0x1B, let end = end(of: text, from: at) else {
                at += 1
                continue
            }
            result.append(text.extracting(start..<at))
            isRemoved = true
            at = end
            start = end
        }
        if isRemoved { result.append(text.extracting(start..<text.count)) }
        return isRemoved
    }

    /// Titles are short; looking no further keeps the time linear.
    private static let longestTitle = 2048

    private static func end(of text: Span<UInt8>, from start: Int) -> Int? {
        var at = start + 2
        switch text.byte(start + 1) {
        case 0x5B:
            while (0x30...0x3F).contains(text.byte(at)) { at += 1 }
            while (0x20...0x2F).contains(text.byte(at)) { at += 1 }
            return (0x40...0x7E).contains(text.byte(at)) ? at + 1 : nil
        case 0x5D:
            let stop = min(text.count, start + longestTitle)
            while at < stop {
                if text[at] == 0x07 { return at + 1 }
                if text[at] == 0x1B { return text.byte(at + 1) == 0x5C ? at + 2 : nil }
                at += 1
            }
            return nil
        default: return nil
        }
    }
}
