import OctavoModels
import OctavoTable

extension ClassificationMeasures {
    /// A row for each part of confidence that has some, for a table.
    var reliabilityRows: [[Datum]] {
        reliability.map { [.int(Int64($0.rows)), .float($0.confidence), .float($0.accuracy)] }
    }
}

extension CoverageCurve {
    /// How much is answered, step by step.
    private static let shares = (1...20).map { Double($0) / 20 }

    /// A row for each step that changes something, for a table.
    var rows: [[Datum]] {
        thinned(to: Self.shares).map {
            [.float($0.coverage), .float($0.threshold), .float($0.accuracy), .float(1 - $0.accuracy)]
        }
    }
}
