import OctavoSource

/// A record of a file that cannot be read as its format says.
struct BadRecord: Sendable {
    /// Of the record in its block.
    let offset: Int
    let length: Int
    /// The row it has when it is kept, or before which it stands.
    let row: Int
    /// Completes "line 3 of `x` …".
    let message: String
    /// Code points before the wrong place, for messages that name one.
    var column: Int?
    /// What would help with this mistake, before what helps with any.
    var hint: String?

    static let help = "`bad: \"skip\"` leaves such records out and counts them; `bad: \"keep\"` keeps them in the column `_bad`"

    /// How many characters of the record a message shows.
    static let excerptLength = 60

    /// The record's own text without its line end, at most `limit` bytes of it.
    func text(in block: ByteBlock, limit: Int = .max) -> String {
        let start = block.start + offset
        var end = min(start + min(length, limit), block.end)
        if end > start, length <= limit, block.piece[end - 1] == 0x0D { end -= 1 }
        return unsafe String(decoding: block.piece.slice(start..<max(end, start)).elements, as: UTF8.self)
    }

    func diagnostic(line: Int, file: String, excerpt text: String) -> Diagnostic {
        var message = "line \(line) of `\(file)` \(self.message)"
        if let column { message += " at column \(column + 1)" }
        var excerpt = String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.excerptLength)))
        if excerpt.utf8.count < text.utf8.count { excerpt += "…" }
        return Diagnostic(
            "bad-record", message, notes: excerpt.isEmpty ? [] : ["the line is: " + DatumText.quoted(excerpt)],
            help: (hint.map { [$0] } ?? []) + [Self.help])
    }
}
