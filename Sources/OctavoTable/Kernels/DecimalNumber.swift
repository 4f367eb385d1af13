import CKernels

/// Decimal numbers in bytes.
package enum DecimalNumber {
    /// The float nearest to a number in JSON's grammar; `nil` for other texts.
    package static func float(_ text: Span<UInt8>) -> Double? {
        unsafe text.withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress else { return nil }
            var (integer, number): (Int64, Double) = (0, 0)
            // The C side reads `count` bytes.
            switch unsafe octavo_number(start, bytes.count, &integer, &number) {
            // Through the integer, -0 would lose its sign.
            case 1: return integer == 0 && text[0] == UInt8(ascii: "-") ? -0.0 : Double(integer)
            case 2: return number
            default: return nil
            }
        }
    }

    /// A whole number in digits with an optional sign. `nil` for other texts and for numbers of more than 64 bits.
    package static func int(_ text: Span<UInt8>) -> Int64? {
        guard text.count > 0 else { return nil }
        let isNegative = text[0] == UInt8(ascii: "-")
        let start = isNegative || text[0] == UInt8(ascii: "+") ? 1 : 0
        guard text.count > start else { return nil }
        var value: Int64 = 0
        for index in start..<text.count {
            let digit = Int64(text[index]) - 0x30
            guard digit >= 0, digit < 10 else { return nil }
            let (product, isOver) = value.multipliedReportingOverflow(by: 10)
            // Counted below zero, where there is one number more.
            let (next, isBelow) = product.subtractingReportingOverflow(digit)
            if isOver || isBelow { return nil }
            value = next
        }
        if isNegative { return value }
        return value == .min ? nil : -value
    }
}
