/// Text copied from a session.
package enum Transcript {
    /// What was typed, where `text` begins with a prompt: the lines after a prompt and after its continuation marks, without
    /// either; what stood between them was output. Anything else as it is.
    package static func entries(in text: String, prompt: String) -> String {
        let continuation = EntryLayout.Margin(prompt: prompt).continuation
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        // Terminals drop the spaces at the end of what is copied.
        let barePrompt = trimmed(prompt)
        let bareContinuation = trimmed(continuation)
        guard !barePrompt.isEmpty, let first = lines.first(where: { !$0.isEmpty }), first.hasPrefix(barePrompt) else {
            return text
        }
        var kept: [Substring] = []
        var inEntry = false
        for line in lines {
            if let rest = after(prompt, barePrompt, in: line) {
                inEntry = true
                kept.append(rest)
            } else if inEntry, !bareContinuation.isEmpty, let rest = after(continuation, bareContinuation, in: line) {
                kept.append(rest)
            } else {
                inEntry = false
            }
        }
        return kept.joined(separator: "\n")
    }

    private static func after(_ mark: String, _ bareMark: String, in line: Substring) -> Substring? {
        if line.hasPrefix(mark) { return line.dropFirst(mark.count) }
        return line == bareMark ? "" : nil
    }

    private static func trimmed(_ text: String) -> String {
        var text = text
        while text.last == " " { text.removeLast() }
        return text
    }
}
