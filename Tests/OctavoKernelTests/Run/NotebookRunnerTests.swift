import OctavoKernel
import OctavoNotebook
import OctavoSource
import OctavoTable
import Synchronization
import Testing

@Suite struct NotebookRunnerTests {
    private func text(_ cell: CellRun) -> [String] {
        cell.result?.parts.flatMap { part -> [String] in if case .text(let text, _) = part { text.lines } else { [] } } ?? []
    }

    private func names(_ run: NotebookRun) -> [String] { Test.names(run) }

    @Test func storesWhatCellsShow() {
        let notebook = Test.notebook([
            ("", "t = table([{k: \"a\", n: 1}, {k: \"b\", n: 22}])\nt"), ("", "x = 1;"), ("", "print(\"hi\")\n1 + 1"),
        ])
        let recorded = Test.text(Test.recorded(notebook, Test.runSettings()))
        let keys = Test.graph(notebook).nodes.compactMap(\.key.text)
        #expect(
            recorded == """
                ```octavo
                t = table([{k: "a", n: 1}, {k: "b", n: 22}])
                t
                ```

                ```output key=\(keys[0]) rows=2
                | k   |   n |
                | --- | --: |
                | a   |   1 |
                | b   |  22 |
                ```

                ```octavo
                x = 1;
                ```

                ```octavo
                print("hi")
                1 + 1
                ```

                ```output key=\(keys[2])
                hi
                2
                ```

                """)
    }

    @Test func aSecondRunGivesTheSameBytes() {
        let notebook = Test.notebook([
            ("", "t = table([{a: 1.5}])"), ("", "t\nt | derive(b: .a * 2)\n\"x\""), ("raises=any", "t | filter(.b > 1)"),
        ])
        let once = Test.recorded(notebook, Test.runSettings())
        #expect(Test.text(Test.recorded(once, Test.runSettings())) == Test.text(once))
        #expect(Test.graph(once).nodes.map { Test.graph(once).status(of: $0.cell.number) } == [.noResult, .current, .current])
    }

    @Test func putsBlankLinesAroundTables() {
        let run = NotebookRunner.run(Test.notebook(codes: "t = table([{a: 1}])\n1\nt\nt\n2"), Test.runSettings())
        #expect(
            text(run.cells[0]) == [
                "1", "", "|   a |", "| --: |", "|   1 |", "", "|   a |", "| --: |", "|   1 |", "", "2",
            ])
        guard case .text(_, let rows)? = run.cells[0].result?.parts.first else { return }
        #expect(rows == nil)
    }

    @Test func storesTheEndsOfALongTableAndDigestsTheRest() {
        let notebook = Test.notebook(codes: "table([{n: i} for i in 0..1000])")
        let recorded = Test.recorded(notebook, Test.runSettings())
        let block = recorded.cells[0].results[0]
        #expect(block.attributes.rows == 1000 && block.attributes.lines == 1002)
        #expect(block.attributes.digest?.count == 8)
        #expect(block.text?.lines.count == 41)
        #expect(block.text?.lines[30] == "… 962 lines not shown")
        #expect(block.text?.lines.last == "| 999 |")
        let other = Test.recorded(
            Test.notebook(codes: "table([{n: if i == 500 then 7 else i} for i in 0..1000])"), Test.runSettings())
        #expect(other.cells[0].results[0].text?.lines == block.text?.lines)
        #expect(other.cells[0].results[0].attributes.digest != block.attributes.digest)
    }

    @Test func aFailedCellSkipsOnlyWhatNeedsIt() {
        let notebook = Test.notebook([("name=bad", "a = 1\nb = \(Test.failing)"), ("", "b"), ("", "2"), ("", "c = b"), ("", "c")])
        let run = NotebookRunner.run(notebook, Test.runSettings())
        #expect(names(run).map { $0.split(separator: " ")[0] } == ["failed", "skipped", "finished", "skipped", "skipped"])
        guard case .skipped(let reason) = run.cells[1].outcome else { return }
        #expect(reason == "bad failed, which it needs for `b`")
        #expect(run.hasFailed)
    }

    @Test func aFailedCellChangesNoBinding() {
        let notebook = Test.notebook([("", "a = 1"), ("raises=any", "a = 2\n\(Test.failing)"), ("", "a")])
        #expect(text(NotebookRunner.run(notebook, Test.runSettings()).cells[2]) == ["1"])
    }

    @Test func nothingOfAWrongCellRuns() {
        let run = NotebookRunner.run(Test.notebook(codes: "print(\"before\")\nnothing + 1"), Test.runSettings())
        #expect(names(run) == ["failed unknown-name"])
        #expect(text(run.cells[0]) == [])
    }

    @Test func whatIsShownBeforeAnErrorIsKept() {
        let run = NotebookRunner.run(Test.notebook(codes: "1\nx = 2;\n\(Test.failing)\n3"), Test.runSettings())
        #expect(text(run.cells[0]) == ["1"])
        #expect(run.cells[0].result?.failure?.text.lines.dropFirst().first == "  3 | \(Test.failing)")
    }

    @Test func expectedErrorsAreResults() {
        let notebook = Test.notebook([
            ("raises=unknown-name", "nothing"), ("raises=unknown-column", "nothing"), ("raises=any", "1"),
            ("raises=any", "nothing"),
        ])
        let run = NotebookRunner.run(notebook, Test.runSettings())
        #expect(names(run) == ["finished", "failed unknown-name", "failed expected-error-missing", "finished"])
        #expect(run.cells[0].result?.failure?.code == "unknown-name")
        let stored = Test.text(Test.recorded(notebook, Test.runSettings()))
        #expect(stored.contains("```error code=unknown-name") || stored.contains(" code=unknown-name\n"))
    }

    @Test func skippedCellsSkipWhatNeedsThem() {
        let run = NotebookRunner.run(Test.notebook([("skip name=s", "a = 1"), ("", "a"), ("", "1")]), Test.runSettings())
        #expect(names(run) == ["skipped", "skipped", "finished"])
        #expect(!run.hasFailed)
    }

    @Test func onlyRunsACellAndWhatItNeeds() {
        let notebook = Test.notebook([("", "a = 1"), ("", "b = 2\nb"), ("name=want", "c = a\nc"), ("", "c + 1")])
        let recorded = Test.recorded(notebook, Test.runSettings())
        var settings = Test.runSettings()
        settings.only = "want"
        let run = NotebookRunner.run(recorded, settings)
        #expect(names(run) == ["finished", "not run", "finished", "not run"])
        #expect(Test.text(Test.recorded(recorded, settings)) == Test.text(recorded))
    }

    @Test func dependentsOfAPartialRunBecomeStale() {
        let notebook = Test.notebook([("name=a", "a = 1\na"), ("", "a + 1")])
        let recorded = Test.text(Test.recorded(notebook, Test.runSettings()))
        let edited = Test.notebook(recorded.replacing("a = 1", with: "a = 5"))
        var settings = Test.runSettings()
        settings.only = "a"
        let partial = Test.recorded(edited, settings)
        #expect(partial.cells[0].results[0].text?.lines == ["5"])
        #expect(partial.cells[1].results[0].attributes.isStale)
        let whole = Test.recorded(partial, Test.runSettings())
        #expect(!whole.cells[1].results[0].attributes.isStale)
        #expect(whole.cells[1].results[0].text?.lines == ["6"])
    }

    @Test func anUnknownNameForOnlyRunsNothing() {
        var settings = Test.runSettings()
        settings.only = "rwa"
        let run = NotebookRunner.run(Test.notebook([("name=raw", "1")]), settings)
        #expect(run.diagnostics.map(\.code) == ["unknown-cell"])
        #expect(run.diagnostics[0].help == ["did you mean `raw`?"])
        #expect(run.hasFailed)
    }

    @Test(arguments: ["timeout=soon", "skip skip", "\"skip\""])
    func aWrongInfoStringRunsNothing(info: String) {
        let run = NotebookRunner.run(Test.notebook([("", "1"), (info, "2")]), Test.runSettings())
        #expect(names(run) == ["not run", "not run"])
        #expect(run.hasFailed && run.updates.isEmpty)
    }

    @Test func volatileResultsAreLeftAlone() {
        let notebook = Test.notebook([("volatile", "now()")])
        let first = Test.recorded(notebook, Test.runSettings())
        #expect(first.cells[0].results.count == 1)
        let edited = Test.notebook(Test.text(first).replacing("2023-11-14", with: "1999-01-01"))
        #expect(Test.text(Test.recorded(edited, Test.runSettings())) == Test.text(edited))
        var settings = Test.runSettings()
        settings.updatesVolatile = true
        #expect(Test.text(Test.recorded(edited, settings)) == Test.text(first))
    }

    @Test func aResultGoesWhenNothingIsShownAnyMore() {
        let recorded = Test.text(Test.recorded(Test.notebook(codes: "a = 1\na"), Test.runSettings()))
        let silent = Test.notebook(recorded.replacing("\na\n", with: "\na;\n"))
        #expect(Test.text(Test.recorded(silent, Test.runSettings())) == "```octavo\na = 1\na;\n```\n")
    }

    @Test func writtenFilesAreReadByLaterCells() {
        let files = MemoryFiles()
        let notebook = Test.notebook(codes: "table([{a: 1}, {a: 2}]) | write(\"out.csv\")", "load(\"out.csv\") | count")
        let run = NotebookRunner.run(notebook, Test.runSettings(files))
        #expect(names(run) == ["finished", "finished"])
        #expect(text(run.cells[1]) == ["2"])
    }

    @Test func errorsOfDelayedStepsNameBothCells() {
        let files = MemoryFiles(["a.csv": "a\nx\n"])
        let notebook = Test.notebook([("name=source", "t = load(\"a.csv\") | derive(n: int(.a))"), ("name=shown", "t")])
        let run = NotebookRunner.run(notebook, Test.runSettings(files))
        guard case .failed(let errors) = run.cells[1].outcome else {
            Issue.record("it ran")
            return
        }
        #expect(names(run)[0] == "finished")
        #expect(errors[0].primary?.range.source.cell?.name == "source")
        #expect(errors[0].secondary.last?.range.source.cell?.name == "shown")
    }

    @Test func aTimeLimitStopsACell() {
        // The alarm rings at once, from the thread that sets it.
        var settings = Test.runSettings()
        settings.clock = RunClock(
            now: { .zero },
            after: { _, ring in
                ring()
                return {}
            })
        let notebook = Test.notebook([("timeout=30s", "[i for i in 0..100000] | map(x -> x + 1) | length"), ("", "1")])
        let run = NotebookRunner.run(notebook, settings)
        #expect(names(run) == ["failed time-limit", "finished"])
        #expect(!run.wasInterrupted)
        #expect(run.cells[0].result?.failure?.text.lines.first == "the cell took longer than its time limit of 30s")
    }

    @Test func anInterruptEndsTheRunAndStoresNothingOfTheCell() {
        var settings = Test.runSettings()
        let cancellation = settings.cancellation
        settings.progress = { event in if case .started(2, _) = event { cancellation.cancel() } }
        let notebook = Test.notebook(codes: "1", "[i for i in 0..100000] | map(x -> x + 1) | length", "3")
        let run = NotebookRunner.run(notebook, settings)
        #expect(names(run) == ["finished", "failed interrupted", "skipped"])
        #expect(run.wasInterrupted && run.hasFailed)
        #expect(run.updates.keys.sorted() == [1])
    }

    @Test func cellsAfterTheWholeLimitAreSkipped() {
        let time = Mutex(Duration.zero)
        let clock = RunClock(
            now: {
                time.withLock {
                    $0 += .seconds(1)
                    return $0
                }
            }, after: { _, _ in {} })
        var settings = Test.runSettings()
        settings.clock = clock
        settings.totalTimeout = .seconds(4)
        let run = NotebookRunner.run(Test.notebook(codes: "1", "2", "3", "4", "5"), settings)
        #expect(names(run).last == "skipped")
        #expect(names(run).first == "finished")
    }

    @Test func tellsItsProgressInOrder() {
        let events = Mutex<[String]>([])
        var settings = Test.runSettings()
        settings.progress = { event in
            let text =
                switch event {
                case .started(let cell, let title): "start \(cell) \(title)"
                case .finished(let run): "end \(run.number)"
                }
            events.withLock { $0.append(text) }
        }
        _ = NotebookRunner.run(Test.notebook([("name=a", "1"), ("skip", "2")]), settings)
        let seen = events.withLock { $0 }
        #expect(seen == ["start 1 a", "end 1", "end 2"])
    }
}
