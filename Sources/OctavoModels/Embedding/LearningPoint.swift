import CKernels

/// What training was like at one moment.
package struct LearningPoint: Sendable, Equatable {
    /// Batches so far, and passes over the rows.
    package let step: Int
    package let epoch: Double
    /// The mean loss of the rows since the point before, in nats.
    package let loss: Double
    /// The same and the accuracy on rows that are not learnt from; `nil` without such rows.
    package let validationLoss: Double?
    package let validationAccuracy: Double?
    /// The size of the step before; `nil` where all are of one size.
    package let rate: Double?

    /// The loss of a model that takes all of so many classes for equally probable.
    package static func lossOfGuessing(_ classes: Int) -> Double { octavo_log(Double(max(classes, 1))) }

    // MARK: - Checkpoints

    /// A curve's points one after another: four numbers each, six with validation rows.
    static func tensor(_ curve: [LearningPoint]) -> Tensor {
        let rows = curve.map { point -> [Double] in
            var row = [Double(point.step), point.epoch, point.loss, point.rate ?? .nan]
            if let loss = point.validationLoss, let accuracy = point.validationAccuracy { row += [loss, accuracy] }
            return row
        }
        return Tensor("curve", [rows.count, rows.first?.count ?? 4], .double(rows.flatMap { $0 }))
    }

    static func curve(_ tensors: Tensors) throws -> [LearningPoint] {
        let numbers = try tensors.double("curve", [nil, nil])
        let width = try tensors.shape("curve")[1]
        guard width == 4 || width == 6 else { throw DamagedModel("its curve has \(width) columns") }
        return try stride(from: 0, to: numbers.count, by: width).map { start in
            let point = Array(numbers[start..<start + width])
            guard let step = Int(exactly: point[0]) else { throw DamagedModel("its curve has a point at step \(point[0])") }
            return LearningPoint(
                step: step, epoch: point[1], loss: point[2], validationLoss: width == 6 ? point[4] : nil,
                validationAccuracy: width == 6 ? point[5] : nil, rate: point[3].isNaN ? nil : point[3])
        }
    }
}
