import OctavoLanguage
import OctavoStore
import OctavoTable
import Testing

@Suite struct RunFilesTests {
    private static func run(_ started: Int64, data: String = "abcdef0123") -> TrainingRun {
        TrainingRun(
            started: started, seconds: 1.25, code: "train(t, text: .q, label: .l)", source: "notebooks/a.md", model: "embedding",
            parameters: [(name: "epochs", value: .int(3)), (name: "schedule", value: .text("linear"))], data: data, rows: 12,
            validationRows: 3, labels: 2, curve: [.record([(name: "step", value: .int(1)), (name: "loss", value: .float(0.5))])],
            threads: 2)
    }

    @Test func aRunIsReadAsItWasNoted() throws {
        let log = RunFiles(files: MemoryFiles(), madeBy: "1.2.3")
        let name = try log.add(Self.run(1_764_363_600_000_000))
        #expect(name == "20251128T210000-abcdef")
        let (runs, unreadable) = try log.runs()
        let run = try #require(runs.first)
        #expect(runs.count == 1 && unreadable.isEmpty)
        #expect(run.name == name && run.octavo == "1.2.3" && run.seconds == 1.25 && run.rows == 12 && run.labels == 2)
        #expect(run.parameters.map(\.name) == ["epochs", "schedule"] && run.curve == Self.run(0).curve && run.measures.isEmpty)
        #expect(run.code == "train(t, text: .q, label: .l)" && run.source == "notebooks/a.md" && run.threads == 2)
    }

    @Test func runsOfOneMomentHaveTheirOwnNames() throws {
        let log = RunFiles(files: MemoryFiles(), madeBy: "1")
        let names = try (0..<3).map { _ in try log.add(Self.run(0)) }
        #expect(names == ["19700101T000000-abcdef", "19700101T000000-abcdef-2", "19700101T000000-abcdef-3"])
        #expect(try log.runs().runs.count == 3)
    }

    @Test func measuresAreThoseThatWereNotedLast() throws {
        let log = RunFiles(files: MemoryFiles(), madeBy: "1")
        let name = try log.add(Self.run(0))
        try log.add(measures: [(name: "accuracy", value: .float(0.5))], toRun: name)
        try log.add(measures: [(name: "accuracy", value: .float(0.75))], toRun: name)
        #expect(try log.runs().runs[0].measures.map(\.value) == [.float(0.75)])
        try log.add(measures: [], toRun: "")
        #expect(try log.runs().runs.count == 1)
    }

    @Test func theOldestIsFirst() throws {
        let log = RunFiles(files: MemoryFiles(), madeBy: "1")
        for second in [7, 3, 5] { _ = try log.add(Self.run(Int64(second) * 1_000_000)) }
        #expect(try log.runs().runs.map { $0.started / 1_000_000 } == [3, 5, 7])
    }

    @Test(arguments: ["", "{", "[]", "{\"started\": 1}", "{\"started\": \"x\", \"seconds\": 1}"])
    func aNoteThatCannotBeReadIsNamedAndTheOthersAreThere(text: String) throws {
        let files = MemoryFiles([".octavo/runs/broken.json": text])
        let log = RunFiles(files: files, madeBy: "1")
        _ = try log.add(Self.run(0))
        let (runs, unreadable) = try log.runs()
        #expect(runs.count == 1 && unreadable == [".octavo/runs/broken.json"])
    }
}
