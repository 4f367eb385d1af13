import CKernels

enum NormalDistribution {
    /// The place below which this share of a standard normal distribution lies, to about 1e-15. 0 < share < 1.
    ///
    /// Acklam's rational approximation (relative error 1.15e-9), and one step of Halley's method with the complementary error function
    /// by its continued fraction or series.
    static func quantile(_ share: Double) -> Double {
        // By symmetry; the upper half is computed from the lower one, where shares near 0 are exact.
        if share > 0.5 { return -quantile(1 - share) }
        var place = start(share)
        for _ in 0..<2 {
            let error = cumulative(place) - share
            let slope = error * (2 * Double.pi).squareRoot() * octavo_exp(place * place / 2)
            place -= slope / (1 + place * slope / 2)
        }
        return place
    }

    private static func start(_ share: Double) -> Double {
        let a = [
            -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.3577518672690, -30.66479806614716, 2.506628277459239,
        ]
        let b = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1]
        let c = [
            -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
            2.938163982698783,
        ]
        let d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1]
        func polynomial(_ coefficients: [Double], _ x: Double) -> Double { coefficients.reduce(0) { $0 * x + $1 } }
        if share < 0.02425 {
            let q = (-2 * octavo_log(share)).squareRoot()
            return polynomial(c, q) / polynomial(d, q)
        }
        let q = share - 0.5
        return q * polynomial(a, q * q) / polynomial(b, q * q)
    }

    /// The share below a place that is not above 0: the series of the distribution near 0, the continued fraction of its tail further out.
    static func cumulative(_ place: Double) -> Double {
        let density = octavo_exp(-place * place / 2) / (2 * Double.pi).squareRoot()
        let x = -place
        if x < 3 {
            var (term, sum, step) = (x, x, 1.0)
            while abs(term) > 1e-18 * sum, step < 400 {
                term *= x * x / (2 * step + 1)
                sum += term
                step += 1
            }
            return 0.5 - density * sum
        }
        var fraction = 0.0
        for step in stride(from: 120.0, to: 0, by: -1) { fraction = step / (x + fraction) }
        return density / (x + fraction)
    }
}
