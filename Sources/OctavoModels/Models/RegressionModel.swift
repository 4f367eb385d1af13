package import OctavoTable

/// A model that tells a number of a row.
package protocol RegressionModel: TrainedModel {
    func predict(_ row: [Datum]) -> Double
    /// The same of many rows; there is a column for each that the model reads.
    func predictions(_ columns: [Column], count: Int) -> [Double]
    /// How far truths are from what is told: nine in ten of them lie within; `nil` where too few rows could tell.
    var spread: ClosedRange<Double>? { get }
}

extension RegressionModel {
    package var told: [Field] { [Field("prediction", .float), Field("low", .float), Field("high", .float)] }

    package func makeTeller() -> (_ row: [Datum]) -> [Datum] {
        { row in
            let number = predict(row)
            guard let spread else { return [.float(number), .null, .null] }
            return [.float(number), .float(number + spread.lowerBound), .float(number + spread.upperBound)]
        }
    }

    package func tell(_ columns: [Column], count: Int) -> [Column] {
        let predictions = predictions(columns, count: count)
        func column(_ values: [Double]) -> Column { Column(type: .float, count: count, storage: .floats(Buffer(values))) }
        guard let spread else {
            return [column(predictions)] + [Column](repeating: .nulls(.float, count: count), count: 2)
        }
        return [
            column(predictions), column(predictions.map { $0 + spread.lowerBound }),
            column(predictions.map { $0 + spread.upperBound }),
        ]
    }
}
