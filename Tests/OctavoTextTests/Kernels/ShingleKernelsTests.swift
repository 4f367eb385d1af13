import OctavoText
import Testing

@Suite struct ShingleKernelsTests {
    /// What stands between spaces, without what is no letter or digit at both ends.
    private func reference(_ text: [UInt8]) -> [UInt32] {
        let isLetter = { (byte: UInt8) in 0x30...0x39 ~= byte || 0x61...0x7A ~= byte | 0x20 && byte < 0x80 }
        return text.split(separator: 0x20).compactMap { part in
            guard let first = part.firstIndex(where: isLetter), let last = part.lastIndex(where: isLetter) else { return nil }
            let word = Array(part[first...last])
            return ShingleKernels.hashWord(word.span)
        }
    }

    @Test func findsTheWordsBetweenSpaces() {
        var state: UInt64 = 5
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var (signs, hashes) = (ShingleKernels.Signs(), [UInt32]())
        for round in 0..<3_000 {
            // From no spaces, for words of more than one look, to little else.
            let spaces = [400, 40, 6, 2][round % 4]
            let text = (0..<next(300)).map { _ in
                next(spaces) == 0 ? 0x20 : [UInt8(97 + next(26)), UInt8(48 + next(10)), 0x2E, 0x27, 0x5F, 0xC3][next(6)]
            }
            ShingleKernels.findSigns(text.span, into: &signs)
            let count = ShingleKernels.hashWords(text.span, signs, into: &hashes)
            #expect(Array(hashes[..<count]) == reference(text), "\(text)")
        }
    }
}
