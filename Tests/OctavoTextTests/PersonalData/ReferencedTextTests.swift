import OctavoText
import Testing

/// Personal data behind HTML's character references.
@Suite struct ReferencedTextTests {
    private static func removed(_ text: String, _ style: PersonalDataStyle = .label) -> String {
        var result: [UInt8] = []
        let worker = PersonalDataRemoval(.standard, style: style, key: Array("a key for these tests".utf8)).makeWorker()
        return worker.run(text.utf8.span, into: &result) == .unchanged ? text : String(decoding: result, as: UTF8.self)
    }

    @Test(
        arguments: [
            ("<b>ann&#64;hotel.example</b>", "<b>[EMAIL]</b>"), ("ann&commat;hotel&period;example", "[EMAIL]"),
            ("<a href=\"mailto:ann&#x40;hotel.example\">mail</a>", "<a href=\"mailto:[EMAIL]\">mail</a>"),
            ("<i>call 212&#45;555&#x2D;0123</i>", "<i>call [PHONE]</i>"),
            ("<p>call&nbsp;&#50;12-555-0123 now", "<p>call&nbsp;[PHONE] now"),
            ("&lt;ann@hotel.example&gt;", "&lt;[EMAIL]&gt;"), ("a&amp;#64;b.example &amp; c", "[EMAIL] &amp; c"),
            ("<b>&#52;111 1111 1111 1111&#59;</b>", "<b>[CARD]&#59;</b>"), ("AT&T &amp; co", "AT&T &amp; co"), ("&#64;", "&#64;"),
            ("a &#64 b.example", "a &#64 b.example"), ("R&amp;D costs 5 &lt; 7", "R&amp;D costs 5 &lt; 7"),
            ("see https://x.example/?a=1&amp;b=2 &copy;", "see [URL] &copy;"),
            ("grüße &#x1F600; an ann&#64;hotel.example 取消", "grüße &#x1F600; an [EMAIL] 取消"),
        ])
    func isFoundWhatAReaderSees(text: String, wanted: String) {
        #expect(Self.removed(text) == wanted)
        #expect(Self.removed(wanted) == wanted)
    }

    @Test(arguments: [PersonalDataStyle.mask, .hash, .surrogate])
    func theSameValueStaysTheSameWithReferencesInIt(style: PersonalDataStyle) {
        let plain = Self.removed("<b>ann@hotel.example</b>", style)
        #expect(plain != "<b>ann@hotel.example</b>")
        #expect(Self.removed("<b>ann&#64;hotel&#46;example</b>", style) == plain)
    }

    /// Over a column as text by text, wherever the texts with references stand.
    @Test func aColumnIsSeenAsItsTexts() {
        let pieces = ["", "ann&#64;hotel.example", "a@b.example", "&", "x & y", "call 212-555-0123", "&amp;", "nothing"]
        for number in 0..<4096 {
            let texts = (0..<4).map { pieces[(number >> ($0 * 3)) & 7] }
            var (bytes, offsets): ([UInt8], [UInt32]) = ([], [0])
            for text in texts {
                bytes += text.utf8
                offsets.append(UInt32(bytes.count))
            }
            var found = texts
            let worker = PersonalDataRemoval().makeWorker()
            var last = -1
            worker.run(0..<4, bytes.span, offsets.span) { row, text, _ in
                #expect(row > last)
                last = row
                found[row] = String(decoding: text.indices.map { text[$0] }, as: UTF8.self)
            }
            let wanted = texts.map { Self.removed($0) }
            #expect(found == wanted, "\(texts)")
            if found != wanted { return }
            // A part of a column is seen as the whole is.
            worker.run(1..<3, bytes.span, offsets.span) { row, text, _ in
                #expect(String(decoding: text.indices.map { text[$0] }, as: UTF8.self) == wanted[row])
                #expect((1..<3).contains(row))
            }
        }
    }

    @Test func manyReferencesTakeLinearTime() {
        let text = String(repeating: "&#64;&amp;", count: 200_000) + "ann&#64;hotel.example"
        #expect(Self.removed(text).hasSuffix("[EMAIL]") || Self.removed(text).hasSuffix(".example"))
        #expect(Self.removed(String(repeating: "&amp", count: 300_000) + ";") == String(repeating: "&amp", count: 300_000) + ";")
    }
}
