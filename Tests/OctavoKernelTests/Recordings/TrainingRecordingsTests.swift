import OctavoKernel
import OctavoLanguage
import OctavoNotebook
import OctavoSource
import OctavoTable
import OctavoVerbs
import Synchronization
import Testing

/// What a run and a replay do with trainings by a provider.
@Suite struct TrainingRecordingsTests {
    /// Trains at once, and counts how often.
    private final class Trainer: ProviderAccess {
        private let count = Mutex(0)
        private let isThere: Bool

        init(isThere: Bool = true) { self.isThere = isThere }

        var trained: Int { count.withLock { $0 } }

        func target(provider: String?, model: String?) throws -> ChatTarget {
            ChatTarget(provider: provider ?? "test", model: model ?? "m")
        }

        func ask(
            _ requests: [ChatRequest], _ options: AskOptions, context: ExecutionContext,
            answered: (Int, ChatAnswer) throws -> Void
        ) throws { throw Diagnostic("offline", "nobody is asked") }

        func fineTune(
            _ request: FineTuneRequest, _ options: AskOptions, known: FineTuneProgress, context: ExecutionContext,
            note: (FineTuneProgress?) throws -> Void
        ) throws -> FineTuneResult {
            guard isThere else { throw Diagnostic("offline", "nobody trains") }
            let number = count.withLock { count in
                count += 1
                return count
            }
            return FineTuneResult(
                job: "job-\(number)", model: "ft:\(number)", tokens: 50, started: 0, ended: 2_000_000,
                events: [FineTuneResult.Event(time: 1, level: "info", message: "läuft", step: 1, loss: 0.1)])
        }
    }

    private let files = MemoryFiles()
    private let path = "prompts/recordings/test/first.jsonl"

    private func settings(_ providers: any ProviderAccess, _ mode: RecordingMode = .once) -> RunSettings {
        var capabilities = Test.capabilities(files)
        capabilities.providers = providers
        var graph = CellGraph.Settings(catalog: .standard, capabilities: capabilities, digest: testDigest)
        graph.recordings = mode
        return RunSettings(graph: graph, clock: Test.stoppedClock)
    }

    private func notebook(_ options: String = "") -> Notebook {
        let code = """
            t = table(map([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], {q: "question \\(.)", l: "yes"}))
            m = train(t, text: .q, label: .l, model: "test:m"\(options))
            [m.model, m.job, m.tokens]
            m.events | select(.message, .loss)
            """
        return Test.notebook([("name=first", code)])
    }

    private func problem(_ notebook: Notebook, _ settings: RunSettings) -> Diagnostic? {
        guard case .failed(let errors)? = NotebookRunner.run(notebook, settings).cells.first?.outcome else { return nil }
        return errors.first
    }

    @Test func aTrainingIsRecordedAndReplaysWithoutAnybody() throws {
        let trainer = Trainer()
        let recorded = Test.recorded(notebook(), settings(trainer))
        let text = try #require(files.text(path))
        #expect(text.split(separator: "\n").count == 1 && text.contains("\"task\": \"fine-tuning\""))
        _ = Test.recorded(recorded, settings(trainer))
        #expect(trainer.trained == 1)
        #expect(Replay.test(recorded, settings(Trainer(isThere: false), .replay)).isSame)
        #expect(problem(recorded, settings(Trainer(isThere: false), .replay)) == nil)
    }

    @Test func whatIsNotRecordedIsNotTrainedInAReplay() throws {
        _ = Test.recorded(notebook(), settings(Trainer()))
        let missed = try #require(problem(notebook(", seed: 2"), settings(Trainer(isThere: false), .replay)))
        #expect(missed.code == "no-recording" && missed.notes.contains { $0.contains("`seed` was not set and is 2") })
    }

    @Test func recordingAnewTrainsAnew() throws {
        let trainer = Trainer()
        let recorded = Test.recorded(notebook(), settings(trainer))
        _ = Test.recorded(recorded, settings(trainer, .record))
        #expect(trainer.trained == 2 && files.text(path)?.contains("job-2") == true)
    }

    @Test func aRecordingThatSaysSomethingElseIsTrainedAnew() throws {
        let trainer = Trainer()
        let recorded = Test.recorded(notebook(), settings(trainer))
        let text = try #require(files.text(path))
        files.set(path, text.replacing("\\\"job\\\"", with: "\\\"jub\\\""))
        _ = Test.recorded(recorded, settings(trainer))
        #expect(trainer.trained == 2)
    }
}
