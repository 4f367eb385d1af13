import Synchronization

/// Numbers plans by what they do and read, not by who made them: plans of one number give the same rows.
///
/// A class because the plans of one cell are numbered in several runs.
final class PlanNumbers: Sendable {
    private struct State {
        var numbers: [String: Int] = [:]
        /// What has been numbered. The plans are held, so that no later one takes the place in memory that one is known by.
        var known: [ObjectIdentifier: (plan: Plan, number: Int)] = [:]
    }

    private let state = Mutex(State())

    func number(_ plan: Plan) -> Int { state.withLock { Self.number(plan, &$0) } }

    /// Gives a plan the number of one that it stands for.
    func name(_ plan: Plan, _ number: Int) { state.withLock { $0.known[ObjectIdentifier(plan)] = (plan, number) } }

    private static func number(_ plan: Plan, _ state: inout State) -> Int {
        let id = ObjectIdentifier(plan)
        if let known = state.known[id] { return known.number }
        let written = text(plan, plan.inputs.map { number($0, &state) })
        let own = state.numbers[written] ?? state.numbers.count
        state.numbers[written] = own
        state.known[id] = (plan, own)
        return own
    }

    private static func text(_ plan: Plan, _ inputs: [Int]) -> String {
        let inputs = inputs.map(String.init).joined(separator: " ")
        func named(_ entries: [NamedExpression]) -> String {
            entries.map { DatumText.quoted($0.name) + ExpressionText.of($0.expression) }.joined(separator: ",")
        }
        func all(_ expressions: [RowExpression]) -> String { expressions.map(ExpressionText.of).joined(separator: ",") }
        let own: String
        switch plan.node {
        case .table, .wholeTable, .pass: own = "\(ObjectIdentifier(plan))"
        case .scan(let scan): own = scan.source == nil ? text(scan) : "\(ObjectIdentifier(plan))"
        case .filter(_, let condition): own = ExpressionText.of(condition)
        case .derive(_, let columns), .select(_, let columns): own = named(columns)
        case .slice(_, let from, let count): own = "\(from) \(count.map(String.init) ?? "")"
        case .tail(_, let count): own = "\(count)"
        case .sample(_, let count, let seed): own = "\(count) \(seed)"
        case .sort(_, let keys):
            own = keys.map { ExpressionText.of($0.expression) + ($0.isDescending ? "v" : "^") }.joined(separator: ",")
        case .distinct(_, let keys): own = named(keys)
        case .summarize(_, let keys, let aggregates): own = named(aggregates) + " by " + named(keys)
        case .join(_, _, let join):
            let taken = join.taken.map { "\(DatumText.quoted($0.column)):\(DatumText.quoted($0.name))" }
            let filled = join.filled.map { "\(DatumText.quoted($0.column)):\(DatumText.quoted($0.from))" }
            own = "\(join.kind) \(join.expectsOne) \(all(join.left)) \(all(join.right)) \(taken) \(filled)"
        case .union: own = ""
        case .explode(_, let name): own = DatumText.quoted(name)
        }
        let columns = plan.schema.fields.map { "\(DatumText.quoted($0.name)) \($0.type)" }.joined(separator: ",")
        return "\(PlanText.name(plan))(\(inputs)) \(own) -> \(columns)"
    }

    private static func text(_ scan: Scan) -> String {
        let options = scan.options
        let types = options.types.sorted { $0.key < $1.key }.map { "\(DatumText.quoted($0.key)) \($0.value)" }
        let columns = options.columns.map { "\($0)" } ?? ""
        let separator = options.separator.map { "\($0)" } ?? ""
        let filter = scan.filter.map(ExpressionText.of) ?? ""
        return """
            \(scan.files) \(scan.summary.stamps) \(options.format) \(options.bad) \(options.includesSource) \(types) \(columns) \
            \(separator) \(scan.columns) \(filter) \(scan.limit ?? -1)
            """
    }
}

/// Expressions as texts that are equal only where the expressions give the same values.
enum ExpressionText {
    static func of(_ expression: RowExpression) -> String {
        var text = ""
        var writer = Writer()
        writer.write(expression, to: &text)
        return text
    }

    private struct Writer {
        /// Elements by the order in which they are bound, since each program numbers its own.
        var elements: [ElementID: Int] = [:]

        mutating func write(_ expression: RowExpression, to text: inout String) {
            text += "("
            switch expression.kind {
            case .column(let name): text += "." + DatumText.quoted(name)
            case .literal(let value): text += DatumText.literal(value)
            case .row: text += "row"
            case .element(let id): text += elements[id].map { "#\($0)" } ?? "element \(id.number)"
            case .negate: text += "-"
            case .not: text += "not"
            case .arithmetic(let sign, _, _): text += sign.rawValue
            case .comparison(let relation, _, _): text += relation.rawValue
            case .and: text += "and"
            case .or: text += "or"
            case .coalesce: text += "??"
            case .isIn: text += "in"
            case .conditional: text += "if"
            case .attempt: text += "try"
            case .concatenation: text += "text"
            case .field(_, let name): text += "field " + DatumText.quoted(name)
            case .list: text += "list"
            case .record(let entries): text += "record " + entries.map { DatumText.quoted($0.name) }.joined(separator: ",")
            case .widen: text += "widen"
            case .function(let function, _): text += name(function)
            case .listFunction(let function, _, let bound, _):
                text += function.rawValue
                for id in bound { elements[id] = elements.count }
            case .aggregate(let aggregate, let argument, _): text += "\(aggregate) \(argument != nil)"
            case .window(let function, let argument, _): text += "\(function) \(argument != nil)"
            }
            text += " \(expression.type)"
            for child in expression.children { write(child, to: &text) }
            text += ")"
        }

        /// A function is known by its name and constants, or is like itself alone.
        private func name(_ function: ScalarFunction) -> String {
            guard let call = function.call else { return "\(function.name) \(ObjectIdentifier(function))" }
            let arguments = call.arguments.map { argument -> String in
                switch argument {
                case .constant(let value)?: "\(DatumText.literal(value)) \(value.type)"
                case .column(let type)?: "\(type)"
                case nil: "-"
                }
            }
            return "\(function.name) \(arguments)"
        }
    }
}
