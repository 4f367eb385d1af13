import OctavoLanguage
import OctavoSource
import OctavoTable

/// What decides in which part a row is.
enum SplitKind {
    case content
    case group(RowExpression)
    case stratified(RowExpression)
    case stratifiedGroups(class: RowExpression, group: RowExpression)
    case time(RowExpression)

    init(
        _ call: Call, _ schema: Schema, stratify: ColumnExpression?, group: ColumnExpression?, byTime: ColumnExpression?
    ) throws {
        let label = try stratify.map { try Self.resolve($0, schema, call) }
        let key = try group.map { try Self.resolve($0, schema, call) }
        if let byTime {
            if let other = stratify ?? group {
                throw Diagnostic(
                    "options-exclude",
                    "`by_time:` alone decides where a row belongs, so `split` cannot heed "
                        + "`\(stratify == nil ? "group" : "stratify"):` as well", at: byTime.range,
                    secondary: [.init(other.range, "asks for another order")], help: ["leave one of them out"])
            }
            let time = try Self.resolve(byTime, schema, call)
            switch time.type {
            case .time, .date, .int, .float, .null: self = .time(time)
            default:
                throw Diagnostic(
                    "type-mismatch", "`by_time:` takes a time, a date or a number, not \(time.type)", at: byTime.range,
                    help: time.type == .text ? ["`by_time: time(\(byTime.range.text))` reads the text as a time"] : [])
            }
            return
        }
        self =
            switch (label, key) {
            case (let label?, let key?): .stratifiedGroups(class: label, group: key)
            case (let label?, nil): .stratified(label)
            case (nil, let key?): .group(key)
            case (nil, nil): .content
            }
    }

    private static func resolve(_ expression: ColumnExpression, _ schema: Schema, _ call: Call) throws -> RowExpression {
        let resolved = try call.resolve(expression, over: schema)
        guard expression.isOfRow else {
            throw Diagnostic(
                "wrong-argument", "`split` takes a column here, not \(expression.range.text)", at: expression.range,
                help: ["columns start with a dot: `.name`"])
        }
        return resolved
    }
}

extension ColumnExpression {
    /// Whether it is more than a value that stands for itself on every row.
    fileprivate var isOfRow: Bool { if case .value = kind { false } else { true } }
}
