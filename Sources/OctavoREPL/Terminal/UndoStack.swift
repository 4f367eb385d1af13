/// Earlier states of the entry. What was typed in one go is one step.
package struct UndoStack {
    private struct State: Equatable {
        var text: [Unicode.Scalar]
        var cursor: Int
    }

    private static let limit = 200
    /// Larger entries are not copied at every change.
    private static let longest = 65_536

    private var states: [State] = []
    private var current = State(text: [], cursor: 0)
    private var isTyping = false

    package init() {}

    /// Remembers the state before a change. Called whenever the editor waits for a key.
    package mutating func note(_ text: [Unicode.Scalar], cursor: Int) {
        guard text != current.text else {
            if cursor != current.cursor { isTyping = false }
            current.cursor = cursor
            return
        }
        // A word that grows at the cursor is one step; a space begins the next.
        let grows = text.count == current.text.count + 1 && cursor == current.cursor + 1 && text[cursor - 1] != " "
        if !(grows && isTyping), current.text.count <= Self.longest {
            states.append(current)
            if states.count > Self.limit { states.removeFirst() }
        }
        isTyping = grows
        current = State(text: text, cursor: cursor)
    }

    /// The state before the last step.
    package mutating func undo() -> (text: [Unicode.Scalar], cursor: Int)? {
        guard let state = states.popLast() else { return nil }
        current = state
        isTyping = false
        return (state.text, state.cursor)
    }
}
