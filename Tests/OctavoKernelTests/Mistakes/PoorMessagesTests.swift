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
        Poor("table(a: [1, 2])", wanted: "that a table is made of records, and how to make one of columns")
    ]

    @Test func stayAsPoorAsTheyAreUntilSomebodyImprovesThem() {
        let text = Self.all.map { poor in
            MistakeSession.transcript([poor.program]) + "wanted: " + poor.wanted + "\n"
        }.joined(separator: "\n")
        GoldenFile.expect(text, at: "Tests/OctavoKernelTests/Mistakes/Golden/poor-messages.txt")
    }
}
