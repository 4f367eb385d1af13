import OctavoTable

/// JSON Pointers (RFC 6901).
enum JSONPointer {
    static func escaped(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == 0x7E || $0 == 0x2F }) else { return name }
        return String(name.flatMap { $0 == "~" ? Array("~0") : $0 == "/" ? Array("~1") : [$0] })
    }

    static func unescaped(_ part: String) -> String {
        guard part.utf8.contains(0x7E) else { return part }
        var result = ""
        var isEscape = false
        for character in part {
            if isEscape {
                result += character == "0" ? "~" : character == "1" ? "/" : "~\(character)"
                isEscape = false
            } else if character == "~" {
                isEscape = true
            } else {
                result.append(character)
            }
        }
        return isEscape ? result + "~" : result
    }
}

/// Equality as JSON Schema means it: the order of an object's members does not matter, 1 equals 1.0, and times are texts.
enum JSONEquality {
    static func canonical(_ value: Datum) -> Datum {
        switch value {
        case .list(let items): .list(items.map(canonical))
        case .record(let fields):
            .record(
                fields.map { (name: $0.name, value: canonical($0.value)) }.sorted {
                    $0.name.unicodeScalars.lexicographicallyPrecedes($1.name.unicodeScalars)
                })
        case .time, .date, .duration: .text(DatumText.plain(value))
        default: value
        }
    }
}

/// Order and division of whole and floating numbers without rounding one to the other.
enum JSONNumber {
    /// -1, 0 or 1; `nil` when one is NaN.
    static func compare(_ left: Datum, _ right: Datum) -> Int? {
        switch (left, right) {
        case (.int(let a), .int(let b)): a < b ? -1 : a == b ? 0 : 1
        case (.int(let a), .float(let b)): NumberOrder.compare(a, b)
        case (.float(let a), .int(let b)): NumberOrder.compare(b, a).map { -$0 }
        case (.float(let a), .float(let b)): a.isNaN || b.isNaN ? nil : a < b ? -1 : a == b ? 0 : 1
        default: nil
        }
    }

    /// 0.0075 is a multiple of 0.0001 although neither is exact in binary: the quotient may miss a whole number by a few units
    /// in its last place.
    static func isMultiple(_ number: Datum, of divisor: Datum) -> Bool {
        if case .int(let whole) = number, case .int(let step) = divisor { return step == -1 || whole % step == 0 }
        guard let value = double(number), let step = double(divisor), value.isFinite else { return false }
        let quotient = value / step
        guard quotient.isFinite else { return value.truncatingRemainder(dividingBy: step) == 0 }
        return (quotient - quotient.rounded()).magnitude <= quotient.ulp * 4
    }

    private static func double(_ number: Datum) -> Double? {
        switch number {
        case .int(let whole): Double(whole)
        case .float(let value): value
        default: nil
        }
    }
}
