import OctavoSource
import OctavoTable
import Testing

@Suite struct MailTests {
    private func row(_ text: String, _ name: String) throws -> Datum {
        let table = try Reading.all(text, Reading.options(.eml))
        return table.record(0).first { $0.name == name }?.value ?? .null
    }

    @Test func readsHeaders() throws {
        let text = """
            From: =?utf-8?Q?Zo=C3=AB_B?= =?utf-8?B?w6ljaw==?= <zoe@example.org>\r
            To: a@example.org,\r
            \tb@example.org\r
            SUBJECT: =?iso-8859-1?q?caf=E9?= and =?windows-1252?Q?=80?=\r
            Date: Thu, 22 Feb 2024 11:06:40 +0100 (CET)\r
            Message-ID: <1@x>\r
            In-Reply-To: <0@x>\r
            \r
            Hi\r
            there\r

            """
        #expect(try row(text, "from") == .text("Zoë Béck <zoe@example.org>"))
        #expect(try row(text, "to") == .text("a@example.org, b@example.org"))
        #expect(try row(text, "cc") == .null)
        #expect(try row(text, "subject") == .text("café and €"))
        #expect(try row(text, "date") == .time(1_708_596_400_000_000))
        #expect(try row(text, "message_id") == .text("1@x"))
        #expect(try row(text, "in_reply_to") == .text("0@x"))
        #expect(try row(text, "body") == .text("Hi\nthere\n"))
    }

    @Test(arguments: [
        ("1 Jan 70 00:00 GMT", 0), ("Fri, 21 Nov 1997 09:55:06 -0600", 880_127_706), ("1 Jan 2000 00:00:00 EST", 946_702_800),
    ])
    func readsDates(_ text: String, _ seconds: Int64) throws {
        #expect(try row("Date: \(text)\n\n", "date") == .time(seconds * 1_000_000))
    }

    @Test(arguments: [
        "", "yesterday", "32 Jan 2024 00:00:00 +0000", "1 Jan 2024 25:00:00 +0000", "1 Foo 2024 00:00 GMT", "1 Jan",
    ])
    func badDatesAreNull(_ text: String) throws { #expect(try row("Date: \(text)\n\nx", "date") == .null) }

    @Test func prefersPlainTextAndListsAttachments() throws {
        let text = """
            Content-Type: multipart/mixed; boundary="out"

            preamble
            --out
            Content-Type: multipart/alternative; boundary=in

            --in
            Content-Type: text/html

            <p>no</p>
            --in
            Content-Type: text/plain; charset=iso-8859-15
            Content-Transfer-Encoding: quoted-printable

            5 =A4 a=
            nd more
            --in--
            --out
            Content-Type: application/pdf; name="=?utf-8?Q?r=C3=A9?=.pdf"
            Content-Transfer-Encoding: base64
            Content-Disposition: attachment; filename*=utf-8''r%C3%A9sum%C3%A9.pdf

            AAEC
            Aw==
            --out--
            epilogue
            """
        #expect(try row(text, "body") == .text("5 € and more"))
        let expected = Datum.list([
            .record([("name", .text("résumé.pdf")), ("type", .text("application/pdf")), ("size", .int(4))])
        ])
        #expect(try row(text, "attachments") == expected)
    }

    @Test func htmlAloneGivesItsText() throws {
        let text =
            "Content-Type: text/html; charset=utf-8\n\n<html><style>p{}</style><p>a &amp; b&#233;</p><p>c<br>d < e</p></html>"
        let body = try row(text, "body")
        #expect(body == .text("a & bé\nc\nd < e"))
    }

    @Test(arguments: [("gb2312", [0xD6, 0xD0] as [UInt8], "中"), ("shift_jis", [0x93, 0xFA], "日"), ("big5", [0xA4, 0xA4], "中")])
    func otherCharsetsAreKnown(_ charset: String, _ bytes: [UInt8], _ expected: String) throws {
        let message = Array("Content-Type: text/plain; charset=\(charset)\n\n".utf8) + bytes
        let table = try Reading.all(message, Reading.options(.eml))
        #expect(table.record(0).first { $0.name == "body" }?.value == .text(expected))
    }

    @Test func mailboxesAreCutAndUnquoted() throws {
        let text = "From a@x Mon\nSubject: one\n\n>From here\n>>From there\nFrom now on\n\nFrom b@x Tue\nSubject: two\n\nx\n"
        var options = Reading.options(.mbox)
        options.includesSource = true
        options.columns = ["subject", "body"]
        let table = try Reading.all(text, options)
        #expect(
            Reading.rows(table) == [
                "{subject: \"one\", body: \"From here\\n>From there\\nFrom now on\\n\", _file: \"f\", _line: 1}",
                "{subject: \"two\", body: \"x\\n\", _file: \"f\", _line: 8}",
            ])
    }

    @Test(arguments: [
        ("koi8-r", "\u{41A}"), ("windows-1251", "\u{43B}"), ("iso-7718-1", "\u{EB}"), ("ISO-2022-CN-EXT", "\u{EB}"),
        ("x/y//IGNORE", "\u{EB}"),
    ])
    func charsetsAreDecodedAndUnknownOnesReadAsWhatIsLikely(_ charset: String, _ body: String) throws {
        let header = Array("Content-Type: text/plain; charset=\(charset)\n\n".utf8)
        #expect(try Reading.all(header + [0xEB], Reading.options(.eml)).record(0)[8].value == .text(body))
    }

    @Test func aFileWithoutAMessageIsNoMailbox() throws {
        let problem = Reading.diagnostic { _ = try Reading.all("hello\n", Reading.options(.mbox)) }
        #expect(problem?.code == "bad-record")
        #expect(problem?.message == "`f` is no mailbox: no line of it begins with `From `")
        #expect(try Reading.all("hello\n", Reading.options(.mbox, bad: .skip)).count == 0)
        let kept = try Reading.all("hello\n", Reading.options(.mbox, bad: .keep))
        #expect(kept.record(0).last?.value == .text("hello\n"))
        #expect(try Reading.all("", Reading.options(.mbox)).count == 0)
    }

    @Test func deepNestingEnds() throws {
        var text = ""
        for depth in 0..<200 { text += "Content-Type: multipart/mixed; boundary=b\(depth)\n\n--b\(depth)\n" }
        #expect(try Reading.all(text + "\nx", Reading.options(.eml)).count == 1)
    }

    @Test func noiseIsNoCrash() throws {
        var generator = SplitMix(seed: 11)
        let pieces = [
            "From ", "\n", "\r\n", ": ", "Content-Type: multipart/x; boundary=b", "--b", "--", "=?utf-8?Q?", "?=", "=", "é", "\"",
            ";",
        ]
        for _ in 0..<300 {
            let text = (0..<60).map { _ in pieces[Int(generator.next() % UInt64(pieces.count))] }.joined()
            #expect(try Reading.all(text, Reading.options(.eml)).count == 1)
            _ = try Reading.all("From " + text, Reading.options(.mbox))
        }
    }
}
