/// Messages of an mbox file, which stand one after the other, each below a line that starts with `From `.
enum Mailbox {
    /// The messages with the line (from 1) of their `From `. `>From ` in a body loses one `>` (mboxrd).
    static func messages(_ bytes: [UInt8]) -> [(line: Int, bytes: [UInt8])] {
        let mark = Array("From ".utf8)
        var messages: [(line: Int, bytes: [UInt8])] = []
        var at = 0
        var number = 0
        var isAfterBlank = true
        while at < bytes.count {
            number += 1
            let next = bytes[at...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
            let line = bytes[at..<next]
            if isAfterBlank, line.starts(with: mark) {
                dropBlankLine(&messages)
                messages.append((number, []))
            } else if !messages.isEmpty {
                let quotes = line.prefix { $0 == 0x3E }
                let isQuoted = !quotes.isEmpty && line.dropFirst(quotes.count).starts(with: mark)
                messages[messages.count - 1].bytes += isQuoted ? line.dropFirst() : line
            }
            isAfterBlank = line.allSatisfy { $0 == 0x0A || $0 == 0x0D }
            at = next
        }
        return messages
    }

    /// The blank line before the next message's `From ` is no part of the message.
    private static func dropBlankLine(_ messages: inout [(line: Int, bytes: [UInt8])]) {
        guard let last = messages.indices.last else { return }
        if messages[last].bytes.suffix(2) == [0x0D, 0x0A] {
            messages[last].bytes.removeLast(2)
        } else if messages[last].bytes.last == 0x0A {
            messages[last].bytes.removeLast()
        }
    }
}
