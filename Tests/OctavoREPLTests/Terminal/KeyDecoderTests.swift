import OctavoREPL
import Testing

@Suite struct KeyDecoderTests {
    private func decode(_ bytes: [UInt8]) -> String {
        var decoder = KeyDecoder()
        var scalars = String.UnicodeScalarView()
        for byte in bytes { decoder.take(byte) { scalars.append($0) } }
        return String(scalars)
    }

    @Test(arguments: ["", "a", "é", "日本", "😀", "\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}\u{D7FF}\u{E000}"])
    func takesEveryLengthOfCharacter(_ text: String) {
        #expect(decode(Array(text.utf8)) == text)
    }

    /// The standard library replaces each maximal wrong part by one U+FFFD as well.
    @Test func agreesWithTheStandardLibraryOnAnyBytes() {
        var state: UInt64 = 7
        for _ in 0..<3000 {
            let bytes = (0..<12).map { _ -> UInt8 in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let interesting: [UInt8] = [0x41, 0x80, 0xBF, 0xC0, 0xC2, 0xE0, 0xA0, 0xED, 0x9F, 0xF0, 0x90, 0xF4, 0x8F, 0xFF]
                return interesting[Int(state >> 33) % interesting.count]
            }
            // A whole character at the end: what is cut off there is kept waiting, which a string cannot.
            let closed = bytes + [0x7A]
            #expect(decode(closed) == String(decoding: closed, as: UTF8.self), "\(bytes)")
        }
    }

    @Test func knowsWhenItIsMidway() {
        var decoder = KeyDecoder()
        decoder.take(0xE6) { _ in }
        #expect(decoder.isMidway)
        decoder.take(0x97) { _ in }
        decoder.take(0xA5) { #expect($0 == "日") }
        #expect(!decoder.isMidway)
    }
}
