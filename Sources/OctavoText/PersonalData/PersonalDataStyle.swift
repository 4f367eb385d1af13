/// What is put in the place of personal data.
package enum PersonalDataStyle: String, CaseIterable, Sendable {
    /// The kind in brackets: `[EMAIL]`.
    case label
    /// The same length and signs with most characters as asterisks: `***-***-**34`.
    case mask
    /// The kind and a keyed hash, the same for the same value: `[EMAIL:kfbqdrnhcmtg]`.
    case hash
    /// A made-up value of the same form, the same for the same value.
    case surrogate
}
