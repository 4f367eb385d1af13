import OctavoSource
import OctavoTable

extension FigureBuilder {
    /// So many categories have a bar of their own.
    private static let barLimit = 24
    /// So many numbers or times have one: a bar needs two pixels.
    private static let numberBarLimit = 320
    /// Of the room that each bar has, so much is filled.
    private static let filled = 0.8

    func bar() throws -> Figure {
        let x = request.x?.type.plotClass
        let y = request.y?.type.plotClass
        if y == .category, x == .number || x == nil { return try categoryBars(places: .y, lengths: .x) }
        if x == .category { return try categoryBars(places: .x, lengths: .y) }
        return try numberBars()
    }

    // MARK: - One bar a category

    private func categoryBars(places role: PlotRequest.Role, lengths: PlotRequest.Role) throws -> Figure {
        guard let places = try categories(role) else { return emptyFigure(.bar) }
        let values = try numbers(lengths)
        let series = try series()
        var sums = BarSums(places: places.labels.count, series: series?.count ?? 1)
        for row in 0..<table.count {
            let value = values.map { $0.values[row] } ?? 1
            if value.isNaN { continue }
            sums.add(value, place: Int(places.codes[row]), series: series?.of(row) ?? 0)
        }
        var labels = places.labels
        var notes = values.map { Self.leftOut([$0]) } ?? []
        var restPlace: Int?
        if labels.count > Self.barLimit {
            // Fractions may be means, which cannot be added up; a bar that dwarfs all others would hide them.
            let isAdditive = values.map { $0.type == .int || $0.type == .duration } ?? true
            let shortened = sums.keeping(sums.largest(Self.barLimit - 1), addsRest: true)
            let addsRest = isAdditive && shortened.restIsComparable
            let kept = sums.largest(addsRest ? Self.barLimit - 1 : Self.barLimit)
            let rest = labels.count - kept.count
            let all = Quantity.grouped(labels.count)
            labels = kept.map { labels[$0] }
            if addsRest {
                restPlace = labels.count
                labels.append("\(Quantity.grouped(rest)) others")
                notes.append("the \(Quantity.grouped(rest)) smallest of \(all) are added up in the last bar")
            } else {
                let sum = isAdditive ? "; the other \(Quantity.grouped(rest)) add up to \(sums.restText(kept))" : ""
                notes.append("the \(kept.count) largest of \(all) are drawn\(sum)")
            }
            sums = sums.keeping(kept, addsRest: addsRest)
        }
        if let series, series.hasRest { notes.append(Self.restNote(series)) }
        let length = lengthAxis(values, sums)
        let place = Figure.Axis(name(request[role]), .category(CategoryScale(labels)))
        let bars = Marks.Bars(
            places: labels.indices.map { Double($0) - Self.filled / 2...Double($0) + Self.filled / 2 }, names: labels,
            series: sums.lengths, isStacked: request.isStacked, restPlace: restPlace)
        let isHorizontal = role == .y
        return Figure(
            .bar, title: title("\(length.words) by \(place.title)"), x: isHorizontal ? length.axis : place,
            y: isHorizontal ? place : length.axis, marks: .bars(bars), legend: series?.legend ?? .none, notes: notes,
            isHorizontal: isHorizontal)
    }

    static func restNote(_ series: SeriesColumn) -> String {
        "the \(Quantity.grouped(series.restCount)) least frequent of \(Quantity.grouped(series.restCount + series.count - 1)) colours are drawn as one"
    }

    // MARK: - Bars where their numbers are

    private func numberBars() throws -> Figure {
        guard let x = try numbers(.x) else { return emptyFigure(.bar) }
        let values = try numbers(.y)
        let series = try series()
        var notes = Self.leftOut([x] + (values.map { [$0] } ?? []))
        let slots = BarSlots(x, limit: Self.numberBarLimit)
        if slots.isReduced {
            let added = values == nil ? "counted" : "added up"
            notes.append(
                "more than \(Self.numberBarLimit) bars do not fit: rows are \(added) in \(Quantity.of(slots.rooms.count, "range"))"
            )
        }
        var sums = BarSums(places: slots.rooms.count, series: series?.count ?? 1)
        for row in 0..<table.count {
            let value = values.map { $0.values[row] } ?? 1
            guard !value.isNaN, let place = slots.place(x.values[row]) else { continue }
            sums.add(value, place: place, series: series?.of(row) ?? 0)
        }
        if let series, series.hasRest { notes.append(Self.restNote(series)) }
        let length = lengthAxis(values, sums)
        let ends = slots.rooms.first.map { (lower: $0.lowerBound, upper: slots.rooms.last?.upperBound ?? $0.upperBound) }
        let margin = (1 - Self.filled) / 2
        let bars = Marks.Bars(
            places: slots.rooms.map { room in
                let gap = (room.upperBound - room.lowerBound) * margin
                return room.lowerBound + gap...max(room.lowerBound + gap, room.upperBound - gap)
            }, names: slots.names, series: sums.lengths, isStacked: request.isStacked)
        return Figure(
            .bar, title: title("\(length.words) by \(name(request.x))"),
            x: Figure.Axis(TextWidth.escaped(x.title), Self.scale(x, ends, isLoose: false, finest: slots.step)), y: length.axis,
            marks: .bars(bars),
            legend: series?.legend ?? .none, notes: notes)
    }

    /// A value of a column in words.
    static func name(of value: Double, in column: NumberColumn) -> String {
        switch column.type {
        case .date: CalendarText.date(CalendarText.split(Int64(value)).days)
        case .time: CalendarText.instant(Int64(value))
        default: NumberLabels.short(value, digits: 6)
        }
    }

    // MARK: - Lengths

    private func lengthAxis(_ values: NumberColumn?, _ sums: BarSums) -> (axis: Figure.Axis, words: String) {
        let ends = request.isStacked ? sums.stackedRange : sums.range
        let scale = Scale.linear(
            LinearScale(
                min(ends.lower, 0), max(ends.upper, ends.lower < 0 ? 0 : ends.upper == 0 ? 1 : 0),
                isInteger: values?.isInteger ?? true))
        guard let values else { return (Figure.Axis("rows", scale), "rows") }
        let sum = sums.hasRepeats ? "sum of " : ""
        return (Figure.Axis(sum + TextWidth.escaped(values.title), scale), sum + TextWidth.escaped(values.name))
    }

    func emptyFigure(_ kind: PlotKind) -> Figure {
        let scale = Scale.linear(LinearScale(0, 1))
        return Figure(
            kind, title: title(name(request.x)), x: .init(name(request.x), scale), y: .init(name(request.y), scale),
            marks: .points(.init()))
    }
}

/// Lengths by series and place, added up in row order.
private struct BarSums {
    private(set) var lengths: [[Double?]]
    /// Whether a bar is the sum of several rows.
    private(set) var hasRepeats = false

    init(places: Int, series: Int) { lengths = Array(repeating: Array(repeating: nil, count: places), count: max(series, 1)) }

    mutating func add(_ value: Double, place: Int, series: Int) {
        if let sum = lengths[series][place] {
            lengths[series][place] = min(max(sum + value, -LinearScale.largest), LinearScale.largest)
            hasRepeats = true
        } else {
            lengths[series][place] = value
        }
    }

    private var places: Int { lengths[0].count }

    var range: (lower: Double, upper: Double) {
        var (lower, upper) = (0.0, 0.0)
        for length in lengths.joined() {
            if let length { (lower, upper) = (min(lower, length), max(upper, length)) }
        }
        return (lower, upper)
    }

    var stackedRange: (lower: Double, upper: Double) {
        var (lower, upper) = (0.0, 0.0)
        for place in 0..<places {
            var (below, above) = (0.0, 0.0)
            for series in lengths { if let length = series[place] { if length < 0 { below += length } else { above += length } } }
            (lower, upper) = (min(lower, max(below, -LinearScale.largest)), max(upper, min(above, LinearScale.largest)))
        }
        return (lower, upper)
    }

    /// The places with the longest bars, in their own order.
    func largest(_ count: Int) -> [Int] {
        let sizes = (0..<places).map { place in lengths.reduce(0.0) { $0 + abs($1[place] ?? 0) } }
        return sizes.indices.sorted { (sizes[$1], $0) < (sizes[$0], $1) }.prefix(count).sorted()
    }

    /// Whether the last place is not much longer than the longest of the others.
    var restIsComparable: Bool {
        let sizes = (0..<places).map { place in lengths.reduce(0.0) { $0 + abs($1[place] ?? 0) } }
        return (sizes.last ?? 0) <= 1.5 * (sizes.dropLast().max() ?? 0)
    }

    /// The sum of all places but these.
    func restText(_ kept: [Int]) -> String {
        let rest = keeping(kept, addsRest: true).lengths.reduce(0.0) { $0 + (($1.last ?? nil) ?? 0) }
        return NumberLabels.short(rest, digits: 5)
    }

    func keeping(_ kept: [Int], addsRest: Bool) -> BarSums {
        let isKept = Set(kept)
        var sums = BarSums(places: 0, series: lengths.count)
        sums.hasRepeats = hasRepeats
        sums.lengths = lengths.map { own in
            var row = kept.map { own[$0] }
            if addsRest {
                let rest = own.indices.filter { !isKept.contains($0) }.compactMap { own[$0] }
                row.append(rest.isEmpty ? nil : min(max(rest.reduce(0, +), -LinearScale.largest), LinearScale.largest))
            }
            return row
        }
        return sums
    }
}
