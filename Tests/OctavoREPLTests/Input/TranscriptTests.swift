import OctavoREPL
import Testing

@Suite struct TranscriptTests {
    private func entries(_ text: String) -> String { Transcript.entries(in: text, prompt: "octavo> ") }

    @Test(arguments: ["", "1 + 2", "a\n  octavo> b", "octave> 1", "\n\n"])
    func anythingElseStaysAsItIs(text: String) {
        #expect(entries(text) == text)
    }

    @Test func promptsAndOutputGo() {
        #expect(entries("octavo> 1 + 2\n3\noctavo> (4 +\n    ... 5)\n9\noctavo> ") == "1 + 2\n(4 +\n5)\n")
    }

    @Test func indentationAfterAMarkStays() {
        #expect(entries("octavo> raw\n    ...   | head(5)\n    ...\n    ... x") == "raw\n  | head(5)\n\nx")
    }

    @Test func outputThatLooksLikeAContinuationIsOutput() {
        #expect(entries("octavo> a\nshown\n    ... 12 more\noctavo> b") == "a\nb")
    }

    @Test func blankLinesBeforeTheFirstPromptDoNotMatter() {
        #expect(entries("\noctavo> a") == "a")
    }
}
