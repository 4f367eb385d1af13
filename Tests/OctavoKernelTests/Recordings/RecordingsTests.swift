import OctavoKernel
import OctavoLanguage
import OctavoNotebook
import OctavoSource
import OctavoTable
import OctavoVerbs
import Testing

/// What a run and a replay do with the answers of providers.
@Suite struct RecordingsTests {
    private let files = MemoryFiles()
    private let path = "prompts/recordings/test/first.jsonl"

    private func settings(
        _ providers: any ProviderAccess, _ mode: RecordingMode = .once, isReadOnly: Bool = false
    ) -> RunSettings {
        var capabilities = Test.capabilities(files)
        capabilities.providers = providers
        capabilities.isReadOnly = isReadOnly
        var graph = CellGraph.Settings(catalog: .standard, capabilities: capabilities, digest: testDigest)
        graph.recordings = mode
        return RunSettings(graph: graph, clock: Test.stoppedClock)
    }

    private func notebook(_ code: String, info: String = "name=first") -> Notebook { Test.notebook([(info, code)]) }

    /// The first error of a run's first cell.
    private func problem(_ notebook: Notebook, _ settings: RunSettings) -> Diagnostic? {
        guard case .failed(let errors)? = NotebookRunner.run(notebook, settings).cells.first?.outcome else { return nil }
        return errors.first
    }

    @Test func anAnswerIsRecordedAsOneLineThatReadsWell() throws {
        let providers = ScriptedProviders()
        _ = Test.recorded(notebook("ask(\"any rooms?\", parameters: {temperature: 0.5})"), settings(providers))
        let text = try #require(files.text(path))
        let line = text.split(separator: "\n")
        #expect(line.count == 1 && text.hasSuffix("}}\n"))
        #expect(
            text.drop { $0 != "," }
                == #", "request": {"provider": "test", "model": "m", "temperature": 0.5, "messages": [{"role": "user", "content": "any rooms?"}]}, "#
                + #""answer": {"response": "ANY ROOMS?", "finish_reason": "stop", "tokens_in": 10, "tokens_out": 2, "latency_ms": 812}}"#
                + "\n")
    }

    @Test func whatIsRecordedIsNotAskedAgainAndReplaysToTheByte() throws {
        let providers = ScriptedProviders()
        let recorded = Test.recorded(notebook("ask(\"any rooms?\")"), settings(providers))
        let again = Test.recorded(recorded, settings(providers))
        #expect(providers.questions == ["any rooms?"])
        #expect(recorded.bytes == again.bytes)
        let silent = ScriptedProviders { _ in throw Diagnostic("offline", "nobody is asked") }
        #expect(Replay.test(recorded, settings(silent, .replay)).isSame)
    }

    @Test func theRowsOfATableAreRecordedInTheirOrder() throws {
        let providers = ScriptedProviders()
        let code = "table([{q: \"a\"}, {q: \"b\"}, {q: \"a\"}, {q: null}]) | ask(.q) | select(.response, .error, .cached)"
        let recorded = Test.recorded(notebook(code), settings(providers))
        #expect(providers.questions == ["b", "a"])
        let lines = try #require(files.text(path)).split(separator: "\n")
        #expect(lines.map { $0.contains("\"A\"") } == [true, false])
        #expect(
            recorded.cells[0].results.first?.text?.lines.suffix(4) == [
                "| A        | null               | false  |", "| B        | null               | false  |",
                "| A        | null               | true   |", "| null     | the prompt is null | false  |",
            ])
    }

    @Test func aReplayNamesWhatHasChangedInTheRequest() throws {
        _ = Test.recorded(notebook("ask(\"Any rooms next weekend?\")\nask(\"other\")"), settings(ScriptedProviders()))
        let changed = notebook("ask(\"Any rooms next week?\", parameters: {max_tokens: 9})")
        let problem = try #require(self.problem(changed, settings(ScriptedProviders(), .replay)))
        #expect(problem.code == "no-recording")
        #expect(problem.message == "this request has no recorded answer, and a replay asks nobody")
        #expect(
            problem.notes == [
                "of those in `\(path)`, line 1 is nearest to the request; what differs:",
                "`max_tokens` was not set and is 9",
                "message 1 (user) was \"… rooms next weekend?\" and is \"… rooms next week?\"",
            ])
        let other = Test.notebook([("name=second", "ask(\"x\")")])
        #expect(
            self.problem(other, settings(ScriptedProviders(), .replay))?.notes == [
                "`prompts/recordings/test/second.jsonl` is not there or holds nothing"
            ])
    }

    @Test func recordingAnewPutsAnswersInPlaceOfThoseThere() throws {
        _ = Test.recorded(notebook("ask(\"a\")\nask(\"b\")"), settings(ScriptedProviders()))
        let other = ScriptedProviders { _ in ChatAnswer(.response("new")) }
        _ = Test.recorded(notebook("ask(\"a\")\nask(\"a\")"), settings(other, .record))
        #expect(other.questions == ["a"], "once in a run")
        let lines = try #require(files.text(path)).split(separator: "\n")
        #expect(lines.map { $0.contains("\"response\": \"new\"") } == [true, false])
    }

    @Test func liveAnswersAreNeitherReadNorWritten() {
        let recorded = Test.recorded(notebook("ask(\"a\")"), settings(ScriptedProviders()))
        let before = files.text(path)
        let live = ScriptedProviders()
        let run = NotebookRunner.run(recorded, settings(live, .live))
        #expect(live.questions == ["a"] && files.text(path) == before)
        #expect(run.graph[1].isVolatile && run.graph[1].lacksVolatileFlag)
    }

    @Test func aCellWithRecordedAnswersIsNotVolatileAndNeedNotRun() {
        let recorded = Test.recorded(notebook("ask(\"a\")"), settings(ScriptedProviders()))
        let graph = CellGraph.build(recorded, settings(ScriptedProviders()).graph)
        #expect(!graph[1].isVolatile && graph[1].isPure && graph.status(of: 1) == .current)
        var again = settings(ScriptedProviders())
        again.reuse = .stored(silentKeys: [])
        #expect(Test.names(NotebookRunner.run(recorded, again)) == ["up to date"])
        // An answer that was edited makes it run, without a question.
        files.set(path, files.text(path)?.replacing("\"A\"", with: "\"B\"") ?? "")
        #expect(CellGraph.build(recorded, settings(ScriptedProviders()).graph).status(of: 1) == .stale)
        let silent = ScriptedProviders { _ in throw Diagnostic("offline", "nobody is asked") }
        again = settings(silent)
        again.reuse = .stored(silentKeys: [])
        #expect(Test.text(Test.recorded(recorded, again)).contains("response: \"B\""))
    }

    @Test func aFailureThatMayPassIsNotRecordedAndIsAskedAgain() {
        let busy = ScriptedProviders { _ in ChatAnswer(.failure("the provider answers 503", .forNow)) }
        let recorded = Test.recorded(notebook("ask(\"a\").error"), settings(busy))
        #expect(files.text(path) == nil)
        #expect(Test.text(recorded).contains("the provider answers 503"))
        var again = settings(ScriptedProviders())
        again.reuse = .stored(silentKeys: [])
        #expect(Test.names(NotebookRunner.run(recorded, again)) == ["finished"])
    }

    @Test func aRefusalIsRecorded() throws {
        let refusing = ScriptedProviders { _ in ChatAnswer(.failure("the provider answers 400: too long", .forGood)) }
        let recorded = Test.recorded(notebook("ask(\"a\").error"), settings(refusing))
        #expect(files.text(path)?.contains(#""answer": {"error": "the provider answers 400: too long"}"#) == true)
        #expect(Replay.test(recorded, settings(ScriptedProviders(), .replay)).isSame)
    }

    @Test func whatCameBeforeARunBrokeOffIsKept() throws {
        let breaking = ScriptedProviders { request in
            if request.messages.last?.content == "a" { throw Diagnostic("interrupted", "interrupted") }
            return ScriptedProviders.capitals(request)
        }
        let code = "table([{q: \"a\"}, {q: \"b\"}, {q: \"c\"}]) | ask(.q)"
        _ = NotebookRunner.run(notebook(code), settings(breaking))
        #expect(files.text(path)?.split(separator: "\n").count == 2)
        let rest = ScriptedProviders()
        _ = NotebookRunner.run(notebook(code), settings(rest))
        #expect(rest.questions == ["a"])
    }

    @Test func nothingIsWrittenUnderReadOnly() {
        let providers = ScriptedProviders()
        let run = NotebookRunner.run(notebook("ask(\"a\")"), settings(providers, isReadOnly: true))
        #expect(Test.names(run) == ["finished"] && providers.questions == ["a"] && files.text(path) == nil)
    }

    @Test func unusedLinesAndFilesGoWithAnUpdate() throws {
        _ = Test.recorded(notebook("ask(\"a\")\nask(\"b\")"), settings(ScriptedProviders()))
        files.set("prompts/recordings/test/old.jsonl", "")
        var update = settings(ScriptedProviders(), .replay)
        _ = NotebookRunner.run(notebook("ask(\"b\")"), update)
        #expect(files.text(path)?.split(separator: "\n").count == 2, "an ordinary run removes nothing")
        update.prunesRecordings = true
        _ = NotebookRunner.run(notebook("ask(\"b\")"), update)
        let lines = try #require(files.text(path)).split(separator: "\n")
        #expect(lines.count == 1 && lines[0].contains("\"B\""))
        #expect(files.text("prompts/recordings/test/old.jsonl") == nil)
        _ = NotebookRunner.run(notebook("ask(\"b\", provider: \"echo\")"), update)
        #expect(files.text(path) == nil, "a file of which nothing is needed is removed")
    }

    @Test func aRenamedCellFindsItsAnswers() {
        _ = Test.recorded(notebook("ask(\"a\")"), settings(ScriptedProviders()))
        let silent = ScriptedProviders { _ in throw Diagnostic("offline", "nobody is asked") }
        let renamed = notebook("ask(\"a\")", info: "name=second")
        #expect(Test.names(NotebookRunner.run(renamed, settings(silent, .replay))) == ["finished"])
        #expect(files.text("prompts/recordings/test/second.jsonl") == nil, "a replay writes nothing")
        var update = settings(silent)
        update.prunesRecordings = true
        _ = NotebookRunner.run(renamed, update)
        #expect(files.text(path) == nil)
        #expect(files.text("prompts/recordings/test/second.jsonl")?.contains("\"A\"") == true)
    }

    @Test func repeatsAreAnsweredOneByOne() {
        let providers = ScriptedProviders()
        _ = NotebookRunner.run(notebook("[ask(\"a\", repeat: i).response for i in 1..4]"), settings(providers))
        #expect(providers.questions == ["a", "a", "a"])
        #expect(files.text(path)?.contains("\"repeat\": 3") == true)
    }

    @Test func cellsThatRunSideBySideKeepTheirOwnFiles() {
        let cells = (0..<8).map { ("name=c\($0)", "[ask(\"\($0) \\(i)\").response for i in 0..5]") }
        var parallel = settings(ScriptedProviders())
        parallel.workers = Test.workers(4)
        let run = NotebookRunner.run(Test.notebook(cells.map { (info: $0.0, code: $0.1) }), parallel)
        #expect(run.cells.filter(\.hasRun).count == 8)
        for number in 0..<8 {
            #expect(files.text("prompts/recordings/test/c\(number).jsonl")?.split(separator: "\n").count == 5)
        }
    }

    // MARK: - Files that somebody touched

    private func recordedText() throws -> String {
        _ = Test.recorded(notebook("ask(\"a\")\nask(\"b\")"), settings(ScriptedProviders()))
        return try #require(files.text(path))
    }

    private func problemAfterEdit(_ text: String) -> Diagnostic? {
        files.set(path, text)
        return problem(notebook("ask(\"a\")"), settings(ScriptedProviders()))
    }

    @Test func theMarksOfAMergeAreTold() throws {
        let lines = try recordedText().split(separator: "\n")
        let problem = problemAfterEdit("\(lines[0])\n<<<<<<< HEAD\n\(lines[1])\n=======\n>>>>>>> other\n")
        #expect(problem?.code == "bad-recording")
        #expect(problem?.message == "`\(path)` holds the marks of an unfinished merge")
        #expect(problem?.primary?.text == "`<<<<<<<` in line 2")
    }

    @Test func aLineThatIsCutOffIsTold() throws {
        let problem = problemAfterEdit(String(try recordedText().dropLast(30)))
        #expect(problem?.message.hasPrefix("line 2 of `\(path)` is cut off: it is not JSON: ") == true)
    }

    @Test func aRequestThatWasEditedIsTold() throws {
        let problem = problemAfterEdit(try recordedText().replacing("\"content\": \"a\"", with: "\"content\": \"c\""))
        #expect(problem?.message == "line 1 of `\(path)` holds another request than the one that its `id` stands for")
    }

    @Test func twoAnswersToOneRequestAreTold() throws {
        let text = try recordedText()
        let first = String(text.split(separator: "\n")[0])
        #expect(problemAfterEdit(text + first + "\n") == nil, "what both sides of a merge had is there twice")
        let problem = problemAfterEdit(text + first.replacing("\"A\"", with: "\"Z\"") + "\n")
        #expect(problem?.message == "line 3 of `\(path)` gives another answer to the request of an earlier line")
    }

    @Test(arguments: ["{}", "3", "[]", "null", #"{"id": "x", "request": {}, "answer": {}}"#, "\u{0}"])
    func whatIsNoRecordingIsTold(line: String) throws {
        #expect(problemAfterEdit(line + "\n")?.code == "bad-recording")
    }

    @Test func aNumberThatIsNoneIsTold() throws {
        let problem = problemAfterEdit(try recordedText().replacing("\"latency_ms\": 812", with: "\"latency_ms\": \"long\""))
        #expect(problem?.message == "line 1 of `\(path)` has a `latency_ms` that is no whole number")
    }

    @Test func answersMayBeEditedAndSpacesDoNotMatter() throws {
        let text = try recordedText()
        #expect(problemAfterEdit("\n" + text.replacing("\": ", with: "\":").replacing("\n", with: "\r\n")) == nil)
    }
}
