package import OctavoSource
import OctavoTable

/// `x[i]` and `x[a..b]`. Negative places count from the end.
package enum Indexing {
    struct Places {
        let whole: SourceRange
        let base: SourceRange
        let index: SourceRange
    }

    static func item(_ base: Value, _ index: Value, _ places: Places, in evaluator: Evaluator) throws -> Value {
        let (range, evaluation) = (places.whole, evaluator.evaluation)
        if case .table(let plan) = base, index.isExpression {
            let name = plan.schema.count > 0 ? DatumText.label(plan.schema.names[0]) : "name"
            throw Diagnostic(
                "type-mismatch", "a table's rows are picked by a place or by `filter`, not by a column expression",
                at: places.index, help: ["`t[0]` is a row, `t.\(name)` a column, `t | filter(…)` the rows that fit"],
                fix: Fix(
                    "write `\(places.base.text) | filter(…)`",
                    [
                        .init(between(places.base, places.index), " | filter("),
                        .init(after(places.index, to: range), ")"),
                    ], .maybe))
        }
        if base.isExpression || index.isExpression {
            guard let get = evaluation.catalog["get"] else { return .null }
            let arguments = [
                BoundArguments.Argument(value: base, range: places.base), .init(value: index, range: places.index), nil,
            ]
            return .expression(ColumnExpression(.call(get, BoundArguments(single: arguments)), range))
        }
        if case .range(let from, let to) = index {
            return try slice(base, from: .int(from), to: .int(to), at: range, evaluation: evaluation)
        }
        switch (base, index) {
        case (.null, _): return .null
        case (.unknown(.list(let item)), _): return .unknown(item)
        case (.unknown(.data(.list(let item))), _): return .unknown(.data(item))
        case (.unknown(.data(.text)), _): return .unknown(.text)
        case (.unknown(.failed), _), (_, .unknown(.failed)): return .unknown(.failed)
        case (.unknown, _): return .unknown(.any)
        case (.record(let record), .text(let name)):
            if let value = record[name] { return value }
            throw evaluator.unknownField(name, places.index.bytes, among: record.names, of: "in this record")
        case (_, .unknown): return .unknown(.any)
        case (.list(let items), .int(let place)): return items[try position(place, items.count, "item", places)]
        case (.range(let from, let to), .int(let place)):
            guard let count = Value.count(from: from, to: to) else { throw outside(place, .max, "item", places) }
            return .int(from + Int64(try position(place, Int(count), "item", places)))
        case (.text(let text), .int(let place)):
            let scalars = Array(text.unicodeScalars)
            return .text(String(String.UnicodeScalarView([scalars[try position(place, scalars.count, "character", places)]])))
        case (.table(let plan), .int(let place)):
            if evaluation.mode == .check {
                return .unknown(.record(plan.schema.fields.map { (name: $0.name, type: .data($0.type)) }))
            }
            return Value(.record(try row(place, of: plan, places, evaluation)))
        case (.column(let plan, let name), .int(let place)):
            if evaluation.mode == .check { return .unknown(plan.schema.type(of: name).map { .data($0) } ?? .any) }
            let items = try Sequences.items(base, at: range, evaluation: evaluation)
            return items[try position(place, items.count, "row", places)]
        case (.table(let plan), .text(let name)):
            guard plan.schema.index(of: name) != nil else {
                var surroundings = evaluator.surroundings
                surroundings.tables = [.init(plan: plan, range: places.base)]
                throw UnknownColumn.diagnostic(name, in: plan.schema, at: places.index, surroundings)
            }
            return .column(plan, name)
        default:
            throw Diagnostic(
                "type-mismatch", "\(article(base.kindName)) cannot be indexed by \(index.kindName)", at: places.index)
        }
    }

    private static func row(
        _ place: Int64, of plan: Plan, _ places: Places, _ evaluation: Evaluation
    ) throws -> [(name: String, value: Datum)] {
        guard place >= 0 else {
            let rows = try evaluation.force(plan)
            return rows.record(try position(place, rows.count, "row", places))
        }
        let rows = try evaluation.force(
            Plan(.slice(plan, from: Int(place), count: 1), schema: plan.schema, origin: places.whole))
        guard rows.count == 1 else { throw outside(place, try evaluation.force(plan).count, "row", places) }
        return rows.record(0)
    }

    private static func between(_ first: SourceRange, _ second: SourceRange) -> SourceRange {
        SourceRange(first.source, ByteRange(first.bytes.end, second.bytes.start))
    }

    private static func after(_ range: SourceRange, to whole: SourceRange) -> SourceRange {
        SourceRange(range.source, ByteRange(range.bytes.end, whole.bytes.end))
    }

    package static func slice(
        _ base: Value, from: Value?, to: Value?, at range: SourceRange, evaluation: Evaluation
    ) throws -> Value {
        func bound(_ value: Value?, _ fallback: Int, _ count: Int) throws -> Int {
            switch value {
            case nil, .null?: return fallback
            case .int(let place)?:
                return min(max(place < 0 ? Int(clamping: Int64(count) + place) : Int(clamping: place), 0), count)
            default:
                throw Diagnostic("type-mismatch", "a place is an int, not \(value?.kindName ?? "null")", at: range)
            }
        }
        if base.isExpression || from?.isExpression == true || to?.isExpression == true {
            guard let slice = evaluation.catalog["slice"] else { return .null }
            let places = [base, from ?? .int(0), to ?? .null].map { BoundArguments.Argument(value: $0, range: range) }
            return .expression(ColumnExpression(.call(slice, BoundArguments(single: places)), range))
        }
        if base.isUnknown { return base }
        if from?.isUnknown == true || to?.isUnknown == true { return .unknown(base.type) }
        func part(_ count: Int) throws -> Range<Int> {
            let start = try bound(from, 0, count)
            return start..<max(start, try bound(to, count, count))
        }
        switch base {
        case .null: return .null
        case .list(let items): return .list(Array(items[try part(items.count)]))
        case .range(let first, let last):
            let places = try part(Int(Value.count(from: first, to: last) ?? .max))
            return .range(from: first + Int64(places.lowerBound), to: first + Int64(places.upperBound))
        case .text(let text):
            let scalars = Array(text.unicodeScalars)
            return .text(String(String.UnicodeScalarView(scalars[try part(scalars.count)])))
        case .table(let plan):
            let isPlain = [from, to].allSatisfy { if case .int(let place)? = $0 { place >= 0 } else { true } }
            if isPlain {
                let start = try bound(from, 0, .max)
                let end = to == nil ? nil : try bound(to, .max, .max)
                return .table(
                    Plan(
                        .slice(plan, from: start, count: end.map { max($0 - start, 0) }), schema: plan.schema, origin: range))
            }
            if evaluation.mode == .check { return base }
            let table = try evaluation.force(plan)
            return .table(Plan(table.slice(try part(table.count))))
        default:
            throw Diagnostic("type-mismatch", "\(article(base.kindName)) has no part `[a..b]`", at: range)
        }
    }

    private static func position(_ place: Int64, _ count: Int, _ what: String, _ places: Places) throws -> Int {
        let index = place < 0 ? Int64(count) + place : place
        guard index >= 0, index < Int64(count) else { throw outside(place, count, what, places) }
        return Int(index)
    }

    private static func outside(_ place: Int64, _ count: Int, _ what: String, _ places: Places) -> Diagnostic {
        let isOfRows = what == "row"
        return Diagnostic(
            "out-of-range",
            "there is no \(what) \(place): there \(count == 1 ? "is" : "are") \(Quantity.of(count, what)), from 0",
            at: places.index,
            help: isOfRows ? [] : ["`get(\(places.base.text), \(place), default)` gives a default instead"])
    }
}
