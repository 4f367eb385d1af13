package import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

extension Verb {
    package static let threads = Verb(
        step: "threads", .tables, "Tells of each mail which thread it belongs to: columns `thread` and `depth`.",
        notes: """
            `thread` is the Message-ID of the first mail of the thread, whether or not it is among the rows; `depth` counts the mails among \
            the rows that stand above one. Mails are joined by what they reply to and refer to; a reply without either is joined to the \
            thread of the same subject ("Re:", "AW:", "[list]" and their like aside) that began last before it. Columns are those that `load` \
            gives mails, unless others are named. Rows keep their order, and mails need no dates.
            """,
        examples: [
            Example(
                "table([{message_id: \"a\", in_reply_to: null, subject: \"Room\"}, {message_id: \"b\", in_reply_to: \"a\", subject: \"Re: Room\"}, "
                    + "{message_id: \"c\", in_reply_to: null, subject: \"AW: room\"}]) | threads | select(.message_id, .thread, .depth)",
                gives: "| message_id | thread | depth |\n| ---------- | ------ | ----: |\n| a          | a      |     0 |\n"
                    + "| b          | a      |     1 |\n| c          | a      |     1 |")
        ],
        searchTerms: ["conversations", "thread", "jwz", "email_threads", "group_replies"],
        Parameter("t", TableArgument.self, "The mails."),
        Parameter("id", ColumnReference?.self, "The Message-ID; `.message_id` when left out."),
        Parameter("reply_to", ColumnReference?.self, "The Message-ID that is answered; `.in_reply_to`."),
        Parameter(
            "references", ColumnReference?.self, "The Message-IDs of the thread, a list or a text with spaces; `.references`."),
        Parameter("subject", ColumnReference?.self, "The subject; `.subject`."),
        Parameter("date", ColumnReference?.self, "When it was sent; `.date`.")
    ) { call, table, id, replyTo, references, subject, date in
        let schema = table.plan.schema
        for name in ["thread", "depth"] where schema.index(of: name) != nil {
            throw Diagnostic(
                "duplicate-column", "`threads` makes a column `.\(name)`, and the table has one", at: call.range,
                help: ["`rename` or `drop` it before"])
        }
        func column(_ given: ColumnReference?, _ usual: String, _ types: [DataType]) throws -> Field? {
            let field: Field
            if let given {
                field = try call.requireColumn(given, in: schema)
            } else if let type = schema.type(of: usual) {
                field = Field(usual, type)
            } else {
                return nil
            }
            guard field.type == .null || types.contains(field.type) else {
                throw Diagnostic(
                    "type-mismatch",
                    "`threads` takes \(types.map(\.description).joined(separator: " or ")) for `.\(field.name)`, not \(field.type)",
                    at: given?.range ?? call.range)
            }
            return field
        }
        let fields = [
            try column(id, "message_id", [.text]), try column(replyTo, "in_reply_to", [.text]),
            try column(references, "references", [.list(.text), .text, .list(.null)]), try column(subject, "subject", [.text]),
            try column(date, "date", [.time, .date, .int]),
        ]
        if fields[0] == nil, fields[3] == nil, schema.count > 0 {
            throw Diagnostic(
                "unknown-column", "`threads` finds no mails: the table has neither `.message_id` nor `.subject`", at: call.range,
                notes: ["columns: " + schema.names.map { "." + DatumText.label($0) }.joined(separator: ", ")],
                help: ["name the columns: `threads(id: .id, reply_to: .parent)`"])
        }
        let places = fields.map { field in field.flatMap { schema.index(of: $0.name) } }
        let made = Schema(schema.fields + [Field("thread", .text), Field("depth", .int)])
        return call.step(
            .wholeTable(name: "threads", inputs: [table.plan]) { tables, context in
                try ThreadColumns(places).adding(to: tables[0], made, context)
            }, made)
    }
}

/// Reads mails from columns and writes their threads beside them.
private struct ThreadColumns {
    /// Of the Message-ID, what is answered, the references, the subject and the date.
    private let places: [Int?]

    init(_ places: [Int?]) { self.places = places }

    func adding(to table: Table, _ schema: Schema, _ context: ExecutionContext) throws -> Table {
        var mails: [MailThreads.Mail] = []
        for chunk in table.chunks {
            try context.cancellation.check()
            for row in 0..<chunk.count { mails.append(mail(chunk, row)) }
        }
        let found = MailThreads.places(of: mails)
        try context.cancellation.check()
        var first = 0
        let chunks = table.chunks.map { chunk in
            let own = found[first..<first + chunk.count]
            first += chunk.count
            return Chunk(
                count: chunk.count,
                columns: chunk.columns + [
                    Column(.text, own.map { Datum.text($0.thread) }), Column(.int, own.map { Datum.int(Int64($0.depth)) }),
                ])
        }
        return Table(schema: schema, chunks: chunks)
    }

    private func mail(_ chunk: Chunk, _ row: Int) -> MailThreads.Mail {
        func value(_ place: Int) -> Datum { places[place].map { chunk.columns[$0][row] } ?? .null }
        func text(_ place: Int) -> String? { if case .text(let text) = value(place), !text.isEmpty { text } else { nil } }
        let references: [String]
        switch value(2) {
        case .list(let items): references = items.compactMap { if case .text(let id) = $0 { id } else { nil } }
        case .text(let ids): references = ids.split { " \t\n\r,<>".contains($0) }.map(String.init)
        default: references = []
        }
        var date: Int64?
        switch value(4) {
        case .time(let number), .date(let number), .int(let number): date = number
        default: break
        }
        return MailThreads.Mail(id: text(0), references: references, inReplyTo: text(1), subject: text(3), date: date)
    }
}
