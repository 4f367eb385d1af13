import OctavoSource
import OctavoTable
import OctavoText

/// Patterns for verbs: compiled once, with their errors in the language's own words.
enum Patterns {
    /// Runs `body` with the compiled pattern.
    static func with<Result>(_ pattern: String, _ body: (TextPattern) throws -> Result) throws -> Result {
        do {
            return try body(try PatternCache.shared.pattern(pattern))
        } catch let error as PatternError {
            throw diagnostic(error, pattern)
        }
    }

    static func diagnostic(_ error: PatternError, _ pattern: String) -> Diagnostic {
        switch error {
        case .malformed(let offset, let reason):
            let bytes = Array(pattern.utf8)
            let place = min(max(offset, 0), bytes.count)
            let before = String(decoding: bytes[..<place], as: UTF8.self)
            let after = String(decoding: bytes[place...], as: UTF8.self)
            return Diagnostic(
                "bad-pattern", "cannot read the pattern at character \(before.unicodeScalars.count + 1): \(reason)",
                notes: ["it reads as far as `\(before)`" + (after.isEmpty ? ", where it ends" : "; then comes `\(after)`")],
                help: ["in '…' every character counts as it stands; a backslash before a sign takes it literally"])
        case .tooSlow:
            return Diagnostic(
                "pattern-too-slow", "the pattern `\(pattern)` tries too many ways to match and was stopped",
                help: [
                    "a repeat inside a repeat, as in `(a+)+`, is the usual cause: make the inner one possessive (`a++`) or drop one"
                ])
        case .failed: return Diagnostic("bad-pattern", "the pattern `\(pattern)` could not be searched for")
        }
    }
}
