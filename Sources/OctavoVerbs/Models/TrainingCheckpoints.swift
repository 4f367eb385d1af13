import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable
import OctavoText

/// The checkpoints of one training: known by what it learns from, how, and in which form, so that only the very same training goes on from one.
struct TrainingCheckpoints {
    private let call: Call
    private let store: any CheckpointStore
    private let key: String
    private let names: [String]
    private let own: String
    private let found: [String]

    /// `nil` where nothing is kept. `data` and `held` are digests.
    init?(_ call: Call, _ parameters: [(name: String, value: Datum)], data: String, held: String?, names: [String]) {
        guard let store = call.capabilities.checkpoints else { return nil }
        self.call = call
        self.store = store
        self.names = names
        var identity: [UInt8] = []
        JSONWriter.append(
            .record([
                (name: "form", value: .int(Int64(TrainingCheckpoint.form))), (name: "parameters", value: .record(parameters)),
                (name: "data", value: .text(data)), (name: "validation", value: held.map { .text($0) } ?? .null),
            ]), to: &identity)
        key = ContentDigest.sha256Hex(identity)
        own = store.name(of: key, started: call.capabilities.now())
        found = store.checkpoints(of: key)
    }

    /// Goes on from the latest that is whole.
    func makeKeeper() -> CheckpointKeeper {
        var saved: TrainingCheckpoint?
        for name in found where saved == nil {
            do {
                saved = try TrainingCheckpoint(try store.read(name), key: key)
            } catch let problem as DamagedModel {
                warnOfDamage(problem)
            } catch let diagnostic as Diagnostic where diagnostic.code == "file-not-found" {
                // Another process with the same training has come to its end.
                continue
            } catch {
                warnOfDamage(DamagedModel((error as? Diagnostic)?.message ?? "\(error)"))
            }
        }
        return CheckpointKeeper(key: key, names: names, saved: saved, now: call.capabilities.now) { [call, store, own] bytes in
            do {
                try store.write(own, bytes)
                return true
            } catch {
                call.warn(
                    Diagnostic(
                        "checkpoint-not-kept",
                        "how far the training is could not be written down: \((error as? Diagnostic)?.message ?? "\(error)")",
                        severity: .warning, notes: ["the training goes on; were it broken off, it would begin anew"]))
                return false
            }
        }
    }

    /// The training is over, whether from the beginning or from one of these.
    func remove() { for name in found + [own] { store.remove(name) } }

    func warnOfDamage(_ problem: DamagedModel) {
        call.warn(
            Diagnostic(
                "damaged-checkpoint", "a training that was broken off cannot go on, and begins anew: \(problem.reason)",
                severity: .warning))
    }
}
