import OctavoModels
import Testing

@Suite struct ProportionTests {
    /// statsmodels: `proportion_confint(count, rows, alpha, method="wilson")`.
    @Test(
        arguments: [
            (8, 10, 0.95, 0.49016247153664183, 0.9433178485456247), (0, 7, 0.95, 0, 0.3543304350666875),
            (7, 7, 0.95, 0.6456695649333125, 1),
            (4202, 4500, 0.95, 0.9261359773833486, 0.9406796145274379), (1, 1, 0.95, 0.2065493143772374, 1),
            (8, 10, 0.99, 0.4008186965216716, 0.9598688474953836), (4202, 4500, 0.99, 0.9235763461711656, 0.942701950068111),
        ])
    func theIntervalIsWilsons(count: Int, rows: Int, confidence: Double, low: Double, high: Double) throws {
        let interval = try #require(Proportion(count, of: rows).interval(confidence: confidence))
        #expect((interval.lowerBound - low).magnitude < 1e-12 && (interval.upperBound - high).magnitude < 1e-12, "\(interval)")
    }

    @Test func ofNoRowsThereIsNoShare() {
        #expect(Proportion(0, of: 0).value == nil && Proportion(0, of: 0).interval(confidence: 0.95) == nil)
    }

    @Test(arguments: [0.5, 0.9, 0.999999]) func theShareLiesInsideItsInterval(_ confidence: Double) throws {
        for rows in [1, 2, 3, 7, 1000] {
            for count in 0...rows {
                let share = Proportion(count, of: rows)
                let interval = try #require(share.interval(confidence: confidence))
                #expect(interval.contains(share.value ?? 2) && interval.lowerBound >= 0 && interval.upperBound <= 1)
            }
        }
    }
}
