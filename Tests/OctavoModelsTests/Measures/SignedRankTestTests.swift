import OctavoModels
import Testing

@Suite struct SignedRankTestTests {
    /// SciPy: `wilcoxon(x, method="exact")`.
    @Test(
        arguments: [
            ([1.0], 1.0), ([1, 2, 3, 4, 5], 0.0625), ([1, -2, 3, -4, 5, 6, 7, 8], 0.109375),
            ([-1, 2, -3, 4, -5, 6, -7, 8, -9, 10], 0.845703125),
        ])
    func fewRowsAreTestedExactly(differences: [Double], p: Double) {
        let found = SignedRankTest(differences)
        #expect(found.method == .exact && (found.p - p).magnitude < 1e-12, "\(found.p)")
        #expect(SignedRankTest(differences.map { -$0 }).p == found.p)
    }

    /// By all signs of ranks 2, 2, 2, 4: of sixteen sums two are as far out as 0 of 10 is, and none further.
    @Test func tiesShareTheirRanks() {
        let found = SignedRankTest([1, 1, 1, 2])
        #expect(found.sum == 10 && found.p == 0.125)
        #expect(SignedRankTest([1, -1]).p == 1)
    }

    @Test func rowsWithoutADifferenceSayNothing() {
        #expect(SignedRankTest([0, 1, 0, 2, 3, 4, 5, 0]) == SignedRankTest([1, 2, 3, 4, 5]))
        #expect(SignedRankTest([]).p == 1 && SignedRankTest([0, 0]).p == 1)
    }

    /// SciPy: `wilcoxon(x, method="exact")` and `wilcoxon(x, zero_method="wilcox", method="asymptotic")`.
    @Test func aboveTheLimitTheNormalDistributionTells() {
        let numbers = (1...SignedRankTest.mostExact + 1).map { Double($0) * ($0 % 3 == 0 ? -1 : 1) }
        let (few, many) = (SignedRankTest(numbers.dropLast()), SignedRankTest(numbers))
        #expect(few.method == .exact && (few.p - 0.02616696817119646).magnitude < 1e-12, "\(few.p)")
        #expect(many.method == .normal && (many.p - 0.055852182035584695).magnitude < 1e-12, "\(many.p)")
        let tied = SignedRankTest((1...100).map { Double($0 % 7) - 2 })
        #expect(tied.method == .normal && (tied.p - 1.0872879979494997e-05).magnitude < 1e-12, "\(tied.p)")
    }
}
