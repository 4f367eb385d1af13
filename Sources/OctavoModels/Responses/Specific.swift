/// What holds for one guest, one hotel or one day: a number, name, date and so on, as it stands in a text.
package struct Specific: Sendable {
    package enum Kind: UInt32, CaseIterable, Sendable {
        case name, number, date, time, money, code

        /// A bit for each kind.
        static func mask(of kinds: some Sequence<Kind>) -> UInt32 { kinds.reduce(0) { $0 | 1 << $1.rawValue } }

        /// What stands for one of the kind where its own is not shown.
        var shown: String { "[\(self)]" }
        /// A word that no guest writes, for features.
        var word: String { "\(self)_" }
    }

    static let end: UInt64 = 0
    static let sign: UInt64 = 1

    package let kind: Kind
    /// Scalars of the text.
    package let range: Range<Int>
    /// What two of the same have in common, however they are written.
    package let value: String
    /// Hashes of the words on both sides, or what stands for a sign or for the text's end.
    let before: UInt64
    let after: UInt64
    /// Whether it is one only where it is asked for again: "one" is a number, and is not.
    package let isVague: Bool
    /// Whether it may be said of anybody: "today".
    let isRelative: Bool
}
