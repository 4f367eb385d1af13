import OctavoSource
package import OctavoTable
import Synchronization

/// Providers of language models behind the kernel's capabilities. Errors are `Diagnostic`s, without a place in the program.
package protocol ProviderAccess: Sendable {
    /// Who is meant by these names, the settings' own where one is missing.
    func target(provider: String?, model: String?) throws -> ChatTarget

    /// What a million tokens of input and of output cost; `nil` where nobody says it.
    func price(of target: ChatTarget) -> (input: Double, output: Double)?

    /// Asks several requests of one target and gives each its answer by its place among them, as answers come. What goes wrong
    /// with one request is its answer; an error is thrown where none could be answered, such as for a wrong key, and when the
    /// context is cancelled.
    func ask(
        _ requests: [ChatRequest], _ options: AskOptions, context: ExecutionContext,
        answered: (_ place: Int, ChatAnswer) throws -> Void) throws

    /// What training on a million tokens costs; `nil` where nobody says it.
    func trainingPrice(of target: ChatTarget) -> Double?

    /// Has a model trained and waits for it. `known` is how far an earlier call for the same has come, and `note` is told each step further;
    /// `nil` where nothing of it is left to follow. When the context is cancelled, so is the training at the provider.
    func fineTune(
        _ request: FineTuneRequest, _ options: AskOptions, known: FineTuneProgress, context: ExecutionContext,
        note: (FineTuneProgress?) throws -> Void
    ) throws -> FineTuneResult
}

extension ProviderAccess {
    package func price(of target: ChatTarget) -> (input: Double, output: Double)? { nil }
    package func trainingPrice(of target: ChatTarget) -> Double? { nil }

    package func fineTune(
        _ request: FineTuneRequest, _ options: AskOptions, known: FineTuneProgress, context: ExecutionContext,
        note: (FineTuneProgress?) throws -> Void
    ) throws -> FineTuneResult {
        throw Diagnostic("not-supported", "no provider trains models here")
    }
}

/// How requests are sent, which makes no difference to their answers.
package struct AskOptions: Sendable {
    /// Requests at once.
    package var concurrency: Int?
    /// Requests that are started within any minute.
    package var perMinute: Int?
    /// Microseconds for one try of one request.
    package var timeout: Int64?
    /// Microseconds for all of them.
    package var deadline: Int64?
    /// Tries after the first.
    package var retries: Int?
    package var budget = AskBudget()
    /// What the calls that share the budget have used of it; the call alone where there is none.
    package var spending: AskSpending?
    /// Whether answers are sent piece by piece; where it is not said, when there is somebody to show them to.
    package var isStreamed: Bool?
    /// Shown the pieces of an answer as they come.
    package var show: (@Sendable (String) -> Void)?

    package init() {}
}

/// What requests may use up together.
package struct AskBudget: Sendable, Equatable {
    package var tokens: Int?
    /// In the unit of the prices in the settings.
    package var money: Double?

    package init(tokens: Int? = nil, money: Double? = nil) {
        self.tokens = tokens
        self.money = money
    }
}

/// What several calls have used up together.
///
/// A class because they share it.
package final class AskSpending: Sendable {
    private let used = Mutex<(tokens: Int, money: Double)>((0, 0))

    package init() {}

    package var tokens: Int { used.withLock { $0.tokens } }
    package var money: Double { used.withLock { $0.money } }

    package func add(tokens: Int, money: Double) {
        used.withLock { used in
            used.tokens += tokens
            used.money += money
        }
    }
}

/// For sessions that have none.
package struct NoProviders: ProviderAccess {
    package init() {}

    package func target(provider: String?, model: String?) throws -> ChatTarget { throw Self.missing }

    package func ask(
        _ requests: [ChatRequest], _ options: AskOptions, context: ExecutionContext,
        answered: (_ place: Int, ChatAnswer) throws -> Void
    ) throws { throw Self.missing }

    private static let missing = Diagnostic(
        "not-supported", "no provider can be asked here", help: ["`provider: \"echo\"` answers without a network"])
}
