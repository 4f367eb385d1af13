import OctavoSource
import OctavoSyntax
import OctavoTable

/// What stands behind a dot: a field, a column, a module's name.
extension Evaluator {
    func member(_ base: ExpressionSyntax, _ label: NameSyntax, _ range: ByteRange, _ scope: Scope) throws -> Value {
        let whole = try value(base, scope)
        guard case .table(let plan) = whole else { return try member(of: whole, label, range) }
        var inner = self
        inner.surroundings.tables = [.init(plan: plan, range: place(base.range))]
        return try inner.member(of: whole, label, range)
    }

    func member(of base: Value, _ label: NameSyntax, _ range: ByteRange) throws -> Value {
        let name = label.text
        switch base {
        case .expression(let expression): return .expression(ColumnExpression(.member(expression, name), place(range)))
        case .unknown(.record(let fields)):
            if let field = fields.first(where: { $0.name == name }) { return .unknown(field.type) }
            return .unknown(.any)
        case .unknown(.table(let schema)): return .unknown(.column(schema?.type(of: name)))
        case .unknown: return .unknown(.any)
        case .null: return .null
        case .record(let record):
            if let value = record[name] { return value }
            throw unknownField(name, label.range, among: record.names, of: "in this record")
        case .table(let plan):
            guard plan.schema.index(of: name) != nil else {
                throw UnknownColumn.diagnostic(name, in: plan.schema, at: place(label.range), surroundings)
            }
            return .column(plan, name)
        case .module(let module):
            if let binding = module.environment.values[name] { return binding.value }
            if let function = module.environment.functions[name] { return .function(.user(function)) }
            let names = module.environment.values.keys.sorted() + module.environment.functions.keys.sorted()
            throw unknownField(name, label.range, among: names, of: "in module `\(module.name)`")
        case .object(let object):
            if let value = object.member(name) { return value }
            throw unknownField(name, label.range, among: object.memberNames, of: "in this \(object.typeName)")
        default:
            throw Diagnostic(
                "no-members", "\(article(base.kindName)) has no fields: `.\(name)` has nothing to name", at: place(label.range),
                help: evaluation.catalog[name] == nil ? [] : ["the function `\(name)` is called by `… | \(name)`"])
        }
    }

    func unknownField(_ name: String, _ range: ByteRange, among names: [String], of what: String) -> Diagnostic {
        let nearest = Suggestion.best(for: name, among: names)
        return Diagnostic(
            "unknown-field", "no field `.\(WrittenForm.label(name))` \(what)", at: place(range),
            label: nearest.map { "did you mean `.\(WrittenForm.label($0))`?" } ?? "",
            notes: ["fields: " + (names.isEmpty ? "none" : names.prefix(12).joined(separator: ", "))],
            fix: nearest.map { .replace(place(range), with: UnknownColumn.written($0, at: place(range))) })
    }

    // MARK: - Members that are called

    func hasMember(_ owner: Value, _ name: String) -> Bool {
        switch owner {
        case .module, .unknown: true
        case .record(let record): record[name] != nil
        case .object(let object): object.member(name) != nil
        default: false
        }
    }

    /// `t.head(3)`, where `head(t, 3)` is meant.
    func methodCall(_ base: ExpressionSyntax, _ label: NameSyntax, _ arguments: [ArgumentSyntax]) -> Diagnostic {
        let owner = source.text(in: base.range)
        let name = label.text
        var end = label.range.end
        while end < source.bytes.count, source.bytes[end] != UInt8(ascii: "(") { end += 1 }
        let opening = place(ByteRange(base.range.start, min(end + 1, source.bytes.count)))
        return Diagnostic(
            "method-call", "a value has no methods: `\(name)` is a function that the value flows into", at: place(label.range),
            help: ["`\(owner) | \(name)(…)` is `\(name)(\(owner), …)`"],
            fix: end < source.bytes.count
                ? Fix(
                    "write `\(name)(\(owner)\(arguments.isEmpty ? "" : ", …"))`",
                    [.init(opening, "\(name)(\(owner)\(arguments.isEmpty ? "" : ", ")")]) : nil)
    }
}
