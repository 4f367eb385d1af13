/// Check digits.
enum Digits {
    /// ISO/IEC 7812-1, annex B ("Luhn"): every second digit from the right doubled, the digit sum a multiple of ten.
    static func satisfyLuhn(_ digits: Span<UInt8>) -> Bool { luhnSum(digits) % 10 == 0 }

    /// The digit that makes these satisfy Luhn's rule when it follows them.
    static func luhnDigit(after digits: [UInt8]) -> UInt8 {
        let sum = luhnSum((digits + [0]).span)
        return UInt8((10 - sum % 10) % 10)
    }

    private static func luhnSum(_ digits: Span<UInt8>) -> Int {
        var sum = 0
        var doubles = false
        for place in digits.indices.reversed() {
            let value = doubles ? Int(digits[place]) * 2 : Int(digits[place])
            sum += value > 9 ? value - 9 : value
            doubles.toggle()
        }
        return sum
    }

    /// The number that digits write; for more than fifteen of them some number as large.
    static func value(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
        var value = 0
        for index in range where value < 100_000_000_000_000 { value = value * 10 + Int(text[index] - 0x30) }
        return value
    }
}
