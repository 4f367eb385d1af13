import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

/// Patterns for verbs: compiled once, with their errors in the language's own words.
enum Patterns {
    static func compiled(_ pattern: String) throws -> TextPattern {
        do {
            return try PatternCache.shared.pattern(pattern)
        } catch {
            throw diagnostic(error, pattern)
        }
    }

    /// Runs a search with a compiled pattern.
    static func searching<Result>(_ pattern: TextPattern, _ body: (TextPattern) throws -> Result) throws -> Result {
        do {
            return try body(pattern)
        } catch let error as PatternError {
            throw diagnostic(error, pattern.source)
        }
    }

    /// The number of a group by its number or name.
    static func group(_ group: Datum, of pattern: TextPattern) throws -> Int {
        switch group {
        case .int(let given) where given >= 0 && given <= pattern.groupCount: return Int(given)
        case .int(let given): throw unknownGroup(String(given), in: pattern)
        case .text(let name):
            guard let found = pattern.group(named: name) else { throw unknownGroup(name, in: pattern) }
            return found
        default: throw WrongArgument.diagnostic("extract", takes: "an int or text", for: "group", not: Value(group))
        }
    }

    static func template(_ replacement: String, for pattern: TextPattern) throws -> ReplacementTemplate {
        do {
            return try ReplacementTemplate(replacement, for: pattern)
        } catch {
            throw unknownGroup(error.name, in: pattern)
        }
    }

    private static func unknownGroup(_ name: String, in pattern: TextPattern) -> Diagnostic {
        let groups =
            pattern.groupCount == 0 ? "no groups" : pattern.groupCount == 1 ? "one group" : "\(pattern.groupCount) groups"
        return Diagnostic(
            "unknown-group", "the pattern `\(pattern.source)` has no group `\(name)`: it has \(groups)",
            help: ["`(…)` makes a group, `(?<name>…)` a named one; `$$` writes a dollar sign in a replacement"])
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
        case .tooLarge:
            return Diagnostic(
                "budget", "a text with the matches of `\(pattern)` replaced would be longer than the 4 GiB that a column holds")
        case .failed: return Diagnostic("bad-pattern", "the pattern `\(pattern)` could not be searched for")
        }
    }
}
