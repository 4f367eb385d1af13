import Glibc
import OctavoLanguage
import OctavoProviders
import OctavoSource
import OctavoTable
import Synchronization
import Testing

/// Trainings at a server that speaks the protocol, well and badly.
@Suite struct FineTuningTests {
    /// A training, and all that was noted of it.
    private final class Training: Sendable {
        let time = LeapingClock()
        let cancellation = Cancellation()
        private let notes = Mutex<[FineTuneProgress?]>([])
        private let steps = Mutex<[String]>([])
        private let settings: ProviderSettings
        private let isOffline: Bool

        init(_ url: String, isOffline: Bool = false) {
            settings = ProviderSettings(name: "test", baseURL: url, key: "TEST_KEY")
            self.isOffline = isOffline
        }

        var noted: [FineTuneProgress?] { notes.withLock { $0 } }
        var shown: [String] { steps.withLock { $0 } }

        func request(validation: String? = nil, parameters: [String: Datum] = [:]) -> FineTuneRequest {
            FineTuneRequest(
                target: ChatTarget(provider: "test", model: "small"), training: Array("{\"messages\":[]}\n".utf8),
                validation: validation.map { Array($0.utf8) }, parameters: ChatParameters(parameters),
                trainingDigest: String(repeating: "a1", count: 32),
                validationDigest: validation.map { _ in String(repeating: "b2", count: 32) })
        }

        func run(
            _ request: FineTuneRequest? = nil, known: FineTuneProgress = FineTuneProgress(), _ options: AskOptions = AskOptions()
        ) throws -> FineTuneResult {
            let providers = HTTPProviders(
                [settings], isOffline: isOffline, agent: "octavo/test", environment: { ["TEST_KEY": "sk-very-secret"][$0] },
                clock: time.clock)
            let context = ExecutionContext(
                files: NoFiles(), cancellation: cancellation, progress: { step in self.steps.withLock { $0.append(step.step) } })
            return try providers.fineTune(request ?? self.request(), options, known: known, context: context) { note in
                notes.withLock { $0.append(note) }
            }
        }

        func problem(
            _ request: FineTuneRequest? = nil, known: FineTuneProgress = FineTuneProgress(), _ options: AskOptions = AskOptions()
        ) -> Diagnostic? {
            do {
                _ = try run(request, known: known, options)
                return nil
            } catch {
                return error as? Diagnostic
            }
        }
    }

    @Test func aTrainingIsFollowedFromItsFilesToItsModel() throws {
        let server = try TrainingServer()
        defer { server.stop() }
        let training = Training(server.url)
        let result = try training.run()
        #expect(result.job == "ftjob-1" && result.model == "ft:small:hotel::1" && result.tokens == 1234)
        #expect(result.ended - result.started == 100_000_000)
        #expect(result.events.map(\.message) == ["event 1", "event 2", "event 3"])
        #expect(result.events.map(\.step) == [nil, 2, 3] && result.events.map(\.loss) == [nil, 0.75, 0.5])
        #expect(
            training.noted == [
                FineTuneProgress(trainingFile: "file-1"), FineTuneProgress(trainingFile: "file-1", job: "ftjob-1"),
            ])
        let upload = try #require(server.files.first)
        #expect(upload.contains("name=\"purpose\"\r\n\r\nfine-tune\r\n") && upload.contains("\r\n\r\n{\"messages\":[]}\n\r\n--"))
        let sent = try #require(server.requests.first)
        #expect(sent.headers["content-type"]?.hasPrefix("multipart/form-data; boundary=octavo-a1a1") == true)
        #expect(sent.headers["authorization"] == "Bearer sk-very-secret")
        #expect(server.jobs.first?.body["method"] == nil && server.jobs.first?.body["model"] == .text("small"))
        for word in ["uploads 16 bytes", "validating files", "queued", "running, step 3, loss 0.5"] {
            #expect(training.shown.contains { $0.hasPrefix("train small: \(word)") }, "\(training.shown)")
        }
    }

    /// A second, half as much more each time, up to half a minute.
    @Test func looksLessAndLessOften() throws {
        let server = try TrainingServer(states: Array(repeating: "running", count: 12) + ["succeeded"])
        defer { server.stop() }
        let training = Training(server.url)
        _ = try training.run()
        var (pause, wanted): (Int64, Int64) = (1_000_000, 0)
        for _ in 0..<12 {
            wanted += pause
            pause = min(pause + pause / 2, 30_000_000)
        }
        #expect(training.time.slept == wanted)
    }

    @Test func parametersGoWhereTheProtocolHasThem() throws {
        let server = try TrainingServer()
        defer { server.stop() }
        let training = Training(server.url)
        let parameters: [String: Datum] = [
            "n_epochs": .int(3), "batch_size": .int(16), "learning_rate_multiplier": .float(0.5), "seed": .int(7),
        ]
        _ = try training.run(training.request(validation: "{}\n", parameters: parameters))
        let body = try #require(server.jobs.first?.body)
        #expect(body["seed"] == .int(7) && body["validation_file"] == .text("file-2"))
        let own = body["method"]?["supervised"]?["hyperparameters"]
        #expect(own?["n_epochs"] == .int(3) && own?["batch_size"] == .int(16) && own?["learning_rate_multiplier"] == .float(0.5))
        #expect(server.files.count == 2 && server.files[1].contains("filename=\"validation.jsonl\""))
    }

    @Test(arguments: [
        ("failed", "could not train on these rows: The loss went to infinity."), ("cancelled", "was cancelled at `test`"),
    ])
    func aTrainingThatEndsWithoutAModelIsAnError(state: String, words: String) throws {
        let server = try TrainingServer(states: ["queued", "running", state])
        defer { server.stop() }
        let training = Training(server.url)
        let problem = try #require(training.problem())
        #expect(problem.code == "training-failed" && problem.message.contains(words))
        #expect(problem.notes.contains("info: event 3"))
        #expect(training.noted.last == .some(nil))
    }

    @Test func aStateThatIsNotKnownIsWaitedFor() throws {
        let server = try TrainingServer(states: ["paused", "being_thought_about", "succeeded"])
        defer { server.stop() }
        let training = Training(server.url)
        #expect(try training.run().model == "ft:small:hotel::1")
        #expect(training.shown.contains("train small: being thought about, step 3, loss 0.5"))
    }

    // MARK: - Crashes

    @Test func aTrainingThatWasLeftIsFollowed() throws {
        let server = try TrainingServer()
        defer { server.stop() }
        let first = Training(server.url)
        _ = try first.run()
        let again = Training(server.url)
        let known = try #require(first.noted.last ?? nil)
        #expect(try again.run(known: known).model == "ft:small:hotel::1")
        #expect(server.jobs.count == 1 && server.files.count == 1 && again.noted.isEmpty)
    }

    @Test func aJobThatWasBegunBeforeACrashIsFound() throws {
        let server = try TrainingServer()
        defer { server.stop() }
        _ = try Training(server.url).run()
        let again = Training(server.url)
        #expect(try again.run(known: FineTuneProgress(trainingFile: "file-1")).job == "ftjob-1")
        #expect(server.jobs.count == 1 && server.files.count == 1)
        // Another training on the same file is another job.
        let other = Training(server.url)
        #expect(
            try other.run(other.request(parameters: ["seed": .int(1)]), known: FineTuneProgress(trainingFile: "file-1")).job
                == "ftjob-2")
    }

    /// The job is there, and no answer tells of it.
    @Test func aJobWhoseAnswerWasLostIsNotBegunTwice() throws {
        let box = Mutex<TrainingServer?>(nil)
        let server = try TrainingServer { request, before in
            guard request.method == "POST", request.path == "/v1/fine_tuning/jobs", before == 0 else { return nil }
            box.withLock { $0 }?.answer(request)
            return [.reset]
        }
        box.withLock { $0 = server }
        defer {
            server.stop()
            box.withLock { $0 = nil }
        }
        #expect(try Training(server.url).run().job == "ftjob-1")
        #expect(server.jobs.count == 1)
    }

    @Test func whatTheProviderForgotIsBegunAnew() throws {
        let server = try TrainingServer()
        defer { server.stop() }
        let training = Training(server.url)
        let problem = training.problem(known: FineTuneProgress(trainingFile: "file-9", job: "ftjob-9"))
        #expect(problem?.code == "unknown-model" && training.noted == [nil])
    }

    // MARK: - What goes wrong

    @Test func aWrongKeyIsSaidAtOnce() throws {
        let server = try TrainingServer { _, _ in [.answer(401, #"{"error":{"message":"Incorrect key sk-very-secret"}}"#)] }
        defer { server.stop() }
        let training = Training(server.url)
        let problem = try #require(training.problem())
        #expect(problem.code == "wrong-key" && !"\(problem)".contains("sk-very-secret"))
        #expect(server.requests.count == 1 && training.noted.isEmpty)
    }

    @Test func aBusyProviderIsWaitedFor() throws {
        let server = try TrainingServer { request, before in
            request.path.contains("/events") || before > 0 ? nil : [.answer(429, "{}", ["Retry-After: 20"])]
        }
        defer { server.stop() }
        let training = Training(server.url)
        #expect(try training.run().job == "ftjob-1")
        #expect(training.time.slept > 60_000_000)
    }

    @Test func aBrokenProviderIsGivenUpAndFollowedLater() throws {
        let server = try TrainingServer { request, _ in request.path.hasSuffix("/ftjob-1") ? [.answer(503, "no")] : nil }
        defer { server.stop() }
        let training = Training(server.url)
        let problem = training.problem()
        #expect(problem?.code == "training-failed" && problem?.message.contains("503") == true)
        #expect(training.noted.last == FineTuneProgress(trainingFile: "file-1", job: "ftjob-1"))
    }

    @Test func aWebPageIsNoAnswer() throws {
        let server = try TrainingServer { _, _ in [.answer(200, "<html>Sign in</html>", type: "text/html")] }
        defer { server.stop() }
        let problem = Training(server.url).problem()
        #expect(problem?.message == "`test` does not train: the answer is a web page, not JSON: <html>Sign in</html>")
    }

    @Test func rowsThatAreRefusedAreSaid() throws {
        let server = try TrainingServer { request, _ in
            request.path == "/v1/fine_tuning/jobs" && request.method == "POST"
                ? [.answer(400, #"{"error":{"message":"invalid training_file"}}"#)] : nil
        }
        defer { server.stop() }
        let training = Training(server.url)
        let problem = training.problem()
        #expect(problem?.message.contains("invalid training_file") == true && training.noted.last == .some(nil))
    }

    @Test(arguments: [#"{"object":"file"}"#, #"{"id":""}"#, #"{"id":"../secrets?x"}"#, #"{"id":7}"#, "[]", "{}"])
    func anAnswerThatNamesNothingIsAnError(body: String) throws {
        let server = try TrainingServer { _, _ in [.answer(200, body)] }
        defer { server.stop() }
        #expect(Training(server.url).problem()?.code == "training-failed")
    }

    @Test func aTrainingWithoutADiaryIsOneAllTheSame() throws {
        let server = try TrainingServer { request, _ in request.path.contains("/events") ? [.answer(404, "{}")] : nil }
        defer { server.stop() }
        #expect(try Training(server.url).run().events.isEmpty)
    }

    @Test func severalPagesOfEventsAreRead() throws {
        let server = try TrainingServer(events: 9)
        defer { server.stop() }
        #expect(try Training(server.url).run().events.map(\.message) == (1...9).map { "event \($0)" })
    }

    @Test func aDeadlineLeavesTheTrainingToALaterCall() throws {
        let server = try TrainingServer(states: ["running"])
        defer { server.stop() }
        let training = Training(server.url)
        var options = AskOptions()
        options.deadline = 60_000_000
        #expect(training.problem(nil, known: FineTuneProgress(), options)?.code == "training-not-done")
        #expect(training.noted.last == FineTuneProgress(trainingFile: "file-1", job: "ftjob-1") && server.cancels == 0)
    }

    @Test func nothingIsSentOffline() throws {
        let server = try TrainingServer()
        defer { server.stop() }
        #expect(Training(server.url, isOffline: true).problem()?.code == "offline" && server.requests.isEmpty)
    }

    // MARK: - Interrupts

    @Test func anInterruptCancelsTheTraining() throws {
        let server = try TrainingServer(states: ["running"])
        defer { server.stop() }
        let training = Training(server.url)
        Watcher(training.cancellation) { server.requests.count > 8 }.start()
        #expect(training.problem()?.code == "interrupted")
        #expect(server.cancels == 1 && server.jobs.first?.isCancelled == true && training.noted.last == .some(nil))
    }

    @Test func aTrainingThatCannotBeCancelledIsFollowedLater() throws {
        let server = try TrainingServer(states: ["running"]) { request, _ in
            request.path.hasSuffix("/cancel") ? [.answer(500, "{}")] : nil
        }
        defer { server.stop() }
        let training = Training(server.url)
        Watcher(training.cancellation) { server.requests.count > 8 }.start()
        #expect(training.problem()?.code == "interrupted")
        #expect(training.noted.last == FineTuneProgress(trainingFile: "file-1", job: "ftjob-1"))
    }

    /// The job was made, and the interrupt came before its answer.
    @Test func anInterruptCancelsAJobThatIsNotYetKnown() throws {
        let box = Mutex<TrainingServer?>(nil)
        let server = try TrainingServer { request, _ in
            guard request.method == "POST", request.path == "/v1/fine_tuning/jobs" else { return nil }
            box.withLock { $0 }?.answer(request)
            return [.wait(milliseconds: 3000)]
        }
        box.withLock { $0 = server }
        defer {
            server.stop()
            box.withLock { $0 = nil }
        }
        let training = Training(server.url)
        Watcher(training.cancellation) { !server.jobs.isEmpty }.start()
        #expect(training.problem()?.code == "interrupted")
        #expect(server.jobs.first?.isCancelled == true)
    }
}
