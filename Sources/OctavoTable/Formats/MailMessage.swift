/// One message (RFC 5322 with MIME) as a row. Whatever is malformed gives less, never an error: real mail is.
struct MailMessage {
    var from: String?
    var to: String?
    var cc: String?
    var subject: String?
    /// Microseconds since 1970.
    var date: Int64?
    var messageID: String?
    var inReplyTo: String?
    /// From the first mail of the thread to the one that is answered.
    var references: [String] = []
    var body = ""
    var attachments: [Attachment] = []

    struct Attachment {
        let name: String?
        let type: String
        /// Bytes once decoded.
        let size: Int
    }

    static let attachmentType = DataType.record([Field("name", .text), Field("type", .text), Field("size", .int)])
    static let fields = [
        Field("from", .text), Field("to", .text), Field("cc", .text), Field("subject", .text), Field("date", .time),
        Field("message_id", .text), Field("in_reply_to", .text), Field("references", .list(.text)),
        Field("body", .text),
        Field("attachments", .list(attachmentType)),
    ]

    var row: [Datum] {
        func text(_ value: String?) -> Datum { value.map { .text($0) } ?? .null }
        let files = attachments.map { one in
            Datum.record([("name", text(one.name)), ("type", .text(one.type)), ("size", .int(Int64(one.size)))])
        }
        return [
            text(from), text(to), text(cc), text(subject), date.map { .time($0) } ?? .null, text(messageID), text(inReplyTo),
            .list(references.map { .text($0) }), .text(body), .list(files),
        ]
    }

    static func parse(_ bytes: ArraySlice<UInt8>) -> MailMessage {
        let part = MIMEPart(bytes)
        var message = MailMessage()
        message.from = part.headers.text("from")
        message.to = part.headers.text("to")
        message.cc = part.headers.text("cc")
        message.subject = part.headers.text("subject")
        message.date = part.headers.raw("date").flatMap { MailDate.parse(String(decoding: $0, as: UTF8.self)) }
        message.messageID = part.headers.raw("message-id").map(identifier)
        message.inReplyTo = part.headers.raw("in-reply-to").map(identifier)
        message.references = part.headers.raw("references").map(identifiers) ?? []
        var content = MailContent()
        content.add(part, depth: 0)
        message.body = content.body
        message.attachments = content.attachments
        return message
    }

    /// What stands between angle brackets, once each; without brackets what stands between spaces.
    private static func identifiers(_ bytes: ArraySlice<UInt8>) -> [String] {
        let text = String(decoding: bytes, as: UTF8.self)
        var found: [String] = []
        var seen: Set<String> = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
            let id = String(rest[rest.index(after: open)..<close])
            if !id.isEmpty, seen.insert(id).inserted { found.append(id) }
            rest = rest[rest.index(after: close)...]
        }
        if !found.isEmpty { return found }
        return text.split(whereSeparator: \.isWhitespace).map(String.init)
    }

    /// What stands between the first angle brackets, or all of it.
    private static func identifier(_ bytes: ArraySlice<UInt8>) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        if let open = text.firstIndex(of: "<"), let close = text[open...].firstIndex(of: ">") {
            return String(text[text.index(after: open)..<close])
        }
        return text.trimmedOfSpace
    }
}

/// Gathers texts and attachments of a message's parts.
private struct MailContent {
    /// Nested deeper, a part is an attachment like any other.
    static let deepest = 32

    private var plain: [String] = []
    private var markup: [String] = []
    private(set) var attachments: [MailMessage.Attachment] = []

    var body: String { plain.isEmpty ? markup.map(HTMLText.plain).joined(separator: "\n") : plain.joined(separator: "\n") }

    mutating func add(_ part: MIMEPart, depth: Int) {
        let type = part.contentType
        if type.value.hasPrefix("multipart/"), let boundary = type.parameters["boundary"], depth < Self.deepest {
            let parts = MIMEPart.split(part.body, boundary: boundary)
            if !parts.isEmpty {
                for inner in parts { add(inner, depth: depth + 1) }
                return
            }
        }
        let disposition = part.headers.raw("content-disposition").map(MIMEValue.init)
        let name = disposition?.parameters["filename"] ?? type.parameters["name"]
        let isText = type.value == "text/plain" || type.value == "text/html" || type.value.hasPrefix("multipart/")
        if isText, disposition?.value != "attachment", name == nil || disposition?.value == "inline" {
            let text = Charsets.decode(part.decoded[...], charset: type.parameters["charset"] ?? "")
            let lines = text.replacingReturns
            if type.value == "text/html" { markup.append(lines) } else { plain.append(lines) }
        } else {
            attachments.append(
                .init(name: name.map { EncodedWords.decode(Array($0.utf8)[...]) }, type: type.value, size: part.decoded.count))
        }
    }
}

extension String {
    fileprivate var trimmedOfSpace: String {
        var scalars = Substring(self)
        while let first = scalars.first, first.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.isWhitespace { scalars.removeLast() }
        return String(scalars)
    }

    /// CRLF and lone CR as LF.
    fileprivate var replacingReturns: String {
        guard utf8.contains(0x0D) else { return self }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count)
        var wasReturn = false
        for byte in utf8 {
            if byte == 0x0A, wasReturn {
                wasReturn = false
                continue
            }
            wasReturn = byte == 0x0D
            bytes.append(wasReturn ? 0x0A : byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
