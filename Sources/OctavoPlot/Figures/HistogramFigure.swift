import Glibc
import OctavoSource
import OctavoTable

extension FigureBuilder {
    func histogram() throws -> Figure {
        guard let x = try numbers(.x) else { return emptyFigure(.histogram) }
        let series = try series()
        let edges = Bins.edges(x, wanted: request.bins)
        let bins = max(edges.count - 1, 0)
        var counts = [Int](repeating: 0, count: bins * (series?.count ?? 1))
        if bins > 0 {
            let find = BinEdges(edges)
            for (row, value) in x.values.enumerated() where !value.isNaN {
                counts[(series?.of(row) ?? 0) * bins + find.bin(value)] += 1
            }
        }
        let lengths = (0..<(series?.count ?? 1)).map { own in
            counts[own * bins..<(own + 1) * bins].map { $0 == 0 ? nil : Double($0) }
        }
        let most = (0..<bins).map { bin in lengths.reduce(0) { $0 + ($1[bin] ?? 0) } }.max() ?? 1
        let ends = edges.first.map { (lower: $0, upper: edges.last ?? $0) }
        let bars = Marks.Bars(
            places: zip(edges, edges.dropFirst()).map { $0...$1 },
            names: zip(edges, edges.dropFirst()).map { Self.name(ofBinFrom: $0, to: $1, in: x) }, series: lengths, isStacked: true
        )
        var notes = Self.leftOut([x])
        if let series, series.hasRest { notes.append(Self.restNote(series)) }
        let axis = Figure.Axis(TextWidth.escaped(x.title), Self.scale(x, ends, isLoose: false))
        return Figure(
            .histogram, title: title("distribution of \(name(request.x))"), x: axis,
            y: .init("rows", .linear(LinearScale(0, most, isInteger: true))), marks: .bars(bars),
            legend: series?.legend ?? .none, notes: notes)
    }

    /// `10 to 20`; a bin of one whole number is that number.
    static func name(ofBinFrom lower: Double, to upper: Double, in column: NumberColumn) -> String {
        if column.isInteger, upper - lower == 1, lower != lower.rounded() { return NumberLabels.short(lower + 0.5, digits: 12) }
        return "\(name(of: lower, in: column)) to \(name(of: upper, in: column))"
    }
}

/// Where the bins of a histogram begin and end.
enum Bins {
    private static let fewest = 5
    private static let most = 50
    /// A sample of this many values tells the quartiles well enough.
    private static let sampleSize = 100_000

    /// Ascending edges, one more than bins; empty where there is no value. `wanted` bins of equal width from the least to the
    /// greatest value, else round ones.
    static func edges(_ column: NumberColumn, wanted: Int?) -> [Double] {
        guard let (lower, upper) = column.range else { return [] }
        if lower == upper { return constantEdges(column, lower) }
        if let wanted {
            return (0..<wanted).map { lower + (upper - lower) * Double($0) / Double(wanted) } + [upper]
        }
        if column.isTime { return timeEdges(lower, upper, isDate: column.type == .date, count: target(column, lower, upper)) }
        // Every whole number its own bin, where there are not too many.
        if column.isInteger, upper - lower < Double(most), upper.magnitude < 1e15 {
            return (0...Int(upper - lower) + 1).map { lower + Double($0) - 0.5 }
        }
        let scale = LinearScale(lower, upper, isInteger: column.isInteger)
        let count = target(column, scale.lower, scale.upper)
        let (step, multiples) = RoundStep.ticks(
            from: scale.lower, to: scale.upper, atMost: count + 1, covers: true, isInteger: column.isInteger)
        return multiples.map { RoundStep.power($0 * step.mantissa, step.exponent) }
    }

    /// One value alone stands in the middle of five bins; a time in its day, or second.
    private static func constantEdges(_ column: NumberColumn, _ value: Double) -> [Double] {
        if column.isTime {
            let width = column.type == .date ? 86_400_000_000.0 : 1_000_000
            let start = (value / width).rounded(.down) * width
            return (-2...3).map { start + Double($0) * width }
        }
        if column.isInteger, value.magnitude < 1e15 { return (-2...3).map { value + Double($0) - 0.5 } }
        let scale = LinearScale(value, value)
        return (0...5).map { scale.lower + (scale.upper - scale.lower) * Double($0) / 5 }
    }

    /// Source: D. Freedman, P. Diaconis, "On the histogram as a density estimator" (1981): twice the distance of the quartiles
    /// over the cube root of the number of values; Sturges' rule where the quartiles are equal.
    private static func target(_ column: NumberColumn, _ lower: Double, _ upper: Double) -> Int {
        let all = column.values
        let sample = all.count > sampleSize ? (0..<sampleSize).map { all[$0 * all.count / sampleSize] } : all
        let sorted = sample.filter { !$0.isNaN }.sorted()
        let size = Double(max(all.count - column.nullCount - column.strangeCount, 1))
        let width = 2 * (Quantiles.value(sorted, 0.75) - Quantiles.value(sorted, 0.25)) / cbrt(size)
        let count = width > 0 ? (upper - lower) / width : log2(size) + 1
        return Int(min(max(count.rounded(.up), Double(fewest)), Double(most)))
    }

    private static func timeEdges(_ lower: Double, _ upper: Double, isDate: Bool, count: Int) -> [Double] {
        let scale = TimeScale(lower, upper, isDate: isDate)
        let step = CalendarStep.finest(from: scale.lower, to: scale.upper, atMost: max(count, 12), notBelow: isDate ? .days : nil)
        var edges = [step.floor(Int64(lower))]
        while let last = edges.last, Double(last) <= upper, edges.count <= 2 * most {
            let next = step.next(last)
            if next <= last { break }
            edges.append(next)
        }
        return edges.count > 1 ? edges.map { Double($0) } : [lower - 1, upper + 1]
    }
}

enum Quantiles {
    /// Type 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages" (1996), of values in ascending order.
    static func value(_ sorted: [Double], _ share: Double) -> Double {
        guard let first = sorted.first else { return 0 }
        let place = share * Double(sorted.count - 1)
        let below = Int(place)
        guard below + 1 < sorted.count else { return sorted.last ?? first }
        return sorted[below] + (sorted[below + 1] - sorted[below]) * (place - Double(below))
    }
}
