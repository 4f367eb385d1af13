import Glibc
import OctavoKernel
import OctavoNotebook
import OctavoTable
import OctavoVerbs
import Synchronization
import Testing

/// Cells side by side: the same bytes, outcomes and events as one after the other.
@Suite struct CellScheduleTests {
    private func settings(_ workers: Int, _ files: MemoryFiles = MemoryFiles()) -> RunSettings {
        var settings = Test.runSettings(files)
        settings.workers = Test.workers(workers)
        return settings
    }

    /// The events of a run in order, as text.
    private func events(_ notebook: Notebook, _ workers: Int) -> [String] {
        let events = Mutex<[String]>([])
        var settings = settings(workers)
        settings.progress = { event in
            let text =
                switch event {
                case .started(let cell, _): "start \(cell)"
                case .finished(let run): "end \(run.number)"
                }
            events.withLock { $0.append(text) }
        }
        _ = NotebookRunner.run(notebook, settings)
        return events.withLock { $0 }
    }

    @Test(arguments: UInt64(0)..<40) func givesTheSameBytesWithAnyNumberOfWorkers(seed: UInt64) {
        var chance = SmallGenerator(seed: seed)
        let cells = (0..<12).map { _ in RandomCell(&chance) }
        let text = Test.markdown(cells.map { ($0.info, $0.code) })
        let results = [1, 2, 4].map { workers in
            let files = MemoryFiles(["a.csv": "a\n1\n", "b.csv": "a\n5\n"])
            let notebook = Test.notebook(text)
            let run = NotebookRunner.run(notebook, settings(workers, files))
            let recorded = String(decoding: Splice.apply(run.updates, to: notebook).bytes, as: UTF8.self)
            return Test.names(run).joined(separator: "\n") + recorded + (files.text("b.csv") ?? "")
        }
        #expect(results[1] == results[0], "two workers:\n\(text)")
        #expect(results[2] == results[0], "four workers:\n\(text)")
    }

    @Test func tellsOfCellsInTheFilesOrder() {
        // The first is the slowest.
        let notebook = Test.notebook(codes: "[i for i in 0..100000] | map(x -> x + 1) | length", "2", "3", "a = 4", "a")
        let expected = (1...5).flatMap { ["start \($0)", "end \($0)"] }
        #expect(events(notebook, 1) == expected)
        #expect(events(notebook, 3) == expected)
    }

    @Test func runsIndependentCellsAtTheSameTime() {
        // The first to come waits until the other does, which one after the other it never would.
        let arrived = Atomic<Int>(0)
        let met = Atomic<Bool>(false)
        var settings = settings(2)
        settings.graph = CellGraph.Settings(
            catalog: .standard, capabilities: Test.capabilities(),
            digest: { bytes in
                // The output of the cells below begins so, and nothing else that is digested.
                if String(decoding: bytes.prefix(4), as: UTF8.self) == "meet" {
                    let place = arrived.add(1, ordering: .sequentiallyConsistent).newValue
                    // Half a minute, asleep: on a busy machine the other comes late.
                    var patience = 100_000
                    while arrived.load(ordering: .sequentiallyConsistent) < 2, patience > 0 {
                        usleep(300)
                        patience -= 1
                    }
                    if place == 1, patience > 0 { met.store(true, ordering: .sequentiallyConsistent) }
                }
                return testDigest(bytes)
            })
        let long = "print(\"meet\")\ntable([{n: i} for i in 0..100])"
        _ = NotebookRunner.run(Test.notebook([("", long), ("", long)]), settings)
        let haveMet = met.load(ordering: .sequentiallyConsistent)
        #expect(haveMet)
    }

    @Test func aFailureSkipsOnlyWhatDependsOnIt() {
        let notebook = Test.notebook(codes: "a = [1][5]", "a", "b = 1", "b", "a + b", "[2][7]")
        for workers in [1, 2] {
            let names = Test.names(NotebookRunner.run(notebook, settings(workers))).map { $0.split(separator: " ")[0] }
            #expect(names == ["failed", "skipped", "finished", "finished", "skipped", "failed"])
        }
    }

    @Test func aTimeLimitStopsItsOwnCellAlone() {
        var settings = settings(2)
        settings.clock = RunClock(
            now: { .zero },
            after: { limit, ring in
                if limit == .seconds(1) { ring() }
                return {}
            })
        let long = "[i for i in 0..100000] | map(x -> x + 1) | length"
        let run = NotebookRunner.run(Test.notebook([("timeout=1s", long), ("timeout=2s", long), ("", long)]), settings)
        #expect(Test.names(run) == ["failed time-limit", "finished", "finished"])
    }

    @Test func anInterruptStopsWhatRunsAndSkipsTheRest() {
        var settings = settings(2)
        let cancellation = settings.cancellation
        settings.progress = { event in if case .finished = event { cancellation.cancel() } }
        let long = "fold(0..1000000000, 0, (a, b) -> a + b)"
        let run = NotebookRunner.run(Test.notebook(codes: "1", long, long, long), settings)
        #expect(run.wasInterrupted)
        #expect(run.cells.dropFirst().allSatisfy { ["failed interrupted", "skipped"].contains(Test.names(run)[$0.number - 1]) })
        #expect(run.updates.keys.sorted() == [1])
    }

    @Test func aResultThatTwoCellsComputeAtOnceIsTheSame() {
        let rows = (0..<5000).map { "\($0 % 7),\($0)" }.joined(separator: "\n")
        let shared = "t = load(\"a.csv\") | derive(y: .a * 2) | sort(.b)"
        let cells = [shared] + (0..<8).map { $0 % 2 == 0 ? "t" : "t | count(by: .a)" }
        let texts = [1, 4].map { workers in
            Test.text(
                Test.recorded(Test.notebook(cells.map { ("", $0) }), settings(workers, MemoryFiles(["a.csv": "a,b\n" + rows]))))
        }
        #expect(texts[0] == texts[1])
    }
}
