package import OctavoLanguage
import OctavoSource

/// Which request is sent when: how many at once, how many a minute, which again and after how long. Knows no clock and no network: it is
/// told what happens and when, and says what to do.
package struct AskSchedule {
    package enum Step: Equatable, Sendable {
        case start(Int)
        /// Nothing is to be started before then; `nil` where only an answer can change that.
        case wait(until: Int64?)
        /// All are answered.
        case finished
    }

    package struct Limits: Sendable {
        let concurrency: Int
        let perMinute: Int?
        let retries: Int
        /// When all is over.
        let deadline: Int64?
        let budget: AskBudget

        package init(
            concurrency: Int, perMinute: Int? = nil, retries: Int, deadline: Int64? = nil, budget: AskBudget = AskBudget()
        ) {
            self.concurrency = concurrency
            self.perMinute = perMinute
            self.retries = retries
            self.deadline = deadline
            self.budget = budget
        }
    }

    private enum State {
        case waiting(from: Int64, tries: Int)
        case sent(tries: Int)
        case answered
    }

    private let limits: Limits
    private var states: [State]
    /// The first that may still wait, so that long lists are not walked again and again.
    private var first = 0
    /// Requests that were tried and wait for another try.
    private var again: Set<Int> = []
    private var underway = 0
    /// How many have no answer yet.
    private var left: Int
    /// When the requests of the last minute were started.
    private var starts: [Int64] = []
    /// The provider asked to be left alone until then.
    private var pausedUntil: Int64 = .min
    private let spending: AskSpending

    package static let minute: Int64 = 60_000_000
    /// The first pause before another try, doubled with each, up to the longest.
    static let firstPause: Int64 = 500_000
    static let longestPause: Int64 = 30_000_000
    /// A provider that asks for more is not waited for.
    static let longestObeyed: Int64 = 600_000_000

    package init(count: Int, _ limits: Limits, spending: AskSpending = AskSpending()) {
        self.limits = limits
        self.spending = spending
        states = Array(repeating: .waiting(from: .min, tries: 0), count: count)
        left = count
    }

    /// Whether the time for all of them is over.
    package func isLate(at now: Int64) -> Bool { limits.deadline.map { now >= $0 } ?? false }

    /// Why no more requests may be started; `nil` while they may.
    package var spent: String? {
        if let most = limits.budget.tokens, spending.tokens >= most {
            return "not asked: the budget of \(most) tokens is used up"
        }
        if let most = limits.budget.money, spending.money >= most { return "not asked: the budget of \(most) is used up" }
        return nil
    }

    package mutating func next(at now: Int64) -> Step {
        if left == 0 { return .finished }
        guard underway < limits.concurrency else { return .wait(until: nil) }
        while first < states.count, !isUntried(first) { first += 1 }
        // Those that wait for another try come first, so that the order of answers stays near that of the rows.
        var candidate: (place: Int, from: Int64)?
        for place in again {
            guard case .waiting(let from, _) = states[place] else { continue }
            if candidate.map({ (max(from, now), place) < (max($0.from, now), $0.place) }) ?? true { candidate = (place, from) }
        }
        if first < states.count, candidate.map({ $0.from > now }) ?? true { candidate = (first, .min) }
        guard let candidate else { return .wait(until: nil) }
        let ready = max(candidate.from, pausedUntil, freeSlot(at: now))
        guard ready <= now else { return .wait(until: ready) }
        guard case .waiting(_, let tries) = states[candidate.place] else { return .wait(until: nil) }
        states[candidate.place] = .sent(tries: tries + 1)
        again.remove(candidate.place)
        underway += 1
        if limits.perMinute != nil { starts.append(now) }
        return .start(candidate.place)
    }

    private func isUntried(_ place: Int) -> Bool {
        if case .waiting(_, tries: 0) = states[place] { true } else { false }
    }

    /// When another request may be started by the limit a minute.
    private mutating func freeSlot(at now: Int64) -> Int64 {
        guard let most = limits.perMinute else { return .min }
        starts.removeAll { $0 <= now - Self.minute }
        return starts.count < most ? .min : starts[starts.count - most] + Self.minute
    }

    // MARK: - What happened

    /// There is one request more, after the others.
    package mutating func add() {
        states.append(.waiting(from: .min, tries: 0))
        left += 1
    }

    /// A request that was sent is to be sent anew in another form, which is no other try.
    package mutating func sendAnew(_ place: Int) {
        guard case .sent(let tries) = states[place] else { return }
        states[place] = .waiting(from: .min, tries: tries - 1)
        again.insert(place)
        underway -= 1
    }

    /// A request was answered, and the answer took so much.
    package mutating func finish(_ place: Int, tokens used: Int, money paid: Double) {
        if case .sent = states[place] { underway -= 1 }
        if case .answered = states[place] { return }
        states[place] = .answered
        again.remove(place)
        left -= 1
        spending.add(tokens: used, money: paid)
    }

    /// A try failed, and another may do better. `wish`: how long the provider asked to wait; `chance`: 0..<1. Gives false where the request
    /// has had its tries, or would have to wait too long: then it is to be finished.
    package mutating func retry(_ place: Int, at now: Int64, wish: Int64?, chance: Double) -> Bool {
        guard case .sent(let tries) = states[place] else { return false }
        // Half to whole of the pause, so that many clients do not come back at one moment.
        let doubled = min(Self.firstPause << Int64(min(tries - 1, 10)), Self.longestPause)
        let own = Int64(Double(doubled) * (0.5 + chance / 2))
        let pause = wish.map { $0 + own / 4 } ?? own
        if let wish, wish <= Self.longestObeyed { pausedUntil = max(pausedUntil, now + wish) }
        guard tries <= limits.retries, pause <= Self.longestObeyed, limits.deadline.map({ now + pause < $0 }) ?? true else {
            return false
        }
        states[place] = .waiting(from: now + pause, tries: tries)
        again.insert(place)
        underway -= 1
        return true
    }

    /// Requests that have no answer and are not underway.
    var unsent: [Int] {
        states.indices.filter { if case .waiting = states[$0] { true } else { false } }
    }
}
