/// Why a pattern could not be used.
package enum PatternError: Error, Sendable, Equatable {
    /// The pattern does not follow PCRE2's grammar; `offset` is the byte where that was noticed.
    case malformed(offset: Int, reason: String)
    /// The search needed more steps or memory than one search may take.
    case tooSlow
    /// The text with its matches replaced would be longer than a column can hold.
    case tooLarge
    /// PCRE2 gave up for a reason that lies in neither the pattern nor the text.
    case failed
}
