/// Numbers of banks and of accounts in them, near words that say so; an IBAN needs none.
enum BankAccountRecognizer {
    /// The number that the run of digits is.
    static func match(_ cluster: borrowing NumberCluster, from first: Int, _ context: borrowing CueContext) -> Double? {
        guard context.near(.bank, within: 5), cluster[first].gap.parts, !context.near(.phone, within: 3) else { return nil }
        let count = cluster[first].count
        if count == 9, cluster.withDigits(first, first, isRouting) { return 0.9 }
        // "savings account 12345678": one word for a bank, one for a number.
        return (6...17).contains(count) && context.near([.reference, .number], within: 4, inSentence: true) ? 0.6 : nil
    }

    /// The American Bankers Association's numbers: districts of the Federal Reserve, weights of 3, 7 and 1.
    static func isRouting(_ digits: Span<UInt8>) -> Bool {
        let district = NationalIDChecks.pair(digits, 0)
        guard (1...12).contains(district) || (21...32).contains(district) || (61...72).contains(district) || district == 80 else {
            return false
        }
        var sum = 0
        for place in 0..<9 { sum += Int(digits[place]) * [3, 7, 1][place % 3] }
        return sum % 10 == 0
    }
}
