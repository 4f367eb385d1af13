/// How far a long run is, as one line: a bar where the share is known, rows, rows a second, and the time left or gone.
package struct ProgressText: Sendable {
    /// What is told of a run at one moment.
    package struct Reading: Sendable, Equatable {
        package var step: String
        package var rows: Int
        /// 0…1 where it is known.
        package var fraction: Double?
        /// The fraction that was done when the step began.
        package var begun: Double
        package var detail: String?
        /// Since the step began.
        package var elapsed: Duration

        package init(
            step: String, rows: Int, fraction: Double?, begun: Double = 0, detail: String? = nil, elapsed: Duration
        ) {
            self.step = step
            self.rows = rows
            self.fraction = fraction
            self.begun = begun
            self.detail = detail
            self.elapsed = elapsed
        }
    }

    /// What there is room for on a narrow terminal: the first of these go last.
    private enum Part: Int { case step, bar, time, detail, rate, rows }

    /// Columns of the bar on a wide terminal.
    static let barWidth = 24
    /// A share below this says too little about the time left.
    static let leastShare = 0.03

    /// At most `width` columns; what tells least is left out until the line fits.
    package static func line(_ reading: Reading, width: Int) -> String {
        var parts: [(part: Part, text: String)] = [(.step, reading.step)]
        let seconds = Self.seconds(reading.elapsed)
        if let share = reading.fraction.map({ min(max($0, 0), 1) }) {
            parts.append((.bar, "\(bar(share, width: max(min(barWidth, width / 4), 4))) \(percent(share))"))
        }
        if let detail = reading.detail { parts.append((.detail, detail)) }
        if reading.rows > 0 {
            parts.append((.rows, "\(short(Double(reading.rows))) rows"))
            if seconds > 0 { parts.append((.rate, "\(short(Double(reading.rows) / seconds)) rows/s")) }
        }
        if let share = reading.fraction, share - reading.begun >= leastShare, share < 1 {
            parts.append((.time, "\(time(seconds * (1 - share) / (share - reading.begun))) left"))
        } else {
            parts.append((.time, time(seconds)))
        }
        func line() -> String { parts.map(\.text).joined(separator: "  ") }
        while line().count > width, let least = parts.map(\.part.rawValue).max(), least > 0 {
            parts.removeAll { $0.part.rawValue == least }
        }
        return String(line().prefix(max(width, 0)))
    }

    /// In eighths of a column.
    static func bar(_ share: Double, width: Int) -> String {
        let eighths = Int((share * Double(width * 8)).rounded(.down))
        let marks = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        let filled = String(repeating: "█", count: eighths / 8) + marks[eighths % 8]
        return filled + String(repeating: "░", count: max(width - filled.count, 0))
    }

    private static func percent(_ share: Double) -> String {
        let text = String(Int((share * 100).rounded(.down)))
        return String(repeating: " ", count: max(3 - text.count, 0)) + text + "%"
    }

    /// Three digits and a unit: `950`, `12.3k`, `4.56M`.
    static func short(_ number: Double) -> String {
        guard number.isFinite else { return "∞" }
        var value = number
        var unit = ""
        for next in ["k", "M", "G", "T"] where value >= 999.5 {
            value /= 1000
            unit = next
        }
        if unit.isEmpty { return String(Int(value.rounded())) }
        let digits = value < 9.995 ? 2 : value < 99.95 ? 1 : 0
        return fixed(value, digits) + unit
    }

    private static func fixed(_ value: Double, _ digits: Int) -> String {
        let scale = digits == 2 ? 100.0 : digits == 1 ? 10.0 : 1.0
        let scaled = String(Int((value * scale).rounded()))
        guard digits > 0 else { return scaled }
        let padded = String(repeating: "0", count: max(digits + 1 - scaled.count, 0)) + scaled
        return padded.dropLast(digits) + "." + padded.suffix(digits)
    }

    /// `8 s`, `2 min 5 s`, `3 h 20 min`.
    static func time(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e9 else { return "long" }
        let whole = Int(seconds.rounded())
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3600) h \(whole / 60 % 60) min"
    }

    private static func seconds(_ duration: Duration) -> Double {
        let (seconds, attoseconds) = duration.components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }
}
