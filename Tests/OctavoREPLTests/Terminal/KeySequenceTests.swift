import OctavoREPL
import Testing

@Suite struct KeySequenceTests {
    @Test(arguments: [
        ("A", [0], KeySequence.Name.up, false), ("B", [1, 3], .down, true), ("C", [1, 5], .right, true),
        ("D", [1, 2], .left, false),
        ("~", [3], .deleteForward, false), ("~", [200], .paste, false), ("~", [15], .other, false),
        ("u", [13, 3], .newLine, true),
        ("u", [13], .other, false), ("~", [27, 3, 13], .newLine, true), ("H", [1, 5], .home, true), ("A", [1, 0], .up, false),
    ])
    func namesKeys(final: Unicode.Scalar, parameters: [Int], name: KeySequence.Name, modified: Bool) {
        let sequence = KeySequence(final, parameters)
        #expect(sequence.name == name)
        #expect(sequence.hasModifier == modified)
    }
}
