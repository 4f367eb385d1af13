import OctavoLanguage
import OctavoProviders
import Testing

@Suite struct AskScheduleTests {
    private func limits(_ concurrency: Int, perMinute: Int? = nil, retries: Int = 4, deadline: Int64? = nil) -> AskSchedule.Limits
    {
        AskSchedule.Limits(concurrency: concurrency, perMinute: perMinute, retries: retries, deadline: deadline)
    }

    private func steps(_ schedule: inout AskSchedule, at times: Int64...) -> [AskSchedule.Step] {
        times.map { schedule.next(at: $0) }
    }

    /// Whether a request, the first, is tried again after a failure.
    private func retries(
        _ schedule: inout AskSchedule, _ place: Int = 0, at now: Int64, wish: Int64? = nil, chance: Double = 0
    ) -> Bool {
        schedule.retry(place, at: now, wish: wish, chance: chance)
    }

    @Test func startsAsManyAsMayGoOnAtOnce() {
        var schedule = AskSchedule(count: 3, limits(2))
        #expect(steps(&schedule, at: 0, 0, 0) == [.start(0), .start(1), .wait(until: nil)])
        schedule.finish(1, tokens: 0, money: 0)
        #expect(steps(&schedule, at: 0) == [.start(2)])
        schedule.finish(0, tokens: 0, money: 0)
        schedule.finish(2, tokens: 0, money: 0)
        #expect(steps(&schedule, at: 0) == [.finished])
    }

    @Test func keepsTheLimitOfAMinute() {
        var schedule = AskSchedule(count: 5, limits(9, perMinute: 2))
        #expect(steps(&schedule, at: 0, 10, 20) == [.start(0), .start(1), .wait(until: AskSchedule.minute)])
        #expect(
            steps(&schedule, at: AskSchedule.minute, AskSchedule.minute) == [.start(2), .wait(until: AskSchedule.minute + 10)])
    }

    @Test func pausesDoubleUpToTheLongest() {
        var schedule = AskSchedule(count: 1, limits(1, retries: 9))
        var now: Int64 = 0
        var pauses: [Int64] = []
        for _ in 0..<9 {
            #expect(steps(&schedule, at: now) == [.start(0)])
            #expect(retries(&schedule, at: now, chance: 0.999_999_9))
            guard case .wait(let until?) = schedule.next(at: now) else { break }
            pauses.append((until - now + 50_000) / 100_000)
            now = until
        }
        #expect(pauses == [5, 10, 20, 40, 80, 160, 300, 300, 300])
        #expect(steps(&schedule, at: now) == [.start(0)])
        #expect(!retries(&schedule, at: now), "ten tries are enough")
    }

    @Test func aWishOfTheProviderHoldsForAllRequests() {
        var schedule = AskSchedule(count: 2, limits(1))
        #expect(steps(&schedule, at: 0) == [.start(0)])
        #expect(retries(&schedule, at: 0, wish: 9_000_000))
        #expect(steps(&schedule, at: 1) == [.wait(until: 9_000_000)])
        #expect(steps(&schedule, at: 9_000_000) == [.start(1)])
    }

    @Test func noPauseGoesBeyondTheDeadline() {
        var schedule = AskSchedule(count: 1, limits(1, deadline: 100_000))
        #expect(steps(&schedule, at: 0) == [.start(0)])
        #expect(!retries(&schedule, at: 0))
        #expect(!schedule.isLate(at: 99_999) && schedule.isLate(at: 100_000))
    }

    @Test func whatIsPartedIsSentAnewAndCostsNoTry() {
        var schedule = AskSchedule(count: 1, limits(1, retries: 0))
        #expect(steps(&schedule, at: 0) == [.start(0)])
        schedule.add()
        schedule.sendAnew(0)
        #expect(steps(&schedule, at: 0, 0) == [.start(0), .wait(until: nil)])
        schedule.finish(0, tokens: 0, money: 0)
        #expect(steps(&schedule, at: 0) == [.start(1)])
        #expect(!retries(&schedule, 1, at: 0))
        schedule.finish(1, tokens: 0, money: 0)
        #expect(steps(&schedule, at: 0) == [.finished])
    }

    @Test func aBudgetIsSharedByCalls() {
        let spending = AskSpending()
        let limits = AskSchedule.Limits(concurrency: 1, retries: 0, budget: AskBudget(tokens: 10))
        var first = AskSchedule(count: 1, limits, spending: spending)
        #expect(steps(&first, at: 0) == [.start(0)] && first.spent == nil)
        first.finish(0, tokens: 10, money: 0)
        #expect(AskSchedule(count: 1, limits, spending: spending).spent == "not asked: the budget of 10 tokens is used up")
    }
}
