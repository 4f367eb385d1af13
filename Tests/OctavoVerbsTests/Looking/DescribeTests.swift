import Testing

@Suite struct DescribeTests {
    private func described(_ rows: String, _ fields: String) -> [String] {
        Harness.run("table([\(rows)]) | describe | select(\(fields))")
    }

    @Test func tellsNumbers() {
        #expect(
            described(
                "{n: 1}, {n: 2}, {n: null}, {n: 2}, {n: 10}", ".type, .nulls, .distinct, .min, .max, .mean, .q25, .median, .q75")
                == [
                    "[{type: \"int\", nulls: 1, distinct: 3, min: \"1\", max: \"10\", mean: 3.75, q25: 1.75, median: 2.0, q75: 4.0}]"
                ])
        #expect(described("{n: 1.0}, {n: 3.0}", ".std, .shortest") == ["[{std: \(2.0.squareRoot()), shortest: null}]"])
    }

    @Test func tellsTextsAndBools() {
        #expect(
            described("{t: \"bb\"}, {t: \"é\"}, {t: \"bb\"}", ".min, .max, .most_frequent, .times, .shortest, .longest, .mean")
                == ["[{min: \"bb\", max: \"é\", most_frequent: \"bb\", times: 2, shortest: 1, longest: 2, mean: null}]"])
        #expect(described("{b: true}, {b: false}", ".min, .mean, .distinct") == ["[{min: \"false\", mean: 0.5, distinct: 2}]"])
    }

    @Test func tellsListsRecordsAndTimesWhatTheyHave() {
        #expect(
            described("{l: [1], r: {a: 1}, d: @2026-01-31}, {l: [1], r: {a: 2}, d: null}", ".column, .distinct, .min")
                == [
                    "[{column: \"l\", distinct: 1, min: null}, {column: \"r\", distinct: 2, min: null}, "
                        + "{column: \"d\", distinct: 1, min: \"2026-01-31\"}]"
                ])
    }

    @Test func takesTablesWithoutRowsAndColumnsWithoutValues() {
        #expect(
            described("{n: null}, {n: null}", ".type, .nulls, .distinct, .most_frequent, .times")
                == ["[{type: \"null\", nulls: 2, distinct: 0, most_frequent: null, times: null}]"])
        #expect(
            Harness.run("table([{n: 1}]) | filter(.n > 1) | describe | select(.nulls, .distinct, .min, .mean, .median)")
                == ["[{nulls: 0, distinct: 0, min: null, mean: null, median: null}]"])
        #expect(Harness.run("table([]) | describe | count") == ["0"])
    }
}
