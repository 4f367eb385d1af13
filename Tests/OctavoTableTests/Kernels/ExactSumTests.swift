import OctavoTable
import Testing

@Suite struct ExactSumTests {
    @Test(
        arguments: [
            ([], 0.0), ([0.1, 0.2, 0.3], 0.6), ([1e308, 1e308, -1e308], 1e308), ([1e16, 1, -1e16], 1),
            ([.leastNonzeroMagnitude, .leastNonzeroMagnitude], 2 * .leastNonzeroMagnitude), ([1e308, 1e308], .infinity),
            ([.infinity, 1], .infinity), ([-1e16, -1, 1e16], -1),
            ([1, 0x1p-53], 1), ([1, 0x1p-53, 0x1p-106], 1 + 0x1p-52),
            ([.leastNonzeroMagnitude, -0x1p-1022], -0x1.ffffffffffffep-1022 / 2),
            ([0x1.fffffffffffffp1023, 0x1p970], .infinity), ([0x1.fffffffffffffp1023, 0x1p969], 0x1.fffffffffffffp1023),
        ] as [([Double], Double)])
    func roundsOnce(terms: [Double], total: Double) {
        var sum = ExactSum()
        sum.add(terms)
        #expect(sum.value == total)
    }

    @Test func oppositeInfinitiesAndNotANumberGiveNotANumber() {
        for terms in [[Double.infinity, -.infinity], [1, .nan]] {
            var sum = ExactSum()
            sum.add(terms)
            #expect(sum.value.isNaN)
        }
    }

    /// Values whose exponents are near are added many at a time; the sum is that of adding one by one.
    @Test(arguments: [
        (0, 1.0, false), (1, 1, true), (9, 0.1, false), (10, 0.1, true), (11, 0.1, false), (40, 1, true), (900, 1, false),
    ])
    func addsManyAtATimeAsOneByOne(spread: Int, scale: Double, hasOdd: Bool) {
        var random = OctavoTable.SplitMix(seed: UInt64(spread))
        var values = (0..<2100).map { _ -> Double in
            let size = Double(random.next() >> 11) * 0x1p-53 + 1
            let sign: Double = random.next() & 1 == 0 ? 1 : -1
            return sign * scale * size
                * Double(sign: .plus, exponent: Int(random.next(below: UInt64(spread + 1))), significand: 1)
        }
        if hasOdd { for row in stride(from: 0, to: values.count, by: 7) { values[row] = row % 2 == 0 ? -0.0 : 0 } }
        if hasOdd { values[1000] = .leastNonzeroMagnitude }
        let valid = Bitmap(count: values.count) { $0 % 3 != 0 || $0 < 700 }
        for bits in [nil, valid] {
            var many = ExactSum()
            many.add(Buffer(values), valid: bits)
            var single = ExactSum()
            for (row, value) in values.enumerated() where bits?[row] ?? true { single.add(value) }
            #expect(many.value == single.value)
        }
    }

    @Test(arguments: 0..<20)
    func neitherOrderNorPartsShow(seed: Int) {
        var random = OctavoTable.SplitMix(seed: UInt64(seed))
        var terms = (0..<5000).map { _ in
            let bits = random.next()
            let value = Double(bitPattern: bits)
            return value.isFinite ? value * 0x1p-20 : Double(bits)
        }
        var forwards = ExactSum()
        forwards.add(terms)
        var backwards = ExactSum()
        for term in terms.reversed() { backwards.add(term) }
        var parts = ExactSum()
        for start in stride(from: 0, to: terms.count, by: 777) {
            var part = ExactSum()
            part.add(Array(terms[start..<min(start + 777, terms.count)]))
            parts.merge(part)
        }
        #expect(forwards.value.bitPattern == backwards.value.bitPattern)
        #expect(forwards.value.bitPattern == parts.value.bitPattern)
        // Every term and its opposite: nothing is left.
        terms += terms.map { -$0 }
        var nothing = ExactSum()
        nothing.add(terms)
        #expect(nothing.value == 0)
    }
}

@Suite struct PowerTests {
    @Test(
        arguments: [
            (2, 0, 1), (0, 0, 1), (3, 4, 81), (-2, 63, Int64.min), (2, 62, 1 << 62), (1, Int64.max, 1), (-1, Int64.max, -1),
            (7, 22, 3_909_821_048_582_988_049),
        ] as [(Int64, Int64, Int64)])
    func raisesWholeNumbers(base: Int64, exponent: Int64, result: Int64) { #expect(Power.integer(base, exponent) == result) }

    @Test(arguments: [(2, 63), (10, 19), (2, -1), (-2, 64)] as [(Int64, Int64)])
    func refusesWhatDoesNotFit(base: Int64, exponent: Int64) { #expect(Power.integer(base, exponent) == nil) }

    @Test(
        arguments: [
            (2, 0.5, 1.4142135623730951), (10, 308, 1e308), (10, -5, 1e-5), (-8, 3, -512), (0, -1, .infinity),
            (-0.0, -1, -.infinity),
            (-0.0, 3, -0.0), (1, .nan, 1), (.nan, 0, 1), (2, 1024, .infinity), (2, -1074, .leastNonzeroMagnitude), (2, -1080, 0),
            (0.5, .infinity, 0),
            (-.infinity, 3, -.infinity), (4, -.infinity, 0), (1.0000000001, 1e10, 2.7182820532347876),
        ] as [(Double, Double, Double)])
    func raisesFloats(base: Double, exponent: Double, result: Double) { #expect(Power.float(base, exponent) == result) }

    @Test func aNegativeBaseNeedsAWholeExponent() { #expect(Power.float(-2, 0.5).isNaN) }

    @Test func exponentialAndLogarithmAreInverse() {
        #expect(Power.exponential(1) == 2.718281828459045)
        #expect(Power.logarithm(2.718281828459045) == 1)
        #expect(Power.logarithm(0) == -.infinity)
        #expect(Power.logarithm(-1).isNaN)
        #expect(Power.logarithm(.leastNonzeroMagnitude) == -744.4400719213812)
        #expect(Power.exponential(-1000) == 0)
        #expect(Power.exponential(1000) == .infinity)
    }
}
