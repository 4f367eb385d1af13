import OctavoLanguage
import OctavoSource
import OctavoTable
import Testing

@Suite struct BadWordsVerbTests {
    private static let files = ["words.txt": "darn\r\ntwo words\n\n", "none.txt": "\n\n"]
    private static let rows = "t = table([{q: \"oh darn\"}, {q: \"darned\"}, {q: \"these two words\"}, {q: null}])\n"

    @Test(
        arguments: [
            ("filter_noise(.q, preset: \"none\", bad_words: \"words.txt\")", ["{q: \"darned\"}", "{q: null}"]),
            (
                "filter_noise(.q, preset: \"none\", bad_words: [\"Oh\"])",
                ["{q: \"darned\"}", "{q: \"these two words\"}", "{q: null}"]
            ),
            (
                "clean(.q, operations: [{filter_noise: {bad_words: [\"darned\"]}}])",
                ["{q: \"oh darn\"}", "{q: \"these two words\"}"]
            ),
            (
                "filter_noise(.q, bad_words: \"words.txt\") | report | select(.note) | tail(1)",
                ["{note: \"bad_words 2 (\\\"oh darn\\\", \\\"these two words\\\"), empty 1\"}"]
            ),
        ])
    func dropsTextsThatHoldThem(call: String, wanted: [String]) {
        let found = MemoryProject(Self.files).run(Self.rows + "t | " + call)
        #expect(found.problem == nil)
        #expect(found.rows == wanted)
    }

    @Test(
        arguments: [
            ("bad_words: \"missing.txt\"", "file-not-found"), ("bad_words: \"none.txt\"", "wrong-argument"),
            ("bad_words: []", "wrong-argument"), ("bad_words: [1]", "wrong-argument"), ("bad_words: 5", "wrong-argument"),
        ])
    func refusesWhatIsNoListOfWords(option: String, code: String) {
        #expect(MemoryProject(Self.files).run(Self.rows + "t | filter_noise(.q, \(option))").problem?.code.rawValue == code)
    }

    @Test func theFileIsReadByTheCell() {
        let checked = MemoryProject(Self.files).check(Self.rows + "t | filter_noise(.q, bad_words: \"words.txt\")")
        #expect(checked.accesses.map(\.resource) == ["file:words.txt"])
        #expect(checked.effects.contains(.readsFiles))
    }
}
