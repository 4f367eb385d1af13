import OctavoSource

/// Plans and expressions as a person reads them.
package enum PlanText {
    /// One line a step, the last step first, its inputs indented below it.
    package static func describe(_ plan: Plan) -> [String] {
        let own: String =
            if plan.result != nil, !plan.inputs.isEmpty || plan.isScan {
                "\(name(plan)): kept result"
            } else { line(plan) }
        let inputs = plan.result == nil ? plan.inputs : []
        return [own] + inputs.flatMap { describe($0).map { "  " + $0 } }
    }

    /// The same, however much of it has been computed already; a part that stands there twice is told once.
    package static func steps(_ plan: Plan) -> [String] { written(plan).map(\.line) }

    /// Every step with its depth, the last one first; a part that stands there twice is told once. Figures are of the run.
    static func tree(_ plan: Plan, _ profile: RunProfile? = nil) -> [PlanStep] {
        var told: Set<ObjectIdentifier> = []
        var steps: [PlanStep] = []
        func visit(_ plan: Plan, _ depth: Int) {
            let isNew = told.insert(ObjectIdentifier(plan)).inserted
            let isKept = plan.result != nil && !plan.inputs.isEmpty && profile?.figures(plan)?.time == nil
            let text = isKept ? "\(name(plan)): kept result" : isNew ? line(plan) : "\(name(plan)): as above"
            let figures = isNew ? profile?.figures(plan) : nil
            steps.append(
                PlanStep(
                    depth: depth, text: text, rows: figures?.rows,
                    microseconds: profile?.hasTimes == true ? figures?.time : nil))
            guard isNew, !isKept, depth < deepest else { return }
            for input in plan.inputs { visit(input, depth + 1) }
        }
        visit(plan, 0)
        return steps
    }

    /// The steps as they were written, whatever of them has been computed already.
    package static func written(_ plan: Plan) -> [PlanStep] {
        var told: Set<ObjectIdentifier> = []
        var steps: [PlanStep] = []
        func visit(_ plan: Plan, _ depth: Int) {
            let isNew = told.insert(ObjectIdentifier(plan)).inserted
            steps.append(
                PlanStep(
                    depth: depth, text: isNew ? line(plan) : "\(name(plan)): as above", rows: nil, microseconds: nil))
            guard isNew, depth < deepest else { return }
            for input in plan.inputs { visit(input, depth + 1) }
        }
        visit(plan, 0)
        return steps
    }

    /// A pipeline has thousands of steps only if a program made it; deeper ones are not shown.
    private static let deepest = 100

    /// The step's verb.
    package static func name(_ plan: Plan) -> String {
        switch plan.node {
        case .table: "table"
        case .scan: "load"
        case .filter: "filter"
        case .derive: "derive"
        case .select: "select"
        case .slice: "slice"
        case .tail: "tail"
        case .sample: "sample"
        case .sort: "sort"
        case .distinct: "distinct"
        case .summarize: "summarize"
        case .join: "join"
        case .union: "union"
        case .explode: "explode"
        case .pass(_, let pass): pass.name
        case .wholeTable(let name, _, _): name
        }
    }

    private static func line(_ plan: Plan) -> String {
        let verb = name(plan)
        switch plan.node {
        case .table(let table): return "\(verb): \(Quantity.of(table.count, "row")), \(columns(plan.schema.names))"
        case .scan(let scan):
            var parts = [scan.files.count == 1 ? scan.files[0] : "\(scan.files.count) files"]
            parts.append("columns \(columns(scan.columns)) of \(scan.fileSchema.count)")
            if let filter = scan.filter { parts.append("where \(expression(filter))") }
            if let limit = scan.limit { parts.append("first \(limit) rows") }
            return "\(verb): " + parts.joined(separator: ", ")
        case .filter(_, let condition): return "\(verb): \(expression(condition))"
        case .derive(_, let entries), .select(_, let entries): return "\(verb): \(named(entries))"
        case .slice(_, 0, let count?): return "head: \(Quantity.of(count, "row"))"
        case .slice(_, let from, let count): return "\(verb): \(from)..\(count.map { String(from &+ $0) } ?? "")"
        case .tail(_, let count): return "\(verb): \(count)"
        case .sample(_, let count, let seed): return "\(verb): \(count), seed \(seed)"
        case .sort(_, let keys):
            return "\(verb): "
                + keys.map { $0.isDescending ? "desc(\(expression($0.expression)))" : expression($0.expression) }
                .joined(separator: ", ")
        case .distinct(_, let keys):
            return keys.isEmpty
                ? "\(verb): whole rows" : "\(verb): \(keys.map { expression($0.expression) }.joined(separator: ", "))"
        case .summarize(_, let keys, let aggregates):
            return "\(verb): \(named(aggregates))" + (keys.isEmpty ? "" : ", by \(named(keys))")
        case .join(_, _, let join):
            let keys = zip(join.left, join.right).map { "\(expression($0)) == \(expression($1))" }
            return "\(verb): \(join.kind.rawValue), \(keys.joined(separator: ", ")), takes \(columns(join.taken.map(\.name)))"
        case .union: return verb
        case .explode(_, let name): return "\(verb): .\(DatumText.label(name))"
        case .pass(_, let pass): return "\(verb): \(columns(pass.reads))"
        case .wholeTable: return verb
        }
    }

    private static func columns(_ names: [String]) -> String {
        names.isEmpty ? "none" : names.map { "." + DatumText.label($0) }.joined(separator: " ")
    }

    private static func named(_ entries: [NamedExpression]) -> String {
        entries.map { entry in
            if case .column(entry.name) = entry.expression.kind { return "." + DatumText.label(entry.name) }
            return "\(DatumText.label(entry.name)): \(expression(entry.expression))"
        }.joined(separator: ", ")
    }

    /// As the language would write it.
    package static func expression(_ expression: RowExpression) -> String {
        func inner(_ part: RowExpression) -> String {
            switch part.kind {
            case .arithmetic, .comparison, .and, .or, .coalesce, .isIn, .conditional, .attempt, .not: "(\(self.expression(part)))"
            default: self.expression(part)
            }
        }
        func list(_ parts: [RowExpression]) -> String { parts.map(self.expression).joined(separator: ", ") }
        func grouped(_ name: String, _ argument: RowExpression?, _ rest: [String], _ keys: [RowExpression]) -> String {
            let parts = (argument.map { [self.expression($0)] } ?? []) + rest
            let by = keys.isEmpty ? [] : [keys.count == 1 ? "by: \(self.expression(keys[0]))" : "by: [\(list(keys))]"]
            return "\(name)(\((parts + by).joined(separator: ", ")))"
        }
        switch expression.kind {
        case .column(let name): return "." + DatumText.label(name)
        case .literal(let value): return DatumText.literal(value)
        case .row: return "."
        case .element(let id): return "item\(id.number)"
        case .negate(let value): return "-\(inner(value))"
        case .not(let value): return "not \(inner(value))"
        case .arithmetic(let sign, let left, let right): return "\(inner(left)) \(sign.rawValue) \(inner(right))"
        case .comparison(let relation, let left, let right): return "\(inner(left)) \(relation.rawValue) \(inner(right))"
        case .and(let left, let right): return "\(inner(left)) and \(inner(right))"
        case .or(let left, let right): return "\(inner(left)) or \(inner(right))"
        case .coalesce(let left, let right): return "\(inner(left)) ?? \(inner(right))"
        case .isIn(let left, let right): return "\(inner(left)) in \(inner(right))"
        case .conditional(let branches, let otherwise):
            return branches.map { "if \(inner($0.condition)) then \(inner($0.value)) else " }.joined() + inner(otherwise)
        case .attempt(let first, let otherwise): return "try \(inner(first)) else \(inner(otherwise))"
        case .concatenation(let pieces): return pieces.map(inner).joined(separator: " + ")
        case .field(let record, let name): return "\(inner(record)).\(DatumText.label(name))"
        case .list(let items): return "[\(list(items))]"
        case .record(let entries):
            return "{" + entries.map { "\(DatumText.label($0.name)): \(self.expression($0.value))" }.joined(separator: ", ") + "}"
        case .widen(let value): return self.expression(value)
        case .function(let function, let arguments): return "\(function.name)(\(Self.arguments(function, arguments)))"
        case .listFunction(let function, let list, let bound, let body):
            let name = bound.first.map { "item\($0.number)" } ?? "item"
            return "\(function.rawValue)(\(self.expression(list)), \(name) -> \(self.expression(body)))"
        case .aggregate(let aggregate, let argument, let keys):
            switch aggregate {
            case .quantile(let share): return grouped("quantile", argument, [DatumText.float(share)], keys)
            case .distinctCount: return grouped("distinct_count", argument, [], keys)
            default: return grouped("\(aggregate)", argument, [], keys)
            }
        case .window(let function, let argument, let keys):
            switch function {
            case .rowNumber: return grouped("row_number", argument, [], keys)
            case .lag(let rows): return grouped("lag", argument, [String(rows)], keys)
            case .lead(let rows): return grouped("lead", argument, [String(rows)], keys)
            case .cumulativeSum: return grouped("cumulative_sum", argument, [], keys)
            case .rank: return grouped("rank", argument, [], keys)
            }
        }
    }
}

extension PlanText {
    /// Columns and constants in the order in which the function takes them.
    fileprivate static func arguments(_ function: ScalarFunction, _ columns: [RowExpression]) -> String {
        guard let call = function.call else { return columns.map(expression).joined(separator: ", ") }
        var rest = columns[...]
        return call.arguments.compactMap { argument -> String? in
            switch argument {
            case .constant(let value)?: DatumText.literal(value)
            case .column?: rest.popFirst().map(expression)
            case nil: nil
            }
        }.joined(separator: ", ")
    }
}

extension Plan {
    var isScan: Bool { if case .scan = node { true } else { false } }
}
