import OctavoLanguage
import OctavoSource
import OctavoTable

/// One training at a provider, from files to the name of a model.
struct FineTuning {
    private let request: FineTuneRequest
    private let account: ProviderAccount
    private let calls: ProviderCalls
    private let clock: ProviderClock
    private let context: ExecutionContext
    private let deadline: Int64?
    private var progress: FineTuneProgress
    /// A job may be there that no answer told of.
    private var mayHaveJob: Bool
    private var seen: Set<String> = []
    private var events: [FineTuneResult.Event] = []

    /// Between two looks at a job; each is longer by half than the one before.
    private static let firstPause: Int64 = 1_000_000
    private static let longestPause: Int64 = 30_000_000
    /// What a large file may take to go up, at 256 KiB a second.
    private static let microsecondsAByte: Int64 = 4

    init(
        _ request: FineTuneRequest, _ options: AskOptions, known: FineTuneProgress, _ account: ProviderAccount,
        _ clock: ProviderClock,
        _ context: ExecutionContext
    ) throws(Diagnostic) {
        self.request = request
        self.account = account
        self.clock = clock
        self.context = context
        deadline = options.deadline.map { clock.now() + $0 }
        calls = try ProviderCalls(account, options, clock, context.cancellation)
        progress = known
        mayHaveJob = known.trainingFile != nil
    }

    mutating func run(_ note: (FineTuneProgress?) throws -> Void) throws -> FineTuneResult {
        do {
            if let known = progress.job { return try follow(look(known), note) }
            return try follow(begin(note), note)
        } catch let refused as ProviderCalls.Refused {
            // What the provider knows nothing of, or refuses, is begun anew the next time.
            if (400..<500).contains(refused.status), ![401, 403, 408, 409, 425, 429].contains(refused.status) { try note(nil) }
            throw refused.diagnostic
        } catch let diagnostic as Diagnostic where diagnostic.code == "interrupted" {
            tell("cancels")
            if cancel() { try note(nil) }
            throw diagnostic
        }
    }

    // MARK: - Beginning

    private mutating func begin(_ note: (FineTuneProgress?) throws -> Void) throws -> Datum {
        if progress.trainingFile == nil {
            progress.trainingFile = try upload(request.training, request.trainingDigest, "training.jsonl")
            try note(progress)
        }
        if progress.validationFile == nil, let validation = request.validation, let digest = request.validationDigest {
            progress.validationFile = try upload(validation, digest, "validation.jsonl")
            try note(progress)
        }
        let job = try create()
        progress.job = try name(of: job)
        try note(progress)
        return job
    }

    private func upload(_ bytes: [UInt8], _ digest: String, _ name: String) throws -> String {
        tell("uploads \(Quantity.grouped(bytes.count)) bytes")
        let time = account.settings.timeout + Int64(bytes.count) * Self.microsecondsAByte
        return try self.name(
            of: try calls.answer(
                FineTuneProtocol.files, FineTuneProtocol.upload(bytes, digest: digest, name: name), timeout: time))
    }

    private mutating func create() throws -> Datum {
        if mayHaveJob, let job = try find() { return job }
        tell("begins")
        mayHaveJob = true
        return try calls.answer(FineTuneProtocol.jobs, .json(FineTuneProtocol.creation(request, progress)), found: find)
    }

    /// A job for the same that an earlier call made and that has not ended without a model.
    private func find() throws -> Datum? {
        do {
            return choose(try calls.answer(FineTuneProtocol.jobs(of: request)))
        } catch is ProviderCalls.Refused {
            // Not all who speak the protocol list jobs.
            return nil
        }
    }

    private func choose(_ list: Datum) -> Datum? {
        list["data"]?.items?.first { job in
            let isOwn = FineTuneProtocol.isMarked(job, by: request) && job["training_file"]?.text == progress.trainingFile
            return switch FineTuneProtocol.State(job) {
            case .underway, .succeeded: isOwn
            case .failed, .cancelled: false
            }
        }
    }

    private func name(of document: Datum) throws -> String {
        guard let name = document["id"]?.text, !name.isEmpty,
            name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x2F && $0 != 0x3F })
        else {
            throw problem("its answer names nothing that could be followed")
        }
        return name
    }

    private func look(_ job: String) throws -> Datum { try calls.answer(FineTuneProtocol.job(job)) }

    // MARK: - Following

    private mutating func follow(_ first: Datum, _ note: (FineTuneProgress?) throws -> Void) throws -> FineTuneResult {
        var job = first
        let name = try name(of: job)
        progress.job = name
        var pause = Self.firstPause
        while true {
            // What is told of an ended job is all there is.
            let state = FineTuneProtocol.State(job)
            try readEvents(of: name)
            switch state {
            case .succeeded: return try result(of: job, name, note)
            case .failed, .cancelled:
                try note(nil)
                throw ended(job, name, state)
            case .underway(let word):
                let point = events.last { $0.step != nil }
                let loss = point?.loss.map { ", loss \(DatumText.float(($0 * 1000).rounded() / 1000))" } ?? ""
                tell(word.replacing("_", with: " ") + (point?.step.map { ", step \($0)\(loss)" } ?? ""))
            }
            if let deadline, clock.now() + pause > deadline {
                throw Diagnostic(
                    "training-not-done", "`\(account.settings.name)` has not ended the training `\(name)` before the deadline",
                    help: ["it goes on there: the same call follows it"])
            }
            try calls.wait(pause)
            pause = min(pause + pause / 2, Self.longestPause)
            job = try look(name)
        }
    }

    /// The provider gives the newest first, page after page.
    private mutating func readEvents(of job: String) throws {
        var found: [FineTuneResult.Event] = []
        var after: String?
        pages: while true {
            let page: Datum
            do {
                page = try calls.answer(FineTuneProtocol.events(of: job, after: after))
            } catch is ProviderCalls.Refused {
                // A training without a diary is one all the same.
                break
            }
            let items = page["data"]?.items ?? []
            for item in items {
                guard let id = item["id"]?.text else { continue }
                guard seen.insert(id).inserted else { break pages }
                if var event = FineTuneProtocol.event(item) {
                    event.message = account.withoutSecrets(event.message)
                    found.append(event)
                }
            }
            guard page["has_more"] == .bool(true), let last = items.last?["id"]?.text, last != after else { break }
            after = last
        }
        events += found.reversed()
    }

    private func result(of job: Datum, _ name: String, _ note: (FineTuneProgress?) throws -> Void) throws -> FineTuneResult {
        guard let model = job["fine_tuned_model"]?.text, !model.isEmpty else {
            throw problem("the training `\(name)` succeeded and names no model")
        }
        let started = FineTuneProtocol.seconds(job["created_at"])
        return FineTuneResult(
            job: name, model: model, tokens: job["trained_tokens"]?.integer.flatMap { Int(exactly: $0) }, started: started,
            ended: max(FineTuneProtocol.seconds(job["finished_at"]), started), events: events)
    }

    // MARK: - Ending

    /// Whether nothing is left at the provider that goes on.
    private func cancel() -> Bool {
        var name = progress.job
        if name == nil, mayHaveJob {
            guard let list = calls.tell(FineTuneProtocol.jobs(of: request), .none) else { return false }
            name = choose(list)?["id"]?.text
        }
        // Uploaded files are kept: the next call needs them.
        guard let name else { return false }
        guard let job = calls.tell(FineTuneProtocol.cancelling(name), .json(.record([]))) else { return false }
        return FineTuneProtocol.State(job) == .cancelled
    }

    private func ended(_ job: Datum, _ name: String, _ state: FineTuneProtocol.State) -> Diagnostic {
        let own = account.settings.name
        let last = events.suffix(3).map { "\($0.level): \($0.message)" }
        if state == .cancelled {
            return Diagnostic(
                "training-failed", "the training `\(name)` was cancelled at `\(own)`", notes: last,
                help: ["the same call begins another"])
        }
        let words = job["error"]?["message"]?.text.map { account.withoutSecrets($0) } ?? "it does not say why"
        return Diagnostic(
            "training-failed", "`\(own)` could not train on these rows: \(words)", notes: ["the job is `\(name)`"] + last)
    }

    private func problem(_ reason: String) -> Diagnostic {
        Diagnostic("training-failed", "`\(account.settings.name)` does not train: \(reason)")
    }

    private func tell(_ words: String) {
        context.progress?(ExecutionContext.Progress(step: "train \(request.target.model): \(words)", rows: nil, fraction: nil))
    }
}
