/// Lines and words of an entry, by scalars.
package enum EntryLines {
    /// The line that holds `position`, without its end.
    package static func line(at position: Int, in text: [Unicode.Scalar]) -> Range<Int> {
        let position = min(max(position, 0), text.count)
        let start = text[..<position].lastIndex(of: "\n").map { $0 + 1 } ?? 0
        let end = text[position...].firstIndex(of: "\n") ?? text.count
        return start..<end
    }

    /// Behind the word after `position`, or before the word before it. Words are letters, digits and `_`, or what stands
    /// between spaces.
    package static func wordEdge(from position: Int, _ direction: Int, in text: [Unicode.Scalar], bySpaces: Bool = false) -> Int {
        let isInside = { (scalar: Unicode.Scalar) in
            bySpaces
                ? !scalar.properties.isWhitespace
                : scalar == "_" || scalar.properties.isAlphabetic
                    || scalar.properties.numericType != nil
        }
        var position = min(max(position, 0), text.count)
        if direction < 0 {
            while position > 0, !isInside(text[position - 1]) { position -= 1 }
            while position > 0, isInside(text[position - 1]) { position -= 1 }
        } else {
            while position < text.count, !isInside(text[position]) { position += 1 }
            while position < text.count, isInside(text[position]) { position += 1 }
        }
        return position
    }
}
