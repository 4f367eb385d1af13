import Dispatch
import Glibc
import OctavoLanguage
import OctavoProviders
import OctavoSource
import OctavoTable
import Synchronization

/// A clock that stands still but for what is slept, so that pauses of minutes take no time.
final class LeapingClock: Sendable {
    private let time = Mutex<(now: Int64, slept: [Int64])>((0, []))

    /// Every pause that was made, in the order of making; pieces of one pause are one.
    var slept: Int64 { time.withLock { $0.slept.reduce(0, +) } }
    func advance(_ microseconds: Int64) { time.withLock { $0.now += microseconds } }

    var clock: ProviderClock {
        ProviderClock(
            now: { self.time.withLock { $0.now } },
            // 2026-01-01T00:00Z
            date: { 1_767_225_600_000_000 + self.time.withLock { $0.now } },
            sleep: { pause in
                self.time.withLock {
                    $0.now += pause
                    $0.slept.append(pause)
                }
            }, chance: { 0 })
    }
}

/// Files that are not there.
struct NoFiles: FileAccess {
    func contents(of path: String) throws -> FileContents { throw Diagnostic("file-not-found", path) }
    func resolve(_ pattern: String) throws -> [String] { [pattern] }
    func entries(of folder: String) -> [String] { [] }
    func digest(of path: String) throws -> String { throw Diagnostic("file-not-found", path) }
    func write(_ path: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {
        throw Diagnostic("read-only", path)
    }
}

/// Questions to a server, and what became of them.
struct Asking {
    var settings: ProviderSettings
    var options = AskOptions()
    let time = LeapingClock()
    var environment: [String: String] = ["TEST_KEY": "sk-very-secret"]
    let cancellation = Cancellation()

    init(_ server: MisbehavingServer) {
        settings = ProviderSettings(name: "test", baseURL: server.url, key: "TEST_KEY")
        options.timeout = 5_000_000
    }

    init(url: String) {
        settings = ProviderSettings(name: "test", baseURL: url, key: "TEST_KEY")
        options.timeout = 5_000_000
    }

    func request(_ text: String = "hello") -> ChatRequest {
        ChatRequest(target: ChatTarget(provider: "test", model: "m"), messages: [ChatMessage(.user, text)])
    }

    func ask(_ requests: [ChatRequest]) throws -> [ChatAnswer] {
        let environment = environment
        let providers = HTTPProviders([settings], agent: "octavo/test", environment: { environment[$0] }, clock: time.clock)
        var answers: [Int: ChatAnswer] = [:]
        try providers.ask(requests, options, context: ExecutionContext(files: NoFiles(), cancellation: cancellation)) {
            answers[$0] = $1
        }
        return requests.indices.map { answers[$0] ?? ChatAnswer(.failure("no answer was given", .forNow)) }
    }

    func ask(_ text: String = "hello") throws -> ChatAnswer { try ask([request(text)])[0] }

    /// The error of asking once.
    func problem() -> Diagnostic? {
        do {
            _ = try ask()
            return nil
        } catch {
            return error as? Diagnostic
        }
    }
}

/// Sets a flag from another thread once something holds.
struct Watcher: Sendable {
    private let flag: Cancellation
    private let condition: @Sendable () -> Bool

    init(_ flag: Cancellation, when condition: @escaping @Sendable () -> Bool) {
        self.flag = flag
        self.condition = condition
    }

    func start() {
        DispatchQueue.global().async {
            while !condition() { usleep(2000) }
            flag.cancel()
        }
    }
}
