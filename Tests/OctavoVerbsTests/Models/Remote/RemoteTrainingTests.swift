import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoVerbs
import ProjectFiles
import Synchronization
import Testing

/// Trainings by a provider, as programs see them; OctavoProviders' own tests hold what goes over the wire.
@Suite struct RemoteTrainingTests {
    /// A provider that keeps what it is sent and is done at once.
    private final class Trainer: ProviderAccess {
        struct Received: Sendable {
            let request: FineTuneRequest
            let options: AskOptions
            let known: FineTuneProgress
        }

        private let state = Mutex<[Received]>([])
        private let price: Double?
        private let problem: Diagnostic?

        init(price: Double? = nil, problem: Diagnostic? = nil) {
            self.price = price
            self.problem = problem
        }

        var received: [Received] { state.withLock { $0 } }

        func target(provider: String?, model: String?) throws -> ChatTarget {
            guard provider == "desk" else { throw Diagnostic("unknown-provider", "no provider is called `\(provider ?? "")`") }
            return ChatTarget(provider: "desk", model: model ?? "small")
        }

        func trainingPrice(of target: ChatTarget) -> Double? { price }

        func ask(
            _ requests: [ChatRequest], _ options: AskOptions, context: ExecutionContext,
            answered: (Int, ChatAnswer) throws -> Void
        ) throws {
            for place in requests.indices { try answered(place, ChatAnswer(.response("by \(requests[place].target.model)"))) }
        }

        func fineTune(
            _ request: FineTuneRequest, _ options: AskOptions, known: FineTuneProgress, context: ExecutionContext,
            note: (FineTuneProgress?) throws -> Void
        ) throws -> FineTuneResult {
            state.withLock { $0.append(Received(request: request, options: options, known: known)) }
            try note(FineTuneProgress(trainingFile: "file-1", job: "job-1"))
            if let problem { throw problem }
            return FineTuneResult(
                job: "job-1", model: "ft:small", tokens: 99, started: 1_000_000, ended: 3_500_000,
                events: [
                    FineTuneResult.Event(time: 0, level: "info", message: "begun"),
                    FineTuneResult.Event(
                        time: 1_000_000, level: "info", message: "step", step: 1, loss: 0.5, validationLoss: 0.75),
                ])
        }
    }

    /// Keeps runs in memory.
    private final class Runs: RunLog {
        private let all = Mutex<[TrainingRun]>([])
        func add(_ run: TrainingRun) -> String {
            all.withLock { all in
                all.append(run)
                return "run-\(all.count)"
            }
        }
        func add(measures: [(name: String, value: Datum)], toRun name: String) {}
        func runs() -> (runs: [TrainingRun], unreadable: [String]) { (all.withLock { $0 }, []) }
    }

    private static let rows = "t = table(map(0..12, {q: \"question \\(.)\", l: if . < 6 then \"book\" else \"stop\"}))\n"

    private func run(_ program: String, _ trainer: Trainer = Trainer(), in project: MemoryProject? = nil) -> [String] {
        let found = (project ?? MemoryProject([:], providers: trainer)).run(Self.rows + program)
        return found.problem.map { ["error: \($0.code): \($0.message)"] } ?? found.rows
    }

    @Test(
        arguments: [
            ("m.model", #""ft:small""#), ("m.provider", #""desk""#), ("m.base", #""small""#), ("m.job", #""job-1""#),
            ("m.rows", "12"),
            ("m.tokens", "99"), ("m.seconds", "2.5"), ("m.events | count", "2"), ("m.estimated_cost == null", "true"),
            ("m.run", #""""#),
            ("m.events | filter(.step == 1) | select(.loss, .validation_loss)", "{loss: 0.5, validation_loss: 0.75}"),
            ("ask(\"hello\", model: m.model, provider: m.provider).response", #""by ft:small""#),
        ])
    func givesWhatTheModelIsAskedBy(program: String, shown: String) {
        #expect(run("m = train(t, text: .q, label: .l, model: \"desk:small\")\n" + program) == [shown])
    }

    @Test func rowsBecomeConversations() throws {
        let trainer = Trainer()
        _ = run("train(t, text: .q, label: .l, model: \"desk:small\", system: \"Say \\\"book\\\" or stop.\")", trainer)
        let lines = String(decoding: try #require(trainer.received.first).request.training, as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 12)
        #expect(
            lines.first
                == #"{"messages":[{"role":"system","content":"Say \"book\" or stop."},{"role":"user","content":"question 0"},{"role":"assistant","content":"book"}]}"#
        )
    }

    @Test func optionsBecomeTheProvidersParameters() throws {
        let trainer = Trainer()
        _ = run(
            "train(t, text: .q, label: .l, model: \"desk:small\", epochs: 2, batch_size: 8, learning_rate_multiplier: 0.5, seed: 3, limits: {deadline: 2h})",
            trainer)
        let received = try #require(trainer.received.first)
        #expect(received.request.parameters.fields.map(\.name) == ["seed", "batch_size", "learning_rate_multiplier", "n_epochs"])
        #expect(received.options.deadline == 7_200_000_000)
    }

    @Test func whatAProviderTakesNoNoticeOfIsSaid() {
        let project = MemoryProject([:], providers: Trainer())
        let checked = project.check(
            Self.rows + "train(t, text: .q, label: .l, model: \"desk:small\", learning_rate: 0.00001, cost: 2)")
        let warning = checked.diagnostics.first { $0.code == "unused-option" }
        #expect(warning?.message == "`desk` has no use for `cost`, `learning_rate`")
        #expect(checked.effects.contains(.asks))
        let local = project.check(Self.rows + "train(t, text: .q, label: .l, limits: {tokens: 5})")
        #expect(local.diagnostics.map(\.code) == ["unused-option"] && !local.effects.contains(.asks))
    }

    @Test(
        arguments: [
            ("head(t, 9)", "bad-training-rows", "10 rows at least"),
            ("union(t, table([{q: \" \", l: \"book\"}]))", "bad-training-rows", "row 13 of the table has an empty text"),
            ("union(t, table([{q: \"a\", l: \"\"}]))", "bad-training-rows", "an empty label"),
        ])
    func rowsThatWouldBeRefusedAreNotSent(rows: String, code: String, words: String) {
        let trainer = Trainer()
        let found = run("\(rows) | train(text: .q, label: .l, model: \"desk:small\")", trainer)
        #expect(found.first?.hasPrefix("error: \(code)") == true && found.first?.contains(words) == true, "\(found)")
        #expect(trainer.received.isEmpty)
    }

    @Test func rowsThatAreLearntAreNotMeasured() {
        let trainer = Trainer()
        let found = run("train(t, text: .q, label: .l, model: \"desk:small\", validate: head(t, 2))", trainer)
        #expect(found.first?.hasPrefix("error: bad-training-rows: 2 rows of `validate` are among those") == true, "\(found)")
        let fine = run(
            "train(t, text: .q, label: .l, model: \"desk:small\", validate: table([{q: \"else\", l: \"book\"}])).job", trainer)
        #expect(fine == [#""job-1""#] && trainer.received.count == 1 && trainer.received[0].request.validation != nil)
    }

    /// Each row is 15 tokens: two messages of 4 and an answer's beginning of 3, and 3 and 1 of words.
    @Test(
        arguments: [
            ("epochs: 1, limits: {tokens: 100}", "about 180 tokens, and `limits` allows 100 tokens"),
            ("epochs: 3, limits: {tokens: 100}", "about 540 tokens, in 3 passes, and"),
            ("limits: {tokens: 1}", "in 8 passes, and"),
        ])
    func whatIsBeyondTheBudgetIsNotSent(options: String, words: String) {
        let trainer = Trainer()
        let found = run("train(t, text: .q, label: .l, model: \"desk:small\", \(options))", trainer)
        #expect(found.first?.contains(words) == true, "\(found)")
        #expect(found.first?.hasPrefix("error: over-budget") == true && trainer.received.isEmpty)
    }

    @Test(
        arguments: [
            ("small", "four bytes a token", "312"), ("gpt-4o-mini-2024-07-18", "o200k_base, estimated", "276"),
            ("ft:gpt-4o:org::id", "o200k_base, estimated", "276"), ("gpt-4", "cl100k_base, estimated", "276"),
        ])
    func tokensAreEstimatedForTheModelsEncoding(model: String, counting: String, tokens: String) {
        let call =
            "m = train(t, text: .q, label: .l, model: \"desk:\(model)\", epochs: 1, system: \"Antidisestablishmentarianism\")\n"
        #expect(run(call + "m.token_counting") == ["\"\(counting)\""])
        #expect(run(call + "m.estimated_tokens") == [tokens])
    }

    private static let path = ".octavo/tokenizers/o200k_base.tiktoken"

    @Test(.enabled(if: !Project.text(path).isEmpty, "scripts/setup --tokenizers"))
    func tokensAreCountedWithTheModelsOwnRanks() {
        let project = MemoryProject([Self.path: Project.text(Self.path)], providers: Trainer())
        let program = """
            m = train(t, text: .q, label: .l, model: "desk:gpt-4o-mini", epochs: 1, system: "Antidisestablishmentarianism")
            counted = sum(t.q | collect | map(q -> tokens(q, "o200k_base") + tokens("Antidisestablishmentarianism", "o200k_base") + 16))
            [m.token_counting, m.estimated_tokens == counted]
            """
        #expect(run(program, in: project) == [#"["o200k_base", true]"#])
    }

    @Test func ranksThatAreNotThoseOfTheEncodingAreNotUsed() {
        let project = MemoryProject([".octavo/tokenizers/o200k_base.tiktoken": "YQ== 0\n"], providers: Trainer())
        #expect(
            run("train(t, text: .q, label: .l, model: \"desk:gpt-4o\")", in: project).first?.hasPrefix("error: damaged-tokenizer")
                == true)
    }

    @Test func moneyNeedsAPrice() {
        let program = "train(t, text: .q, label: .l, model: \"desk:small\", epochs: 1, limits: {money: 0.01})"
        #expect(run(program).first?.hasPrefix("error: no-price") == true)
        let dear = run(program, Trainer(price: 1000)).first
        #expect(dear == "error: over-budget: the training would take about 180 tokens, for about 0.18, and `limits` allows 0.01")
        #expect(run(program + ".estimated_cost", Trainer(price: 1)) == ["0.00018"])
    }

    @Test func aTrainingThatWasLeftIsFollowedByTheSameCall() throws {
        let trainer = Trainer(problem: Diagnostic("training-not-done", "later"))
        let project = MemoryProject([:], providers: trainer)
        let program = "train(t, text: .q, label: .l, model: \"desk:small\")"
        #expect(run(program, in: project).first?.hasPrefix("error: training-not-done") == true)
        #expect(run(program, in: project).first?.hasPrefix("error: training-not-done") == true)
        #expect(
            run("train(t, text: .q, label: .l, model: \"desk:small\", seed: 1)", in: project).first?.hasPrefix("error") == true)
        #expect(
            trainer.received.map(\.known) == [
                FineTuneProgress(), FineTuneProgress(trainingFile: "file-1", job: "job-1"), FineTuneProgress(),
            ])
        #expect(project.files.entries(of: ".octavo/fine-tuning").count == 2)
    }

    /// A version before this one noted fewer columns.
    @Test func aCurveThatLacksAColumnIsShownWithoutIt() {
        let runs = Runs()
        let project = MemoryProject([:], providers: Trainer(), runs: runs)
        _ = run("train(t, text: .q, label: .l, model: \"desk:small\").run", in: project)
        _ = runs.add(
            TrainingRun(
                started: 0, seconds: 1, code: "", source: "", model: "embedding", parameters: [], data: "", rows: 1,
                validationRows: 0, labels: 2,
                curve: [.record([(name: "step", value: .int(7)), (name: "loss", value: .float(0.5))])],
                threads: 1))
        #expect(
            run("runs() | tail(1) | derive(c: .curve[0]) | select(step: .c.step, loss: .c.loss, rate: .c.rate)", in: project)
                == ["{step: 7, loss: 0.5, rate: null}"])
    }

    @Test func aTrainingIsNotedOnce() throws {
        let runs = Runs()
        let project = MemoryProject([:], providers: Trainer(), runs: runs)
        #expect(run("train(t, text: .q, label: .l, model: \"desk:small\", epochs: 2).run", in: project) == [#""run-1""#])
        let noted = try #require(runs.runs().runs.first)
        #expect(
            noted.model == "desk:small" && noted.rows == 12 && noted.labels == 2 && noted.seconds == 2.5 && noted.curve.count == 1
        )
        #expect(noted.parameters.first { $0.name == "fine_tuned_model" }?.value == .text("ft:small"))
    }

    @Test(
        arguments: [
            ("train(t, text: .q, label: .l, model: \"nobody:small\")", "unknown-provider"),
            ("train(t, text: .q, label: .l, model: \"gpt-4\")", "unknown-choice"),
            ("train(t, text: .q, label: .l, model: \"desk:small\", epochs: 51)", "wrong-argument"),
            ("train(t, text: .q, label: .l, model: \"desk:small\", limits: {coins: 1})", "wrong-argument"),
            ("cross_validate(t, text: .q, label: .l, model: \"desk:small\")", "not-supported"),
            ("predict(\"a\", train(t, text: .q, label: .l, model: \"desk:small\"))", "wrong-argument"),
        ])
    func refusesWithACode(program: String, code: String) {
        #expect(run(program).first?.hasPrefix("error: \(code)") == true, "\(run(program))")
    }
}
