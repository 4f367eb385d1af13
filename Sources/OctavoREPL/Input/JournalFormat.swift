/// A session's entries as a notebook: Markdown whose `octavo` fences are the entries.
package enum JournalFormat {
    package static let header = "---\noctavo: 1\ntitle: Session journal\n---\n"

    /// The cell of an entry. One that failed is there to read and is skipped when the notebook runs.
    package static func cell(_ entry: String, failed: Bool = false) -> String {
        var longest = 0
        var run = 0
        for character in entry.utf8 {
            run = character == 0x60 ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: max(3, longest + 1))
        let body = entry.hasSuffix("\n") ? entry : entry + "\n"
        return "\n\(fence)octavo\(failed ? " skip" : "")\n\(body)\(fence)\n"
    }

    /// The entries of a journal that would run, and how many of its bytes are whole: a process that dies while it writes may
    /// leave part of a cell at the end.
    package static func entries(in text: String) -> (entries: [String], wholeBytes: Int) {
        var entries: [String] = []
        var whole = text.hasPrefix(header) ? header.utf8.count : 0
        var offset = 0
        var open: (fence: Substring, skipped: Bool, lines: [Substring])?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            offset += line.utf8.count + 1
            if let cell = open {
                if line == cell.fence {
                    if !cell.skipped { entries.append(cell.lines.joined(separator: "\n")) }
                    open = nil
                    whole = min(offset, text.utf8.count)
                } else {
                    open?.lines.append(line)
                }
            } else {
                let fence = line.prefix { $0 == "`" }
                let info = line[fence.endIndex...]
                if fence.count >= 3, info == "octavo" || info == "octavo skip" { open = (fence, info != "octavo", []) }
            }
        }
        return (entries, whole)
    }
}
