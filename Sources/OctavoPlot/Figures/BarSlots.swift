import OctavoTable

/// Where bars stand along an axis of numbers or times: around each number, and from each time to the next of its kind, so that a
/// month's bar is as wide as the month.
struct BarSlots {
    /// The room of each place, ascending; bars fill most of it.
    let rooms: [ClosedRange<Double>]
    /// What each place is called.
    let names: [String]
    /// Whether there were more numbers than bars fit, so that ranges stand for them.
    let isReduced: Bool
    /// The stretch of the calendar that each bar stands for, where it is a month or longer.
    let step: CalendarStep?
    private let places: [Double: Int]
    private let edges: BinEdges?

    init(_ column: NumberColumn, limit: Int) {
        var found: Set<Double> = []
        for value in column.values where !value.isNaN {
            found.insert(value)
            if found.count > limit { break }
        }
        if found.count > limit {
            let edges = Bins.edges(column, wanted: nil)
            (isReduced, places, step, self.edges) = (true, [:], nil, BinEdges(edges))
            rooms = zip(edges, edges.dropFirst()).map { $0...$1 }
            names = rooms.map { FigureBuilder.name(ofBinFrom: $0.lowerBound, to: $0.upperBound, in: column) }
            return
        }
        let positions = found.sorted()
        (isReduced, edges) = (false, nil)
        places = Dictionary(uniqueKeysWithValues: positions.enumerated().map { ($1, $0) })
        (rooms, step) = column.isTime ? Self.periods(positions) : (Self.surroundings(positions), nil)
        names = positions.map { FigureBuilder.name(of: $0, in: column) }
    }

    /// `nil` for what cannot be drawn.
    func place(_ value: Double) -> Int? {
        if let edges { return value.isNaN ? nil : edges.bin(value) }
        return places[value]
    }

    private static func least(_ positions: [Double]) -> Double? {
        zip(positions, positions.dropFirst()).map { $1 - $0 }.min()
    }

    /// Each number in the middle of its room.
    private static func surroundings(_ positions: [Double]) -> [ClosedRange<Double>] {
        let half = (least(positions) ?? 1) / 2
        return positions.map { $0 - half...$0 + half }
    }

    /// Each time at the beginning of its room: to the next year, quarter or month where all are the first of one, else as long as
    /// the shortest distance between two. One alone is a day.
    private static func periods(_ positions: [Double]) -> (rooms: [ClosedRange<Double>], step: CalendarStep?) {
        guard let least = least(positions) else { return (positions.map { $0...$0 + 86_400_000_000 }, nil) }
        let calendar = [12, 3, 1].map { CalendarStep.months($0) }.first { step in
            positions.allSatisfy { Double(step.floor(Int64($0))) == $0 }
        }
        guard let calendar else { return (positions.map { $0...$0 + least }, nil) }
        return (positions.map { $0...max(Double(calendar.next(Int64($0))), $0) }, calendar)
    }
}
