import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable
import OctavoVerbs
import Testing

@Suite struct RegistryTests {
    private static let trained = """
        t = table([
          {q: "book a room", l: "book"}, {q: "i want two rooms", l: "book"}, {q: "a room, please", l: "book"},
          {q: "cancel my stay", l: "stop"}, {q: "cancel it", l: "stop"}, {q: "cancel all", l: "stop"},
        ])
        m = train(t, text: .q, label: .l)

        """

    private func run(_ program: String, in project: MemoryProject) -> [String] {
        let found = project.run(Self.trained + program)
        return found.problem.map { ["error: \($0.code): \($0.message)"] } ?? found.rows
    }

    private func published() -> MemoryProject {
        let project = MemoryProject([:])
        let rows = run(
            #"publish(m, "intent", version: "1.0.0", measured: t | evaluate(m), stage: "candidate").version"#, in: project)
        #expect(rows == [#""1.0.0""#])
        return project
    }

    @Test func aPublishedModelPredictsAsItDidBefore() {
        let project = published()
        #expect(run(#"predict("cancel", model("intent@1.0.0")) == predict("cancel", m)"#, in: project) == ["true"])
        #expect(run(#"model("intent@candidate").version"#, in: project) == [#""1.0.0""#])
        #expect(run(#"model("intent").name"#, in: project) == [#""intent""#])
        #expect(run(#"model("models/intent/1.0.0.safetensors").rows"#, in: project) == ["6"])
    }

    @Test func oneCellMayPublishAndTheNextReadIt() {
        let program =
            "p = publish(m, \"intent\", version: \"2.0.0\", stage: \"production\")\npredict(\"a room\", model(\"intent@production\")).label"
        #expect(run(program, in: MemoryProject([:])) == [#""book""#])
    }

    @Test func publishingTheSameAgainChangesNothingAndAnotherIsRefused() throws {
        let project = published()
        let path = "models/intent/1.0.0.safetensors"
        let before = try project.files.bytes(path)
        #expect(run(#"publish(m, "intent", version: "1.0.0", measured: t | evaluate(m)).version"#, in: project) == [#""1.0.0""#])
        let other = run(#"publish(train(t, text: .q, label: .l, cost: 0.5), "intent", version: "1.0.0")"#, in: project)
        #expect(other.first?.hasPrefix("error: published-version") == true)
        #expect(try project.files.bytes(path) == before)
    }

    @Test func listsVersionsWithTheirStages() {
        let project = published()
        #expect(
            run(
                #"p = publish(m, "intent", version: "1.1.0"); models() | select(.version, .stages, .accuracy)"#.replacing(
                    "; ", with: "\n"), in: project)
                == [
                    #"{version: "1.0.0", stages: ["candidate"], accuracy: 1.0}"#,
                    #"{version: "1.1.0", stages: [], accuracy: null}"#,
                ])
        #expect(run(#"models("intent") | count"#, in: project) == ["2"])
        #expect(run(#"models("none") | count"#, in: project) == ["0"])
    }

    @Test func promotesOnlyWhereConditionsHold() throws {
        let project = published()
        #expect(run(#"promote("intent@candidate", "production", .accuracy >= 0.9).version"#, in: project) == [#""1.0.0""#])
        let refused = run(#"promote("intent@1.0.0", "best", .accuracy > 1)"#, in: project)
        #expect(refused.first?.hasPrefix("error: expectation-failed") == true)
        #expect(run(#"model("intent@best")"#, in: project).first?.hasPrefix("error: unknown-version") == true)
        let stages = String(decoding: try project.files.bytes("models/intent/stages.yaml"), as: UTF8.self)
        #expect(stages.hasSuffix("candidate: 1.0.0\nproduction: 1.0.0\n"))
    }

    @Test func measuresThatAreNotThereCannotHold() {
        let project = MemoryProject([:])
        let program = "p = publish(m, \"intent\", version: \"1.0.0\")\npromote(\"intent\", \"production\", .accuracy > 0.5)"
        #expect(run(program, in: project).first?.hasPrefix("error: missing-measures") == true)
    }

    @Test func aChangedFileIsRefused() throws {
        let project = published()
        let path = "models/intent/1.0.0.safetensors"
        var bytes = try project.files.bytes(path)
        bytes[bytes.count - 1] ^= 1
        project.files.put(path, bytes: bytes)
        #expect(run(#"model("intent")"#, in: project).first?.hasPrefix("error: damaged-model") == true)
    }

    @Test(arguments: [
        (#"model("intend")"#, "unknown-model"), (#"model("intent@1.0.1")"#, "unknown-version"),
        (#"model("../x@1.0.0")"#, "file-not-found"),
        (#"publish(m, "a b", version: "1.0.0")"#, "bad-name"), (#"publish(m, "a", version: "1.0")"#, "unknown-version"),
        (#"publish(m, "a", version: "1.0.0", stage: "1.0.0")"#, "bad-name"),
        (#"publish(m, "a", version: "1.0.0", measured: 1)"#, "wrong-argument"),
        (#"promote("intent@2.0.0", "production")"#, "unknown-version"), (#"publish(t, "a", version: "1.0.0")"#, "wrong-argument"),
    ])
    func saysWhatIsWrong(program: String, code: String) {
        #expect(run(program, in: published()).first?.hasPrefix("error: \(code)") == true)
    }

    @Test func theCardTellsFacts() {
        let project = published()
        let card = run(
            #"contains(model("intent").card, "learnt from 6 rows") and contains(model("intent").card, "accuracy")"#, in: project)
        #expect(card == ["true"])
    }

    @Test func aFullDiskLeavesNoVersion() {
        let project = MemoryProject([:], room: 100)
        #expect(run(#"publish(m, "intent", version: "1.0.0")"#, in: project).first?.hasPrefix("error: file-not-writable") == true)
        #expect(run(#"models() | count"#, in: project) == ["0"])
    }

    @Test func aStageThatCannotBeCalledSoPublishesNothing() {
        let project = MemoryProject([:])
        #expect(
            run(#"publish(m, "intent", version: "1.0.0", stage: "latest")"#, in: project).first?.hasPrefix("error: bad-name")
                == true)
        #expect(run(#"models() | count"#, in: project) == ["0"])
    }

    /// The stages are a file of their own, which is written after the version's.
    @Test func aStageThatIsNotMovedIsSaidToBeThatAlone() {
        let project = MemoryProject(["models/intent/stages.yaml": "stages: 3\n"])
        let problem = project.run(Self.trained + #"publish(m, "intent", version: "1.0.0", stage: "candidate")"#).problem
        #expect(
            problem?.notes.last == "`intent` 1.0.0 is published, and the stage `candidate` means what it did before",
            "\(problem as Any)")
        #expect(run(#"model("intent@1.0.0").rows"#, in: project) == ["6"])
    }

    @Test func textsOfNoLabelAreKeptAwayFrom() {
        let program = """
            o = table([{q: "what is the weather", l: "none"}, {q: "tell me a joke", l: "none"}])
            r = train(union(t, o), text: .q, label: .l, other: "none")
            [r.labels, predict("a joke", r), predict("a room", r).label]
            """
        #expect(run(program, in: MemoryProject([:])) == [#"[["book", "stop"], {label: "none", confidence: null}, "book"]"#])
    }
}
