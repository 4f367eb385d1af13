import OctavoModels
import Testing

@Suite struct SetDistancesTests {
    @Test(
        arguments: [
            ([], [], 0), ([1], [1], 0), ([], [1], 1), ([1], [2], 1), ([1, 2], [1, 2, 3, 4], 1 - 0.5 * 2 / 3),
            ([1, 2], [2, 3], 1 - 1.0 / 3 / 3), ([1], [1, 2], 1 - 0.5 * 2 / 3),
        ] as [(Set<Int32>, Set<Int32>, Double)])
    func areThoseOfPassonneau(one: Set<Int32>, other: Set<Int32>, distance: Double) {
        #expect(abs(SetDistances.distance(one, other) - distance) < 1e-12)
        #expect(SetDistances.distance(one, other) == SetDistances.distance(other, one))
        let table = SetDistances([one, other])
        #expect(table[0, 1] == (one == other ? 0 : SetDistances.distance(one, other)))
        #expect(table[0, 0] == 0)
    }

    /// Over sets that share nothing each answer is a name, so alpha is the nominal one.
    @Test func alphaOfSetsOfOneIsTheNominalOne() throws {
        var ratings = Ratings(raterCount: 3, categoryCount: 3, distances: SetDistances([[0], [1], [2]]))
        for row in [[0, 0, 1], [1, 1, -1], [2, 0, 2], [-1, 1, -1], [0, 0, 0]] as [[Int32]] { ratings.add(row) }
        let nominal = try #require(AgreementMeasure.krippendorff.value(ratings, times: ratings.times))
        let ofSets = try #require(AgreementMeasure.krippendorffOfSets.value(ratings, times: ratings.times))
        #expect(abs(nominal - ofSets) < 1e-12)
    }
}
