import OctavoTable
import Synchronization

/// OpenAI's files and fine-tuning jobs on this machine, as far as a client sees them.
///
/// A class because its server's threads share it.
final class TrainingServer: Sendable {
    struct Job: Sendable {
        let id: String
        let body: Datum
        /// What the job is at each look, the last for good.
        var states: [String]
        var isCancelled = false
    }

    private struct State {
        var files: [String] = []
        var jobs: [Job] = []
        var cancels = 0
    }

    private let state = Mutex(State())
    private let states: [String]
    private let events: Int
    private let server = Mutex<MisbehavingServer?>(nil)

    /// `instead` may answer in place of the protocol; it is told how many like it came before, by method and path without its question.
    init(
        states: [String] = ["validating_files", "queued", "running", "running", "succeeded"], events: Int = 3,
        instead: @escaping @Sendable (ReceivedRequest, _ before: Int) -> [ServerAction]? = { _, _ in nil }
    ) throws {
        self.states = states
        self.events = events
        let counts = Mutex<[String: Int]>([:])
        let made = try MisbehavingServer { [weak self] request in
            guard let self else { return [.reset] }
            let kind = request.method + " " + (request.path.split(separator: "?").first.map(String.init) ?? "")
            let before = counts.withLock { counts in
                defer { counts[kind, default: 0] += 1 }
                return counts[kind, default: 0]
            }
            return instead(request, before) ?? self.answer(request)
        }
        server.withLock { $0 = made }
    }

    var url: String { server.withLock { $0?.url ?? "" } }
    var requests: [ReceivedRequest] { server.withLock { $0?.requests ?? [] } }
    var files: [String] { state.withLock { $0.files } }
    var jobs: [Job] { state.withLock { $0.jobs } }
    var cancels: Int { state.withLock { $0.cancels } }
    func stop() { server.withLock { $0?.stop() } }

    /// Does what the request asks for; also where a test then hides the answer.
    @discardableResult func answer(_ request: ReceivedRequest) -> [ServerAction] {
        let parts = request.path.dropFirst("/v1".count).split(separator: "?")
        let path = parts.first.map(String.init) ?? ""
        let question = parts.count > 1 ? String(parts[1]) : ""
        switch (request.method, path) {
        case ("POST", "/files"):
            let name = state.withLock { state in
                state.files.append(request.body)
                return "file-\(state.files.count)"
            }
            return [.answer(200, #"{"id":"\#(name)","object":"file","purpose":"fine-tune"}"#)]
        case ("POST", "/fine_tuning/jobs"):
            guard let body = try? JSONReader.read(request.body) else { return [.answer(400, "{}")] }
            let job = state.withLock { state in
                state.jobs.append(Job(id: "ftjob-\(state.jobs.count + 1)", body: body, states: states))
                return state.jobs[state.jobs.count - 1]
            }
            return [.answer(200, Self.text(job))]
        case ("GET", "/fine_tuning/jobs"):
            return [.answer(200, #"{"object":"list","data":[\#(jobs.map(Self.text).joined(separator: ","))],"has_more":false}"#)]
        case ("POST", let path) where path.hasSuffix("/cancel"):
            let job = state.withLock { state -> Job? in
                state.cancels += 1
                guard let place = state.jobs.firstIndex(where: { path.contains($0.id + "/") }) else { return nil }
                state.jobs[place].isCancelled = true
                return state.jobs[place]
            }
            return [job.map { .answer(200, Self.text($0)) } ?? .answer(404, "{}")]
        case ("GET", let path) where path.hasSuffix("/events"): return [page(question)]
        case ("GET", let path):
            let job = state.withLock { state -> Job? in
                guard let place = state.jobs.firstIndex(where: { path.hasSuffix("/" + $0.id) }) else { return nil }
                if state.jobs[place].states.count > 1 { state.jobs[place].states.removeFirst() }
                return state.jobs[place]
            }
            return [job.map { .answer(200, Self.text($0)) } ?? .answer(404, #"{"error":{"message":"No such job"}}"#)]
        default: return [.answer(405, "{}")]
        }
    }

    /// Two a page, the newest first.
    private func page(_ question: String) -> ServerAction {
        let after =
            question.split(separator: "&").first { $0.hasPrefix("after=ev-") }.flatMap { Int($0.dropFirst(9)) } ?? events + 1
        let numbers = stride(from: after - 1, to: max(after - 3, 0), by: -1)
        let items = numbers.map { number in
            let data =
                number == 1
                ? "null" : #"{"step":\#(number),"train_loss":\#(1.5 / Double(number)),"valid_loss":\#(2.0 / Double(number))}"#
            return
                #"{"id":"ev-\#(number)","created_at":\#(1_767_225_600 + number),"level":"info","message":"event \#(number)","data":\#(data)}"#
        }
        return .answer(200, #"{"object":"list","data":[\#(items.joined(separator: ","))],"has_more":\#(after > 3)}"#)
    }

    private static func text(_ job: Job) -> String {
        let status = job.isCancelled ? "cancelled" : job.states[0]
        var fields: [(name: String, value: Datum)] = [
            ("id", .text(job.id)), ("object", .text("fine_tuning.job")), ("status", .text(status)),
            ("created_at", .int(1_767_225_600)),
            ("training_file", job.body["training_file"] ?? .null), ("metadata", job.body["metadata"] ?? .null),
            ("error", .record([])),
        ]
        switch status {
        case "succeeded":
            fields += [
                ("fine_tuned_model", .text("ft:small:hotel::1")), ("trained_tokens", .int(1234)),
                ("finished_at", .int(1_767_225_700)),
            ]
        case "failed":
            fields[fields.count - 1].value = .record([("code", .text("bad")), ("message", .text("The loss went to infinity."))])
        default: break
        }
        var bytes: [UInt8] = []
        JSONWriter.append(.record(fields), to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
