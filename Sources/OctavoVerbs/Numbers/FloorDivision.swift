import OctavoSource

/// Division of whole numbers that rounds down, as in Python and mathematics: the rest has the divisor's sign.
enum FloorDivision {
    static func quotient(_ number: Int64, _ divisor: Int64) throws -> Int64 {
        guard divisor != 0 else { throw Numeric.divisionByZero("div", number) }
        let (quotient, overflow) = number.dividedReportingOverflow(by: divisor)
        if overflow { throw Numeric.overflow("div(\(number), \(divisor))") }
        return quotient * divisor != number && (number < 0) != (divisor < 0) ? quotient - 1 : quotient
    }

    static func rest(_ number: Int64, _ divisor: Int64) throws -> Int64 {
        guard divisor != 0 else { throw Numeric.divisionByZero("mod", number) }
        // The least int over -1 does not fit, but its rest is 0.
        if divisor == -1 { return 0 }
        let rest = number % divisor
        return rest != 0 && (rest < 0) != (divisor < 0) ? rest + divisor : rest
    }
}
