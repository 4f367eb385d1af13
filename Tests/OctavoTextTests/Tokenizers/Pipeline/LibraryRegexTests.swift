import OctavoText
import Testing

@Suite struct LibraryRegexTests {
    @Test(arguments: [
        (#"\p{L}+|[^\s]"#, #"\p{L}+|[^\s]"#), (#"[\w-]"#, #"[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}-]"#), (#"\\w"#, #"\\w"#),
        (#"[]\h]\h"#, #"[]0-9A-Fa-f][0-9A-Fa-f]"#), (#"a\"#, #"a\"#), (#"\[\d"#, #"\[\d"#),
    ])
    func writesThePatternForPCRE2(regex: String, own: String) { #expect(LibraryRegex.forPCRE2(regex) == own) }

    @Test(arguments: [
        ("_", true), ("é", true), ("\u{301}", true), ("½", true), ("Ⓐ", true), ("①", false), ("\u{200D}", false), ("-", false),
    ])
    func aWordHasTheCharactersOfTheLibrary(text: String, isWord: Bool) throws {
        #expect(try TextPattern(LibraryRegex.forPCRE2(#"\A\w\z"#)).isFound(in: text) == isWord)
        #expect(try TextPattern(LibraryRegex.forPCRE2(#"\A\W\z"#)).isFound(in: text) != isWord)
    }
}
