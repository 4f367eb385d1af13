import OctavoLanguage
import OctavoTable
import Testing

@Suite struct AgreementTests {
    @Test func comparesEachTwoAnnotators() {
        let program = """
            table([{a: "x", b: "x", c: "y"}, {a: "y", b: "y", c: "y"}, {a: "x", b: "y", c: null}])
              | agreement(.a, .b, .c, samples: 0) | records | map([.measure, .annotators, .rows, round(.value, 4), .low])
            """
        #expect(
            Harness.run(program) == [
                "[[\"percent agreement\", \"a, b, c\", 3, 0.5714, null], [\"Cohen's kappa\", \"a, b\", 3, 0.4, null], "
                    + "[\"Cohen's kappa\", \"a, c\", 2, 0.0, null], [\"Cohen's kappa\", \"b, c\", 2, 0.0, null], "
                    + "[\"Fleiss' kappa\", \"a, b, c\", 2, 0.25, null], [\"Krippendorff's alpha\", \"a, b, c\", 3, 0.0667, null]]"
            ])
    }

    @Test(
        arguments: [
            ("agreement(.a)", "missing-argument"), ("agreement(.a, .a)", "duplicate-column"),
            ("agreement(.a, .n)", "type-mismatch"),
            ("agreement(.a, .x)", "unknown-column"), ("agreement(.a, .b, samples: -1)", "wrong-argument"),
            ("agreement(.a, .b, confidence: 1)", "wrong-argument"), ("disagreements(.a)", "missing-argument"),
            ("disagreements(.a, .n)", "type-mismatch"),
        ])
    func refusesWhatCannotBeCompared(call: String, code: String) {
        #expect(Harness.codes("table([{a: \"x\", b: \"y\", n: 1}]) | \(call)") == [code])
    }

    /// Every table of 0 to 9 rows and every pattern of nulls.
    @Test func comparesEverySmallTable() throws {
        let different = SyntaxTreeOf(
            "t | derive(m: if .n == null then null else abs(.n), o: 3) | disagreements(.n, .m, .o) | select(.i)")
        let program = SyntaxTreeOf(
            "t | derive(m: if .n == null then null else abs(.n)) | agreement(.n, .m, samples: 20) | select(.rows, .value)")
        for table in SmallTable.all {
            let wanted = table.rows.filter { row in if case .int(let n) = row.n { n != 3 } else { false } }.map { [$0.i] }
            #expect(try Harness.rows(Harness.value(different, table.plan)) == wanted, "\(table.name)")
            let found = try Harness.rows(Harness.value(program, table.plan))
            let answered = table.rows.compactMap { row -> Int64? in if case .int(let n) = row.n { n } else { nil } }
            let same = answered.count { $0 >= 0 }
            let percent: Datum = answered.isEmpty ? .null : .float(Double(same) / Double(answered.count))
            #expect(found.map { $0[0] } == Array(repeating: .int(Int64(answered.count)), count: 4), "\(table.name)")
            #expect(found[0][1] == percent, "\(table.name)")
            if found.first?[1] != percent { return }
        }
    }
}
