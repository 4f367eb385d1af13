package import OctavoTable

/// A model that tells a number of a row.
package protocol RegressionModel: TrainedModel {
    func predict(_ row: [Datum]) -> Double
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

    /// What is told of rows by their predictions.
    func told(_ predictions: [Double]) -> [Column] {
        func column(_ values: [Double]) -> Column { Column(type: .float, count: values.count, storage: .floats(Buffer(values))) }
        guard let spread else {
            return [column(predictions)] + [Column](repeating: .nulls(.float, count: predictions.count), count: 2)
        }
        return [
            column(predictions), column(predictions.map { $0 + spread.lowerBound }),
            column(predictions.map { $0 + spread.upperBound }),
        ]
    }
}
