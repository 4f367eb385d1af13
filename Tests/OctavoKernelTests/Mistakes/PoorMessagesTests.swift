import ProjectFiles
import Testing

/// Messages that are not good enough yet. Whoever improves one finds this test failing, and takes the line out.
@Suite struct PoorMessagesTests {
    struct Poor: Sendable {
        let program: String
        /// What a good message would know.
        let wanted: String

        init(_ program: String, wanted: String) {
            self.program = program
            self.wanted = wanted
        }
    }

    private static let all = [
        Poor("1.5.2", wanted: "that this looks like a version, which is a text"),
        Poor("load(data/mail.jsonl)", wanted: "that the path lacks its quotes"),
        Poor("[x | x <- [1, 2]]", wanted: "that a comprehension is written with `for`"),
        Poor("case 5 { 1 -> \"a\", else -> \"b\" }", wanted: "that `case` takes conditions: `x == 1 -> …`"),
        Poor("SELECT * FROM mail WHERE n > 3", wanted: "that this is SQL, and how a query reads here"),
        Poor("x: int = 5", wanted: "that names have no declared types"),
        Poor("x = 1\nx++\nx", wanted: "one message: that `++` is no operator"),
        Poor("length(\"a\"b\", 1)", wanted: "one message: that a quote inside a text is written `\\\"`"),
        Poor("table(a: [1, 2])", wanted: "that a table is made of records, and how to make one of columns"),
    ]

    @Test func stayAsPoorAsTheyAreUntilSomebodyImprovesThem() {
        let text = Self.all.map { poor in
            MistakeSession.transcript([poor.program]) + "wanted: " + poor.wanted + "\n"
        }.joined(separator: "\n")
        GoldenFile.expect(text, at: "Tests/OctavoKernelTests/Mistakes/Golden/poor-messages.txt")
    }
}
