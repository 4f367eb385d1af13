import OctavoLanguage
import OctavoSource

extension Call {
    /// A number of rows: zero or more.
    func rowCount(_ n: Int) throws -> Int {
        guard n >= 0 else {
            throw Diagnostic("negative-count", "`\(verb.name)` takes zero rows or more, not \(n)", at: range)
        }
        return n
    }
}
