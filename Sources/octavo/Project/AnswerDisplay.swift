import OctavoREPL
import Synchronization

/// The text of a provider's answer on a terminal, as it comes: on standard error, so that what is shown stays by itself.
///
/// A class because the thread that asks and the one that shows share it.
final class AnswerDisplay: Sendable {
    /// The moving line, which has no place beside the text.
    private let progress: ProgressDisplay
    /// Whether text stands there, and whether its line has ended.
    private let state = Mutex<(isOpen: Bool, isLineOpen: Bool)>((false, false))

    init(_ progress: ProgressDisplay) { self.progress = progress }

    func write(_ piece: String) {
        state.withLock { state in
            if !state.isOpen { progress.finish() }
            // What a terminal would obey is shown instead.
            let text = piece.unicodeScalars.reduce(into: "") { text, scalar in
                text += scalar == "\n" || scalar == "\t" ? String(scalar) : DisplayWidth.glyph(scalar, at: 0).text
            }
            state = (true, !text.hasSuffix("\n"))
            Output.write(text, to: .standardError)
        }
    }

    /// Something else is to be written.
    func finish() {
        state.withLock { state in
            if state.isOpen, state.isLineOpen { Output.write("\n", to: .standardError) }
            state = (false, false)
        }
    }
}
