import CLibedit
import Glibc
import OctavoKernel

extension LineEditor {
    /// A dumb terminal: the terminal edits the line, Enter ends it, and an entry that is not complete goes on.
    func readLines(_ prompt: String) -> Event {
        Console.standard.startLine()
        octavo_terminal_restore()
        octavo_signals_editing(true)
        defer { octavo_signals_editing(false) }
        let margin = EntryLayout.Margin(prompt: prompt)
        var text = ""
        var isInterrupted = false
        Console.standard.paint(margin.prompt)
        while let line = input.takeLine(orInterrupted: {
            isInterrupted = true
            return true
        }) {
            text += String(decoding: line, as: UTF8.self).replacingLineEnds()
            let entry = text.hasSuffix("\n") ? String(text.dropLast()) : text
            if isAnswer || entry.isEmpty || language.isComplete(entry) { return .entry(entry) }
            Console.standard.paint(margin.continuation)
        }
        Console.standard.paint("\n")
        if isInterrupted {
            input.discard()
            return .interrupted(wasEmpty: text.isEmpty)
        }
        return text.isEmpty ? .endOfInput : .entry(text)
    }

    /// A pipe or a file: entries one after the other, each with the comments above it and the lines that continue it.
    ///
    /// Like in a file, and unlike at the prompt, a statement ends only where the next one begins, so this reads one statement
    /// ahead; not where somebody types into a pipe's beginning and waits for the answer.
    func readStream() -> Event {
        let readsAhead = isatty(STDIN_FILENO) == 0
        while let line = pendingLine ?? nextLine() {
            pendingLine = nil
            let isBlank = EntryContinuation.isBlank(line)
            if streamIsComplete, !isBlank, !EntryContinuation.begins(line) {
                pendingLine = line
                return takeStreamed()
            }
            if streamed.isEmpty, line.allSatisfy(\.isWhitespace) { continue }
            streamed.append(line)
            streamedProgress.take(line)
            // Comments alone are no entry, and one behind an entry that is complete leaves it so.
            if isBlank, streamIsComplete || streamed.allSatisfy({ EntryContinuation.isBlank($0) }) { continue }
            streamIsComplete = streamedProgress.isDue && language.isComplete(streamed.joined(separator: "\n"))
            if streamIsComplete, !readsAhead { return takeStreamed() }
        }
        return streamed.allSatisfy { EntryContinuation.isBlank($0) } ? .endOfInput : takeStreamed()
    }

    /// The entry so far. Comments at its end stand above the next one.
    private func takeStreamed() -> Event {
        var next: [String] = []
        while streamIsComplete, let last = streamed.last, EntryContinuation.isBlank(last) {
            next.append(last)
            streamed.removeLast()
        }
        let entry = streamed.joined(separator: "\n")
        streamed = Array(next.reversed().drop { $0.allSatisfy(\.isWhitespace) })
        streamedProgress = EntryProgress()
        streamIsComplete = false
        return .entry(entry)
    }

    private func nextLine() -> String? {
        guard var bytes = input.takeLine() else { return nil }
        if bytes.last == 0x0A { bytes.removeLast() }
        if bytes.last == 0x0D { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
