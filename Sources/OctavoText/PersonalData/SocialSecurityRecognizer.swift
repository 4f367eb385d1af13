/// Social security numbers of the United States: area, group and serial number, as 3-2-4 digits or nine in a row.
enum SocialSecurityRecognizer {
    static func match(_ cluster: NumberCluster, from first: Int, isNearCue: Bool) -> (last: Int, score: Double)? {
        let groups = cluster.groups
        if groups[first].count == 9 {
            guard isNearCue, groups[first].gap.parts, isIssued(cluster.digits(first, first)) else { return nil }
            return (first, 0.8)
        }
        let last = first + 2
        guard last < groups.count, groups[first].count == 3, groups[first + 1].count == 2, groups[last].count == 4 else {
            return nil
        }
        let gap = groups[last].gap
        guard gap == groups[first + 1].gap, groups[first].gap.parts, last + 1 == groups.count || groups[last + 1].gap != gap
        else {
            return nil
        }
        switch gap {
        case .dash: break
        case .space, .dot: guard isNearCue else { return nil }
        default: return nil
        }
        guard isIssued(cluster.digits(first, last)) else { return nil }
        return (last, isNearCue ? 0.95 : 0.8)
    }

    /// The Social Security Administration's rules since 2011: no area 000, 666 or 9xx, no group 00, no serial number 0000; and the
    /// numbers that advertisements and cards in wallets have made void.
    static func isIssued(_ digits: ArraySlice<UInt8>) -> Bool {
        var number = 0
        for digit in digits { number = number * 10 + Int(digit) }
        let (area, group, serial) = (number / 1_000_000, number / 10_000 % 100, number % 10_000)
        guard area > 0, area != 666, area < 900, group > 0, serial > 0 else { return false }
        return number != 78_051_120 && number != 219_099_999 && number != 123_456_789 && Set(digits).count > 1
    }
}
