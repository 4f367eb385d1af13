import OctavoSource

/// The series that `color:` makes: as many as a reader can tell apart, and what is left over.
struct SeriesColumn {
    /// The series of each category.
    let series: [Int]
    let codes: [Int32]
    let names: [String]
    let hasRest: Bool
    let title: String
    /// How many categories are left over.
    let restCount: Int

    /// More colours than these cannot be told apart at a glance.
    static let limit = 7

    /// The most frequent categories keep their own series, in their order.
    init(_ column: CategoryColumn) {
        title = column.name
        codes = column.codes
        guard column.labels.count > Self.limit else {
            series = Array(column.labels.indices)
            names = column.labels
            hasRest = false
            restCount = 0
            return
        }
        let ranked = column.counts.indices.sorted { (column.counts[$1], $0) < (column.counts[$0], $1) }
        let kept = ranked.prefix(Self.limit - 1).sorted()
        var series = [Int](repeating: kept.count, count: column.labels.count)
        for (place, category) in kept.enumerated() { series[category] = place }
        self.series = series
        restCount = column.labels.count - kept.count
        names = kept.map { column.labels[$0] } + ["\(Quantity.grouped(restCount)) others"]
        hasRest = true
    }

    func of(_ row: Int) -> Int { series[Int(codes[row])] }
    var legend: Figure.Legend { .series(title: title, names: names, hasRest: hasRest) }
    var count: Int { names.count }
}
