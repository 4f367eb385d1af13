import CLibedit

extension LineEditor {
    static func bindKeys(_ buffer: EditBuffer) {
        for key in "ACDEIJKLMNPRSTUWXYZ_" { buffer.bind("^\(key)") }
        // After Escape: what begins the names of the other keys, the two line ends, and moves by word and entry.
        for key in ["[", "O", "^M", "^J", "^[", "b", "f", "d", "p", "n", "<", ">", "^H", "^?"] {
            buffer.bind(key, afterEscape: true)
        }
        for key in ["^H", "^?"] { buffer.bind(key, toFunction: "ed-delete-prev-char") }
        // These would ask and answer on a screen that nobody sees.
        for key in ["\u{1B}x", "^O", "^Q", "^\\", "^]"] { buffer.bind(key, toFunction: "ed-unassigned") }
    }

    func pressed(_ key: Unicode.Scalar, afterEscape: Bool) -> Bool {
        if afterEscape { pressedAfterEscape(key) } else { pressedPlain(key) }
        return outcome != nil
    }

    private func pressedPlain(_ key: Unicode.Scalar) {
        switch key {
        case Key.control("A"): moveToLineEdge(-1)
        case Key.control("E"): moveToLineEdge(1)
        case Key.control("C"): interrupt()
        case Key.control("D"): if buffer?.count == 0 { finish(.endOfInput) } else { deleteForward() }
        case "\t": completeWord()
        case "\r", "\n": enter()
        case Key.control("K"): cutToLineEnd()
        case Key.control("U"): cutToLineStart()
        case Key.control("W"): cutWordBefore(bySpaces: true)
        case Key.control("Y"): buffer?.insert(cut.text)
        case Key.control("T"): transpose()
        case Key.control("L"): clearScreen()
        case Key.control("P"): recallOlder()
        case Key.control("N"): recallNewer()
        case Key.control("R"), Key.control("S"): searchHistory()
        case Key.control("X"): if buffer?.readScalar() == Key.control("E") { editOutside() }
        case Key.control("Z"): suspend()
        case Key.control("_"): undoChange()
        default: beep()
        }
    }

    private func pressedAfterEscape(_ key: Unicode.Scalar) {
        switch key {
        case "[", "O": perform(readSequence())
        case Key.escape:
            // Some terminals send Escape before the sequence of a key that is held with Alt.
            let next = buffer?.readScalar()
            if next == "[" || next == "O" { perform(readSequence().map { KeySequence($0.final, $0.parameters, alt: true) }) }
        case "\r", "\n": buffer?.insert(["\n"])
        case "b": moveByWord(-1)
        case "f": moveByWord(1)
        case "d": cutWordAfter()
        case Key.control("H"), Key.delete: cutWordBefore(bySpaces: false)
        case "p": recallOlder()
        case "n": recallNewer()
        case "<": buffer?.cursor = 0
        case ">": buffer?.cursor = buffer?.count ?? 0
        default: beep()
        }
    }

    /// The rest of a sequence that began with `ESC [` or `ESC O`; `nil` if it is longer than any that a key sends.
    private func readSequence() -> KeySequence? {
        var parameters: [Int] = [0]
        for _ in 0..<32 {
            guard let scalar = buffer?.readScalar() else { return nil }
            switch scalar {
            case "0"..."9":
                parameters[parameters.count - 1] = parameters[parameters.count - 1] * 10 % 1_000_000 + Int(scalar.value - 48)
            case ";", ":": parameters.append(0)
            case "@"..."~": return KeySequence(scalar, parameters)
            default: break
            }
        }
        return nil
    }

    private func perform(_ sequence: KeySequence?) {
        guard let sequence else { return beep() }
        switch sequence.name {
        case .up: sequence.hasModifier ? recallOlder() : moveUp()
        case .down: sequence.hasModifier ? recallNewer() : moveDown()
        case .left: sequence.hasModifier ? moveByWord(-1) : move(by: -1)
        case .right: sequence.hasModifier ? moveByWord(1) : move(by: 1)
        case .home: sequence.hasModifier ? move(by: -.max) : moveToLineEdge(-1)
        case .end: sequence.hasModifier ? move(by: .max) : moveToLineEdge(1)
        case .deleteForward: sequence.hasModifier ? cutWordAfter() : deleteForward()
        case .pageUp: recallOlder()
        case .pageDown: recallNewer()
        case .newLine: buffer?.insert(["\n"])
        case .paste: paste()
        case .other: break
        }
    }

    func beep() { Console.standard.paint("\u{07}") }

    private func enter() {
        let text = text
        if isAnswer || text.isEmpty || language.isComplete(text) { finish(.entry(text)) } else { buffer?.insert(["\n"]) }
    }

    /// Takes everything up to the end of the paste as it stands, with the terminal's line ends made ours.
    private func paste() {
        guard let buffer else { return }
        let end: [Unicode.Scalar] = ["\u{1B}", "[", "2", "0", "1", "~"]
        var text: [Unicode.Scalar] = []
        // Straight from the input: going through libedit costs a call a character.
        while let scalar = nextPasted() {
            text.append(scalar)
            if scalar == "~", text.suffix(end.count).elementsEqual(end) {
                text.removeLast(end.count)
                break
            }
        }
        let string = String(String.UnicodeScalarView(text)).replacingLineEnds()
        let prompt = isAnswer ? "" : margin.prompt
        var pasted = Array(Transcript.entries(in: string, prompt: prompt).unicodeScalars)
        if isAnswer, let lineEnd = pasted.firstIndex(of: "\n") { pasted.removeSubrange(lineEnd...) }
        buffer.insert(pasted)
    }

    private func nextPasted() -> Unicode.Scalar? {
        while true {
            if let scalar = input.takeScalar() { return scalar }
            // A paste that stalls so long has lost its end.
            guard let arrival = input.wait(milliseconds: 2000) else { return nil }
            switch arrival {
            case .interrupted, .ended: return nil
            case .resized: resize()
            case .continued: resume()
            case .bytes: break
            }
        }
    }

    private func clearScreen() {
        Console.standard.paint("\u{1B}[H\u{1B}[2J")
        painter.reset(columns: size.columns)
    }

    private func suspend() {
        // The keys before this one may have come in one go with it.
        paint()
        Console.standard.paint(painter.leave())
        buffer?.takeTerminal(editing: false)
        octavo_terminal_suspend()
    }

    private func editOutside() {
        guard let buffer else { return }
        Console.standard.paint(painter.clear() + "\u{1B}[?2004l")
        buffer.takeTerminal(editing: false)
        // What the program does with Ctrl-C is its own affair.
        octavo_signals_editing(false)
        let result = ExternalEditor.edit(text)
        octavo_signals_editing(true)
        if case .failed(let reason) = result { Console.standard.paint("\(reason)\r\n") }
        resume()
        if case .edited(let text) = result { buffer.replace(0..<buffer.count, with: text.unicodeScalars) }
    }
}

extension String {
    /// CR and CR LF made LF.
    func replacingLineEnds() -> String {
        guard unicodeScalars.contains("\r") else { return self }
        var result = String.UnicodeScalarView()
        var afterReturn = false
        for scalar in unicodeScalars {
            if scalar == "\r" {
                result.append("\n")
            } else if !(scalar == "\n" && afterReturn) {
                result.append(scalar)
            }
            afterReturn = scalar == "\r"
        }
        return String(result)
    }
}
