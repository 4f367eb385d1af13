import CKernels

/// Runs of digits that follow each other with no more than a separator between: what telephone numbers, cards and dates are read from.
///
/// One is kept and read again and again.
struct NumberCluster: ~Copyable {
    /// What stands between two runs.
    enum Gap: UInt8 {
        /// The first run has nothing before it.
        case start
        case space, dash, dot, slash
        /// A closing or an opening bracket, with spaces or a dash or none.
        case close, open
        /// A dash between spaces, or two spaces.
        case wide

        /// Whether numbers are told apart by it as well as grouped.
        var parts: Bool { self == .start || self == .space || self == .wide || self == .open }
    }

    struct Group {
        let start: Int
        let end: Int
        let gap: Gap
        /// Where its digits begin among the cluster's.
        let place: Int
        var count: Int { end - start }
    }

    private var groups = [octavo_number_group](repeating: octavo_number_group(), count: OCTAVO_NUMBER_GROUPS)
    /// The values of all digits.
    private var digits = [UInt8](repeating: 0, count: OCTAVO_NUMBER_DIGITS)
    private var extent = octavo_number_extent()

    var groupCount: Int { extent.groups }
    var digitCount: Int { extent.digits }

    /// The runs, first to last.
    subscript(_ group: Int) -> Group {
        let group = groups[group]
        return Group(start: group.start, end: group.end, gap: Gap(rawValue: group.gap) ?? .start, place: Int(group.place))
    }

    var end: Int { groupCount == 0 ? 0 : groups[groupCount - 1].end }

    /// Lends the values of the digits of the runs from `first` to `last`.
    func withDigits<Result>(_ first: Int, _ last: Int, _ body: (Span<UInt8>) -> Result) -> Result {
        body(digits.span.extracting(self[first].place..<self[last].place + self[last].count))
    }

    /// The value of a run's digit.
    func digit(_ group: Int, _ index: Int) -> UInt8 { digits[Int(groups[group].place) + index] }

    func count(_ first: Int, _ last: Int) -> Int { self[last].place + self[last].count - self[first].place }

    /// Reads the runs from the digit at `start` on.
    mutating func read(_ text: Span<UInt8>, from start: Int) {
        // The C side reads the borrowed text from `start` on and writes no more groups and digits than the arrays have.
        extent = unsafe text.withUnsafeBufferPointer { bytes in
            unsafe groups.withUnsafeMutableBufferPointer { groups in
                unsafe digits.withUnsafeMutableBufferPointer { digits in
                    guard let bytes = bytes.baseAddress, let groups = groups.baseAddress, let digits = digits.baseAddress else {
                        return octavo_number_extent()
                    }
                    return unsafe octavo_number_groups(bytes, text.count, start, groups, digits)
                }
            }
        }
    }

    /// Whether it is one run too long to be anything.
    var isOverlong: Bool { digitCount == 0 }
}
