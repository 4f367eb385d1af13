package import OctavoLanguage
import OctavoTable
import OctavoText

extension Verb {
    package static let replyText = Verb(
        scalar: "reply_text", .text,
        "Gives what the writer of a mail wrote for it, without what is quoted and without the signature.",
        notes: """
            Quotations are lines that begin with `>` and the line above them that says who wrote them ("On … wrote:", "Am … schrieb …:", \
            "Le … a écrit :", in some forty languages), what follows the header that Outlook puts above the mail that is answered, and what \
            follows "Original Message" or "Forwarded message". Answers between quoted lines stay. Signatures begin at `-- `, at a line such as "Sent \
            from my iPhone", or at a closing such as "Best regards" with nothing but short lines behind it. `split_reply` gives all three parts.
            """,
        examples: [
            Example(
                "reply_text(\"Yes, please.\\n\\nOn Mon, 1 Jan 2024, Ann <ann@hotel.example> wrote:\\n> A double room?\\n\\n-- \\nPat\")",
                gives: "\"Yes, please.\""),
            Example("reply_text(\"Ja, gern.\\n\\nVon meinem iPhone gesendet\")", gives: "\"Ja, gern.\""),
        ],
        searchTerms: ["email_reply_parser", "strip_quotes", "unquote", "talon", "remove_signature"],
        loops: [
            .textToText { text, writer in
                writer.append(MailReply(String(copying: text)).reply)
                return true
            }
        ],
        Parameter("text", String.self, "A mail's body as plain text.")
    ) { (text: String) in MailReply(text).reply }
}
