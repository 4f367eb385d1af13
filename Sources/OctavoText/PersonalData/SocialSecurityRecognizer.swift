/// Social security numbers of the United States: area, group and serial number, as 3-2-4 digits or nine in a row.
enum SocialSecurityRecognizer {
    static func match(_ cluster: borrowing NumberCluster, from first: Int, isNearCue: Bool) -> (last: Int, score: Double)? {
        if cluster[first].count == 9 {
            guard isNearCue, cluster[first].gap.parts, cluster.withDigits(first, first, isIssued) else { return nil }
            return (first, 0.8)
        }
        let last = first + 2
        guard last < cluster.groupCount, cluster[first].count == 3, cluster[first + 1].count == 2, cluster[last].count == 4 else {
            return nil
        }
        let gap = cluster[last].gap
        guard gap == cluster[first + 1].gap, cluster[first].gap.parts,
            last + 1 == cluster.groupCount || cluster[last + 1].gap != gap
        else {
            return nil
        }
        switch gap {
        case .dash: break
        case .space, .dot: guard isNearCue else { return nil }
        default: return nil
        }
        guard cluster.withDigits(first, last, isIssued) else { return nil }
        return (last, isNearCue ? 0.95 : 0.8)
    }

    /// The Social Security Administration's rules since 2011: no area 000, 666 or 9xx, no group 00, no serial number 0000; and the
    /// numbers that advertisements and cards in wallets have made void.
    static func isIssued(_ digits: Span<UInt8>) -> Bool {
        var number = 0
        var isVaried = false
        for place in digits.indices {
            number = number * 10 + Int(digits[place])
            isVaried = isVaried || digits[place] != digits[0]
        }
        let (area, group, serial) = (number / 1_000_000, number / 10_000 % 100, number % 10_000)
        guard area > 0, area != 666, area < 900, group > 0, serial > 0 else { return false }
        return number != 78_051_120 && number != 219_099_999 && number != 123_456_789 && isVaried
    }
}
