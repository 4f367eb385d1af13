package import OctavoLanguage
package import OctavoTable
import OctavoText

extension Verb {
    package static let splitReply = Verb(
        scalar: "split_reply", .text, "Parts a mail's body into what was written for it, what it quotes, and the signature.",
        notes: "Every line is in one of the parts; `reply_text` tells how they are told apart.",
        examples: [
            Example(
                "split_reply(\"Yes.\\n\\nAm 01.01.24 um 10:00 schrieb Ann:\\n> Zwei Nächte?\")",
                gives: "{reply: \"Yes.\", quoted: \"Am 01.01.24 um 10:00 schrieb Ann:\\n> Zwei Nächte?\", signature: \"\"}")
        ],
        searchTerms: ["quoted_text", "signature", "email_parts", "reply_parts"],
        Parameter("text", String.self, "A mail's body as plain text.")
    ) { (text: String) in MailParts(MailReply(text)) }
}

/// A mail's parts as a record.
package struct MailParts: ScalarType {
    private let reply: String
    private let quoted: String
    private let signature: String

    package static var dataType: DataType? {
        .record([Field("reply", .text), Field("quoted", .text), Field("signature", .text)])
    }

    init(_ parts: MailReply) {
        reply = parts.reply
        quoted = parts.quoted
        signature = parts.signature
    }

    package init?(datum: Datum) {
        guard case .record(let fields) = datum, fields.count == 3, case .text(let reply) = fields[0].value,
            case .text(let quoted) = fields[1].value, case .text(let signature) = fields[2].value
        else { return nil }
        self.reply = reply
        self.quoted = quoted
        self.signature = signature
    }

    package var datum: Datum {
        .record([
            (name: "reply", value: .text(reply)), (name: "quoted", value: .text(quoted)),
            (name: "signature", value: .text(signature)),
        ])
    }
}
