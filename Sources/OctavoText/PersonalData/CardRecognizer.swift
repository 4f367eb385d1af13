/// Numbers of payment cards: 12 to 19 digits that satisfy Luhn's rule and begin and are as long as an issuer's.
enum CardRecognizer {
    /// The longest card number whose first run is group `first`, as far as `last`.
    static func match(_ cluster: borrowing NumberCluster, from first: Int, isNearCard: Bool) -> (last: Int, score: Double)? {
        guard cluster[first].gap.parts || cluster[first].gap == .slash else { return nil }
        var last = first
        var best: (last: Int, score: Double)?
        while last < cluster.groupCount, cluster.count(first, last) <= 19 {
            if last > first + 1, cluster[last].gap != cluster[first + 1].gap { break }
            if last > first, cluster[last].gap != .space, cluster[last].gap != .dash, cluster[last].gap != .dot { break }
            let count = cluster.count(first, last)
            // A run that goes on behind the same separator is a part of something else.
            let goesOn = last + 1 < cluster.groupCount && cluster[last + 1].gap == .dash
            if count >= 12, !goesOn, isPlausible(cluster, first, last, count, isNearCard: isNearCard) {
                let isCard = cluster.withDigits(first, last) { digits in
                    // Where a word says that it is a card, an issuer that is not known yet counts too.
                    let isKnown = isIssued(digits) || isNearCard && (15...16).contains(count) && (2...6).contains(digits[0])
                    return isKnown && Digits.satisfyLuhn(digits)
                }
                if isCard { best = (last, 1) }
            }
            last += 1
        }
        return best
    }

    /// Whether digits are grouped as on a card. Without a word that says so, the two lengths that other numbers often have need groups.
    private static func isPlausible(
        _ cluster: borrowing NumberCluster, _ first: Int, _ last: Int, _ count: Int, isNearCard: Bool
    ) -> Bool {
        if first == last { return isNearCard || count >= 14 }
        if count == 12 { return isNearCard }
        if last == first + 2, cluster[first].count == 4, cluster[first + 1].count == 6, (4...5).contains(cluster[last].count) {
            return true
        }
        var (areFours, isGrouped) = (cluster[last].count <= 4, cluster[last].count >= 2)
        for group in first..<last {
            areFours = areFours && cluster[group].count == 4
            isGrouped = isGrouped && cluster[group].count >= 2
        }
        return areFours || isNearCard && isGrouped
    }

    /// The ranges of ISO/IEC 7812 that the networks publish: Visa, Mastercard, American Express, Diners Club, Discover, JCB, UnionPay,
    /// Maestro, Mir, RuPay, Troy, Verve, UATP.
    static func isIssued(_ digits: Span<UInt8>) -> Bool {
        let count = digits.count
        var prefix = 0
        for place in 0..<min(6, count) { prefix = prefix * 10 + Int(digits[place]) }
        switch prefix {
        case 400_000...499_999: return count == 13 || count == 16 || count == 19
        case 510_000...559_999, 222_100...272_099: return count == 16
        case 340_000...349_999, 370_000...379_999: return count == 15
        case 300_000...305_999, 309_500...309_599, 360_000...369_999, 380_000...399_999: return (14...19).contains(count)
        case 601_100...601_199, 644_000...659_999, 622_126...622_925: return (16...19).contains(count)
        case 352_800...358_999: return (16...19).contains(count)
        case 213_100...213_199, 180_000...180_099: return count == 15
        case 220_000...220_499: return (16...19).contains(count)
        case 620_000...629_999, 810_000...819_999: return (16...19).contains(count)
        case 506_099...506_198, 650_002...650_027, 507_865...507_964: return count == 16 || count == 18 || count == 19
        case 500_000...509_999, 560_000...589_999, 600_000...699_999, 60_400...60_499: return (12...19).contains(count)
        case 979_200...979_289: return count == 16
        default: return false
        }
    }
}
