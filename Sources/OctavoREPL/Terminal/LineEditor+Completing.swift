extension LineEditor {
    /// The first Tab writes what all candidates share; the next lists them, and the ones after that turn the pages.
    func completeWord() {
        guard let buffer, !isAnswer else { return beep() }
        if let menu, menu.pages.pages.count > 1 {
            self.menu = (menu.pages, (menu.page + 1) % menu.pages.pages.count)
            return
        }
        let text = buffer.text
        let cursor = buffer.cursor
        let before = String(String.UnicodeScalarView(text[..<cursor]))
        // Where nothing precedes the cursor in its line, Tab indents.
        if before.unicodeScalars.reversed().prefix(while: { $0 != "\n" }).allSatisfy({ $0 == " " }), before.contains("\n") {
            buffer.insert([" ", " "])
            return
        }
        let completion = language.complete(String(String.UnicodeScalarView(text)), before.utf8.count)
        guard !completion.candidates.isEmpty || !completion.heading.isEmpty,
            let start = Self.scalarIndex(ofByte: completion.replaceStart, in: text), start <= cursor
        else { return beep() }
        let typed = String(String.UnicodeScalarView(text[start..<cursor]))
        let common = completion.commonPrefix
        if completion.candidates.count == 1 || (common.utf8.count > typed.utf8.count && common.hasPrefix(typed)) {
            if common == typed { return beep() }
            buffer.replace(start..<cursor, with: common.unicodeScalars)
        } else {
            let pages = CompletionMenu(
                completion.candidates, heading: completion.heading, columns: size.columns, rows: max(size.rows - 2, 2))
            menu = (pages, 0)
        }
    }

    /// `nil` inside a scalar or outside the text.
    private static func scalarIndex(ofByte byte: Int, in text: [Unicode.Scalar]) -> Int? {
        var offset = 0
        for index in text.indices {
            if offset == byte { return index }
            offset += UTF8.width(text[index])
        }
        return offset == byte ? text.count : nil
    }
}
