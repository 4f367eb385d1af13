import OctavoNotebook
import Testing

@Suite struct ResultTextTests {
    static let forms: [(String, [String], Bool)] = [
        ("", [], false),
        ("\n", [""], false),
        ("   ", [""], true),
        ("a", ["a"], true),
        ("a\n", ["a"], false),
        ("a\n\n", ["a", ""], false),
        ("a \t\n  b  \n", ["a", "  b"], false),
        ("\u{1B}[31mred\u{1B}[0m\n", ["\\u{1B}[31mred\\u{1B}[0m"], false),
        ("\u{1B}]8;;http://x\u{7}\n", ["\\u{1B}]8;;http://x\\u{7}"], false),
        ("10%\r20%\r\n", ["10%\\u{D}20%\\u{D}"], false),
        ("a\u{8}b\u{0}c\u{7F}d\u{9B}e\n", ["a\\u{8}b\\u{0}c\\u{7F}d\\u{9B}e"], false),
        ("\u{202E}abc\u{2066}\u{200F}\n", ["\\u{202E}abc\\u{2066}\\u{200F}"], false),
        ("e\u{301} 漢字 👩‍👩‍👧 \u{2028}x\n", ["e\u{301} 漢字 👩‍👩‍👧 \u{2028}x"], false),
        ("\tx\ty\n", ["\tx\ty"], false),
        ("x \u{1B}\n", ["x \\u{1B}"], false),
    ]

    @Test(arguments: forms) func storesWhatEditorsAndTerminalsLeaveAlone(body: String, lines: [String], isOpen: Bool) {
        #expect(stored(body).lines == lines)
        #expect(stored(body).hasNoFinalNewline == isOpen)
    }

    @Test func storesBytesThatAreNotText() {
        let bytes: [UInt8] = [0x61, 0xED, 0xA0, 0x80, 0x62, 0xFF, 0xC3, 0x0A]
        #expect(ResultText(bytes, hasher: TestHasher()).lines == ["a\\u{D800}b\u{FFFD}\u{FFFD}"])
    }

    @Test func isItsOwnStoredForm() {
        for (body, _, _) in Self.forms {
            let once = stored(body)
            let again = stored(once.lines.joined(separator: "\n") + (once.isEmpty || once.hasNoFinalNewline ? "" : "\n"))
            #expect(again.lines == once.lines || once.lines == [""])
        }
    }

    // MARK: - Cutting

    private func counted(_ count: Int) -> String { (0..<count).map { "line \($0)\n" }.joined() }

    @Test func keepsUpTo40Lines() {
        #expect(stored(counted(40)).lines.count == 40)
        #expect(stored(counted(40)).whole == nil)
    }

    @Test func cutsTheMiddleOf41Lines() {
        let cut = stored(counted(41))
        #expect(cut.lines.count == 41)
        #expect(cut.lines[29...31] == ["line 29", "… 1 line not shown", "line 31"])
        #expect(cut.whole?.lineCount == 41)
    }

    @Test func saysHowMuchIsNotShown() {
        let cut = stored(counted(1244))
        #expect(cut.lines[30] == "… 1,204 lines not shown")
        #expect(cut.lines.last == "line 1243")
        #expect(cut.whole?.lineCount == 1244)
        #expect(stored(counted(1_234_607)).lines[30] == "… 1,234,567 lines not shown")
    }

    @Test(arguments: [(1, 1, 0), (2, 2, 0), (3, 3, 0), (4, 3, 1), (100, 75, 25), (0, 1, 0), (-5, 1, 0)])
    func takesAQuarterFromTheEnd(limit: Int, head: Int, tail: Int) {
        let lines = stored(counted(1000), lineLimit: limit).lines
        #expect(lines.prefix { $0.hasPrefix("line") }.count == head)
        #expect(lines.reversed().prefix { $0.hasPrefix("line") }.count == tail)
    }

    @Test func digestsTheWholeStoredText() {
        var hasher = TestHasher()
        hasher.update(Array(counted(50).utf8))
        #expect(stored(counted(50)).whole?.digest == hasher.digest())
        #expect(stored(counted(50) + "x").whole?.digest != stored(counted(50) + "x\n").whole?.digest)
        let changed = counted(50).replacing("line 35\n", with: "line XX\n")
        #expect(stored(changed).lines == stored(counted(50)).lines)
        #expect(stored(changed).whole?.digest != stored(counted(50)).whole?.digest)
    }

    @Test func doesNotDependOnThePieces() {
        let body = Array((counted(60) + "é\u{1B} end").utf8)
        let whole = ResultText(body, hasher: TestHasher())
        for size in [1, 2, 3, 7, 64] {
            var builder = ResultTextBuilder(hasher: TestHasher())
            for start in stride(from: 0, to: body.count, by: size) {
                builder.append(Array(body[start..<min(start + size, body.count)]))
            }
            #expect(builder.finish() == whole, "pieces of \(size)")
        }
    }

    @Test func digestsWhatLinesHide() {
        func text(_ hidden: [String]) -> ResultText {
            var builder = ResultTextBuilder(hasher: TestHasher())
            builder.append(Array("a\n".utf8))
            for part in hidden { builder.hide(Array(part.utf8)) }
            builder.append(Array("b…\n".utf8))
            return builder.finish()
        }
        #expect(text([]).whole == nil)
        #expect(text(["x"]).lines == ["a", "b…"] && text(["x"]).whole?.lineCount == nil)
        #expect(text(["x"]) == text(["x"]) && text(["x"]) != text(["y"]))
    }

    @Test(arguments: [(3, 3, true), (3, 2, false), (3, 40, true), (41, 40, true), (41, 41, false), (5, 4, true), (100, 4, true)])
    func tellsTheLimitItWasCutTo(count: Int, limit: Int, isCut: Bool) {
        // The text was stored with the limit that the answer is about, or with one of 40.
        #expect(stored(counted(count), lineLimit: isCut ? limit : 40).isCut(to: limit) == isCut)
    }
}
