import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable
import OctavoVerbs
import Synchronization
import Testing

/// What `train` does with Ctrl-C, with what an earlier run left, and with a disk that is full.
@Suite struct BrokenTrainingTests {
    /// Checkpoints in memory, by name.
    private final class Shelf: CheckpointStore {
        private let kept = Mutex<[String: [UInt8]]>([:])
        let hasRoom: Bool

        init(hasRoom: Bool = true) { self.hasRoom = hasRoom }

        var count: Int { kept.withLock { $0.count } }
        /// Changes a byte of each.
        func damage() { kept.withLock { all in for name in all.keys { all[name]?[200] ^= 0x40 } } }

        func checkpoints(of key: String) -> [String] { kept.withLock { $0.keys.filter { $0.hasSuffix(key) } } }
        func name(of key: String, started: Int64) -> String { "\(started)-\(key)" }
        func read(_ name: String) throws -> Buffer<UInt8> { Buffer(kept.withLock { $0[name] ?? [] }) }
        func write(_ name: String, _ bytes: [UInt8]) throws {
            guard hasRoom else { throw Diagnostic("file-not-writable", "no space is left") }
            kept.withLock { $0[name] = bytes }
        }
        func remove(_ name: String) { kept.withLock { $0[name] = nil } }
    }

    private struct Outcome {
        let model: ModelValue?
        let problem: String?
        let warnings: [Diagnostic]
        var codes: [String] { warnings.map(\.code.rawValue) }
        var bytes: [UInt8]? { model.map { ModelFile.bytes($0.model, $0.card) } }
    }

    private static let rows = """
        t = table(map(0..140, {
          q: text(mod(., 10)) + " " + ["a room", "my stay", "the bill", "dinner now"][mod(., 4)], l: ["book", "stop", "pay", "eat"][mod(., 4)],
        }))

        """

    /// Trains and, where `stops`, is asked to stop at the first word of progress.
    private func train(
        _ options: String = "", shelf: Shelf?, stops: Bool = false, endsEarly: Bool = true
    ) throws -> Outcome {
        let cancellation = Cancellation()
        let files = MemoryProject([:]).files
        var capabilities = Capabilities(files: files, now: { 0 }, environment: { _ in nil }, checkpoints: shelf)
        let warnings = Mutex<[Diagnostic]>([])
        capabilities.warnings = { warning in warnings.withLock { $0.append(warning) } }
        var context = ExecutionContext(files: files, cancellation: cancellation, threads: 2) { progress in
            if stops, progress.step == "train", progress.rows != nil { cancellation.cancel() }
        }
        context.endsEarly = endsEarly
        let program = Self.rows + "m = train(t, text: .q, label: .l, model: \"embedding\", epochs: 40\(options))"
        do {
            let after = try Program.run(
                Harness.parse(program), in: Environment(), catalog: .standard, capabilities: capabilities, context: context
            ) { _ in }
            guard case .object(let model as ModelValue)? = after.values["m"]?.value else { throw DamagedModel("no model") }
            return Outcome(model: model, problem: nil, warnings: warnings.withLock { $0 })
        } catch let diagnostic as Diagnostic {
            return Outcome(model: nil, problem: diagnostic.code.rawValue, warnings: warnings.withLock { $0 })
        }
    }

    @Test(arguments: ["", ", validate: t"]) func theBestSoFarIsGivenAndSaid(_ options: String) throws {
        let shelf = Shelf()
        let ended = try train(options, shelf: shelf, stops: true)
        let model = try #require(ended.model)
        #expect(ended.codes.first == "ended-early" && shelf.count == 1)
        let warning = try #require(ended.warnings.first)
        #expect(warning.message.contains(" of 40 epochs") && warning.help == ["the same call goes on from here"])
        #expect(model.card.parameters.contains { $0.name == "epochs_done" })
        #expect(model.card.rows == (options.isEmpty ? 112 : 140))
        guard case .text(let card)? = model.member("card") else { throw DamagedModel("no card") }
        #expect(card.contains("the training was ended by hand after "))
        // The same call goes on, and leaves nothing behind.
        let (rest, unbroken) = (try train(options, shelf: shelf), try train(options, shelf: nil))
        #expect(rest.bytes == unbroken.bytes && rest.bytes != nil && rest.codes.isEmpty && shelf.count == 0)
        #expect(rest.model?.curve == unbroken.model?.curve)
    }

    @Test func whereNobodyWaitsTheRunEndsAndTheNextGoesOn() throws {
        let shelf = Shelf()
        let broken = try train(shelf: shelf, stops: true, endsEarly: false)
        #expect(broken.problem == "interrupted" && broken.model == nil && shelf.count == 1)
        // Another training does not go on from it.
        _ = try train(", seed: 3", shelf: shelf)
        #expect(shelf.count == 1)
        #expect(try train(shelf: shelf).bytes == train(shelf: nil).bytes && shelf.count == 0)
    }

    @Test func withoutAPlaceForItNothingGoesOn() throws {
        let ended = try train(shelf: nil, stops: true)
        #expect(ended.model != nil && ended.warnings.first?.help.isEmpty == true)
    }

    @Test func aDamagedCheckpointIsSaidAndLeftAside() throws {
        let shelf = Shelf()
        _ = try train(shelf: shelf, stops: true)
        shelf.damage()
        let anew = try train(shelf: shelf)
        #expect(anew.codes == ["damaged-checkpoint"] && shelf.count == 0)
        #expect(try anew.bytes == train(shelf: nil).bytes)
    }

    @Test func aFullDiskIsSaidAndTheTrainingGoesOn() throws {
        let ended = try train(shelf: Shelf(hasRoom: false), stops: true)
        #expect(ended.model != nil && ended.codes.contains("checkpoint-not-kept"))
        #expect(ended.warnings.first { $0.code == "ended-early" }?.help.isEmpty == true)
    }

    @Test func aSearchIsInterruptedAsAWhole() throws {
        let cancellation = Cancellation()
        let files = MemoryProject([:]).files
        let shelf = Shelf()
        let capabilities = Capabilities(files: files, now: { 0 }, environment: { _ in nil }, checkpoints: shelf)
        var context = ExecutionContext(files: files, cancellation: cancellation, threads: 2) { progress in
            if progress.step == "train", progress.rows != nil { cancellation.cancel() }
        }
        context.endsEarly = true
        let program = Self.rows + "cross_validate(t, text: .q, label: .l, model: \"embedding\", epochs: 40, k: 2)"
        #expect(throws: Diagnostic.self) {
            try Program.run(
                Harness.parse(program), in: Environment(), catalog: .standard, capabilities: capabilities, context: context
            ) { _ in }
        }
        #expect(shelf.count == 0)
    }
}
