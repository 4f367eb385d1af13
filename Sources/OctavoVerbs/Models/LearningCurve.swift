import OctavoLanguage
import OctavoModels
import OctavoTable

/// What a training was like, as a table.
enum LearningCurve {
    static let fields = [
        Field("step", .int), Field("epoch", .float), Field("loss", .float), Field("validation_loss", .float),
        Field("validation_accuracy", .float), Field("rate", .float),
    ]

    /// One point as a record of the table's columns.
    static func datum(_ point: LearningPoint) -> Datum {
        .record(zip(fields, row(point)).map { (name: $0.name, value: $1) })
    }

    /// A point that was noted, perhaps by a version that knew fewer columns.
    static func datum(noted point: Datum) -> Datum {
        .record(fields.map { field in (name: field.name, value: point[field.name] ?? .null) })
    }

    private static func row(_ point: LearningPoint) -> [Datum] {
        [
            .int(Int64(point.step)), .float(point.epoch), .float(point.loss), point.validationLoss.map { .float($0) } ?? .null,
            point.validationAccuracy.map { .float($0) } ?? .null, point.rate.map { .float($0) } ?? .null,
        ]
    }

    static func table(_ points: [LearningPoint]) -> Value {
        var columns = fields.map { ColumnBuilder($0.type) }
        for point in points {
            for (place, datum) in row(point).enumerated() { columns[place].append(datum) }
        }
        let chunk = Chunk(count: points.count, columns: columns.map { $0.finish() })
        return .table(Plan(Table(schema: Schema(fields), chunks: points.isEmpty ? [] : [chunk])))
    }
}
