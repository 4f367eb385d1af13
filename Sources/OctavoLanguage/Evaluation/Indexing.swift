package import OctavoSource
import OctavoTable

/// `x[i]` and `x[a..b]`. Negative places count from the end.
package enum Indexing {
    package static func item(_ base: Value, _ index: Value, at range: SourceRange, evaluation: Evaluation) throws -> Value {
        if base.isExpression || index.isExpression {
            guard let get = evaluation.catalog["get"] else { return .null }
            return .expression(
                ColumnExpression(
                    .call(
                        get,
                        BoundArguments(single: [.init(value: base, range: range), .init(value: index, range: range), nil])), range
                ))
        }
        if case .range(let from, let to) = index {
            return try slice(base, from: .int(from), to: .int(to), at: range, evaluation: evaluation)
        }
        switch (base, index) {
        case (.null, _): return .null
        case (.unknown(.list(let item)), _): return .unknown(item)
        case (.unknown(.data(.list(let item))), _): return .unknown(.data(item))
        case (.unknown(.data(.text)), _): return .unknown(.text)
        case (.unknown, _): return .unknown(.any)
        case (.record(let record), .text(let name)):
            if let value = record[name] { return value }
            throw Diagnostic(
                "unknown-field", "no field \(DatumText.quoted(name)) in this record", at: range,
                label: Suggestion.question(for: name, among: record.names) ?? "",
                notes: ["fields: " + record.names.joined(separator: ", ")])
        case (_, .unknown): return .unknown(.any)
        case (.list(let items), .int(let place)): return items[try position(place, items.count, range)]
        case (.range(let from, let to), .int(let place)):
            guard let count = Value.count(from: from, to: to) else { throw outside(place, .max, range) }
            return .int(from + Int64(try position(place, Int(count), range)))
        case (.text(let text), .int(let place)):
            let scalars = Array(text.unicodeScalars)
            return .text(String(String.UnicodeScalarView([scalars[try position(place, scalars.count, range)]])))
        case (.table(let plan), .int(let place)):
            if evaluation.mode == .check {
                return .unknown(.record(plan.schema.fields.map { (name: $0.name, type: .data($0.type)) }))
            }
            let rows: Table
            if place >= 0 {
                rows = try evaluation.force(
                    Plan(.slice(plan, from: Int(place), count: 1), schema: plan.schema, origin: range))
                guard rows.count == 1 else {
                    let count = try evaluation.force(plan).count
                    throw outside(place, count, range)
                }
                return Value(.record(rows.record(0)))
            }
            rows = try evaluation.force(plan)
            return Value(.record(rows.record(try position(place, rows.count, range))))
        case (.column(let plan, let name), .int(let place)):
            if evaluation.mode == .check { return .unknown(plan.schema.type(of: name).map { .data($0) } ?? .any) }
            let items = try Sequences.items(base, at: range, evaluation: evaluation)
            return items[try position(place, items.count, range)]
        case (.table(let plan), .text(let name)):
            guard plan.schema.index(of: name) != nil else {
                throw UnknownColumn.diagnostic(name, in: plan.schema, at: range, evaluation: evaluation)
            }
            return .column(plan, name)
        default:
            throw Diagnostic(
                "type-mismatch", "\(article(base.kindName)) cannot be indexed by \(index.kindName)", at: range)
        }
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

    private static func position(_ place: Int64, _ count: Int, _ range: SourceRange) throws -> Int {
        let index = place < 0 ? Int64(count) + place : place
        guard index >= 0, index < Int64(count) else { throw outside(place, count, range) }
        return Int(index)
    }

    private static func outside(_ place: Int64, _ count: Int, _ range: SourceRange) -> Diagnostic {
        Diagnostic(
            "out-of-range", "there is no place \(place): there are \(count) items, from 0", at: range,
            help: ["`get(x, \(place), default)` gives a default instead"])
    }
}
