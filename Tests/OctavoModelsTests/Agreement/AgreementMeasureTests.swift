import OctavoModels
import OctavoTable
import Testing

@Suite struct AgreementMeasureTests {
    /// Rows of answers as digits, `.` for none.
    private static func ratings(_ rows: [String], categories: Int = 10) -> Ratings {
        var ratings = Ratings(raterCount: rows.first?.count ?? 0, categoryCount: categories)
        for row in rows { ratings.add(row.map { $0.wholeNumberValue.map { Int32($0) } ?? Ratings.missing }) }
        return ratings
    }

    private static func value(_ measure: AgreementMeasure, _ ratings: Ratings) -> Double? {
        measure.value(ratings, times: ratings.times)
    }

    private func expect(_ found: Double?, near wanted: Double, within: Double = 1e-12) {
        #expect(found.map { abs($0 - wanted) <= within } ?? false, "\(found.map { "\($0)" } ?? "nil"), not \(wanted)")
    }

    /// Fifty proposals read by two: both for 20, both against 15, 5 and 10 between (the example of many textbooks).
    @Test func cohensKappaOfATextbook() {
        let rows =
            Array(repeating: "11", count: 20) + Array(repeating: "10", count: 5) + Array(repeating: "01", count: 10)
            + Array(repeating: "00", count: 15)
        let ratings = Self.ratings(rows)
        expect(Self.value(.percent, ratings), near: 0.7)
        expect(Self.value(.cohen(0, 1), ratings), near: 0.4)
    }

    /// Ten subjects, fourteen raters, five categories: 0.210 (Fleiss, Levin and Paik, "Statistical methods for rates and
    /// proportions", and Wikipedia, "Fleiss' kappa").
    @Test func fleissKappaOfItsBook() {
        let table = [
            [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1], [7, 7, 0, 0, 0],
            [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
        ]
        let rows = table.map { counts in counts.enumerated().map { String(repeating: "\($0.offset)", count: $0.element) }.joined()
        }
        expect(Self.value(.fleiss, Self.ratings(rows)), near: 0.20993, within: 1e-5)
    }

    /// Twelve units, four observers, gaps: 0.743 (Krippendorff, "Computing Krippendorff's alpha-reliability", 2011, section C).
    @Test func krippendorffsAlphaOfItsPaper() {
        let observers = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."].map { Array($0) }
        let rows = (0..<12).map { unit in String(observers.map { $0[unit] }) }
        expect(Self.value(.krippendorff, Self.ratings(rows)), near: 0.743, within: 5e-4)
    }

    /// The same paper, section A: two observers, ten units, two values: 0.095.
    @Test func krippendorffsAlphaOfTwoObservers() {
        let first = Array("0100000010")
        let second = Array("1110010000")
        expect(Self.value(.krippendorff, Self.ratings(zip(first, second).map { String([$0, $1]) })), near: 0.095, within: 5e-4)
    }

    /// What scikit-learn 1.9.1 (Cohen, over the first two raters), statsmodels (Fleiss) and krippendorff 0.9.0 compute.
    @Test(
        arguments: [
            ("10 11 11 10 11 11", 0, -0.2, -0.1), ("2.2 .0. 110 001 010 001 22. 221", 0.75, -0.10294117647058837, 0.25),
            (".111 222. 4.11 .144 33.. 31.1 04.1 .222 0222 33.. .111 131.", 0.2432432432432431, nil, 0.5044843049327354),
            (
                "1. 0. 22 3. 20 .3 22 22 02 20 11 22 32 21 22 .2 2. 00 00 12", 0.2758620689655171, 0.27272727272727276,
                0.2987012987012987
            ),
            (
                "21211 1111. .12.2 01..1 1..22 .12.1 22.22 .1111 .2.0. 00202 .1100 1212. 11.2. 0000. 00021 22222 .1200 11111 "
                    + "1100. 222.2 02212 ...22 2..22 22222 022.1 21.12 200.. 0.2.0 0..00 2222.", 0.4411764705882353,
                0.3949468085106385, 0.3744723217841497
            ),
            ("000 000 000 110 100 000 100 000 000", 0.3999999999999999, 0.11956521739130452, 0.15217391304347827),
        ] as [(String, Double, Double?, Double)])
    func agreesWithOtherPrograms(rows: String, cohen: Double, fleiss: Double?, alpha: Double) {
        let ratings = Self.ratings(rows.split(separator: " ").map(String.init))
        expect(Self.value(.cohen(0, 1), ratings), near: cohen)
        if let fleiss { expect(Self.value(.fleiss, ratings), near: fleiss) }
        expect(Self.value(.krippendorff, ratings), near: alpha)
    }

    @Test func fullAgreementIsOneAndChanceIsNone() {
        expect(Self.value(.cohen(0, 1), Self.ratings(["00", "11"])), near: 1)
        expect(Self.value(.fleiss, Self.ratings(["000", "111"])), near: 1)
        expect(Self.value(.krippendorff, Self.ratings(["00.", "1.1"])), near: 1)
        expect(Self.value(.cohen(0, 1), Self.ratings(["00", "01", "10", "11"])), near: 0)
    }

    @Test(arguments: [[], ["00"], ["0.", ".1"], ["..", ".."], ["00", "00", "0."]])
    func isNotDefinedWhereChanceAloneAgrees(rows: [String]) {
        let ratings = rows.isEmpty ? Ratings(raterCount: 2, categoryCount: 1) : Self.ratings(rows)
        for measure in [.cohen(0, 1), .fleiss, .krippendorff] as [AgreementMeasure] {
            #expect(Self.value(measure, ratings) == nil)
        }
    }

    @Test func looksAtTheRowsThatHaveEnoughAnswers() {
        let ratings = Self.ratings(["000", "01.", "..1", "...", "1.1"])
        #expect(AgreementMeasure.percent.rowCount(ratings) == 3)
        #expect(AgreementMeasure.krippendorff.rowCount(ratings) == 3)
        #expect(AgreementMeasure.fleiss.rowCount(ratings) == 1)
        #expect(AgreementMeasure.cohen(0, 2).rowCount(ratings) == 2)
    }

    @Test func intervalsHoldTheValueAndNarrowWithRows() throws {
        var random = SplitMix(seed: 1)
        func interval(_ rows: Int) throws -> AgreementInterval {
            var ratings = Ratings(raterCount: 2, categoryCount: 3)
            for _ in 0..<rows {
                let one = Int32(random.next(below: 3))
                ratings.add([one, random.next(below: 4) == 0 ? Int32(random.next(below: 3)) : one])
            }
            return try AgreementInterval.all(
                [.krippendorff], ratings, samples: 500, seed: 0, confidence: 0.95, cancellation: Cancellation())[0]
        }
        let few = try #require(try interval(50).bounds)
        let many = try interval(5_000)
        let bounds = try #require(many.bounds)
        #expect(bounds.contains(try #require(many.value)))
        #expect(bounds.upperBound - bounds.lowerBound < (few.upperBound - few.lowerBound) / 3)
    }

    /// The true value, known from how the answers are made, lies in nearly all intervals of 95 %.
    @Test func intervalsHoldTheTruthAsOftenAsTheySay() throws {
        var random = SplitMix(seed: 2)
        var holds = 0
        for seed in 0..<200 {
            var ratings = Ratings(raterCount: 2, categoryCount: 2)
            for _ in 0..<150 {
                let one = Int32(random.next(below: 2))
                // The second repeats the first three times in five, else guesses: kappa is 0.6.
                ratings.add([one, random.next(below: 5) < 3 ? one : Int32(random.next(below: 2))])
            }
            let found = try AgreementInterval.all(
                [.cohen(0, 1)], ratings, samples: 300, seed: UInt64(seed), confidence: 0.95, cancellation: Cancellation())
            if found[0].bounds?.contains(0.6) == true { holds += 1 }
        }
        #expect((180...198).contains(holds), "\(holds) of 200")
    }

    @Test func theSameSeedGivesTheSameInterval() throws {
        let ratings = Self.ratings(["00", "01", "11", "12", "22", "00", "2."])
        func found(_ seed: UInt64) throws -> [AgreementInterval] {
            try AgreementInterval.all(
                [.percent, .cohen(0, 1)], ratings, samples: 100, seed: seed, confidence: 0.9, cancellation: Cancellation())
        }
        #expect(try found(1) == found(1))
        #expect(try found(1) != found(2))
    }
}
