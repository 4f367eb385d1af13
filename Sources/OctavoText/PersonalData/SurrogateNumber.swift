/// Made-up numbers: what is written around the digits stays.
enum SurrogateNumber {
    /// No number that can be dialled: in North America area code 555, which nobody has; elsewhere two zeros behind the country's code,
    /// or three at the beginning.
    static func phone(_ value: [UInt8], _ source: inout SurrogateSource) -> [UInt8] {
        // An extension's digits are apart.
        let mainEnd = value.firstIndex { $0.isLetter || $0 == UInt8(ascii: "#") } ?? value.count
        let digits = value[..<mainEnd].filter(\.isDigit).map { $0 - 0x30 }
        guard digits.count >= 4 else { return value }
        var fixed = 0
        var front: [UInt8] = [0, 0, 0]
        let isForeign = value[0] == UInt8(ascii: "+") || value.starts(with: "(+".utf8) || value[0] >= 0x80
        let isDialled = digits[0] == 0 && digits[1] == 0 && digits[2] != 0
        if isForeign || isDialled, let plan = CallingCodes.plan(digits.span.extracting(droppingFirst: isForeign ? 0 : 2)) {
            fixed = plan.codeLength + (isForeign ? 0 : 2)
            front = plan.code == 1 ? [5, 5, 5] : [0, 0]
        } else if digits.count == 11, digits[0] == 1 {
            fixed = 1
            front = [5, 5, 5]
        } else if digits.count == 10, digits[0] > 1, digits[3] > 1 {
            front = [5, 5, 5]
        }
        if digits.dropFirst(fixed).starts(with: front) { return value }
        var made = Array(digits[..<fixed]) + front
        // An exchange begins with 2 to 9.
        if front[0] == 5 { made.append(UInt8(2 + source.below(8))) }
        return written(made, in: value, &source)
    }

    /// The ranges that the networks' own test numbers are from, by what a number begins with.
    private static let testPrefixes: [(ClosedRange<Int>, String)] = [
        (4...4, "400000"), (51...55, "555555"), (22...27, "222300"), (34...34, "378282"), (37...37, "378282"),
        (60...60, "601111"), (64...65, "601111"), (35...35, "353011"),
        (30...30, "305693"), (36...36, "361489"), (38...39, "385200"), (62...62, "620000"), (81...81, "620000"),
        (50...50, "500000"), (56...59, "500000"),
        (61...61, "675964"), (63...63, "675964"), (66...69, "675964"),
    ]

    static func card(_ value: [UInt8], _ source: inout SurrogateSource) -> [UInt8] {
        let digits = value.filter(\.isDigit).map { $0 - 0x30 }
        let (one, two) = (Int(digits[0]), Int(digits[0]) * 10 + Int(digits[1]))
        let prefix = testPrefixes.first { $0.0.contains(one) || $0.0.contains(two) }?.1 ?? "400000"
        var made = prefix.utf8.map { $0 - 0x30 }
        if digits.starts(with: made) { return value }
        while made.count < digits.count - 1 { made.append(source.digit()) }
        made.append(Digits.luhnDigit(after: made))
        return written(made, in: value, &source)
    }

    /// Areas from 900 on are no social security numbers; groups up to 49 no tax numbers.
    static func ssn(_ value: [UInt8], _ source: inout SurrogateSource) -> [UInt8] {
        let group = UInt8(1 + source.below(49))
        return written([9, source.digit(), source.digit(), group / 10, group % 10], in: value, &source)
    }

    /// The country's form with a bank that is not: zeros, X where letters stand.
    static func iban(_ value: [UInt8], _ source: inout SurrogateSource) -> [UInt8] {
        let plain = value.filter(\.isAlphanumeric).map { $0.isLower ? $0 & ~0x20 : $0 }
        guard plain.count > 8, let places = IBANFormats.places(plain[0], plain[1]), places.count == plain.count - 4 else {
            return value
        }
        func nobody(_ place: Int) -> UInt8 { places[place] == .letter ? UInt8(ascii: "X") : UInt8(ascii: "0") }
        if (0..<4).allSatisfy({ plain[4 + $0] == nobody($0) }) { return value }
        var account = (0..<4).map(nobody)
        for place in 4..<places.count { account.append(source.character(like: plain[4 + place])) }
        let country = Array(plain[..<2])
        let check = 98 - IBANRecognizer.remainder(account + country + Array("00".utf8))
        var made = country + [0x30 + UInt8(check / 10), 0x30 + UInt8(check % 10)] + account
        return value.map { byte in
            guard byte.isAlphanumeric, !made.isEmpty else { return byte }
            let next = made.removeFirst()
            return byte.isLower && next.isUpper ? next | 0x20 : next
        }
    }

    /// A day of the years 1880 to 1899, when nobody alive was born; the month's name stays.
    static func date(_ value: [UInt8], _ source: inout SurrogateSource) -> [UInt8] {
        var runs: [Range<Int>] = []
        for index in value.indices where value[index].isDigit {
            if let last = runs.last, last.upperBound == index {
                runs[runs.count - 1] = last.lowerBound..<index + 1
            } else {
                runs.append(index..<index + 1)
            }
        }
        func number(_ range: Range<Int>) -> Int { Digits.value(value.span, range) }
        let years = 1880...1899
        if runs.contains(where: {
            $0.count == 4 && years.contains(number($0)) || $0.count == 8 && years.contains(number($0) / 10_000)
        }) {
            return value
        }
        var result: [UInt8] = []
        var start = 0
        let hasYear = runs.contains { $0.count == 4 }
        for (place, run) in runs.enumerated() {
            result += value[start..<run.lowerBound]
            start = run.upperBound
            switch run.count {
            case 8: result += Array("\(1880 + source.below(20))0\(1 + source.below(9))1\(source.below(9))".utf8)
            case 4: result += Array("\(1880 + source.below(20))".utf8)
            case 2 where !hasYear && place == runs.count - 1: result += Array("\(1880 + source.below(20))".utf8)
            case 2: result += Array(source.below(2) == 0 ? "0\(1 + source.below(9))".utf8 : "1\(source.below(3))".utf8)
            default: result += Array("\(1 + source.below(9))".utf8)
            }
        }
        return result + value[start...]
    }

    /// The value with its digits replaced by `front` and then by random ones.
    private static func written(_ front: [UInt8], in value: [UInt8], _ source: inout SurrogateSource) -> [UInt8] {
        var place = 0
        var result: [UInt8] = []
        for byte in value {
            guard byte.isDigit else {
                result.append(byte)
                continue
            }
            result.append(0x30 + (place < front.count ? front[place] : source.digit()))
            place += 1
        }
        return result
    }
}
