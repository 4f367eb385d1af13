import OctavoModels
import Testing

@Suite struct McNemarTests {
    /// Compared with statsmodels 0.14 (`mcnemar(…, exact=True)`) and, from 25 rows on, `2 * binom.cdf(k, n, .5) - binom.pmf(k, n, .5)` of SciPy.
    @Test(
        arguments: [
            (0, 0, 1.0), (0, 5, 0.0625), (3, 9, 0.14599609375), (12, 12, 1), (10, 14, 0.5412561893463135),
            (10, 15, 0.32693958282470703),
            (40, 61, 0.0370667674385605), (300, 400, 0.00015498176361506457), (700, 900, 5.594509727662507e-07), (5, 1200, 0),
        ])
    func isAsProbableAsStatsmodelsSays(first: Int, second: Int, p: Double) {
        let found = McNemar(onlyFirst: first, onlySecond: second)
        #expect((found.p - p).magnitude <= 1e-11 * max(p, 1e-3), "\(found.p)")
        #expect(found == McNemar(onlyFirst: second, onlySecond: first))
    }

    @Test func isExactWhereFewRowsDiffer() {
        #expect(McNemar(onlyFirst: 4, onlySecond: 20).method == .exact)
        #expect(McNemar(onlyFirst: 5, onlySecond: 20).method == .middle)
    }

    /// statsmodels: `multipletests([…], method="holm")`.
    @Test func severalComparisonsAreCorrected() {
        #expect(
            zip(Holm.adjusted([0.01, 0.04, 0.03, 0.005, 0.2]), [0.04, 0.09, 0.09, 0.025, 0.2]).allSatisfy {
                ($0 - $1).magnitude < 1e-15
            })
        #expect(Holm.adjusted([]).isEmpty && Holm.adjusted([0.3]) == [0.3])
        #expect(Holm.adjusted([0.9, 0.8]) == [1, 1])
    }
}
