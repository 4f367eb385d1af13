import OctavoTable
import OctavoText

/// The loops of `lower` and `upper`: bytes where a text is ASCII, Unicode's mapping elsewhere.
enum LetterCase {
    /// `first` is the first of the 26 letters that change.
    static func loop(from first: UInt8, otherwise change: @escaping @Sendable (String) -> String) -> ColumnLoop {
        .textToText { text, writer in
            if !writer.append(ifASCII: text, swappingCaseFrom: first) { writer.append(change(String(copying: text))) }
            return true
        }
    }
}
