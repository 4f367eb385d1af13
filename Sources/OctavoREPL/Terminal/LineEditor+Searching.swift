extension LineEditor {
    /// How long a lone Escape is waited on: the bytes of one key come together.
    private static let escapePause: Int32 = 40

    /// Reads keys until one ends the search. Enter runs what was found, Escape and the arrows edit it, Ctrl-G and Ctrl-C leave it.
    func searchHistory() {
        guard let buffer, !isAnswer else { return beep() }
        search = IncrementalSearch(in: history)
        defer { search = nil }
        while let key = buffer.readScalar() {
            switch key {
            case Key.control("R"):
                if search?.query.isEmpty == true { search?.resume(lastQuery) } else { search?.older() }
            case Key.control("S"): search?.newer()
            case Key.control("H"), Key.delete: search?.shorten()
            case Key.control("W"), Key.control("U"): search = IncrementalSearch(in: history)
            case Key.control("G"), Key.control("C"): return
            case Key.escape:
                takeMatch()
                if input.wait(milliseconds: Self.escapePause) != nil { buffer.push([key]) }
                return
            case _ where key.value < 0x20:
                takeMatch()
                buffer.push([key])
                return
            default: search?.extend(key)
            }
        }
    }

    private func takeMatch() {
        guard let buffer, let search, let match = search.match else { return }
        lastQuery = search.query
        walk.jump(to: match.entry.id, from: text)
        buffer.replace(0..<buffer.count, with: match.entry.text.unicodeScalars)
        buffer.cursor = match.offset
    }
}
