import OctavoREPL
import Testing

@Suite struct UndoStackTests {
    private func scalars(_ text: String) -> [Unicode.Scalar] { Array(text.unicodeScalars) }

    @Test func aWordTypedIsOneStep() {
        var undo = UndoStack()
        for count in 1...5 { undo.note(Array(scalars("hello").prefix(count)), cursor: count) }
        undo.note(scalars("hello "), cursor: 6)
        undo.note(scalars("hello x"), cursor: 7)
        #expect(undo.undo().map { String(String.UnicodeScalarView($0.text)) } == "hello ")
        #expect(undo.undo().map { String(String.UnicodeScalarView($0.text)) } == "hello")
        #expect(undo.undo().map { String(String.UnicodeScalarView($0.text)) } == "")
        #expect(undo.undo() == nil)
    }

    @Test func movingEndsAStep() {
        var undo = UndoStack()
        undo.note(scalars("a"), cursor: 1)
        undo.note(scalars("a"), cursor: 0)
        undo.note(scalars("ba"), cursor: 1)
        #expect(undo.undo()?.cursor == 0)
    }
}
