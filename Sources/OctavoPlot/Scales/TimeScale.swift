import OctavoTable

/// Instants, as microseconds since 1970 in UTC, with ticks where the calendar has them.
package struct TimeScale: Sendable {
    let lower: Double
    let upper: Double
    /// Only days are known.
    let isDate: Bool
    /// Ticks are no finer than this, such as the period that each bar stands for.
    let finest: CalendarStep?

    /// The instants that the calendar can name: years −9999 to 9999.
    static let range: ClosedRange<Double> = -377_705_116_800_000_000...253_402_300_799_000_000

    package init(_ lower: Double, _ upper: Double, isDate: Bool) { self.init(lower, upper, isDate: isDate, finest: nil) }

    init(_ lower: Double, _ upper: Double, isDate: Bool, finest: CalendarStep?) {
        var (low, high) = (min(lower, upper), max(lower, upper))
        // Far from 1970 neighbouring microseconds are one number.
        if high - low < max(abs(low), abs(high)) * 1e-12 {
            let margin = isDate ? 86_400_000_000.0 : 1_000_000
            (low, high) = (low - margin, high + margin)
        }
        self.lower = max(low, Self.range.lowerBound)
        self.upper = min(high, Self.range.upperBound)
        self.isDate = isDate
        self.finest = finest
    }

    func resolved(atMost limit: Int) -> ResolvedScale {
        let least = finest ?? (isDate ? .days : nil)
        let step = CalendarStep.finest(from: lower, to: upper, atMost: limit, notBelow: least)
        var ticks: [Tick] = []
        var said: String?
        for instant in step.instants(from: lower, to: upper) {
            let (label, context) = step.label(instant)
            ticks.append(Tick(Double(instant), label, context: context == said ? nil : context))
            said = context
        }
        return ResolvedScale(lower: lower, upper: upper, ticks: ticks)
    }
}

/// A stretch of the calendar between ticks or between the edges of bins.
enum CalendarStep: Hashable, Sendable {
    /// Microseconds, from midnight on 1970-01-01; weeks from Monday.
    case fixed(Int64)
    case months(Int64)

    private static let second: Int64 = 1_000_000
    private static let day: Int64 = 86_400_000_000
    private static let week = 7 * day

    /// From the finest to the coarsest.
    private static let all: [CalendarStep] = {
        var steps: [CalendarStep] = []
        for size in [1, 10, 100, 1000, 10_000, 100_000] as [Int64] { steps += [1, 2, 5].map { .fixed($0 * size) } }
        steps += [1, 2, 5, 10, 15, 30].map { .fixed($0 * second) }
        steps += [1, 2, 5, 10, 15, 30].map { .fixed($0 * 60 * second) }
        steps += [1, 2, 3, 6, 12].map { .fixed($0 * 3600 * second) }
        steps += [.fixed(day), .fixed(2 * day), .fixed(week), .fixed(2 * week)]
        steps += [1, 2, 3, 6].map { .months($0) }
        for size in [1, 10, 100, 1000] as [Int64] { steps += [1, 2, 5].map { .months(12 * $0 * size) } }
        return steps
    }()

    static let days = CalendarStep.fixed(day)

    /// The finest step that gives at most `limit` ticks, as long as `least` or longer.
    static func finest(from lower: Double, to upper: Double, atMost limit: Int, notBelow least: CalendarStep?) -> CalendarStep {
        let span = upper - lower
        for step in all {
            if let least, step.size < least.size { continue }
            if span / step.size > Double(limit) + 1 { continue }
            if step.instants(from: lower, to: upper).count <= limit { return step }
        }
        return .months(12 * 10_000)
    }

    private var size: Double {
        switch self {
        case .fixed(let size): Double(size)
        case .months(let count): Double(count) * 30.436875 * Double(Self.day)
        }
    }

    /// The ticks within a range.
    func instants(from lower: Double, to upper: Double) -> [Int64] {
        var found: [Int64] = []
        var instant = floor(Int64(lower.rounded(.up)))
        if Double(instant) < lower || !isTick(instant) { instant = next(instant) }
        while Double(instant) <= upper, isTick(instant) {
            found.append(instant)
            let following = next(instant)
            if following <= instant { break }
            instant = following
        }
        return found
    }

    /// The last tick that is not after `instant`.
    func floor(_ instant: Int64) -> Int64 {
        switch self {
        case .fixed(let size):
            // 1970-01-05 was a Monday.
            let origin = size % Self.week == 0 ? 4 * Self.day : 0
            let rest = (instant - origin) % size
            return instant - (rest < 0 ? rest + size : rest)
        case .months(let count):
            let civil = CalendarText.civil(CalendarText.split(instant).days)
            return Self.start(ofMonth: Self.floor(civil.year * 12 + civil.month - 1, count))
        }
    }

    /// The tick after one.
    func next(_ instant: Int64) -> Int64 {
        switch self {
        case .fixed(let size): return instant + size
        case .months(let count):
            let civil = CalendarText.civil(CalendarText.split(instant).days)
            return Self.start(ofMonth: Self.floor(civil.year * 12 + civil.month - 1, count) + count)
        }
    }

    /// False for an end of the calendar that stands for a tick beyond it.
    private func isTick(_ instant: Int64) -> Bool {
        guard case .months(let count) = self else { return true }
        let civil = CalendarText.civil(CalendarText.split(instant).days)
        return (civil.year * 12 + civil.month - 1) % count == 0
    }

    private static func floor(_ month: Int64, _ count: Int64) -> Int64 {
        let rest = month % count
        return month - (rest < 0 ? rest + count : rest)
    }

    /// Months count from the year 0; years past the calendar's end stand at its end.
    private static func start(ofMonth month: Int64) -> Int64 {
        let year = month >= 0 ? month / 12 : -((-month + 11) / 12)
        let clamped = min(max(year, -9999), 9999)
        let days = CalendarText.days(year: clamped, month: clamped == year ? month - year * 12 + 1 : year < 0 ? 1 : 12, day: 1)
        return (days ?? 0) * day
    }

    /// A tick's label, and what it leaves out.
    func label(_ instant: Int64) -> (label: String, context: String?) {
        let (days, time) = CalendarText.split(instant)
        let civil = CalendarText.civil(days)
        let month = Self.months[Int(civil.month) - 1]
        switch self {
        case .months(let count) where count % 12 == 0: return (Self.year(civil.year), nil)
        case .months: return (month, Self.year(civil.year))
        case .fixed(let size) where size >= Self.day: return ("\(month) \(civil.day)", Self.year(civil.year))
        case .fixed(let size):
            let seconds = time / Self.second
            var clock = "\(Self.two(seconds / 3600)):\(Self.two(seconds / 60 % 60))"
            if size < 60 * Self.second { clock += ":" + Self.two(seconds % 60) }
            if size < Self.second {
                // As many decimals as the step has, so that the ticks of one axis are alike.
                let zeros = String(size).reversed().prefix { $0 == "0" }.count
                clock += "." + String(time % Self.second + Self.second).dropFirst().dropLast(zeros)
            }
            return (clock, "\(month) \(civil.day), \(Self.year(civil.year))")
        }
    }

    private static func year(_ year: Int64) -> String { String(CalendarText.date(days(year)).dropLast(6)) }
    private static func days(_ year: Int64) -> Int64 { CalendarText.days(year: year, month: 1, day: 1) ?? 0 }
    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
