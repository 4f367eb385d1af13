import OctavoLanguage
import OctavoSource

/// Bools where a list function wants them.
enum Conditions {
    /// Null is false; anything but a bool is an error.
    static func holds(_ value: Value, at range: SourceRange) throws -> Bool {
        switch value {
        case .bool(let bit): return bit
        case .null, .unknown: return false
        default:
            throw Diagnostic("not-a-condition", "a condition is true or false, and this is \(value.kindName)", at: range)
        }
    }
}
