/// A key that was pressed while a record showed.
package enum AnnotationKey: Equatable, Sendable {
    case character(Character)
    case enter, backspace, escape, up, down, pageUp, pageDown, home, end
    /// Text that was pasted: never an answer.
    case pasted(String)
}
