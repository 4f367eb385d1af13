import OctavoKernel
import Testing

@Suite struct ProgressTextTests {
    private func line(_ rows: Int, _ fraction: Double?, _ elapsed: Duration, width: Int = 100) -> String {
        ProgressText.line(.init(step: "read", rows: rows, fraction: fraction, elapsed: elapsed), width: width)
    }

    @Test func showsTheShareTheRateAndTheTimeLeft() {
        #expect(line(1500, 0.25, .seconds(3)) == "read  ██████░░░░░░░░░░░░░░░░░░  25%  1.50k rows  500 rows/s  9 s left")
        #expect(line(999_600, nil, .seconds(2)) == "read  1.00M rows  500k rows/s  2 s")
        #expect(line(12_345_678, nil, .milliseconds(75_400)) == "read  12.3M rows  164k rows/s  1 min 15 s")
        #expect(line(0, nil, .seconds(7500)) == "read  2 h 5 min")
    }

    @Test func showsWhatElseThereIsToSayWhereThereIsRoom() {
        func line(_ width: Int) -> String {
            ProgressText.line(
                .init(step: "train", rows: 12_000, fraction: 0.5, detail: "loss 0.35, validation 91.2 %", elapsed: .seconds(10)),
                width: width)
        }
        #expect(
            line(120)
                == "train  ████████████░░░░░░░░░░░░  50%  loss 0.35, validation 91.2 %  12.0k rows  1.20k rows/s  10 s left")
        #expect(line(79) == "train  █████████▌░░░░░░░░░  50%  loss 0.35, validation 91.2 %  10 s left")
        #expect(line(45) == "train  █████▌░░░░░  50%  10 s left")
    }

    @Test func ofWorkThatGoesOnOnlyWhatIsDoneHereTellsTheTimeLeft() {
        let reading = ProgressText.Reading(step: "train", rows: 1000, fraction: 0.75, begun: 0.5, elapsed: .seconds(10))
        #expect(ProgressText.line(reading, width: 100).hasSuffix("10 s left"))
    }

    @Test func saysNoTimeLeftBeforeItCanBeKnown() {
        #expect(line(10, 0.01, .seconds(2)).hasSuffix("2 s"))
        #expect(line(10, 1, .seconds(2)).contains("100%"))
    }

    @Test(arguments: [0, 1, 4, 10, 20, 40, 60, 200])
    func neverPassesTheWidth(width: Int) {
        for share in [nil, 0, 0.3333, 0.999, 1, -1, 2, .nan] as [Double?] where share.map({ !$0.isNaN }) ?? true {
            #expect(line(123_456_789, share, .seconds(100), width: width).count <= width)
        }
    }

    @Test func fillsTheBarInEighths() {
        #expect(line(0, 0.5 + 1.0 / 64, .seconds(1), width: 33).contains("████▏░░░"))
    }
}
